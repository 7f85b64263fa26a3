import { expect, test } from "vitest";
import { realisticWeek } from "../../test/fixtures/house.ts";
import { filmDays } from "./film-days.ts";

test("a house's films are summed by day, all its admissions seen and about as many expected", () => {
  const problem = realisticWeek(1);
  const { film, day, seen, expected } = filmDays([
    problem,
    { ...problem, history: { ...problem.history, date: [] } },
  ]);
  const sum = (of: ArrayLike<number>): number => Array.from(of).reduce((total, each) => total + each, 0);
  expect(new Set(Array.from(film, (each, i) => `${each} ${day[i]}`)).size).toBe(film.length);
  expect(sum(seen)).toBe(sum(problem.history.admissions));
  expect(sum(expected) / sum(seen)).toBeGreaterThan(0.95);
  expect(sum(expected) / sum(seen)).toBeLessThan(1.05);
  expect([...day]).toEqual([...day].sort((a, b) => a - b));
});
