import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { randomDemand, randomWeek } from "../../test/fixtures/house.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { dayModelOf } from "./day-model.ts";
import { type Choice, type DayProblem, shortfallOf, valueOfChoices } from "./day-problem.ts";
import { type HouseDay, houseDayOf, showingsOf } from "./house-day.ts";
import { quickBound } from "./quick-bound.ts";
import { repaired } from "./repair.ts";
import type { Solver } from "./solver.ts";
import { dayValue, valuationOf } from "./valuation.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** A day of a few dozen choices at most: an hour's grid, two screens, three films. */
const tinyDay = (seed: number): HouseDay => {
  const { house, candidates, days } = randomWeek(seed, { screens: 2, films: 3, days: 1 });
  const coarse = {
    ...house,
    grid: 60,
    opens: 12 * 60,
    lastStart: 17 * 60,
    closes: 20 * 60,
    stagger: seed % 3 === 0 ? 60 : 0,
  };
  const valuation = valuationOf({ house: coarse, candidates }, randomDemand(seed), days[0] as string);
  return houseDayOf({ house: coarse, candidates }, valuation, candidates, []);
};

/** Whether a showing may join others that are allowed. */
const mayJoin = (problem: DayProblem, chosen: readonly Choice[], next: Choice): boolean => {
  const { apart, startsFrom, most } = problem;
  const clear = ({ slot, slots }: Choice): number => slot + slots;
  const together = [...chosen, next];
  return (
    chosen.every(
      (other) => other.screen !== next.screen || clear(other) <= next.slot || clear(next) <= other.slot,
    ) &&
    together.filter(({ film }) => film === next.film).length <= (most[next.film] as number) &&
    (apart === 0 ||
      [...startsFrom].every(
        (room, t) => together.filter(({ slot }) => slot >= t && slot < t + apart).length <= room,
      ))
  );
};

/** The best of all schedules there are, by enumeration; null where none has its required showings. */
const bestByEnumeration = (problem: DayProblem): number | null => {
  let best: number | null = null;
  const extend = (from: number, chosen: Choice[]): void => {
    if (shortfallOf(problem, chosen) === 0) best = Math.max(best ?? 0, valueOfChoices(problem, chosen));
    for (let j = from; j < problem.choices.length; j++) {
      const next = problem.choices[j] as Choice;
      if (mayJoin(problem, chosen, next)) extend(j + 1, [...chosen, next]);
    }
  };
  extend(0, []);
  return best;
};

describe("the day's linear model", () => {
  it("has exactly the optimum of enumeration when solved in whole numbers, and a bound above it when relaxed", () => {
    let solved = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = tinyDay(seed);
        const optimum = bestByEnumeration(problem);
        const model = dayModelOf(problem);
        const mixed = solver.solveMixed(model.program, model.integer, null, { seconds: 20, gap: 0 });
        if (optimum === null) {
          expect(mixed.x).toBeNull();
          return;
        }
        solved++;
        const chosen = problem.choices.filter((_, j) => (mixed.x?.[j] as number) > 0.5);
        expect(valueOfChoices(problem, chosen)).toBeCloseTo(optimum, 4);
        expect(mixed.bound + model.constant).toBeCloseTo(optimum, 2);
        const program = solver.open(model.program);
        const relaxation = program.solve(20);
        program.close();
        expect(relaxation.status).toBe("optimal");
        if (relaxation.status === "optimal")
          expect(relaxation.objective + model.constant).toBeGreaterThanOrEqual(optimum - 1e-6);
        expect(quickBound(problem)).toBeGreaterThanOrEqual(optimum - 1e-6);
        const quick = repaired(problem);
        if (shortfallOf(problem, quick) === 0)
          expect(valueOfChoices(problem, quick)).toBeLessThanOrEqual(optimum + 1e-6);
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(solved).toBeGreaterThan(20);
  });

  it("fills a day as far as there is time", () => {
    const { house, candidates, days } = randomWeek(5, { screens: 2, films: 3, days: 1 });
    const open = { ...house, grid: 60, opens: 720, lastStart: 1020, closes: 1500, stagger: 0 };
    const valuation = valuationOf({ house: open, candidates }, randomDemand(5), days[0] as string);
    const problem = houseDayOf({ house: open, candidates }, valuation, candidates, []);
    let asked = 0;
    expect(repaired(problem, [], () => asked++ === 2)).toHaveLength(2);
    expect(repaired(problem).length).toBeGreaterThan(2);
  });

  it("counts a locked showing's worth, its place and its losses to others", () => {
    const { house, candidates, days } = randomWeek(5, { screens: 2, films: 3, days: 1 });
    const date = days[0] as string;
    const open = { ...house, grid: 60, opens: 720, lastStart: 1020, closes: 1200, stagger: 0 };
    const free = candidates.map((film) => ({ ...film, minShowsPerDay: 0, formats: ["2D"] }));
    const valuation = valuationOf({ house: open, candidates: free }, randomDemand(5), date);
    const film = free[0]?.film as number;
    const screen = open.screens[0]?.screen as number;
    const locked = [{ id: "kept", film, screen, date, start: 787, locked: true }];
    const problem = houseDayOf({ house: open, candidates: free }, valuation, free, locked);
    expect(problem.choices.every((choice) => choice.screen !== 0 || choice.start !== 780)).toBe(true);
    const optimum = bestByEnumeration(problem) as number;
    const model = dayModelOf(problem);
    const mixed = solver.solveMixed(model.program, model.integer, null, { seconds: 20, gap: 0 });
    const chosen = problem.choices.filter((_, j) => (mixed.x?.[j] as number) > 0.5);
    expect(valueOfChoices(problem, chosen)).toBeCloseTo(optimum, 4);
    const showings = showingsOf(problem, chosen);
    expect(showings).toContainEqual(locked[0]);
    expect(dayValue(valuation, showings)).toBeCloseTo(optimum, 4);
  });
});
