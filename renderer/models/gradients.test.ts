import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../shared/domain/random.ts";
import { useEngine } from "../../test/models/fixture.ts";
import { choiceGradients } from "./autoencoder.ts";
import { denseGradient, type FactorTensors, sparseGradient } from "./factor-gradient.ts";

type Matrix = { readonly rows: number; readonly columns: number; readonly values: Float64Array };
const random = seededRandom(3);
const drawn = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: Float64Array.from({ length: rows * columns }, () => random() - 0.5),
});
const tensor = ({ rows, columns, values }: Matrix): tf.Tensor2D =>
  tf.tensor2d(Float32Array.from(values), [rows, columns]);

/** Central differences of a loss in double precision. */
const differences = (θ: Matrix, loss: () => number): number[] =>
  Array.from(θ.values, (value, n) => {
    const h = 1e-5;
    θ.values[n] = value + h;
    const up = loss();
    θ.values[n] = value - h;
    const down = loss();
    θ.values[n] = value;
    return (up - down) / (2 * h);
  });

const expectClose = (gradient: tf.Tensor, expected: readonly number[]): void => {
  const values = gradient.dataSync();
  expect(values.length).toBe(expected.length);
  for (const [n, value] of expected.entries()) expect(values[n]).toBeCloseTo(value, 4);
};

const at = ({ columns, values }: Matrix, row: number, column: number): number =>
  values[row * columns + column] as number;

for (const engine of ["cpu", "wasm"] as const)
  describe(`gradients against finite differences on ${engine}`, () => {
    beforeAll(() => useEngine(engine));

    const films = 6;
    const k = 3;
    const block = {
      films,
      start: Int32Array.of(0, 2, 5, 6),
      film: Int32Array.of(0, 3, 1, 3, 5, 2),
      x: Float32Array.of(0.5, -1, 1.5, 0, -0.5, 1),
    };
    for (const [form, gradientOf] of [
      ["dense", denseGradient],
      ["sparse", sparseGradient],
    ] as const)
      test(`squared error, ${form}`, () => {
        const P = drawn(3, k);
        const Q = drawn(films, k);
        const bu = drawn(3, 1);
        const bi = drawn(films, 1);
        const loss = (): number => {
          let sum = 0;
          for (let u = 0; u < 3; u++)
            for (let n = block.start[u] as number; n < (block.start[u + 1] as number); n++) {
              const i = block.film[n] as number;
              let expected = at(bu, u, 0) + at(bi, i, 0);
              for (let f = 0; f < k; f++) expected += at(P, u, f) * at(Q, i, f);
              sum += 0.5 * (expected - (block.x[n] as number)) ** 2;
            }
          return sum;
        };
        const θ: FactorTensors = { P: tensor(P), Q: tensor(Q), bu: tensor(bu), bi: tensor(bi) };
        const gradient = tf.tidy(() => ({ ...gradientOf(block, θ) }));
        expectClose(gradient.P, differences(P, loss));
        expectClose(gradient.Q, differences(Q, loss));
        expectClose(gradient.bu, differences(bu, loss));
        expectClose(gradient.bi, differences(bi, loss));
        expect(gradient.squaredError.dataSync()[0]).toBeCloseTo(2 * loss(), 4);
      });

    test("cross-entropy of choices", () => {
      const V = 5;
      const hidden = 4;
      const seen = [[0, 2], [1, 3, 4], [2]];
      const input = [[0], [1, 4], [2]]; // what dropout left
      const W1 = drawn(V, hidden);
      const b1 = drawn(1, hidden);
      const W2 = drawn(hidden, V);
      const b2 = drawn(1, V);
      const weight = 0.9;
      const loss = (): number => {
        let sum = 0;
        for (const [u, words] of seen.entries()) {
          const h = Array.from({ length: hidden }, (_, f) =>
            Math.tanh((input[u] as number[]).reduce((z, word) => z + weight * at(W1, word, f), at(b1, 0, f))),
          );
          const logits = Array.from({ length: V }, (_, word) =>
            h.reduce((z, activation, f) => z + activation * at(W2, f, word), at(b2, 0, word)),
          );
          const total = Math.log(logits.reduce((z, logit) => z + Math.exp(logit), 0));
          for (const word of words) sum += (total - (logits[word] as number)) / words.length;
        }
        return sum / seen.length;
      };
      const cells = (
        rows: readonly (readonly number[])[],
        value: (row: readonly number[]) => number,
      ): tf.Tensor2D =>
        tf.tensor2d(
          rows.map((row) => Array.from({ length: V }, (_, word) => (row.includes(word) ? value(row) : 0))),
        );
      const x̃ = cells(input, () => weight);
      const gradient = tf.tidy(() => ({
        ...choiceGradients(
          { x: cells(seen, (row) => 1 / row.length), x̃, x̃T: tf.transpose(x̃) },
          { W1: tensor(W1), b1: tensor(b1), W2: tensor(W2), b2: tensor(b2) },
        ),
      }));
      expectClose(gradient.W1, differences(W1, loss));
      expectClose(gradient.b1, differences(b1, loss));
      expectClose(gradient.W2, differences(W2, loss));
      expectClose(gradient.b2, differences(b2, loss));
      expect(gradient.loss.dataSync()[0]).toBeCloseTo(seen.length * loss(), 4);
    });
  });
