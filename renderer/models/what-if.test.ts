import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Expected } from "../../shared/contract/what-if.ts";
import { badTraitOf, blankSketch, type FilmSketch, sketchWith } from "../../shared/domain/film-sketch.ts";
import { fitted, trainingData, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { contentRidge } from "./content-ridge.ts";
import { type ContentScorer, historyOf, type PreferenceModel } from "./model.ts";
import { likeShare, Tastes } from "./preferences.ts";
import { allHistories } from "./split.ts";
import { openWhatIf, sketchOf, type WhatIf } from "./what-if.ts";

const source = planted();
const data = trainingData(source);
const { ratings, traits } = source;
const films = ratings.filmIds.length;
const unrated = films - 1;
const rated = 12;
const audience = { memberIds: ratings.memberIds, histories: allHistories(ratings), scale: ratings.scale };
const everybody = [...ratings.memberIds.keys()];
const groups = [everybody, everybody.filter((u) => u % 3 === 0)];
const none = async (): Promise<void> => undefined;

let model: PreferenceModel;
let content: ContentScorer;
let known: WhatIf;
beforeAll(async () => {
  await useEngine("wasm");
  ({ model } = await fitted(contentRidge, data, {}));
  content = model.content as ContentScorer;
  known = await openWhatIf(content, model.catalogue, audience, groups, unrated, none);
});

const sum = (parts: readonly { readonly share: number }[]): number =>
  parts.reduce((total, { share }) => total + share, 0);

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

test("a film nobody has rated, unchanged, is forecast as the model itself predicts it", () => {
  const tastes = new Tastes(model, audience);
  for (const forecast of [known.asItIs, known.forecast(sketchOf(traits, unrated))])
    for (const [g, members] of groups.entries()) {
      const { likeShare: value, low, high } = likeShare(model, tastes, members, unrated);
      const like = forecast?.groups[g]?.like;
      expect(like?.value).toBeCloseTo(value, 5);
      expect(like?.low).toBeCloseTo(low, 5);
      expect(like?.high).toBeCloseTo(high, 5);
      const chances = members.map((u) => tastes.of(u).predict(unrated).value);
      expect(forecast?.groups[g]?.choice.value).toBeCloseTo(mean(chances), 5);
      const totals = members.map((u) => sum(tastes.of(u).explain(unrated)));
      expect(forecast?.groups[g]?.total).toBeCloseTo(mean(totals), 5);
    }
  for (const { like, choice } of known.forecast(sketchOf(traits, unrated)).groups)
    for (const { change } of [like, choice]) expect(change).toEqual({ value: 0, low: 0, high: 0 });
});

test("a rated film is told as by a model that never saw its ratings", async () => {
  const rows = [...ratings.film.keys()].filter((row) => ratings.film[row] !== rated);
  const without = {
    ...ratings,
    member: ratings.member.filter((_, row) => rows.includes(row)),
    film: ratings.film.filter((_, row) => rows.includes(row)),
    value: ratings.value.filter((_, row) => rows.includes(row)),
    at: ratings.at.filter((_, row) => rows.includes(row)),
  };
  const other = (await fitted(contentRidge, trainingData({ ...source, ratings: without }), {})).model;
  const { τ } = other.content as ContentScorer;
  const histories = allHistories(without);
  const view = content.without(rated);
  for (const member of [0, 1, 2, 3]) {
    const history = historyOf(histories, member);
    const score = sum(other.foldIn(history).explain(rated)) / τ;
    // The history as it was: the film's own rating has no say.
    expect(view.scores(historyOf(audience.histories, member).films)[rated]).toBeCloseTo(score, 4);
    const whole = content.without(-1).scores(history.films);
    expect(whole[rated]).toBeCloseTo(sum(model.foldIn(history).explain(rated)) / content.τ, 4);
  }
});

const sketches = fc.record({
  title: fc.constantFrom("", "Night of films"),
  genres: fc.subarray(["Drama", "Comedy", "Horror", "Unheard of"]),
  people: fc.subarray(["Person 1", "Person 4", "Nobody"]),
  keywords: fc.subarray(["keyword 2", "keyword 5"]),
  year: fc.constantFrom(null, 1991, 2015),
  runtime: fc.constantFrom(null, 80, 155),
  certificate: fc.constantFrom("", "PG"),
  language: fc.constantFrom("", "fr"),
  country: fc.constantFrom("", "GB"),
  studio: fc.constantFrom("", "Studio 3"),
  synopsis: fc.constantFrom("", "Something happens on Mars, 雨夜海边."),
});

test("parts add up, changes are differences within their ends, and an edit undone gives the same figures", () => {
  const before = JSON.stringify(known.forecast(sketchOf(traits, unrated)));
  fc.assert(
    fc.property(sketches, (sketch) => {
      const forecast = known.forecast(sketch);
      for (const [g, { like, choice, total, parts }] of forecast.groups.entries()) {
        expect(sum(parts)).toBeCloseTo(total, 10);
        const asItIs = known.asItIs?.groups[g];
        for (const [share, usual] of [
          [like, asItIs?.like],
          [choice, asItIs?.choice],
        ] as const) {
          expect(share.change?.value).toBeCloseTo(share.value - (usual?.value as number), 10);
          for (const { value, low, high } of [share, share.change as Expected]) {
            expect(low).toBeLessThanOrEqual(value);
            expect(high).toBeGreaterThanOrEqual(value);
          }
        }
      }
      expect(JSON.stringify(known.forecast(sketchOf(traits, unrated)))).toBe(before);
      expect(JSON.stringify(known.forecast(sketch))).toBe(JSON.stringify(forecast));
    }),
    { numRuns: 40 },
  );
});

test("a trait that an audience likes lifts the forecast, and the lift is that trait's part", async () => {
  const own = sketchOf(traits, unrated);
  const shareOf = (sketch: FilmSketch) => known.forecast(sketch).groups[0];
  const byGenre = ["Drama", "Comedy", "Horror"].map((genre) => shareOf({ ...own, genres: [genre] }));
  const [low, high] = [...byGenre]
    .sort((a, b) => (a?.total ?? 0) - (b?.total ?? 0))
    .filter((_, n) => n !== 1);
  expect(high?.total).toBeGreaterThan(low?.total as number);
  const partOf = (group: typeof low): number =>
    sum(group?.parts.filter(({ field }) => field === "genre") ?? []);
  expect(partOf(high) - partOf(low)).toBeCloseTo((high?.total ?? 0) - (low?.total ?? 0), 10);
});

test("a film only thought of is one more; what no film shares is said; the nearest films share the most", async () => {
  const blank = await openWhatIf(content, model.catalogue, audience, groups, -1, none);
  expect(blank.asItIs).toBeNull();
  const empty = blank.forecast(blankSketch);
  expect(empty.groups[0]).toMatchObject({
    total: 0,
    parts: [],
    like: { change: null },
    choice: { change: null },
  });
  expect(empty.nearest).toEqual([]);
  const copy = blank.forecast({ ...sketchOf(traits, rated), genres: ["Drama", "Opera"], people: ["Nobody"] });
  expect(copy.strange).toEqual([
    { field: "genre", value: "Opera" },
    { field: "person", value: "Nobody" },
  ]);
  expect(copy.nearest[0]?.film).toBe(ratings.filmIds[rated]);
  const likeness = copy.nearest.map((near) => near.likeness);
  expect(likeness).toEqual([...likeness].sort((a, b) => b - a));
  expect(copy.nearest[0]?.shared.length).toBeGreaterThan(2);
});

test("forecasts as though nobody had rated a film are measured on the films that members rated", () => {
  const { films: measured, error, usual, covered } = known.record as NonNullable<typeof known.record>;
  expect(measured).toBeGreaterThan(50);
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(1.5 * usual);
  expect(covered).toBeGreaterThan(0.8);
});

test("settings of a sketch: lists, numbers, nothing; what is wrong is named", () => {
  expect(
    sketchWith(blankSketch, ["genres=Drama, Crime", "people=Robert Downey, Jr.;Ann", "year=1999", "studio="]),
  ).toEqual({
    sketch: {
      ...blankSketch,
      genres: ["Drama", "Crime"],
      people: ["Robert Downey, Jr.", "Ann"],
      year: 1999,
    },
  });
  expect(sketchWith(blankSketch, ["runtime=long"])).toEqual({
    bad: { type: "BadTrait", trait: "runtime", value: "long" },
  });
  expect(badTraitOf({ ...blankSketch, year: 1492 })).toEqual({
    type: "BadTrait",
    trait: "year",
    value: 1492,
  });
  expect(badTraitOf({ ...blankSketch, year: 2030, runtime: 90 })).toBeNull();
});
