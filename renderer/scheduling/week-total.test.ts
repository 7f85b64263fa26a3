import { expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { weekTotal } from "../../shared/domain/week-total.ts";
import { type FilmWeek, totalSpreadOf } from "./week-total.ts";

const weekTotals = (weeks: readonly (readonly FilmWeek[])[]) => {
  const spread = totalSpreadOf(weeks);
  return (films: readonly number[]) => weekTotal(spread, films);
};

const random = seededRandom(11);
/** A week of `films` films, each as wrong as it is alone and all as wrong as the week is. */
const week = (films: number, alone: number, together: number): FilmWeek[] => {
  const shock = together * normal(random);
  return Array.from({ length: films }, (_, i) => {
    const expected = 200 + 150 * i;
    return { expected, seen: expected * Math.exp(shock + alone * normal(random)) };
  });
};
const inside = (alone: number, together: number, past: number): number => {
  const trials = 1500;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const range = weekTotals(Array.from({ length: past }, () => week(8, alone, together)));
    const next = week(8, alone, together);
    const { low, high } = range(next.map(({ expected }) => expected));
    const seen = next.reduce((sum, film) => sum + film.seen, 0);
    if (seen >= low && seen <= high) held++;
  }
  return held / trials;
};

test("four of five totals lie inside, whether films miss alone or all of them together", () => {
  for (const [alone, together, past] of [
    [0.4, 0, 8],
    [0.3, 0.15, 8],
    [0.1, 0.25, 12],
  ] as const) {
    const share = inside(alone, together, past);
    expect(share, `${alone} ${together}`).toBeGreaterThan(0.74);
    expect(share, `${alone} ${together}`).toBeLessThan(0.88);
  }
});

test("what all films share does not average out over many of them", () => {
  const shared = weekTotals(Array.from({ length: 12 }, () => week(8, 0.05, 0.3)));
  const own = weekTotals(Array.from({ length: 12 }, () => week(8, 0.3, 0)));
  const width = (range: typeof own, films: number): number => {
    const { low, high } = range(new Array<number>(films).fill(1000));
    return Math.log(high / low);
  };
  expect(width(own, 16)).toBeLessThan(0.45 * width(own, 1));
  expect(width(shared, 16)).toBeGreaterThan(0.8 * width(shared, 1));
});

test("without past weeks a total is uncertain, and of nobody it is certain", () => {
  const range = weekTotals([]);
  const { low, high } = range([500, 500]);
  expect(high / low).toBeGreaterThan(2);
  expect(range([])).toEqual({ low: 0, high: 0 });
});
