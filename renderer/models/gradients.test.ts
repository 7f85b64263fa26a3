import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../shared/domain/random.ts";
import { useEngine } from "../../test/models/fixture.ts";
import { choiceGradients } from "./autoencoder.ts";
import { descend, type FactorSide } from "./factor-descent.ts";

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

test("a small step of descent follows the gradient of the whole penalised error", () => {
  const [k, λ, λb, ρ] = [3, 0.7, 0.4, 0.5];
  const [P, Q, bu, bi] = [drawn(3, k), drawn(6, k), drawn(3, 1), drawn(6, 1)];
  const ratings: readonly (readonly [number, number, number])[] = [
    [0, 0, 0.5],
    [0, 3, -1],
    [1, 1, 1.5],
    [1, 3, 0],
    [1, 5, -0.5],
    [2, 2, 1],
  ];
  const count = (a: 0 | 1, of: number): number => ratings.filter((rating) => rating[a] === of).length;
  const objective = (): number => {
    const error = ratings.reduce((sum, [u, i, x]) => {
      let e = x - at(bu, u, 0) - at(bi, i, 0);
      for (let f = 0; f < k; f++) e -= at(P, u, f) * at(Q, i, f);
      return sum + e * e;
    }, 0);
    const penalty = (side: 0 | 1, vectors: Matrix, bias: Matrix): number =>
      Array.from({ length: bias.rows }, (_, a) => {
        const n = count(side, a);
        if (n === 0) return 0;
        let squares = λb * at(bias, a, 0) ** 2;
        for (let f = 0; f < k; f++) squares += λ * at(vectors, a, f) ** 2;
        return n ** ρ * squares;
      }).reduce((sum, value) => sum + value, 0);
    return 0.5 * (error + penalty(0, P, bu) + penalty(1, Q, bi));
  };
  // So large that the squares of these few steps change nothing of it.
  const largeSum = 1e6;
  const side = (vectors: Matrix, bias: Matrix): FactorSide => ({
    bias: Float32Array.from(bias.values),
    vectors: Float32Array.from(vectors.values),
    squares: new Float32Array(bias.rows).fill(largeSum),
  });
  const weights = (of: 0 | 1, rows: number): Float32Array =>
    Float32Array.from({ length: rows }, (_, a) => Math.max(1, count(of, a)) ** (ρ - 1));
  const factors = { members: side(P, bu), films: side(Q, bi) };
  const η = 1;
  const squaredError = descend(
    factors,
    {
      member: Int32Array.from(ratings, ([u]) => u),
      film: Int32Array.from(ratings, ([, i]) => i),
      x: Float32Array.from(ratings, ([, , x]) => x),
    },
    { λ, λb, memberWeight: weights(0, 3), filmWeight: weights(1, 6) },
    η,
    0,
    ratings.length,
  );
  expect(squaredError).toBeGreaterThan(0);
  for (const [{ values }, after] of [
    [P, factors.members.vectors],
    [Q, factors.films.vectors],
    [bu, factors.members.bias],
    [bi, factors.films.bias],
  ] as const) {
    const gradient = differences({ rows: 1, columns: values.length, values }, objective);
    for (const [n, value] of after.entries())
      expect((value - (values[n] as number)) * Math.sqrt(largeSum)).toBeCloseTo(-(gradient[n] as number), 1);
  }
});
