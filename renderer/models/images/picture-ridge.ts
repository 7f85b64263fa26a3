/**
 * Kernel ridge regression on pictures, which is a Gaussian process too (Rasmussen & Williams 2006, ch. 2). A picture is x: its embedding e and its
 * measured features, centred; the embedding is scaled so that |e|² is 1 in the mean, the features so that theirs is ¼ together. With K = XXᵀ,
 * A = (K + λI)⁻¹ and α = A(y − ȳ):
 *   ŷ(x) = ȳ + xᵀXᵀα,   left out itself: ŷ_i = y_i − α_i / A_ii (exact),   σ_f² = (y − ȳ)ᵀα / n,
 *   for the difference d = x − x′:  mean dᵀXᵀα,  variance σ_f² (|d|² − (Xd)ᵀA(Xd)).
 * λ is the one of a grid that errs least on what is left out.
 */
import * as tf from "@tensorflow/tfjs-core";
import { invert } from "../inverse.ts";

const grid = [0.1, 0.3, 1, 3, 10] as const;
const featureShare = 0.25;

/** Where pictures lie: x = (raw − mean) · scale, column by column. */
export interface Frame {
  readonly mean: Float32Array;
  readonly scale: Float32Array;
  /** Columns of the embedding; those after it are features. */
  readonly embedded: number;
}

/** From raw rows [n x width]. */
export const frameOf = (raw: Float32Array, n: number, embedded: number): Frame => {
  const width = raw.length / n;
  const mean = new Float32Array(width);
  const variance = new Float64Array(width);
  for (let at = 0; at < raw.length; at++)
    mean[at % width] = (mean[at % width] as number) + (raw[at] as number) / n;
  for (let at = 0; at < raw.length; at++) {
    const c = at % width;
    variance[c] = (variance[c] as number) + ((raw[at] as number) - (mean[c] as number)) ** 2 / n;
  }
  const size = Math.sqrt(variance.subarray(0, embedded).reduce((sum, v) => sum + v, 0));
  const scale = Float32Array.from(variance, (v, c) => {
    if (c < embedded) return size > 0 ? 1 / size : 0;
    return v > 1e-12 ? Math.sqrt(featureShare / (width - embedded) / v) : 0;
  });
  return { mean, scale, embedded };
};

export const framed = ({ mean, scale }: Frame, raw: Float32Array): Float32Array =>
  raw.map((value, at) => (value - (mean[at % mean.length] as number)) * (scale[at % mean.length] as number));

/** XXᵀ of the columns from..to, [n x n]. */
export const kernelOf = async (
  X: Float32Array,
  n: number,
  from: number,
  to: number,
): Promise<Float32Array> => {
  const K = tf.tidy(() => {
    const part = tf.slice2d(tf.tensor2d(X, [n, X.length / n]), [0, from], [n, to - from]);
    return tf.matMul(part, tf.transpose(part));
  });
  try {
    return (await K.data()) as Float32Array;
  } finally {
    K.dispose();
  }
};

/** Rows and columns of some of n. */
export const subKernel = (
  K: Float32Array,
  n: number,
  rows: Int32Array,
  columns: Int32Array,
): Float32Array => {
  const part = new Float32Array(rows.length * columns.length);
  for (let r = 0; r < rows.length; r++)
    for (let c = 0; c < columns.length; c++)
      part[r * columns.length + c] = K[(rows[r] as number) * n + (columns[c] as number)] as number;
  return part;
};

export interface Ridge {
  readonly A: Float32Array;
  readonly λ: number;
  /** One for each target. */
  readonly fits: readonly Fit[];
}
export interface Fit {
  readonly mean: number;
  readonly α: Float64Array;
  /** What each would be told to be by the others. */
  readonly leftOut: Float64Array;
  /** Of the function, σ_f². */
  readonly variance: number;
}

const times = (A: Float32Array, y: Float64Array): Float64Array => {
  const n = y.length;
  const out = new Float64Array(n);
  for (let r = 0; r < n; r++) {
    let sum = 0;
    for (let c = 0; c < n; c++) sum += (A[r * n + c] as number) * (y[c] as number);
    out[r] = sum;
  }
  return out;
};

const fitOf = (A: Float32Array, y: Float64Array): Fit => {
  const n = y.length;
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const centred = y.map((value) => value - mean);
  const α = times(A, centred);
  return {
    mean,
    α,
    leftOut: y.map((value, i) => value - (α[i] as number) / (A[i * n + i] as number)),
    variance: centred.reduce((sum, value, i) => sum + value * (α[i] as number), 0) / n,
  };
};

const squaredError = (y: Float64Array, { leftOut }: Fit): number =>
  y.reduce((sum, value, i) => sum + (value - (leftOut[i] as number)) ** 2, 0);

/** All targets share λ. */
export const fitRidge = async (
  K: Float32Array,
  targets: readonly Float64Array[],
  breathe: () => Promise<void>,
): Promise<Ridge> => {
  const n = Math.sqrt(K.length);
  let best: (Ridge & { readonly error: number }) | null = null;
  for (const λ of grid) {
    const shifted = K.slice();
    for (let i = 0; i < n; i++) shifted[i * n + i] = (shifted[i * n + i] as number) + λ;
    const A = await invert(shifted, n, breathe);
    const fits = targets.map((y) => fitOf(A, y));
    const error = fits.reduce((sum, fit, t) => sum + squaredError(targets[t] as Float64Array, fit), 0);
    if (!best || error < best.error) best = { A, λ, fits, error };
    await breathe();
  }
  return best as Ridge;
};

/** ŷ of a picture, from its products with those learned from. */
export const predicted = ({ mean, α }: Fit, k: ArrayLike<number>): number => {
  let sum = mean;
  for (let i = 0; i < α.length; i++) sum += (α[i] as number) * (k[i] as number);
  return sum;
};

/** Variance of the function along d; `products` are those of d with the pictures learned from. */
export const varianceAlong = (
  { A }: Ridge,
  { variance }: Fit,
  products: Float64Array,
  size: number,
): number => {
  const Ak = times(A, products);
  const known = products.reduce((sum, value, i) => sum + value * (Ak[i] as number), 0);
  return Math.max(0, variance * (size - known));
};
