import { beforeAll, describe, expect, it } from "vitest";
import type { ScheduleInstance } from "../../shared/domain/schedule-instance.ts";
import { bestSchedule } from "../../test/checker/best-schedule.ts";
import { checkInstance } from "../../test/checker/check-instance.ts";
import { madeInstance, smallInstance, smallInstanceWithGoals } from "../../test/fixtures/instance.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { type SolveCall, solveInstance } from "./solve-instance.ts";
import type { Solver } from "./solver.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});
const solved = (
  instance: ScheduleInstance,
  seconds = 30,
  signal = new AbortController().signal,
  progress: SolveCall["progress"] = () => undefined,
) => solveInstance(instance, solver, { signal, seconds, progress });

describe("solveInstance", () => {
  it("keeps every rule, is worth what it says, and lies between the best of all schedules and its bound", async () => {
    const seen = { solved: 0, none: 0, best: 0, withoutValue: 0, aboveBound: 0 };
    const progress: SolveCall["progress"] = ({ value, bound }) => {
      if (value === null) seen.withoutValue++;
      else if (value > bound + 1e-6) seen.aboveBound++;
    };
    for (let seed = 1; seed <= 120; seed++) {
      const instance = seed <= 75 ? smallInstance(seed) : smallInstanceWithGoals(seed);
      const optimum = bestSchedule(instance);
      const answer = await solved(instance, undefined, undefined, progress);
      expect(answer.ok, `seed ${seed}`).toBe(optimum !== null);
      if (!answer.ok || optimum === null) {
        seen.none++;
        continue;
      }
      const { schedule, value, bound, gap } = answer.value;
      const checked = checkInstance(instance, schedule);
      expect(checked.violations, `seed ${seed}`).toEqual([]);
      expect(value, `seed ${seed}`).toBeCloseTo(checked.value, 6);
      expect(value, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
      expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(gap).toBeCloseTo(bound > 0 ? 1 - value / bound : 0, 9);
      seen.solved++;
      if (value > optimum - 1e-6) seen.best++;
    }
    expect(seen.none).toBeGreaterThan(5);
    // Days that lack shares of the terms may be worth more than any that have them: they tell no value.
    expect(seen.withoutValue).toBeGreaterThan(0);
    expect(seen.aboveBound).toBe(0);
    expect(seen.best).toBeGreaterThan(0.9 * seen.solved);
  });

  it("moves a share of the terms on from a day that has no room for it", async () => {
    const instance = smallInstance(760);
    const answer = await solved(instance);
    expect(answer).toMatchObject({ ok: true, value: { value: bestSchedule(instance) } });
  });

  it("keeps contracts over several days close to the proven bound", async () => {
    const instance = madeInstance(1, { screens: 4, films: 7, days: 3, staggered: true, terms: true });
    const answer = await solved(instance);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    expect(checkInstance(instance, answer.value.schedule).violations).toEqual([]);
    expect(answer.value.gap).toBeLessThan(0.03);
  });

  it("names the day and the films where no schedule keeps the rules", async () => {
    const instance = madeInstance(2, { screens: 1, films: 2, days: 1, staggered: false, terms: false });
    const films = instance.films.map((film) => ({ ...film, minShows: 9 }));
    expect(await solved({ ...instance, films })).toMatchObject({
      ok: false,
      error: { type: "NoSchedule", day: "day 1", films: [{ film: expect.any(String) }, {}] },
    });
  });

  it("refuses terms that sixteen screens have no room for before it searches", async () => {
    const instance = madeInstance(1, { screens: 16, films: 40, days: 7, staggered: true, terms: true });
    const answer = await solved(instance, 60, undefined, () => {
      throw new Error("it searches");
    });
    if (answer.ok) throw new Error("there are 379 showings asked for, and 371 starts");
    expect(answer.error.day).toBeNull();
    expect(answer.error.films.reduce((sum, { missing }) => sum + missing, 0)).toBeGreaterThanOrEqual(8);
  });

  it("answers a cancel with the best so far", async () => {
    const instance = madeInstance(3, { screens: 6, films: 9, days: 2, staggered: false, terms: false });
    const answer = await solved(instance, 30, AbortSignal.abort());
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    expect(answer.value.complete).toBe(false);
    expect(checkInstance(instance, answer.value.schedule).violations).toEqual([]);
    expect(answer.value.schedule.length).toBeGreaterThan(10);
  });

  it("moves no more shares once time is up: what is missing is told at once", async () => {
    const instance = madeInstance(4, { screens: 3, films: 12, days: 4, staggered: false, terms: false });
    const films = instance.films.map(({ minShows: _, ...film }, n) => ({
      ...film,
      minShowsInAll: n < 3 ? 22 : 0,
    }));
    let searches = 0;
    const answer = await solveInstance({ ...instance, films }, solver, {
      signal: AbortSignal.abort(),
      seconds: 30,
      progress: () => void searches++, // told once at the start of each search, which ends at once
    });
    expect(answer).toMatchObject({ ok: false, error: { type: "NoSchedule" } });
    expect(searches).toBe(1);
  });
});
