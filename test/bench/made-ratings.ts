/**
 * Ratings of MovieLens 1M's size (6,040 members, 3,706 films, 1,000,209 ratings on 1 to 5), made: films by a Zipf-like popularity,
 * members of log-normal activity (at least 20), ratings r_ui = μ + b_u + c_i + p_u·q_i + ε in 8 factors, films chosen by popularity and taste.
 */
import type { Ratings } from "../../shared/domain/interactions.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";

const rank = 8;

/** Chosen films of one member, heaviest keys first (Efraimidis & Spirakis 2006: sampling with weights and without replacement). */
const chosenFilms = (weights: Float64Array, count: number, random: () => number): Int32Array => {
  const keys = weights.map((weight) => Math.log(1 - random()) / weight);
  return Int32Array.from(keys.keys())
    .sort((a, b) => (keys[b] as number) - (keys[a] as number))
    .slice(0, count)
    .sort();
};

export const madeRatings = (members = 6040, films = 3706, wanted = 1_000_209, seed = 1): Ratings => {
  const random = seededRandom(seed);
  const gaussian = (sd: number) => sd * normal(random);
  const vectors = (count: number, sd: number) =>
    Array.from({ length: count }, () => Float64Array.from({ length: rank }, () => gaussian(sd)));
  const p = vectors(members, 1);
  const q = vectors(films, 0.2);
  const b = Float64Array.from({ length: members }, () => gaussian(0.4));
  const c = Float64Array.from({ length: films }, () => gaussian(0.45));
  const popularity = Float64Array.from({ length: films }, (_, i) => 1 / (i + 60) ** 0.9);
  const activity = Float64Array.from({ length: members }, () => Math.exp(gaussian(1)));
  const scale = (wanted - 20 * members) / activity.reduce((sum, value) => sum + value, 0);
  const counts = activity.map((value) => Math.min(films / 2, Math.round(20 + scale * value)));
  const n = counts.reduce((sum, value) => sum + value, 0);
  const ratings: Ratings = {
    memberIds: Int32Array.from({ length: members }, (_, u) => u + 1),
    filmIds: Int32Array.from({ length: films }, (_, i) => i + 1),
    member: new Int32Array(n),
    film: new Int32Array(n),
    value: new Float32Array(n),
    at: new Float64Array(n),
    scale: { min: 1, max: 5, step: 1 },
  };
  let row = 0;
  for (let u = 0; u < members; u++) {
    const taste = q.map((vector) =>
      vector.reduce((sum, value, f) => sum + value * ((p[u] as Float64Array)[f] as number), 0),
    );
    const weights = popularity.map((value, i) => value * Math.exp((taste[i] as number) + (c[i] as number)));
    const start = 1e9 + Math.floor(random() * 9e7);
    for (const i of chosenFilms(weights, counts[u] as number, random)) {
      ratings.member[row] = u;
      ratings.film[row] = i;
      const r = 3.3 + (b[u] as number) + (c[i] as number) + (taste[i] as number) + gaussian(0.8);
      ratings.value[row] = Math.min(5, Math.max(1, Math.round(r)));
      ratings.at[row] = start + Math.floor(random() * 1e6);
      row++;
    }
  }
  return ratings;
};
