/**
 * Stochastic gradient descent of biased matrix factorisation, symbols as in matrix-factorisation.ts. One rating's part of the objective is
 *   ½ (x_ui − b_u − b_i − p_u·q_i)² + ½ Σ_{a ∈ {u, i}} n_a^(ρ − 1) (λ_b b_a² + λ |v_a|²),   x = r − μ, v_u = p_u, v_i = q_i,
 * so that the n_a ratings of a member or film add up to its whole penalty, n_a^ρ (…). Steps follow AdaGrad with one rate a vector
 * (Duchi, Hazan & Singer 2011; as in LIBMF: Chin et al. 2015, A learning-rate schedule for stochastic gradient methods to matrix
 * factorization): v ← v − η g / √G, G ← G + |g|² / k.
 */
import { normal, type Random, shuffle } from "../../shared/domain/random.ts";
import type { Histories } from "./model.ts";

/** What is learned of members (or films): biases, vectors in rows of k, sums of squared gradients. */
export interface FactorSide {
  readonly bias: Float32Array;
  readonly vectors: Float32Array; // [count x k]
  readonly squares: Float32Array; // G
}
export interface Factors {
  readonly members: FactorSide;
  readonly films: FactorSide;
}

/** Ratings in the order in which they are visited. */
export interface Visits {
  readonly member: Int32Array;
  readonly film: Int32Array;
  readonly x: Float32Array;
}

export interface Penalties {
  readonly λ: number;
  readonly λb: number;
  readonly memberWeight: Float32Array; // n_u^(ρ − 1)
  readonly filmWeight: Float32Array; // n_i^(ρ − 1)
}

export const startSide = (count: number, k: number, random: Random): FactorSide => {
  const vectors = new Float32Array(count * k);
  for (let at = 0; at < vectors.length; at++) vectors[at] = (0.1 / Math.sqrt(k)) * normal(random);
  return { bias: new Float32Array(count), vectors, squares: new Float32Array(count).fill(1) };
};

/** All ratings once, in a random order that scatters members and films. */
export const visitsOf = ({ start, film, rating }: Histories, μ: number, random: Random): Visits => {
  const memberOf = new Int32Array(film.length);
  for (let u = 0; u < start.length - 1; u++) memberOf.fill(u, start[u], start[u + 1]);
  const order = shuffle(
    memberOf.map((_, n) => n),
    random,
  );
  return {
    member: order.map((n) => memberOf[n] as number),
    film: order.map((n) => film[n] as number),
    x: Float32Array.from(order, (n) => (rating[n] as number) - μ),
  };
};

/** Visits ratings `from` to `to`; returns Σ e² as they were met. */
export const descend = (
  { members, films }: Factors,
  { member, film, x }: Visits,
  { λ, λb, memberWeight, filmWeight }: Penalties,
  η: number,
  from: number,
  to: number,
): number => {
  const { bias: bu, vectors: P, squares: Gu } = members;
  const { bias: bi, vectors: Q, squares: Gi } = films;
  const k = P.length / bu.length;
  let squaredError = 0;
  for (let at = from; at < to; at++) {
    const u = member[at] as number;
    const i = film[at] as number;
    const p = u * k;
    const q = i * k;
    let e = (x[at] as number) - (bu[u] as number) - (bi[i] as number);
    for (let f = 0; f < k; f++) e -= (P[p + f] as number) * (Q[q + f] as number);
    squaredError += e * e;
    const ηu = η / Math.sqrt(Gu[u] as number);
    const ηi = η / Math.sqrt(Gi[i] as number);
    const wu = memberWeight[u] as number;
    const wi = filmWeight[i] as number;
    let gu = 0;
    let gi = 0;
    for (let f = 0; f < k; f++) {
      const pf = P[p + f] as number;
      const qf = Q[q + f] as number;
      const dp = λ * wu * pf - e * qf;
      const dq = λ * wi * qf - e * pf;
      gu += dp * dp;
      gi += dq * dq;
      P[p + f] = pf - ηu * dp;
      Q[q + f] = qf - ηi * dq;
    }
    Gu[u] = (Gu[u] as number) + gu / k;
    Gi[i] = (Gi[i] as number) + gi / k;
    bu[u] = (bu[u] as number) + ηu * (e - λb * wu * (bu[u] as number));
    bi[i] = (bi[i] as number) + ηi * (e - λb * wi * (bi[i] as number));
  }
  return squaredError;
};
