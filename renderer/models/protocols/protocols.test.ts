import { beforeAll, expect, test } from "vitest";
import type { EvaluateRequest } from "../../../shared/contract/training.ts";
import { quietHooks, useEngine } from "../../../test/models/fixture.ts";
import { planted } from "../../../test/models/planted.ts";
import { likesOfDescribed } from "./cold-films.ts";
import { runProtocol, unfit } from "./evaluate.ts";
import { summarise } from "./protocol.ts";
import { coreRows, ratioSizes } from "./recbole.ts";
import { randomFolds } from "./surprise.ts";

const { ratings, traits } = planted({ members: 120, films: 50, known: 0.5 });
const data = { ratings, traits, hooks: { training: quietHooks(), breathe: async () => undefined } };
const quiet = (): void => undefined;
beforeAll(async () => {
  await useEngine("wasm");
});

test("five random folds are as equal as can be, and other with another seed", () => {
  const fold = randomFolds(103, 1);
  const sizes = [0, 1, 2, 3, 4].map((name) => fold.filter((one) => one === name).length);
  expect(sizes).toEqual([21, 21, 21, 20, 20]);
  expect(randomFolds(103, 2)).not.toEqual(fold);
});

test("surprise-5fold predicts each fold from the others, far better than the mean does", async () => {
  const { model, metrics, counts } = await runProtocol(
    { protocol: "surprise-5fold", model: "best", seeds: [1], engine: "auto" },
    data,
    quiet,
  );
  const mean = ratings.value.reduce((sum, value) => sum + value, 0) / ratings.value.length;
  const sd = Math.sqrt(
    ratings.value.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ratings.value.length,
  );
  expect(model).toBe("bayesian-factors");
  expect(metrics.rmse?.mean).toBeLessThan(0.6 * sd);
  expect(metrics.rmse?.mean).toBeGreaterThan(0.25); // the noise that was planted
  expect(metrics.rmse?.sd).toBeGreaterThan(0);
  expect(counts.members).toBe(120);
}, 60_000);

test("given folds are met by library ids, in whatever order they come", async () => {
  const rows = [...ratings.value.keys()].reverse();
  const folds = {
    member: Int32Array.from(rows, (row) => ratings.memberIds[ratings.member[row] as number] as number),
    film: Int32Array.from(rows, (row) => ratings.filmIds[ratings.film[row] as number] as number),
    fold: Int32Array.from(rows, (row) => row % 3),
  };
  const told: number[] = [];
  const { metrics } = await runProtocol(
    { protocol: "surprise-5fold", model: "matrix-factorization", seeds: [1], engine: "auto", folds },
    data,
    (done) => void told.push(done),
  );
  expect(told.slice(0, 3).map((done) => Math.round(3 * done))).toEqual([1, 2, 3]);
  expect(metrics.rmse?.mean).toBeLessThan(1);
}, 60_000);

test("a model of choices cannot say ratings, and files belong to their protocol", () => {
  const none = { member: new Int32Array(0), film: new Int32Array(0), fold: new Int32Array(0) };
  const asked = (request: Partial<EvaluateRequest> & Pick<EvaluateRequest, "protocol">) =>
    unfit({ model: "best", seeds: [1], engine: "auto", ...request });
  expect(asked({ protocol: "surprise-5fold", folds: none })).toBeNull();
  expect(asked({ protocol: "surprise-5fold", model: "ease" })).toBe("model");
  expect(asked({ protocol: "recbole-top-n", model: "matrix-factorization" })).toBeNull();
  expect(asked({ protocol: "recbole-top-n", folds: none })).toBe("folds");
  expect(asked({ protocol: "recbole-top-n", cold: [] })).toBe("splits");
  expect(asked({ protocol: "cold-films", cold: [] })).toBeNull();
});

test("choices are split as RecBole counts them", () => {
  expect([1, 2, 5, 10, 19, 20, 57].map(ratioSizes)).toEqual([
    [1, 0, 0],
    [1, 0, 1],
    [3, 1, 1],
    [8, 1, 1],
    [17, 1, 1],
    [16, 2, 2],
    [47, 5, 5],
  ]);
});

test("in the core every member and film has ten choices of at least three", () => {
  const rows = coreRows(ratings);
  const least = (column: Int32Array): number => {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(column[row] as number, (counts.get(column[row] as number) ?? 0) + 1);
    return Math.min(...counts.values());
  };
  expect(least(ratings.member)).toBeGreaterThanOrEqual(10);
  expect(least(ratings.film)).toBeGreaterThanOrEqual(10);
  expect(rows.every((row) => (ratings.value[row] as number) >= 3)).toBe(true);
});

test("recbole-top-n ranks better than chance, and again the same", async () => {
  const request: EvaluateRequest = {
    protocol: "recbole-top-n",
    model: "best",
    seeds: [1, 2],
    engine: "auto",
  };
  const { metrics, counts } = await runProtocol(request, data, quiet);
  const { films, members, choices } = counts as { films: number; members: number; choices: number };
  // A random ten of the films not chosen yet holds this share of what is left.
  const left = (0.1 * choices) / members;
  expect(metrics["precision@10"]?.mean).toBeGreaterThan((1.5 * left) / (films - (0.9 * choices) / members));
  expect((await runProtocol(request, data, quiet)).metrics).toEqual(metrics);
}, 60_000);

test("cold films are those of enough likes that are described, given ones under their library ids", async () => {
  const { ratings: likes } = likesOfDescribed({ ratings, traits });
  expect(likes.value.every((value) => value >= 4)).toBe(true);
  const cold = [{ seed: 4, films: [...likes.filmIds.slice(0, 6), 999_999] }];
  const { counts } = await runProtocol(
    { protocol: "cold-films", model: "best", seeds: [4], engine: "auto", cold },
    data,
    quiet,
  );
  expect(counts).toMatchObject({ cold: 6, films: likes.filmIds.length, likes: likes.value.length });
});

test("figures are means with the deviation of a sample", () => {
  const trial = (rmse: number) => ({ metrics: { rmse }, counts: {}, fit: 0, score: 0 });
  expect(summarise([trial(1), trial(3)])).toEqual({ rmse: { mean: 2, sd: Math.SQRT2 } });
  expect(summarise([trial(1)])).toEqual({ rmse: { mean: 1, sd: 0 } });
});
