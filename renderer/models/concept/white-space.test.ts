import { expect, it } from "vitest";
import { blankConcept } from "../../../shared/domain/concept.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { whiteSpace } from "./white-space.ts";

/** Of films of a length. */
const long = Math.log(1.5);
/** Films of 24 years; `drama` draws twice as much, `western` half, and westerns are made more and more. */
const catalogue = (seed: number, films = 900, effects = { drama: Math.log(2), western: -Math.log(2) }) => {
  const random = seededRandom(seed);
  return Array.from({ length: films }, (_, id) => {
    const year = 2000 + Math.floor(random() * 24);
    const drama = random() < 0.08;
    const runtime = random() < 0.1 ? null : random() < 0.25 ? 140 : 110;
    const western = random() < (year >= 2019 ? 0.4 : 0.12);
    const comedy = random() < 0.25;
    const log =
      5 +
      0.05 * (year - 2000) +
      (drama ? effects.drama : 0) +
      (western ? effects.western : 0) +
      (runtime === 140 ? long : 0) +
      0.8 * normal(random);
    return {
      id,
      concept: {
        ...blankConcept,
        year,
        runtime,
        genres: [...(drama ? ["drama"] : []), ...(western ? ["western"] : []), ...(comedy ? ["comedy"] : [])],
      },
      voteAverage: null,
      voteCount: Math.round(Math.exp(log)),
      memberRating: null,
      memberRatings: 0,
      revenue: null,
    };
  });
};

it("finds what is wanted and hardly made, and what is made more than it is wanted", () => {
  const found = whiteSpace(catalogue(1));
  const trait = (value: string) => found?.traits.find((each) => each.value === value);
  expect(found?.attention).toBe("public");
  expect(found?.since).toBe(2019);
  expect(trait("drama")).toMatchObject({ standing: "space" });
  expect(trait("western")).toMatchObject({ standing: "crowded" });
  expect(trait("western")?.lately).toBeGreaterThan(2 * (trait("western")?.before ?? 1));
  expect(trait("comedy")).toMatchObject({ standing: "unclear" });
  expect(trait("long")).toMatchObject({ standing: "wanted" });
  expect(trait("usual")?.draw.value).toBeLessThan(1);
});

it("nine of ten intervals hold the truth", () => {
  let inside = 0;
  let all = 0;
  for (let seed = 1; seed <= 60; seed++)
    for (const { value, draw } of whiteSpace(catalogue(seed, 300))?.traits ?? []) {
      // A length is told against all films whose length is known, of which a quarter are long.
      const truth =
        { drama: 2, western: 0.5, long: Math.exp(0.75 * long), usual: Math.exp(-0.25 * long) }[value] ?? 1;
      all++;
      if (draw.low <= truth && truth <= draw.high) inside++;
    }
  expect(all).toBe(300);
  expect(inside / all).toBeGreaterThan(0.83);
  expect(inside / all).toBeLessThan(0.97);
});

it("says nothing of few films, nor of a trait that nearly all or hardly any have", () => {
  expect(whiteSpace(catalogue(1, 40))).toBeNull();
  const films = catalogue(2).map((film, n) => ({
    ...film,
    concept: { ...film.concept, language: n < 5 ? "fr" : "en" },
  }));
  expect(whiteSpace(films)?.traits.some(({ field }) => field === "language")).toBe(false);
});
