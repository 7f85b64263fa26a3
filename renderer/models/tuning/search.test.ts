import { beforeAll, describe, expect, test } from "vitest";
import english from "../../../assets/locales/en/tuning.json";
import chinese from "../../../assets/locales/zh-CN/tuning.json";
import { SearchRequest, type TrialResult } from "../../../shared/contract/tuning.ts";
import type { Ratings } from "../../../shared/domain/interactions.ts";
import { quietHooks, useEngine } from "../../../test/models/fixture.ts";
import { planted } from "../../../test/models/planted.ts";
import { algorithms } from "../algorithms.ts";
import type { TrainingHooks } from "../model.ts";
import { historyOf } from "../model.ts";
import { splitRatings } from "../split.ts";
import { parametersAt } from "./range.ts";
import { Search } from "./search.ts";
import { type SearchSpace, searchSpaces } from "./spaces.ts";
import { trialData } from "./trial-data.ts";

const source = planted();
const few = planted({ members: 40, films: 24 });
const spaces = Object.entries(searchSpaces) as [SearchRequest["name"], SearchSpace][];
const spaceOf = (name: SearchRequest["name"]): SearchSpace => searchSpaces[name] as SearchSpace;
const requestOf = (change: Partial<SearchRequest>): SearchRequest =>
  SearchRequest.parse({ name: "item-knn", split: "random", trials: 6, ...change });
const withoutSeconds = ({ seconds: _, ...result }: TrialResult) => result;

const searched = async (
  change: Partial<SearchRequest>,
  { ratings = source.ratings, before = [] as TrialResult[], hooks = quietHooks() as TrainingHooks } = {},
) => {
  const request = requestOf(change);
  const search = new Search(request, spaceOf(request.name), ratings, source.traits, before);
  const kept: TrialResult[] = [];
  let failure: unknown = null;
  try {
    await search.run(hooks, { onStart: () => undefined, keep: async (result) => void kept.push(result) });
  } catch (error) {
    failure = error;
  }
  return { kept, failure, report: search.report("id", "1:1", 0) };
};

beforeAll(async () => {
  await useEngine("wasm");
});

describe.each(spaces)("%s", (name, space) => {
  test("its defaults lie within what is searched, and every range is a parameter of it", () => {
    const { defaults } = algorithms[name];
    for (const range of space.ranges) {
      expect(defaults[range.name], range.name).toBeGreaterThanOrEqual(range.low);
      expect(defaults[range.name], range.name).toBeLessThanOrEqual(range.high);
    }
  });

  test("what is searched has a name and words in both languages", () => {
    for (const { name: parameter } of space.ranges)
      for (const { parameters } of [english, chinese])
        expect(Object.keys((parameters as Record<string, object>)[parameter] ?? {}), parameter).toEqual([
          "name",
          "words",
        ]);
  });

  test("both ends of all ranges give a figure on a small share of the budget", async () => {
    for (const end of [0, 1]) {
      const params = {
        ...algorithms[name].defaults,
        ...parametersAt(
          space.ranges,
          space.ranges.map(() => end),
        ),
      };
      const { data } = trialData(few.ratings, few.traits, requestOf({ name }), space.judging);
      const { model } = await algorithms[name].fit(data, space.scaled(params, 0.01), 1, quietHooks(), null);
      expect((await model.rankAll([historyOf(data.training, 0)])).every(Number.isFinite)).toBe(true);
    }
  });
});

test("the same seed repeats a search; cut off and resumed it is the same", async () => {
  const whole = await searched({});
  const again = await searched({});
  expect(again.kept.map(withoutSeconds)).toEqual(whole.kept.map(withoutSeconds));
  const rest = await searched({}, { before: whole.kept.slice(0, 3) });
  expect(rest.kept.map(withoutSeconds)).toEqual(whole.kept.slice(3).map(withoutSeconds));
  expect(whole.report.complete).toBe(true);
  expect(whole.report.best?.score).toBeGreaterThanOrEqual(whole.report.defaults?.score as number);
});

test("the test part has no say: other ratings there change no score", async () => {
  const { ratings } = source;
  for (const name of ["matrix-factorization", "item-knn", "content-ridge"] as const) {
    const request = requestOf({ name });
    const { test: heldOut } = splitRatings(ratings, request.split, request.holdout, request.seed);
    const inTest = (row: number): boolean =>
      historyOf(heldOut, ratings.member[row] as number).films.includes(ratings.film[row] as number);
    const other: Ratings = {
      ...ratings,
      value: ratings.value.map((value, row) => (inTest(row) ? 5.5 - value : value)),
    };
    expect(other.value).not.toEqual(ratings.value);
    const { held, data } = trialData(other, source.traits, request, spaceOf(name).judging);
    const before = trialData(ratings, source.traits, request, spaceOf(name).judging);
    expect(held).toEqual(before.held);
    expect(data.training).toEqual(before.data.training);
    expect(data.validation).toEqual(before.data.validation);
    expect(held.film.length).toBeGreaterThan(20);
  }
});

test("films that judge the model of unseen films teach it nothing", () => {
  const { data, held, among } = trialData(source.ratings, source.traits, requestOf({}), "unseen");
  expect(among?.size).toBe(12);
  for (const films of [data.training.film, data.validation.film])
    expect(films.some((film) => among?.has(film))).toBe(false);
  expect(held.film.every((film) => among?.has(film))).toBe(true);
});

test("cancelled, it throws and what was judged is kept; out of time, it just ends", async () => {
  const controller = new AbortController();
  const request = requestOf({ trials: 30 });
  const search = new Search(request, spaceOf("item-knn"), source.ratings, source.traits, []);
  const kept: TrialResult[] = [];
  const run = search.run(quietHooks({ signal: controller.signal }), {
    onStart: () => undefined,
    keep: async (result) => {
      if (kept.push(result) === 2) controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  expect(kept).toHaveLength(2);
  const late = await searched({ name: "matrix-factorization", trials: 500, minutes: 0.01 });
  expect(late.failure).toBeNull();
  expect(late.report.complete).toBe(false);
});

test("early stopping and calibration see none of the ratings that judge", () => {
  for (const split of ["random", "time"] as const) {
    const { data, held } = trialData(source.ratings, source.traits, requestOf({ split }), "ratings");
    for (let u = 0; u < held.start.length - 1; u++) {
      const judging = historyOf(held, u).films;
      for (const part of [data.training, data.validation])
        expect(historyOf(part, u).films.some((film) => judging.includes(film))).toBe(false);
    }
  }
});

test.each([
  ["one member", planted({ members: 1, films: 80, known: 1 })],
  ["two films", planted({ members: 90, films: 3, known: 1 })],
])("%s: a search ends, with a score or without one", async (_, { ratings, traits }) => {
  for (const name of ["item-knn", "matrix-factorization", "content-ridge"] as const) {
    const request = requestOf({ name, trials: 2, minutes: 0.015 });
    const search = new Search(request, spaceOf(name), ratings, traits, []);
    await search.run(quietHooks(), { onStart: () => undefined, keep: async () => undefined });
    for (const { score } of search.report("id", "1:1", 0).results)
      expect(score === null || Number.isFinite(score)).toBe(true);
  }
});

test("equal ratings leave nothing to tell trials apart", async () => {
  const { ratings } = planted();
  const equal = { ...ratings, value: ratings.value.map(() => 3) };
  const { report } = await searched(
    { name: "matrix-factorization", trials: 2, minutes: 0.015 },
    { ratings: equal },
  );
  for (const { score } of report.results) expect(score).toBeLessThan(0.05);
});
