import { describe, expect, test } from "vitest";
import { blankConcept, type ReleasedFilm } from "../../../shared/domain/concept.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { type ConceptTester, openConceptTester } from "./concept-test.ts";

/** Comedies earn four times their budget and dramas once. Dramas are rated higher. */
const released = (votes: boolean): ReleasedFilm[] => {
  const random = seededRandom(5);
  return Array.from({ length: 800 }, (_, n) => {
    const comedy = n % 2 === 0;
    const month = 1 + (n % 12);
    const budget = Math.exp(16 + 0.7 * normal(random));
    const earned = budget * (comedy ? 4 : 1) * Math.exp(0.3 * normal(random));
    const rated = (comedy ? 5.5 : 7) + 0.4 * normal(random);
    return {
      id: n + 1,
      concept: {
        ...blankConcept,
        title: `Film ${n} of ${comedy ? "laughter" : "tears"}`,
        genres: [comedy ? "Comedy" : "Drama"],
        keywords: n % 20 === 1 ? ["lighthouse"] : [],
        year: 1996 + Math.floor(n / 40),
        month,
        runtime: 100,
        budget,
      },
      voteAverage: votes ? rated : null,
      voteCount: votes ? 100 : 0,
      memberRating: rated / 2,
      memberRatings: 60,
      revenue: votes ? earned : null,
    };
  });
};
const concept = {
  ...blankConcept,
  title: "The Keeper",
  genres: ["Drama"],
  keywords: ["lighthouse"],
  year: 2017,
  month: 3,
  runtime: 100,
  budget: 1e7,
};
const quiet = async (): Promise<void> => undefined;

describe("a concept", async () => {
  const tester = (await openConceptTester(released(true), quiet)) as ConceptTester;
  const { rating, revenue, nearest, changes } = tester.test(concept);

  test("gets rating and revenue in ranges that hold what was planted", () => {
    expect(rating?.value).toBeCloseTo(7, 0);
    expect(revenue?.low).toBeLessThan(1e7);
    expect(revenue?.high).toBeGreaterThan(1e7);
    expect(Math.abs(Math.log((revenue?.value ?? 0) / 1e7))).toBeLessThan(0.4);
  });

  test("is nearest to films that share its rare traits, told with what came of them", () => {
    expect(nearest.every(({ shared }) => shared.includes("lighthouse"))).toBe(true);
    expect(nearest.every((near) => near.revenue !== null && near.rating !== null)).toBe(true);
  });

  test("stands beside no sums that cannot be meant, such as a budget of 10", async () => {
    const wrong = released(true).map((film) => ({
      ...film,
      ...(film.concept.keywords.length > 0 ? { revenue: 99, concept: { ...film.concept, budget: 10 } } : {}),
    }));
    const { nearest: near } = ((await openConceptTester(wrong, quiet)) as ConceptTester).test(concept);
    expect(near.every(({ budget, revenue: took }) => budget === null && took === null)).toBe(true);
  });

  test("would earn more as a comedy, and parts of revenue multiply to the forecast", () => {
    expect(changes[0]).toMatchObject({ field: "genre", to: "Comedy" });
    expect(changes[0]?.revenue).toBeGreaterThan(1.4);
    const product = (revenue?.parts ?? []).reduce((all, { share }) => all * share, revenue?.usual ?? 0);
    expect(Math.abs(Math.log(product / (revenue?.value ?? 1)))).toBeLessThan(0.1);
  });

  test("stands beside how wrong such forecasts were", () => {
    const { record } = tester;
    expect(record.revenue?.error).toBeLessThan(record.revenue?.usual ?? 0);
    expect(record.rating?.covered).toBeGreaterThan(0.75);
    expect(record.rating?.byYear.length).toBeGreaterThan(4);
  });
});

test("without votes members' ratings are forecast, without money no revenue, without either nothing", async () => {
  const tester = await openConceptTester(released(false), quiet);
  expect(tester?.ratingsOf).toBe("members");
  expect(tester?.test(concept)).toMatchObject({ revenue: null });
  expect(tester?.test(concept).rating?.value).toBeCloseTo(3.5, 0);
  expect(await openConceptTester(released(true).slice(0, 50), quiet)).toBeNull();
});
