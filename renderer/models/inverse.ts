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

/** `A` stays the caller's, the result is the caller's; `breathe` lets messages in and may throw to cancel. */
export const invert = async (A: tf.Tensor2D, breathe: () => Promise<void>): Promise<tf.Tensor2D> => {
  const n = A.shape[0];
  if (n <= smallest) return tf.tensor2d(invertDirectly((await A.data()) as Float32Array, n), [n, n]);
  await breathe();
  const half = n >> 1;
  const rest = n - half;
  const held: tf.Tensor[] = [];
  const hold = <T extends tf.Tensor>(tensor: T): T => {
    held.push(tensor);
    return tensor;
  };
  try {
    const A11 = hold(tf.slice(A, [0, 0], [half, half]));
    const A21 = hold(tf.slice(A, [half, 0], [rest, half]));
    const A12 = hold(tf.slice(A, [0, half], [half, rest]));
    const inverse11 = hold(await invert(A11, breathe));
    const X = hold(tf.matMul(A21, inverse11));
    await breathe();
    const S = hold(
      tf.tidy(() => tf.sub(tf.slice(A, [half, half], [rest, rest]), tf.matMul(X, A12))) as tf.Tensor2D,
    );
    const inverseS = hold(await invert(S, breathe));
    const Y = hold(tf.matMul(inverseS, X));
    await breathe();
    return tf.tidy(() => {
      const B11 = tf.add(inverse11, tf.matMul(tf.transpose(X), Y));
      const lower = tf.neg(Y);
      return tf.concat(
        [tf.concat([B11, tf.transpose(lower)], 1), tf.concat([lower, inverseS], 1)],
        0,
      ) as tf.Tensor2D;
    });
  } finally {
    tf.dispose(held);
  }
};
