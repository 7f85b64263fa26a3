/**
 * One layer of self-attention (Vaswani et al. 2017) over tokens with learned places: y = x + p, A = softmax(y Q (y K)ᵀ / √d) over the tokens that are there,
 * u = y + A y V, v = u + relu(u W₁ + b₁) W₂. The features are the mean and the largest of v over the tokens.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Body, eachToken, product, width } from "./body.ts";
import { mostTokens } from "./embedding.ts";

const far = -1e9;

export const attention: Body = {
  shapes: {
    P: [mostTokens, width],
    Q: [width, width],
    K: [width, width],
    V: [width, width],
    W1: [width, 2 * width],
    b1: [1, 2 * width],
    W2: [2 * width, width],
  },
  features: 2 * width,
  forward({ X, present }, weights) {
    const [, T, d] = X.shape;
    const { P, Q, K, V, W1, b1, W2 } = weights as Record<
      "P" | "Q" | "K" | "V" | "W1" | "b1" | "W2",
      tf.Tensor2D
    >;
    const held = tf.expandDims(present, 2);
    const places = tf.reshape(tf.slice(P, [0, 0], [T, d]), [1, T, d]);
    const y = tf.mul(tf.add(X, places), held) as tf.Tensor3D;
    const keys = tf.transpose(eachToken(y, K), [0, 2, 1]) as tf.Tensor3D;
    const absent = tf.mul(tf.sub(1, tf.expandDims(present, 1)), far);
    const A = tf.softmax(
      tf.add(tf.mul(product(eachToken(y, Q), keys), 1 / Math.sqrt(d)), absent),
    ) as tf.Tensor3D;
    const u = tf.add(y, product(A, eachToken(y, V))) as tf.Tensor3D;
    const inner = tf.relu(tf.add(eachToken(u, W1), b1)) as tf.Tensor3D;
    const v = tf.add(u, eachToken(inner, W2));
    const mean = tf.div(tf.sum(tf.mul(v, held), 1), tf.maximum(tf.sum(present, 1, true), 1));
    const largest = tf.max(tf.add(v, tf.mul(tf.sub(1, held), far)), 1);
    const any = tf.max(present, 1, true);
    return tf.concat([mean, tf.mul(largest, any)], 1) as tf.Tensor2D;
  },
};
