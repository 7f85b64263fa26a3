/**
 * TextCNN (Kim 2014): for widths w ∈ {1, 2, 3} and places t, c_t = relu(W_w [x_t; …; x_{t+w−1}] + b_w); the features of a text are max_t c_t.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Body, eachToken, width } from "./body.ts";

const widths = [1, 2, 3] as const;
const filters = 32;

/** X moved so that at t stands what was at t + by; nought at the end. */
const ahead = (X: tf.Tensor3D, by: number): tf.Tensor3D => {
  const [texts, T, d] = X.shape;
  if (by === 0) return X;
  if (by >= T) return tf.zerosLike(X);
  return tf.concat([tf.slice(X, [0, by, 0], [texts, T - by, d]), tf.zeros([texts, by, d])], 1) as tf.Tensor3D;
};

export const textCnn: Body = {
  shapes: Object.fromEntries(
    widths.flatMap((w) => [
      [`W${w}`, [w * width, filters]],
      [`b${w}`, [1, filters]],
    ]),
  ),
  features: widths.length * filters,
  forward({ X, present }, weights) {
    const held = tf.expandDims(present, 2);
    return tf.concat(
      widths.map((w) => {
        const window = tf.concat(
          Array.from({ length: w }, (_, by) => ahead(X, by)),
          2,
        ) as tf.Tensor3D;
        const c = tf.relu(
          tf.add(eachToken(window, weights[`W${w}`] as tf.Tensor2D), weights[`b${w}`] as tf.Tensor2D),
        );
        return tf.max(tf.mul(c, held), 1) as tf.Tensor2D;
      }),
      1,
    ) as tf.Tensor2D;
  },
};
