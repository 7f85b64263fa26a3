// Matrix factorisation by parallel SGD as LIBMF does it (Chin et al. 2015): min Σ (r_ui − μ − b_u − c_i − p_u·q_i)² + λ (|p_u|² + |q_i|² + b_u² + c_i²),
// AdaGrad steps kept for each vector, members and films cut in halves so that two threads never share a row.
// Usage: sgd TRAINING TEST MEMBERS FILMS FACTORS LAMBDA RATE EPOCHS SCALE_MIN SCALE_MAX; files of (int32 member, int32 film, float32 rating).
// Prints after each epoch: seconds since the start of training, RMSE on the test ratings.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

struct Rating { int member, film; float value; };

static std::vector<Rating> read(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  fseek(file, 0, SEEK_END);
  std::vector<Rating> ratings(ftell(file) / sizeof(Rating));
  rewind(file);
  if (fread(ratings.data(), sizeof(Rating), ratings.size(), file) != ratings.size()) exit(1);
  fclose(file);
  return ratings;
}

int main(int, char **arg) {
  auto training = read(arg[1]), test = read(arg[2]);
  const int members = atoi(arg[3]), films = atoi(arg[4]), k = atoi(arg[5]), epochs = atoi(arg[8]);
  const float lambda = atof(arg[6]), rate = atof(arg[7]), low = atof(arg[9]), high = atof(arg[10]);
  const auto start = std::chrono::steady_clock::now();
  std::mt19937 random(1);
  std::shuffle(training.begin(), training.end(), random);
  double sum = 0;
  for (auto &r : training) sum += r.value;
  const float mean = sum / training.size();
  std::vector<float> P(members * k), Q(films * k), b(members), c(films), Gp(members, 1), Gq(films, 1);
  std::normal_distribution<float> normal(0, 0.1f / std::sqrt((float)k));
  for (auto &x : P) x = normal(random);
  for (auto &x : Q) x = normal(random);
  std::vector<Rating> block[2][2];
  for (auto &r : training) block[r.member % 2][r.film % 2].push_back(r);
  auto pass = [&](const std::vector<Rating> &ratings) {
    for (auto &r : ratings) {
      float *p = &P[r.member * k], *q = &Q[r.film * k], dot = 0;
      for (int f = 0; f < k; f++) dot += p[f] * q[f];
      const float e = r.value - mean - b[r.member] - c[r.film] - dot;
      const float hp = rate / std::sqrt(Gp[r.member]), hq = rate / std::sqrt(Gq[r.film]);
      float gp = 0, gq = 0;
      for (int f = 0; f < k; f++) {
        const float dp = lambda * p[f] - e * q[f], dq = lambda * q[f] - e * p[f];
        gp += dp * dp; gq += dq * dq;
        p[f] -= hp * dp; q[f] -= hq * dq;
      }
      Gp[r.member] += gp / k; Gq[r.film] += gq / k;
      b[r.member] += hp * (e - lambda * b[r.member]);
      c[r.film] += hq * (e - lambda * c[r.film]);
    }
  };
  for (int epoch = 0; epoch < epochs; epoch++) {
    for (int shift = 0; shift < 2; shift++) {
      std::thread other(pass, std::cref(block[1][(1 + shift) % 2]));
      pass(block[0][shift]);
      other.join();
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    double squares = 0;
    for (auto &r : test) {
      float estimate = mean + b[r.member] + c[r.film];
      for (int f = 0; f < k; f++) estimate += P[r.member * k + f] * Q[r.film * k + f];
      const float e = r.value - std::min(high, std::max(low, estimate));
      squares += e * e;
    }
    printf("%.3f %.5f\n", seconds, std::sqrt(squares / test.size()));
    fflush(stdout);
  }
}
