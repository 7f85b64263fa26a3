/**
 * Inverse of a symmetric positive definite matrix by halves (block elimination; Strassen 1969), so that nearly all work is products on the
 * engine: A = [A₁₁ A₂₁ᵀ; A₂₁ A₂₂],  X = A₂₁A₁₁⁻¹,  S = A₂₂ − XA₂₁ᵀ,  Y = S⁻¹X,
 *   A⁻¹ = [A₁₁⁻¹ + XᵀY  −Yᵀ; −Y  S⁻¹].
 * Single precision: a condition number of 10⁴ costs four of its seven digits.
 */
import * as tf from "@tensorflow/tfjs-core";
import { factorise } from "./linear-algebra.ts";

/** Rows that are inverted directly, in double precision. */
const smallest = 192;

/** A⁻¹ = L⁻ᵀL⁻¹ of a small matrix. */
const invertDirectly = (values: Float32Array, n: number): Float32Array => {
  const L = factorise(Float64Array.from(values), n);
  const inverse = new Float64Array(n * n); // L⁻¹, lower
  for (let j = 0; j < n; j++) {
    inverse[j * n + j] = 1 / (L[j * n + j] as number);
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += (L[i * n + k] as number) * (inverse[k * n + j] as number);
      inverse[i * n + j] = -sum / (L[i * n + i] as number);
    }
  }
  const product = new Float32Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += (inverse[k * n + i] as number) * (inverse[k * n + j] as number);
      product[i * n + j] = sum;
      product[j * n + i] = sum;
    }
  return product;
};

/** Rows and columns of a matrix [_ x n]. */
const block = (
  A: Float32Array,
  n: number,
  row: number,
  column: number,
  rows: number,
  columns: number,
): Float32Array => {
  const B = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const from = (row + r) * n + column;
    B.set(A.subarray(from, from + columns), r * columns);
  }
  return B;
};

const place = (B: Float32Array, columns: number, A: Float32Array, n: number, row: number, column: number) => {
  for (let r = 0; r * columns < B.length; r++)
    A.set(B.subarray(r * columns, (r + 1) * columns), (row + r) * n + column);
};

const transpose = (A: Float32Array, rows: number, columns: number): Float32Array => {
  const T = new Float32Array(A.length);
  // By tiles, so that both matrices stay in the cache.
  for (let tile = 0; tile < rows; tile += 32)
    for (let j = 0; j < columns; j++)
      for (let i = tile; i < Math.min(rows, tile + 32); i++) T[j * rows + i] = A[i * columns + j] as number;
  return T;
};

/** A B on the engine, [rows x inner] [inner x columns]. */
const product = async (
  A: Float32Array,
  B: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): Promise<Float32Array> => {
  const C = tf.tidy(() => tf.matMul(tf.tensor2d(A, [rows, inner]), tf.tensor2d(B, [inner, columns])));
  try {
    return (await C.data()) as Float32Array;
  } finally {
    C.dispose();
  }
};

/** A⁻¹ [n x n]; `breathe` lets messages in and may throw to cancel. */
export const invert = async (
  A: Float32Array,
  n: number,
  breathe: () => Promise<void>,
): Promise<Float32Array> => {
  if (n <= smallest) return invertDirectly(A, n);
  await breathe();
  const half = n >> 1;
  const rest = n - half;
  const A21 = block(A, n, half, 0, rest, half);
  const inverse11 = await invert(block(A, n, 0, 0, half, half), half, breathe);
  const X = await product(A21, inverse11, rest, half, half);
  await breathe();
  const S = block(A, n, half, half, rest, rest);
  const correction = await product(X, block(A, n, 0, half, half, rest), rest, half, rest);
  for (let at = 0; at < S.length; at++) S[at] = (S[at] as number) - (correction[at] as number);
  const inverseS = await invert(S, rest, breathe);
  const Y = await product(inverseS, X, rest, rest, half);
  await breathe();
  const outer = await product(transpose(X, rest, half), Y, half, rest, half);
  for (let at = 0; at < outer.length; at++) outer[at] = (outer[at] as number) + (inverse11[at] as number);
  for (let at = 0; at < Y.length; at++) Y[at] = -(Y[at] as number);
  const inverse = new Float32Array(n * n);
  place(outer, half, inverse, n, 0, 0);
  place(transpose(Y, rest, half), rest, inverse, n, 0, half);
  place(Y, half, inverse, n, half, 0);
  place(inverseS, rest, inverse, n, half, half);
  return inverse;
};
