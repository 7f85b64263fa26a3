/** Uncertainty learned on the validation split: intervals that cover what they claim, probabilities that mean what they say. */
import { intervalLevel, intervalZ } from "../../shared/domain/intervals.ts";
import { factorise, quadraticForm, solveFactorised } from "./linear-algebra.ts";
import type { Estimate } from "./model.ts";

export const sigmoid = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
export const logit = (p: number): number => Math.log(p / (1 - p));

/**
 * Non-negative least squares, min |Xc - y|² with c >= 0, by cyclic coordinate descent; rows of X are feature vectors.
 * Used for the variance of a residual: E e² = Σ c_k x_k.
 */
export const nonNegativeLeastSquares = (
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[],
): number[] => {
  const features = rows[0]?.length ?? 0;
  const gram = Array.from({ length: features }, () => new Float64Array(features));
  const right = new Float64Array(features);
  for (const [n, row] of rows.entries())
    for (let i = 0; i < features; i++) {
      const x = (row[i] as number) * (weights[n] as number);
      right[i] = (right[i] as number) + x * (y[n] as number);
      const line = gram[i] as Float64Array;
      for (let j = 0; j < features; j++) line[j] = (line[j] as number) + x * (row[j] as number);
    }
  const c = new Array<number>(features).fill(0);
  for (let sweep = 0; sweep < 500; sweep++)
    for (let i = 0; i < features; i++) {
      const line = gram[i] as Float64Array;
      const diagonal = line[i] as number;
      if (diagonal === 0) continue;
      let gradient = right[i] as number;
      for (let j = 0; j < features; j++) gradient -= (line[j] as number) * (c[j] as number);
      c[i] = Math.max(0, (c[i] as number) + gradient / diagonal);
    }
  return c;
};

/** A residual, scaled, and how much it counts. */
export interface Weighed {
  readonly scaled: number;
  readonly weight: number;
}

/**
 * Weighted split-conformal quantile (Vovk 2005; Tibshirani et al. 2019): the smallest residual up to which the level's share lies of all
 * weight and that of the one to come. With equal weights the ceil((n + 1) · level)-th smallest.
 */
export const conformalQuantile = (residuals: readonly Weighed[]): number => {
  const sorted = [...residuals].sort((a, b) => a.scaled - b.scaled);
  const total = residuals.reduce((sum, { weight }) => sum + weight, 0);
  const wanted = intervalLevel * (total + total / residuals.length);
  let below = 0;
  for (const { scaled, weight } of sorted) {
    below += weight;
    if (below >= wanted - 1e-9 * total) return scaled;
  }
  return sorted.at(-1)?.scaled ?? intervalZ;
};

/** P(y = 1) = σ(wᵀx), with the covariance of w as the Cholesky factor of its inverse. */
export interface Logistic {
  readonly w: readonly number[];
  readonly precision: readonly number[]; // L of the Hessian, [d x d]
}

const ridge = 1;

/** Maximum a posteriori by Newton's method with halved steps where a whole one overshoots, prior w ~ N(prior, I / ridge). */
export const fitLogistic = (
  rows: readonly (readonly number[])[],
  y: readonly boolean[],
  prior: readonly number[],
  weights?: readonly number[],
): Logistic => {
  const d = prior.length;
  let w: Float64Array = Float64Array.from(prior);
  let L = new Float64Array(0);
  /** −log posterior, but for a constant. */
  const loss = (w: Float64Array): number => {
    let sum = (ridge / 2) * w.reduce((all, value, i) => all + (value - (prior[i] as number)) ** 2, 0);
    for (const [n, x] of rows.entries()) {
      const z = y[n] ? -dot(w, x) : dot(w, x);
      sum += (weights?.[n] ?? 1) * (Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))));
    }
    return sum;
  };
  for (let iteration = 0; iteration < 25; iteration++) {
    const H = new Float64Array(d * d);
    const g = new Float64Array(d);
    for (let i = 0; i < d; i++) {
      H[i * d + i] = ridge;
      g[i] = ridge * ((prior[i] as number) - (w[i] as number));
    }
    for (const [n, x] of rows.entries()) {
      const p = sigmoid(dot(w, x));
      const counts = weights?.[n] ?? 1;
      const weight = counts * p * (1 - p);
      for (let i = 0; i < d; i++) {
        const xi = x[i] as number;
        g[i] = (g[i] as number) + counts * xi * ((y[n] ? 1 : 0) - p);
        for (let j = 0; j <= i; j++) H[i * d + j] = (H[i * d + j] as number) + weight * xi * (x[j] as number);
      }
    }
    L = factorise(H, d) as Float64Array<ArrayBuffer>;
    const step = solveFactorised(L, d, g);
    const before = loss(w);
    let taken = 1;
    const moved = (): Float64Array => w.map((value, i) => value + taken * (step[i] as number));
    while (taken > 1e-6 && !(loss(moved()) <= before)) taken /= 2;
    w = moved();
    if (Math.hypot(...step) < 1e-8) break;
  }
  return { w: [...w], precision: [...L] };
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** Probability and its interval; `variance` is that of the log-odds beyond the uncertainty of w. */
export const probability = ({ w, precision }: Logistic, x: readonly number[], variance: number): Estimate => {
  const η = dot(w, x);
  const spread = intervalZ * Math.sqrt(variance + quadraticForm(Float64Array.from(precision), x.length, x));
  return { value: sigmoid(η), low: sigmoid(η - spread), high: sigmoid(η + spread) };
};
