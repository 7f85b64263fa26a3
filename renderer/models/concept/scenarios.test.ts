import { describe, expect, test } from "vitest";
import { blankConcept } from "../../../shared/domain/concept.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import type { PastForecast } from "./outcome-model.ts";
import { drawTogether, nothingShared, shareQuantiles } from "./scenarios.ts";
import { learnSharedErrors } from "./shared-errors.ts";

const genres = Array.from({ length: 12 }, (_, n) => `Genre ${n}`);

/** Forecasts whose errors share `all` and `genre` of their variance. */
const past = (seed: number, all: number, genre: number): PastForecast[] => {
  const random = seededRandom(seed);
  return [2000, 2010, 2020, 2030].flatMap((origin) => {
    const f = normal(random);
    const F = genres.map(() => normal(random));
    return Array.from({ length: 300 }, (_, n): PastForecast => {
      const own = [n % genres.length, (n * 7 + 1) % genres.length].filter(
        (g, at, list) => list.indexOf(g) === at,
      );
      const shared = own.reduce((sum, g) => sum + (F[g] as number), 0) / Math.sqrt(own.length);
      const ratio =
        Math.sqrt(all) * f + Math.sqrt(genre) * shared + Math.sqrt(1 - all - genre) * normal(random);
      return {
        id: origin * 1000 + n,
        film: { ...blankConcept, genres: own.map((g) => genres[g] as string) },
        ratio,
        origin,
        year: origin + 1 + (n % 6),
        actual: 0,
        value: 0,
        low: 0,
        high: 0,
      };
    });
  });
};

describe("errors that films share", () => {
  test("are found where they are, by genre", () => {
    const { genre, films } = learnSharedErrors(past(2, 0, 0.3));
    expect(genre.value).toBeGreaterThan(0.18);
    expect(genre.value).toBeLessThan(0.42);
    expect(films).toBe(1200);
  });
  test("and are next to nothing where there are none", () => {
    const { all, genre } = learnSharedErrors(past(3, 0, 0));
    expect(all.value).toBeLessThan(0.02);
    expect(genre.value).toBeLessThan(0.03);
    expect(genre.low).toBeLessThan(0.01);
  });
});

describe("draws of concepts together", () => {
  const shared = { ...nothingShared, genre: { value: 0.5, low: 0.4, high: 0.6 } };
  const concepts = [["Drama"], ["Drama"], ["Horror"]].map((own) => ({ ...blankConcept, genres: own }));
  const uniform = concepts.map(() => (share: number) => share);
  const correlation = (a: Float64Array, b: Float64Array): number => {
    const mean = (x: Float64Array): number => x.reduce((sum, each) => sum + each, 0) / x.length;
    const [ma, mb] = [mean(a), mean(b)];
    const product = (x: Float64Array, y: Float64Array, mx: number, my: number): number =>
      x.reduce((sum, each, n) => sum + (each - mx) * ((y[n] as number) - my), 0);
    return product(a, b, ma, mb) / Math.sqrt(product(a, a, ma, ma) * product(b, b, mb, mb));
  };

  test("each follows its own forecast; those of one genre go together and others do not", () => {
    const drawn = drawTogether(concepts, uniform, shared, 8000, 4) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (const each of drawn) {
      const below = each.filter((value) => value < 0.1).length / each.length;
      expect(below).toBeGreaterThan(0.085);
      expect(below).toBeLessThan(0.115);
    }
    expect(correlation(drawn[0], drawn[1])).toBeGreaterThan(0.4);
    expect(Math.abs(correlation(drawn[0], drawn[2]))).toBeLessThan(0.06);
  });
  test("are the same under one seed", () => {
    const twice = [1, 1].map((seed) => drawTogether(concepts, uniform, shared, 50, seed));
    expect(twice[0]).toEqual(twice[1]);
  });
});

test("a share told with its 90 % interval is drawn within it as often", () => {
  const at = shareQuantiles({ value: 0.2, low: 0.1, high: 0.36 });
  expect(at(0.5)).toBeCloseTo(0.2, 6);
  expect(at(0.05)).toBeCloseTo(0.1, 1);
  expect(at(0.95)).toBeCloseTo(0.36, 1);
});
