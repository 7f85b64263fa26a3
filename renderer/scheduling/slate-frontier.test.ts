import { beforeAll, expect, test } from "vitest";
import { SlateWish } from "../../shared/contract/slates.ts";
import { admissionsOnly } from "../../shared/domain/objective.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import type { WeekProblem } from "../../shared/domain/slate.ts";
import { eightScreens, randomDemand, randomWeek, realisticWeek, weekOf } from "../../test/fixtures/house.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { calibratedDemand } from "./calibrated-demand.ts";
import type { DemandModel } from "./demand.ts";
import { filmWorth } from "./objective.ts";
import { slateFrontier } from "./slate-frontier.ts";
import { slateModel } from "./slate-model.ts";
import type { Solver } from "./solver.ts";

let solver: Solver;
let problem: WeekProblem;
let demand: DemandModel;
beforeAll(async () => {
  solver = await loadSolver();
  const week = realisticWeek(1, { ...eightScreens(), screens: eightScreens().screens.slice(0, 3) });
  const genres = ["Drama", "Comedy", "Horror", "Musical", "War"];
  problem = {
    ...week,
    candidates: week.candidates.map((film, n) => ({
      ...film,
      genres: [genres[n < 10 ? n % 2 : n % 5] as string],
    })),
    takings: week.candidates.map(({ film }) => ({
      film,
      price: 9 + (film % 3),
      hireShare: 0.4 + 0.05 * (film % 4),
    })),
    preference: week.preference.map((each) => ({
      ...each,
      reach: 0.2 + (0.6 * ((each.film * 7) % 10)) / 10,
    })),
  };
  demand = calibratedDemand(problem);
}, 60_000);
const quiet = { signal: new AbortController().signal, progress: () => undefined };
const wish = (some: object = {}) => SlateWish.parse(some);
const frontier = (some: object = {}, weeks = 1) =>
  slateFrontier(
    problem,
    Array.from({ length: weeks }, (_, w) => ({
      days: weekOf(["2026-11-26", "2026-12-03"][w] as string),
      films: problem.candidates.map(({ film }) => film),
    })),
    wish({ titles: 5, ...some }),
    demand,
    solver,
    quiet,
  );

test("a frontier keeps titles and obligations, and no slate of it is beaten in everything", async () => {
  const { slates } = valueOrThrow(await frontier());
  expect(slates.length).toBeGreaterThan(1);
  for (const slate of slates) {
    expect(slate.gap).toBeLessThan(0.02);
    expect(slate.bookings.length).toBeLessThanOrEqual(5);
    for (const { film, showings, admissions } of slate.bookings) {
      const { minShowsPerDay } = problem.candidates.find((each) => each.film === film) as {
        minShowsPerDay: number;
      };
      expect(showings).toBeGreaterThan(7 * minShowsPerDay - 1e-6);
      expect(admissions).toBeGreaterThan(0);
    }
    // The best slate is not bettered by a film taken out, nor by one more where titles are left.
    for (const { booked, change } of slate.genres.length > 3 ? [] : slate.decisions)
      if (booked || slate.bookings.length < 5) expect(change ?? 0).toBeLessThan(0.01 * slate.admissions);
    for (const other of slates)
      expect(
        other !== slate &&
          other.admissions > slate.admissions * 1.001 &&
          (other.revenue ?? 0) > (slate.revenue ?? 0) * 1.001 &&
          (other.reach ?? 0) > (slate.reach ?? 0) * 1.001 &&
          (other.satisfaction ?? 0) > (slate.satisfaction ?? 0) * 1.001 &&
          other.genres.length > slate.genres.length,
      ).toBe(false);
  }
  const most = (of: (slate: (typeof slates)[number]) => number): number => Math.max(...slates.map(of));
  const sought = (goal: string) =>
    slates.find((slate) => slate.sought.length === 1 && slate.sought[0] === goal);
  expect(sought("admissions")?.admissions ?? most(({ admissions }) => admissions)).toBeGreaterThan(
    most(({ admissions }) => admissions) * 0.99,
  );
  expect(most(({ genres }) => genres.length)).toBe(5);
}, 60_000);

test("what must be booked is, what must not is not, and film hire stays within its budget", async () => {
  const [first, second] = problem.candidates.map(({ film }) => film) as [number, number];
  const free = valueOrThrow(await frontier());
  const hire = Math.max(...free.slates.map((slate) => slate.hire ?? 0));
  const { slates } = valueOrThrow(
    await frontier({ booked: [first], refused: [second], hireBudget: hire * 0.8 }),
  );
  for (const { bookings, hire: paid } of slates) {
    const films = bookings.map(({ film }) => film);
    expect(films).toContain(first);
    expect(films).not.toContain(second);
    expect(paid).toBeLessThanOrEqual(hire * 0.8 + 1e-6);
  }
  expect(await frontier({ booked: problem.candidates.map(({ film }) => film) })).toEqual({
    ok: false,
    error: { type: "NoSlate" },
  });
}, 60_000);

test("over two weeks nothing that was taken off comes back", async () => {
  const { slates } = valueOrThrow(await frontier({}, 2));
  const playedBefore = new Set(
    [...problem.history.film].filter((_, i) => (problem.history.date[i] as string) >= "2026-11-19"),
  );
  for (const { bookings, decisions } of slates) {
    for (const { film, week, action } of bookings) {
      const before =
        week === 0 ? playedBefore.has(film) : bookings.some((each) => each.film === film && each.week === 0);
      expect(["hold", "larger", "smaller"].includes(action)).toBe(before);
    }
    for (const { film, booked } of decisions)
      expect(booked).toBe(bookings.some((each) => each.film === film));
  }
}, 60_000);

test("the slate is that which enumeration finds", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const small = randomWeek(seed, { screens: 2, films: 5, days: 7 });
    const drawn = randomDemand(seed);
    const films = small.candidates.map(({ film }) => film);
    const slates = {
      problem: small,
      weeks: [{ days: small.days, films }],
      titles: 2,
      wish: wish(),
      playedBefore: new Set<number>(),
    };
    const model = slateModel(slates, drawn, { worth: filmWorth(small, admissionsOnly), genres: 0 });
    const { x, bound } = solver.solveMixed(model.program, model.integer, null, { seconds: 5, gap: 1e-6 });
    const columns = [...(model.booked[0] ?? [])].filter((column) => column >= 0);
    const program = solver.open(model.program);
    let best = Number.NEGATIVE_INFINITY;
    for (let set = 0; set < 2 ** columns.length; set++) {
      columns.forEach((column, n) => {
        const on = (set >> n) & 1;
        program.setBounds([column], on, on);
      });
      const relaxation = program.solve(5);
      if (relaxation.status === "optimal") best = Math.max(best, relaxation.objective);
    }
    program.close();
    const value = x?.reduce((sum, one, j) => sum + one * (model.program.cost[j] as number), 0);
    expect(value).toBeCloseTo(best, 3);
    expect(bound).toBeGreaterThan(best - 1e-3);
  }
}, 60_000);
