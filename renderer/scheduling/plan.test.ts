import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { PlanProgress } from "../../shared/contract/scheduling.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { conflicts } from "../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import { checkPlan } from "../../test/checker/check-plan.ts";
import {
  eightScreens,
  noHistory,
  randomDemand,
  randomWeek,
  realisticWeek,
} from "../../test/fixtures/house.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { calibratedDemand } from "./calibrated-demand.ts";
import type { DemandModel } from "./demand.ts";
import { type PlanOutcome, planWeek } from "./plan.ts";
import type { Solver } from "./solver.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});
const quiet = () => ({ signal: new AbortController().signal, progress: (_: PlanProgress) => {} });

const violationsOf = (problem: WeekProblem, { plan }: PlanOutcome): string[] =>
  checkPlan({ ...problem, showings: plan.showings, slate: plan.slate, forecast: plan.forecast });

describe("planWeek on random houses", () => {
  it("keeps every rule, proves its distance from the best, or names the rules that clash", async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const problem = randomWeek(seed, { screens: 4, films: 6, days: 2 });
        const outcome = await planWeek(problem, { timeLimit: 20 }, randomDemand(seed), solver, quiet());
        if (!outcome.ok) {
          expect(["MinimumShowsCannotFit", "NoScreenWithFormat", "FilmTooLong"]).toContain(
            outcome.error.type,
          );
          return;
        }
        planned++;
        const { plan } = outcome.value;
        expect(violationsOf(problem, outcome.value)).toEqual([]);
        expect(conflicts(problem.house, problem.candidates, plan.showings, plan.slate, problem.days)).toEqual(
          [],
        );
        for (const { value, bound, gap } of plan.proof) {
          expect(value).toBeLessThanOrEqual(bound * (1 + 1e-6) + 1e-6);
          expect(gap).toBeLessThanOrEqual(0.01);
        }
        const forecast = plan.forecast.reduce((sum, { mean }) => sum + mean, 0);
        const value = plan.proof.reduce((sum, day) => sum + day.value, 0);
        expect(forecast).toBeCloseTo(value, 5);
      }),
      { numRuns: 80, seed: 5 },
    );
    expect(planned).toBeGreaterThan(40);
  }, 120_000);
});

describe("planWeek on an eight-screen house", () => {
  const whole = realisticWeek(1);
  const problem: WeekProblem = { ...whole, days: whole.days.slice(1, 3) };
  let demand: DemandModel;
  beforeAll(() => {
    demand = calibratedDemand(problem);
  });

  it("proves both days within 1 % and reports an ever better, ever tighter schedule", async () => {
    const seen: PlanProgress[] = [];
    const call = { ...quiet(), progress: (progress: PlanProgress) => seen.push(progress) };
    const outcome = valueOrThrow(await planWeek(problem, { slateSize: 14 }, demand, solver, call));
    expect(outcome.complete).toBe(true);
    expect(outcome.plan.slate).toHaveLength(14);
    expect(violationsOf(problem, outcome)).toEqual([]);
    for (const { gap } of outcome.plan.proof) expect(gap).toBeLessThanOrEqual(0.01);
    expect(seen.length).toBeGreaterThan(3);
    seen.slice(1).forEach((progress, i) => {
      expect(progress.bestValue).toBeGreaterThanOrEqual((seen[i] as PlanProgress).bestValue - 1e-6);
      expect(progress.bound).toBeLessThanOrEqual((seen[i] as PlanProgress).bound + 1e-6);
    });
    expect(seen.at(-1)).toMatchObject({ day: 2, days: 2 });
  }, 60_000);

  it("keeps locked showings, off the grid too, and plans around them", async () => {
    const film = problem.candidates.at(-1)?.film as number;
    const locked: ScheduledShowing[] = [
      { id: "premiere", film, screen: 1, date: problem.days[0] as string, start: 1207, locked: true },
    ];
    const outcome = valueOrThrow(await planWeek(problem, { slateSize: 12, locked }, demand, solver, quiet()));
    expect(outcome.plan.showings).toContainEqual(locked[0]);
    expect(violationsOf(problem, outcome)).toEqual([]);
    for (const { gap } of outcome.plan.proof) expect(gap).toBeLessThanOrEqual(0.01);
  }, 60_000);

  it("answers a cancel with the best so far", async () => {
    const cancel = new AbortController();
    const progress = (): void => cancel.abort();
    const outcome = valueOrThrow(
      await planWeek(problem, { slateSize: 14 }, demand, solver, { signal: cancel.signal, progress }),
    );
    expect(outcome.complete).toBe(false);
    expect(outcome.plan.showings.length).toBeGreaterThan(50);
    expect(violationsOf(problem, outcome)).toEqual([]);
    for (const { value, bound } of outcome.plan.proof) expect(value).toBeLessThanOrEqual(bound);
  }, 60_000);

  it("plans the same week twice alike", async () => {
    const request = { slateSize: 12, slate: problem.candidates.slice(-6).map(({ film }) => film) };
    const plans = [];
    for (let i = 0; i < 2; i++)
      plans.push(valueOrThrow(await planWeek(problem, request, demand, solver, quiet())).plan);
    expect(plans[0]?.showings).toEqual(plans[1]?.showings);
  }, 60_000);

  it("tells for every candidate why it is in the slate or not", async () => {
    const { reasons, plan } = valueOrThrow(
      await planWeek(problem, { slateSize: 8 }, demand, solver, quiet()),
    );
    expect(reasons).toHaveLength(problem.candidates.length);
    expect(reasons.filter(({ chosen }) => chosen).map(({ film }) => film)).toEqual(plan.slate);
    for (const { chosen, kind, lastWeek } of reasons) {
      if (kind === "held" || kind === "decayed") expect(lastWeek).not.toBeNull();
      if (kind === "opening") expect(lastWeek).toBeNull();
      expect(["opening", "held", "returning"].includes(kind)).toBe(chosen);
    }
    const gains = (chosen: boolean): number[] =>
      reasons.filter((of) => of.chosen === chosen).map(({ gain }) => gain);
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(gains(true))).toBeGreaterThan(mean(gains(false)));
  }, 60_000);
});

describe("requests that cannot be met", () => {
  const house = eightScreens();
  const problem: WeekProblem = {
    ...randomWeek(3, { screens: 3, films: 3, days: 1 }),
    house,
    history: noHistory,
    candidates: [1, 2, 3].map((film) => ({
      film,
      title: `Film ${film}`,
      titleZh: null,
      runtime: 120,
      certificate: null,
      distributor: null,
      releaseDate: null,
      formats: ["2D"],
      minShowsPerDay: 1,
      hasPoster: false,
    })),
  };
  const [first] = problem.candidates as [WeekProblem["candidates"][number]];
  const errorOf = async (changed: Partial<WeekProblem>, options: Parameters<typeof planWeek>[1]) => {
    const outcome = await planWeek({ ...problem, ...changed }, options, randomDemand(1), solver, quiet());
    return outcome.ok ? null : outcome.error;
  };

  it("name a film longer than the opening hours", async () => {
    const candidates = [{ ...first, runtime: 1200 }];
    expect(await errorOf({ candidates }, { slate: [1] })).toEqual({
      type: "FilmTooLong",
      film: 1,
      needs: 1230,
      available: 960,
    });
  });

  it("name a format that no screen offers", async () => {
    const candidates = [{ ...first, formats: ["IMAX"] }];
    expect(await errorOf({ candidates }, { slate: [1] })).toMatchObject({
      type: "NoScreenWithFormat",
      film: 1,
    });
  });

  it("name minimum shows against opening hours", async () => {
    const candidates = problem.candidates.map((film) => ({ ...film, minShowsPerDay: 20 }));
    const error = await errorOf({ candidates }, { slate: [1, 2, 3] });
    expect(error).toMatchObject({ type: "MinimumShowsCannotFit", rules: ["minimumShows", "openingHours"] });
  });

  it("name minimum shows against staggered starts", async () => {
    const candidates = problem.candidates.map((film) => ({ ...film, minShowsPerDay: 6 }));
    const error = await errorOf({ candidates, house: { ...house, stagger: 60 } }, { slate: [1, 2, 3] });
    expect(error).toMatchObject({
      type: "MinimumShowsCannotFit",
      rules: ["minimumShows", "staggeredStarts"],
    });
  });

  it("name locked showings that clash", async () => {
    const at = (id: string, start: number) => ({
      id,
      film: 1,
      screen: 1,
      date: problem.days[0] as string,
      start,
      locked: true,
    });
    expect(await errorOf({}, { locked: [at("a", 600), at("b", 660)] })).toMatchObject({
      type: "LockedShowingsClash",
      conflicts: [{ rule: "overlap", showings: ["a", "b"] }],
    });
  });

  it("name what is missing", async () => {
    expect(await errorOf({ candidates: [] }, {})).toEqual({ type: "NoCandidates" });
    expect(await errorOf({ house: { ...house, screens: [] } }, {})).toEqual({ type: "NoScreens" });
    expect(await errorOf({}, { slate: [99] })).toEqual({ type: "UnknownFilm", film: 99 });
  });

  it("let a slate of our own choice give way instead", async () => {
    const candidates = problem.candidates.map((film, i) => ({ ...film, minShowsPerDay: i === 0 ? 2 : 30 }));
    const outcome = valueOrThrow(
      await planWeek({ ...problem, candidates }, { slateSize: 3 }, randomDemand(1), solver, quiet()),
    );
    expect(outcome.plan.slate.length).toBeLessThan(3);
    expect(violationsOf({ ...problem, candidates }, outcome)).toEqual([]);
  });
});
