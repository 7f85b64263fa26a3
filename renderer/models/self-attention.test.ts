import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { unknownTraits } from "../../shared/domain/interactions.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { fitted, useEngine } from "../../test/models/fixture.ts";
import type { Histories, History, TrainingData } from "./model.ts";
import { selfAttention } from "./self-attention.ts";
import { type AttentionTensors, attentionGradients, attentionParts } from "./self-attention-gradient.ts";

const random = seededRandom(5);
const drawn = (rows: number, columns: number): tf.Tensor2D =>
  tf.tensor2d(
    Float32Array.from({ length: rows * columns }, () => random() - 0.5),
    [rows, columns],
  );

test.each(["cpu", "wasm"] as const)("gradients agree with differences of the loss on %s", async (engine) => {
  await useEngine(engine);
  const [V, d, T] = [7, 4, 3];
  const weights: AttentionTensors = {
    E: drawn(V + 1, d),
    c: drawn(V + 1, 1),
    P: drawn(T, d),
    Wq: tf.mul(drawn(d, d), 6),
    Wk: tf.mul(drawn(d, d), 6),
    Wv: drawn(d, d),
    W1: drawn(d, d),
    b1: tf.tensor2d([3, -3, 3, 3], [1, d]), // no unit near its kink
    W2: drawn(d, d),
  };
  const barred = new Float32Array(2 * T * 5);
  for (const cell of [0, 6, 7, 18]) barred[cell] = -1e9;
  const block = {
    places: T,
    input: Int32Array.of(V, 2, 3, V, 5, V),
    target: Int32Array.of(2, 3, 0, 5, 2, 0),
    weight: tf.tensor2d([1, 1, 1, 1, 1, 0], [6, 1]),
    kept: drawn(2 * T, d),
    candidates: Int32Array.of(2, 3, 6, 1, 5),
    barred: tf.tensor2d(barred, [2 * T, 5]),
    standsFor: 1.4,
  };
  const lossOf = (moved: AttentionTensors): number =>
    tf.tidy(() => attentionGradients(block, moved).loss.dataSync()[0] as number) / 5;
  const gradients = tf.tidy(() => ({ ...attentionGradients(block, weights) }));
  for (const part of attentionParts)
    for (let n = 0; n < 3; n++) {
      const [rows, columns] = weights[part].shape;
      const direction = drawn(rows, columns);
      const h = 0.01;
      const moved = (step: number): AttentionTensors => ({
        ...weights,
        [part]: tf.add(weights[part], tf.mul(direction, step)),
      });
      const expected = (lossOf(moved(h)) - lossOf(moved(-h))) / (2 * h);
      const slope = tf.sum(tf.mul(gradients[part], direction)).dataSync()[0] as number;
      expect([part, Math.abs(slope - expected) < 1e-3]).toEqual([part, true]);
    }
});

/** Members walk the circle of films, all in the same direction. */
const walks = (members: number, films: number, steps: number): TrainingData => {
  const rows = Array.from({ length: members }, (_, u) =>
    Array.from({ length: steps + 1 }, (_, n) => ({ film: (u * 5 + n) % films, at: 100 + n })),
  );
  const histories = (parts: readonly (readonly { film: number; at: number }[])[]): Histories => {
    const sorted = parts.map((part) => [...part].sort((a, b) => a.film - b.film));
    const flat = sorted.flat();
    const start = new Int32Array(members + 1);
    for (const [u, part] of sorted.entries()) start[u + 1] = (start[u] as number) + part.length;
    return {
      start,
      film: Int32Array.from(flat, ({ film }) => film),
      rating: Float32Array.from(flat, () => 4),
      at: Uint32Array.from(flat, ({ at }) => at),
    };
  };
  const filmIds = Int32Array.from({ length: films }, (_, i) => i + 1);
  return {
    catalogue: { filmIds, traits: unknownTraits(filmIds) },
    scale: { min: 0.5, max: 5, step: 0.5 },
    training: histories(rows.map((row) => row.slice(0, steps))),
    validation: histories(rows.map((row) => row.slice(steps))),
  };
};

test("the order decides what comes next, also for a newcomer", { timeout: 60_000 }, async () => {
  await useEngine("wasm");
  const data = walks(60, 20, 8);
  const { model } = await fitted(selfAttention, data, {
    width: 16,
    places: 6,
    negatives: 20,
    dropout: 0.1,
    batch: 20,
    learningRate: 0.02,
    epochs: 30,
    patience: 30,
  });
  const first = (history: History): number => {
    const logs = model.foldIn(history).rank().slice();
    for (const film of history.films) logs[film] = Number.NEGATIVE_INFINITY;
    return logs.indexOf(Math.max(...logs));
  };
  let right = 0;
  for (let at = 0; at < 20; at++) {
    const walked = [(at + 17) % 20, (at + 18) % 20, (at + 19) % 20].sort((a, b) => a - b);
    const films = Int32Array.from(walked);
    const times = films.map((film) => (film - at + 40) % 20);
    const ratings = Float32Array.of(4, 4, 4);
    if (first({ films, ratings, at: Uint32Array.from(times) }) === at) right++;
  }
  expect(right).toBeGreaterThanOrEqual(18);
});

test("shares of what is out of reach are nothing, and each share tells its error", async () => {
  await useEngine("wasm");
  const { model } = await fitted(selfAttention, walks(60, 20, 8), { width: 4, places: 4, epochs: 2 });
  const films = Int32Array.from({ length: 6 }, (_, n) => n);
  const history = { films, ratings: new Float32Array(6).fill(4), at: Uint32Array.from(films) };
  const reasons = model.foldIn(history).explain(9);
  expect(reasons).toHaveLength(3);
  for (const reason of reasons)
    expect(reason.kind === "film" && (reason.error as number) >= 0 && Number.isFinite(reason.error)).toBe(
      true,
    );
});
