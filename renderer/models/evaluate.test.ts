import { beforeAll, expect, test } from "vitest";
import type { SplitKind } from "../../shared/contract/evaluation.ts";
import { fitted, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "./algorithms.ts";
import { evaluate } from "./evaluate.ts";
import { historyOf, type Parameters } from "./model.ts";
import { splitRatings } from "./split.ts";

const { ratings, traits } = planted({ members: 200, films: 60, known: 0.5 });
const breathe = async (): Promise<void> => undefined;
beforeAll(async () => {
  await useEngine("wasm");
});

const judged = async (kind: SplitKind, name: "matrix-factorization" | "ease") => {
  const { training, validation, test: held, known } = splitRatings(ratings, kind, 0.2, 1);
  const catalogue = { filmIds: ratings.filmIds, traits };
  const parameters: Parameters = name === "ease" ? { penalty: 20 } : { factors: 2, epochs: 6 };
  const { model } = await fitted(
    algorithms[name],
    { catalogue, scale: ratings.scale, training, validation },
    parameters,
  );
  const everyone = Int32Array.from(ratings.memberIds.keys());
  const groups = [
    { by: "gender" as const, name: "f", nameZh: null, members: everyone.subarray(0, 120) },
    { by: "gender" as const, name: "m", nameZh: null, members: everyone.subarray(120) },
    { by: "segment" as const, name: "few", nameZh: null, members: everyone.subarray(0, 5) },
  ];
  const options = { training, groups, minimumGroup: 10, seed: 1 };
  return { ...(await evaluate(model, ratings.scale, known, held, breathe, options)), model, held, known };
};

test("figures are those of a plain count, and lie inside their intervals", async () => {
  const { metrics, evaluation, report, model, held, known } = await judged("random", "matrix-factorization");
  let squared = 0;
  let hits = 0;
  for (let u = 0; u < ratings.memberIds.length; u++) {
    const taste = model.foldIn(historyOf(known, u));
    const { films, ratings: given } = historyOf(held, u);
    for (const [n, i] of films.entries()) squared += (taste.predict(i).value - (given[n] as number)) ** 2;
    const seen = new Set(historyOf(known, u).films);
    const best = [...taste.rank().entries()]
      .filter(([i]) => !seen.has(i))
      .sort((a, b) => b[1] - a[1])
      .slice(0, 10);
    if (best.some(([i]) => films.includes(i))) hits++;
  }
  expect(metrics.rmse).toBeCloseTo(Math.sqrt(squared / held.film.length), 6);
  expect(metrics["hit@10"]).toBeCloseTo(hits / 200, 2);
  expect(metrics.accuracy).toBeCloseTo(report.accuracy, 12);
  expect(metrics.f1_macro).toBeCloseTo(report.macro.f1, 12);
  for (const [name, [low, high]] of Object.entries(evaluation.intervals)) {
    expect([name, low <= (metrics[name] as number)]).toEqual([name, true]);
    expect([name, high >= (metrics[name] as number)]).toEqual([name, true]);
  }
  for (const key of ["catalogue_coverage@10", "diversity@10", "gini@10", "ece", "precision@10"]) {
    expect(metrics[key]).toBeGreaterThan(0);
    expect(metrics[key]).toBeLessThanOrEqual(1);
  }
  const counted = evaluation.reliability.mass.reduce((sum, { count }) => sum + count, 0);
  expect(counted).toBe(held.film.length);
});

test("parts of the audience: each group with enough members, warm and cold apart", async () => {
  const { metrics, evaluation, held } = await judged("cold-films", "matrix-factorization");
  expect(evaluation.groups.map(({ name }) => name)).toEqual(["f", "m"]);
  expect(evaluation.kept).toBe(1);
  const sum = evaluation.groups.reduce((total, { ratings: count }) => total + count, 0);
  expect(sum).toBe(held.film.length);
  const cold = evaluation.slices.find(({ slice }) => slice === "coldFilms");
  expect(cold?.ratings).toBe(held.film.length);
  expect(cold?.rmse?.value).toBeCloseTo(metrics.rmse as number, 9);
  // Among cold films alone there is less to be wrong about.
  expect(cold?.ndcg?.value).toBeGreaterThan(metrics["ndcg@10"] as number);
  expect(evaluation.slices.some(({ slice }) => slice === "warmFilms")).toBe(false);
});

test("a model of choices has no ratings to judge; new members are told apart", async () => {
  const { metrics, evaluation } = await judged("cold-members", "ease");
  expect(metrics.rmse).toBeNull();
  expect(metrics["coverage@90"]).toBeNull();
  expect(metrics["ndcg@10"]).toBeGreaterThan(0);
  expect(evaluation.slices.map(({ slice }) => slice)).toContain("coldMembers");
  expect(evaluation.slices.find(({ slice }) => slice === "coldMembers")?.rmse).toBeNull();
});
