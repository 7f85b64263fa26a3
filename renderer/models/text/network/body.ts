/** What a network of texts is made of: between embedded tokens and class scores stands a body. */
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import * as tf from "@tensorflow/tfjs-core";

/** Length of a token's vector. */
export const width = 32; // d

export interface EmbeddedTexts {
  readonly X: tf.Tensor3D; // [texts, T, d], nought past a text's end
  readonly present: tf.Tensor2D; // [texts, T] 1, or 0 past a text's end
}
export type Shapes = Readonly<Record<string, readonly [rows: number, columns: number]>>;
export type Weights = Readonly<Record<string, tf.Tensor2D>>;

export interface Body {
  readonly shapes: Shapes;
  readonly features: number; // h
  /** [texts, h]. Call inside `tf.tidy`; every step has a gradient. */
  forward(texts: EmbeddedTexts, weights: Weights): tf.Tensor2D;
}

const transposed = <T extends tf.Tensor>(x: T): T => tf.transpose(x, x.rank === 3 ? [0, 2, 1] : [1, 0]) as T;

/** AB. Its gradient transposes before it multiplies: products that transpose on the way are slow on WebAssembly. */
export const product = <T extends tf.Tensor2D | tf.Tensor3D>(A: T, B: T): T =>
  tf.customGrad((a, b, save) => {
    (save as tf.GradSaveFunc)([a as T, b as T]);
    return {
      value: tf.matMul(a as T, b as T),
      gradFunc: (dy, saved) => {
        const [a, b] = saved as [T, T];
        return [tf.matMul(dy as T, transposed(b)), tf.matMul(transposed(a), dy as T)];
      },
    };
  })(A, B) as T;

/** Every token through the same matrix, [texts, T, columns]. */
export const eachToken = (X: tf.Tensor3D, W: tf.Tensor2D): tf.Tensor3D => {
  const [texts, T, d] = X.shape;
  return tf.reshape(product(tf.reshape(X, [texts * T, d]) as tf.Tensor2D, W), [texts, T, W.shape[1]]);
};
