import { beforeAll, describe, expect, it } from "vitest";
import { admissionsOnly, Objective } from "../../shared/domain/objective.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { dayPartOf, type ScheduledShowing, type WeekProblem } from "../../shared/domain/slate.ts";
import { eightScreens, randomDemand, realisticWeek } from "../../test/fixtures/house.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { filmWorth } from "./objective.ts";
import { planWeek } from "./plan.ts";
import type { Solver } from "./solver.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const whole = realisticWeek(3, { ...eightScreens(), screens: eightScreens().screens.slice(0, 3) });
const candidates = whole.candidates.slice(0, 6).map((film) => ({ ...film, minShowsPerDay: 0 }));
/** The first film is sold at four times the price of the others. */
const problem: WeekProblem = {
  ...whole,
  days: whole.days.slice(0, 1),
  candidates,
  takings: candidates.map(({ film }, f) => ({
    film,
    price: f === 0 ? 40 : 10,
    hireShare: f === 1 ? 0.5 : 0,
  })),
  preference: [],
};
const [dear, hired, ...others] = candidates.map(({ film }) => film) as [number, number, ...number[]];

describe("filmWorth", () => {
  it("is one admission for every film where admissions alone count", () => {
    expect(candidates.map(({ film }) => filmWorth(problem)(film))).toEqual(candidates.map(() => 1));
  });
  it("counts what is left after film hire beside the average candidate", () => {
    const worth = filmWorth(problem, Objective.parse({ revenue: 1 }));
    const mean = (40 + 5 + 4 * 10) / 6;
    expect(worth(dear)).toBeCloseTo(40 / mean, 12);
    expect(worth(hired)).toBeCloseTo(5 / mean, 12);
    expect(candidates.reduce((sum, { film }) => sum + worth(film), 0) / 6).toBeCloseTo(1, 12);
  });
  it("mixes goals by their weights and takes what is not known for the average", () => {
    const worth = filmWorth(problem, Objective.parse({ admissions: 0.5, revenue: 0.25, satisfaction: 0.25 }));
    const mean = (40 + 5 + 4 * 10) / 6;
    expect(worth(dear)).toBeCloseTo(0.5 + (0.25 * 40) / mean + 0.25, 12);
  });
});

const planned = async (objective: Objective, week = problem) =>
  valueOrThrow(
    await planWeek(week, { slate: [dear, hired, ...others], objective }, randomDemand(3), solver, {
      signal: new AbortController().signal,
      progress: () => {},
    }),
  ).plan;

describe("planning for satisfaction", () => {
  const pleasing: WeekProblem = {
    ...problem,
    preference: candidates.map(({ film }) => ({
      film,
      likeShare: 0.5,
      low: 0.4,
      high: 0.6,
      likeAt: { morning: 0.5, afternoon: 0.5, evening: 0.55, late: 0.1 },
    })),
  };
  const satisfaction = Objective.parse({ satisfaction: 1 });

  it("counts an admission by the hour at which it pleases", () => {
    const worth = filmWorth(pleasing, satisfaction);
    expect([worth(dear), worth(dear, "evening"), worth(dear, "late")]).toEqual([1, 1.1, 0.2]);
    expect(filmWorth(pleasing)(dear, "late")).toBe(1);
    expect(filmWorth(problem, satisfaction)(dear, "late")).toBe(1);
  });

  it("sells fewer tickets at hours that please less, and proves it in its own terms", async () => {
    const late = (plan: Awaited<ReturnType<typeof planned>>) =>
      plan.forecast.reduce((sum, { mean }, n) => {
        const showing = plan.showings[n];
        return showing && dayPartOf(showing.start) === "late" ? sum + mean : sum;
      }, 0);
    const [forPeople, forPleasure] = [
      await planned(admissionsOnly, pleasing),
      await planned(satisfaction, pleasing),
    ];
    expect(late(forPleasure)).toBeLessThan(late(forPeople));
    const worth = filmWorth(pleasing, satisfaction);
    const placed = new Map(forPleasure.showings.map((showing) => [showing.id, showing]));
    const pleased = forPleasure.forecast.reduce((sum, { id, mean }) => {
      const { film, start } = placed.get(id) as ScheduledShowing;
      return sum + mean * worth(film, dayPartOf(start));
    }, 0);
    expect(forPleasure.proof.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(pleased, 5);
    for (const { value, bound } of forPleasure.proof) expect(value).toBeLessThanOrEqual(bound * (1 + 1e-9));
  }, 60_000);
});

describe("planning for revenue", () => {
  it("earns more than planning for admissions, draws fewer people, and proves it in its own terms", async () => {
    const [forPeople, forMoney] = [
      await planned(admissionsOnly),
      await planned(Objective.parse({ revenue: 1 })),
    ];
    const worth = filmWorth(problem, Objective.parse({ revenue: 1 }));
    const people = (plan: typeof forMoney) => plan.forecast.reduce((sum, { mean }) => sum + mean, 0);
    const shows = (plan: typeof forMoney) => new Map(plan.showings.map(({ id, film }) => [id, film]));
    const money = (plan: typeof forMoney) =>
      plan.forecast.reduce((sum, { id, mean }) => sum + mean * worth(shows(plan).get(id) as number), 0);
    expect(money(forMoney)).toBeGreaterThan(money(forPeople) * 1.02);
    expect(people(forMoney)).toBeLessThan(people(forPeople));
    expect(forMoney.proof.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(money(forMoney), 5);
    for (const { value, bound, gap } of forMoney.proof) {
      expect(value).toBeLessThanOrEqual(bound * (1 + 1e-9));
      expect(gap).toBeLessThanOrEqual(0.01);
    }
  }, 60_000);
});
