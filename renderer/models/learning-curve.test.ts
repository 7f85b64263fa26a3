import { beforeAll, expect, test } from "vitest";
import { quietHooks, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "./algorithms.ts";
import { learningCurve, part, shares } from "./learning-curve.ts";
import { splitRatings } from "./split.ts";

const { ratings, traits } = planted({ members: 200, films: 60, known: 0.6 });
const split = splitRatings(ratings, "random", 0.2, 1);
beforeAll(async () => {
  await useEngine("wasm");
});

test("parts are nested, about as large as asked for, and all at the end", () => {
  const pairs = (share: number): Set<string> => {
    const { start, film } = part(split.training, share, 3);
    return new Set(
      [...start.keys()]
        .slice(0, -1)
        .flatMap((u) => [...film.subarray(start[u], start[u + 1])].map((i) => `${u} ${i}`)),
    );
  };
  const all = split.training.film.length;
  for (const [n, share] of shares.entries()) {
    const larger = pairs(share);
    expect(Math.abs(larger.size / all - share)).toBeLessThan(0.03);
    for (const pair of pairs(shares[n - 1] ?? 0)) expect(larger.has(pair)).toBe(true);
  }
  expect(part(split.training, 1, 3)).toEqual(split.training);
});

const algorithm = algorithms["matrix-factorization"];
const input = {
  ...{ algorithm, ratings, traits, split, seed: 1 },
  parameters: { ...algorithm.defaults, factors: 2, epochs: 8 },
};

test("more ratings make a better model, point by point the same for a seed", async () => {
  const told: number[] = [];
  const points = await learningCurve(
    input,
    quietHooks(),
    async () => undefined,
    (so) => void told.push(so.length),
  );
  expect(told).toEqual([1, 2, 3, 4, 5]);
  const rmse = points.map(({ metrics }) => metrics.rmse?.value as number);
  expect(rmse[4]).toBeLessThan(0.9 * (rmse[0] as number));
  for (const { metrics } of points) {
    const [low, high] = metrics.rmse?.interval ?? [0, 0];
    expect(low).toBeLessThan(metrics.rmse?.value as number);
    expect(high).toBeGreaterThan(metrics.rmse?.value as number);
  }
  const again = await learningCurve(
    input,
    quietHooks(),
    async () => undefined,
    () => undefined,
  );
  expect(again).toEqual(points);
});

test("it can be cancelled between two blocks of members", async () => {
  const cancelled = new Error("cancelled");
  let points = 0;
  await expect(
    learningCurve(
      input,
      quietHooks(),
      async () => {
        if (points === 2) throw cancelled;
      },
      (so) => {
        points = so.length;
      },
    ),
  ).rejects.toBe(cancelled);
});
