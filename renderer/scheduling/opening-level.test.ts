import { expect, it } from "vitest";
import { noHistory } from "../../test/fixtures/house.ts";
import { openingLevel } from "./opening-level.ts";

/** Film f opens a week after film f - 1, with two showings of `drawn(f)` in its first seven days and one long after. */
const openings = (films: number, drawn: (film: number) => number) => {
  const day = (n: number): string => new Date(n * 86_400_000).toISOString().slice(0, 10);
  const rows = Array.from({ length: films + 1 }, (_, film) => film).flatMap((film) => [
    { film, date: day(20_000 + 7 * film), admissions: drawn(film) },
    { film, date: day(20_006 + 7 * film), admissions: drawn(film) },
    { film, date: day(20_040 + 7 * film), admissions: 5 },
  ]);
  return {
    ...noHistory,
    film: Int32Array.from(rows, ({ film }) => film),
    date: rows.map(({ date }) => date),
    admissions: Int32Array.from(rows, ({ admissions }) => admissions),
  };
};
const level = (films: number, drawn: (film: number) => number): number => {
  const history = openings(films, drawn);
  return openingLevel(
    history,
    history.date.map((_, i) => i),
    () => 100,
  );
};

it("is what the middle film drew of what was expected, whatever the largest drew", () => {
  expect(level(9, (film) => 100 + 10 * film)).toBeCloseTo(1.4, 1);
  expect(level(9, (film) => (film === 9 ? 10_000 : 100 + 10 * film))).toBeCloseTo(1.4, 1);
});

it("leaves out films that may have played before the history, and later weeks", () => {
  expect(level(9, (film) => (film === 0 ? 1e6 : 150))).toBeCloseTo(1.5, 9);
});

it("is 1 where hardly a film has opened", () => {
  expect(level(0, () => 500)).toBe(1);
  expect(level(1, () => 500)).toBe(1);
});
