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
): number[] => {
  const features = rows[0]?.length ?? 0;
  const gram = Array.from({ length: features }, () => new Float64Array(features));
  const right = new Float64Array(features);
  for (const [n, row] of rows.entries())
    for (let i = 0; i < features; i++) {
      const x = row[i] as number;
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

/** Split-conformal quantile (Vovk 2005; Lei et al. 2018): the ceil((n + 1) · level)-th smallest of the scaled residuals. */
export const conformalQuantile = (scaledResiduals: readonly number[]): number => {
  const sorted = [...scaledResiduals].sort((a, b) => a - b);
  const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * intervalLevel));
  return sorted[rank - 1] ?? intervalZ;
};

/** P(y = 1) = σ(wᵀx), with the covariance of w as the Cholesky factor of its inverse. */
export interface Logistic {
  readonly w: readonly number[];
  readonly precision: readonly number[]; // L of the Hessian, [d x d]
}

/** Maximum a posteriori by Newton's method, prior w ~ N(prior, I / ridge). */
export const fitLogistic = (
  rows: readonly (readonly number[])[],
  y: readonly boolean[],
  prior: readonly number[],
  ridge = 1,
): Logistic => {
  const d = prior.length;
  let w = Float64Array.from(prior);
  let L = new Float64Array(0);
  for (let iteration = 0; iteration < 25; iteration++) {
    const H = new Float64Array(d * d);
    const g = new Float64Array(d);
    for (let i = 0; i < d; i++) {
      H[i * d + i] = ridge;
      g[i] = ridge * ((prior[i] as number) - (w[i] as number));
    }
    for (const [n, x] of rows.entries()) {
      const p = sigmoid(dot(w, x));
      const weight = p * (1 - p);
      for (let i = 0; i < d; i++) {
        const xi = x[i] as number;
        g[i] = (g[i] as number) + xi * ((y[n] ? 1 : 0) - p);
        for (let j = 0; j <= i; j++) H[i * d + j] = (H[i * d + j] as number) + weight * xi * (x[j] as number);
      }
    }
    L = factorise(H, d) as Float64Array<ArrayBuffer>;
    const step = solveFactorised(L, d, g);
    w = w.map((value, i) => value + (step[i] as number));
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
