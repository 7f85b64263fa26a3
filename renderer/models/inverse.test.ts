import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { useEngine } from "../../test/models/fixture.ts";
import { invert } from "./inverse.ts";

const at = async () => undefined;

test.each([1, 7, 192, 193, 500])("A A⁻¹ = I for %i rows, and no tensor is left behind", async (n) => {
  await useEngine("wasm");
  const random = seededRandom(n);
  const X = tf.tensor2d(
    Float32Array.from({ length: 2 * n * n }, () => normal(random)),
    [2 * n, n],
  );
  const A = tf.tidy(() => tf.add(tf.matMul(tf.transpose(X), X), tf.mul(tf.eye(n), 50)) as tf.Tensor2D);
  const values = A.dataSync() as Float32Array;
  const before = tf.memory().numTensors;
  const inverse = await invert(values, n, at);
  expect(tf.memory().numTensors).toBe(before);
  const off = tf.tidy(() =>
    tf.max(tf.abs(tf.sub(tf.matMul(A, tf.tensor2d(inverse, [n, n])), tf.eye(n)))).dataSync(),
  );
  expect(off[0]).toBeLessThan(2e-4);
  tf.dispose([X, A]);
});

test("a cancel in the middle leaves no tensor behind", async () => {
  await useEngine("wasm");
  const A = Float32Array.from({ length: 600 * 600 }, (_, cell) => (cell % 601 === 0 ? 1 : 0));
  const before = tf.memory().numTensors;
  let breaths = 0;
  const cancelled = invert(A, 600, async () => {
    if (++breaths === 4) throw new Error("cancelled");
  });
  await expect(cancelled).rejects.toThrow("cancelled");
  expect(tf.memory().numTensors).toBe(before);
});
