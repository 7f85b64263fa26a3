/** The days of a house's week, independent once the slate is chosen and rules over the week are shared out among them. */
import type { PlanFailure, PlanProgress } from "../../shared/contract/scheduling.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { ownRulesOf } from "../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import { valueOfChoices } from "./day-problem.ts";
import { dayRulesOf } from "./day-rows.ts";
import { DaySearch } from "./day-search.ts";
import type { DemandModel } from "./demand.ts";
import { type Breathe, Stopped } from "./dive.ts";
import { failureOfDay, lackingOf, type StuckDay } from "./feasibility.ts";
import { type HouseDay, houseDayOf, showingsOf } from "./house-day.ts";
import type { FilmWorth } from "./objective.ts";
import { isAsPromised, ofSharedDays, searchDays } from "./search-days.ts";
import type { Solver } from "./solver.ts";
import { valuationOf, weighedBy } from "./valuation.ts";
import { shareOut, type WeekShares, weekRowsOf } from "./week-rows.ts";

export interface SearchCall {
  readonly limit: number; // seconds, counted by `seconds`
  readonly breathe: Breathe;
  seconds(): number;
  progress(progress: PlanProgress): void;
}

export interface SolvedDay {
  readonly date: string;
  readonly showings: readonly ScheduledShowing[];
  readonly value: number;
  readonly bound: number;
  readonly seconds: number;
}

export interface SolvedWeek {
  readonly days: readonly SolvedDay[];
  readonly complete: boolean;
}

/** Of the time, at most, for prices of rules over the week. */
const pricingShare = 0.4;

/** Schedules every day with the slate's films. `complete` is false where it was stopped before it was through. */
export const searchWeek = async (
  problem: WeekProblem,
  slate: readonly number[],
  locked: readonly ScheduledShowing[],
  demand: DemandModel,
  worth: FilmWorth,
  solver: Solver,
  call: SearchCall,
): Promise<Result<SolvedWeek, PlanFailure>> => {
  const { house, candidates } = problem;
  const films = candidates.filter(({ film }) => slate.includes(film));
  const rules = ownRulesOf(house, candidates, problem);
  const inSlate = new Set(slate);
  const free = problem.days.map((date) => {
    const ofDay = locked.filter((showing) => showing.date === date);
    const valuation = weighedBy(worth, valuationOf(house, candidates, demand, date));
    return houseDayOf(house, valuation, films, ofDay, dayRulesOf(rules, date, inSlate));
  });
  const rows = weekRowsOf(rules, problem.days, inSlate);
  const breatheForPrices: Breathe = async () => {
    await call.breathe();
    if (call.seconds() > pricingShare * call.limit) throw new Stopped();
  };
  const shares = rows.length > 0 ? await shareOut(free, rows, solver, breatheForPrices) : null;
  for (;;) {
    const days = shares ? free.map((_, d) => shares.dayWith(d)) : free;
    const found = await searchDaysOf(days, shares, solver, call);
    if (found.ok) return found;
    const { stuck, solved } = found.error;
    try {
      const d = days.indexOf(stuck.day);
      const lacking = shares ? await lackingOf(stuck, rows.length, solver, call.breathe) : [];
      const moved = lacking.map(({ row, showings }) => shares?.move(row, d, showings) ?? false);
      if (moved.length > 0 && moved.every(Boolean)) continue;
      return err(await failureOfDay(problem, stuck, solver, call.breathe));
    } catch (error) {
      if (error instanceof Stopped) return ok(solved);
      throw error;
    }
  }
};

const searchDaysOf = async (
  problems: readonly HouseDay[],
  shares: WeekShares | null,
  solver: Solver,
  call: SearchCall,
): Promise<Result<SolvedWeek, { readonly stuck: StuckDay; readonly solved: SolvedWeek }>> => {
  const began = call.seconds();
  let current = 0;
  let doneShare = 0;
  const solvedDay = (day: DaySearch<HouseDay>, d: number): SolvedDay => ({
    date: day.problem.valuation.date,
    showings: showingsOf(day.problem, day.chosen),
    value: valueOfChoices(day.problem, day.chosen),
    // A day's own bound holds for its share of the week's rules alone.
    bound: shares?.boundOf(d) ?? day.bound,
    seconds: day.seconds,
  });
  const report = (): void => {
    const best = days.map(solvedDay);
    const value = best.reduce((sum, day) => sum + day.value, 0);
    const bound = best.reduce((sum, day) => sum + day.bound, 0);
    const left = call.limit - call.seconds();
    const expected = doneShare > 0 ? ((call.seconds() - began) * (1 - doneShare)) / doneShare : left;
    call.progress({
      day: current,
      days: days.length,
      bestValue: value,
      bound,
      gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0,
      secondsLeft: Math.max(0, Math.min(left, expected)),
      showings: best.flatMap(({ showings }) => showings),
    });
  };
  const days = problems.map((day) => new DaySearch(day, solver, call.breathe, () => report()));
  const solved = (complete: boolean): SolvedWeek => ({ days: days.map(solvedDay), complete });
  try {
    report();
    const time = {
      limit: call.limit,
      seconds: call.seconds,
      at: (day: number, done: number) => {
        current = day;
        doneShare = done;
      },
    };
    const search = await searchDays(days, time, shares ? ofSharedDays : undefined);
    if (search.end === "infeasible") {
      const { day } = search;
      const stuck: StuckDay = { day: day.problem, chosen: day.chosen, short: await day.shortfall() };
      return err({ stuck, solved: solved(false) });
    }
    if (search.end === "complete") {
      current = days.length;
      doneShare = 1;
      report();
    }
    const week = solved(search.end === "complete");
    const sum = (of: (day: SolvedDay) => number): number => week.days.reduce((all, day) => all + of(day), 0);
    const isNear = isAsPromised(
      sum(({ value }) => value),
      sum(({ bound }) => bound),
    );
    return ok(shares ? { ...week, complete: isNear } : week);
  } catch (error) {
    if (error instanceof Stopped) return ok(solved(false));
    throw error;
  } finally {
    for (const day of days) day.close();
  }
};
