/**
 * Gated recurrent unit (Cho et al. 2014): z_t = σ(x_t W_z + h_{t−1} U_z + b_z), r_t likewise, h̃_t = tanh(x_t W_h + (r_t ∘ h_{t−1}) U_h + b_h),
 * h_t = (1 − z_t) ∘ h_{t−1} + z_t ∘ h̃_t, held still past a text's end. The features are the last state and the mean of all.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Body, eachToken, product, width } from "./body.ts";

const units = 32;

export const gru: Body = {
  shapes: { W: [width, 3 * units], b: [1, 3 * units], U: [units, 2 * units], V: [units, units] },
  features: 2 * units,
  forward({ X, present }, weights) {
    const [texts, T] = X.shape;
    const { W, b, U, V } = weights as Record<"W" | "b" | "U" | "V", tf.Tensor2D>;
    const inputs = tf.add(eachToken(X, W), b) as tf.Tensor3D;
    let h = tf.zeros([texts, units]) as tf.Tensor2D;
    let sum = h;
    for (let t = 0; t < T; t++) {
      const input = tf.reshape(tf.slice(inputs, [0, t, 0], [texts, 1, 3 * units]), [texts, 3 * units]);
      const held = tf.slice(present, [0, t], [texts, 1]);
      const gates = tf.sigmoid(tf.add(tf.slice(input, [0, 0], [texts, 2 * units]), product(h, U)));
      const z = tf.mul(tf.slice(gates, [0, 0], [texts, units]), held);
      const r = tf.slice(gates, [0, units], [texts, units]);
      const next = tf.tanh(
        tf.add(tf.slice(input, [0, 2 * units], [texts, units]), product(tf.mul(r, h) as tf.Tensor2D, V)),
      );
      h = tf.add(h, tf.mul(z, tf.sub(next, h))) as tf.Tensor2D;
      sum = tf.add(sum, tf.mul(h, held)) as tf.Tensor2D;
    }
    const mean = tf.div(sum, tf.maximum(tf.sum(present, 1, true), 1));
    return tf.concat([h, mean], 1) as tf.Tensor2D;
  },
};
