/** The days of a house's week, independent once the slate is chosen and rules over the week are shared out among them. */
import type { PlanFailure, PlanProgress } from "../../shared/contract/scheduling.ts";
import type { Objective } from "../../shared/domain/objective.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { ownRulesOf } from "../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import { type DayCrew, type DayHand, inLanes } from "./day-hand.ts";
import { valueOfChoices } from "./day-problem.ts";
import { dayRulesOf } from "./day-rows.ts";
import type { DemandModel } from "./demand.ts";
import { breatheUntil, type Ending, Stopped } from "./dive.ts";
import { failureOfDay, lackingOf, type StuckDay } from "./feasibility.ts";
import { goalRowsOf } from "./goal-rows.ts";
import { type HouseDay, houseDayOf, showingsOf } from "./house-day.ts";
import type { FilmWorth } from "./objective.ts";
import { isAsPromised, ofSharedDays, searchDays } from "./search-days.ts";
import type { Solver } from "./solver.ts";
import { dueOn, valuationOf, weighedBy } from "./valuation.ts";
import { shareOut, type WeekShares, weekRowsOf } from "./week-rows.ts";
import { withRows } from "./with-rows.ts";

export interface SearchCall {
  readonly limit: number; // seconds, counted by `seconds`
  readonly signal: AbortSignal;
  /** Of `now`: when `seconds` began. */
  readonly began: number;
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
  objective: Objective | undefined,
  solver: Solver,
  crew: DayCrew,
  call: SearchCall,
): Promise<Result<SolvedWeek, PlanFailure>> => {
  const { house, candidates } = problem;
  const films = candidates.filter(({ film }) => slate.includes(film));
  const rules = ownRulesOf(house, candidates, problem);
  const inSlate = new Set(slate);
  const free = problem.days.map((date) => {
    const ofDay = locked.filter((showing) => showing.date === date);
    const valuation = weighedBy(worth, valuationOf(problem, demand, date));
    const day = houseDayOf(problem, valuation, films, ofDay, dayRulesOf(rules, date, inSlate));
    return withRows(day, goalRowsOf(day, problem, objective, dueOn(valuation, films)));
  });
  const rows = weekRowsOf(rules, problem.days, inSlate);
  const endingAfter = (limit: number): Ending => ({ signal: call.signal, at: call.began + 1000 * limit });
  const ending = endingAfter(call.limit);
  const breathe = breatheUntil(ending);
  const shares =
    rows.length > 0 ? await shareOut(free, rows, crew, endingAfter(pricingShare * call.limit)) : null;
  for (;;) {
    const days = shares ? free.map((_, d) => shares.dayWith(d)) : free;
    const found = await searchDaysOf(days, shares, crew, call, ending);
    if (found.ok) return found;
    const { stuck, solved } = found.error;
    try {
      const moved: boolean[] = [];
      for (const each of shares ? stuck : []) {
        const d = days.indexOf(each.day);
        for (const { row, showings } of await lackingOf(each, rows.length, solver, breathe))
          moved.push(shares?.move(row, d, showings) ?? false);
      }
      if (moved.length > 0 && moved.every(Boolean)) continue;
      return err(await failureOfDay(problem, stuck[0] as StuckDay, solver, breathe));
    } catch (error) {
      if (error instanceof Stopped) return ok(solved);
      throw error;
    }
  }
};

const searchDaysOf = async (
  problems: readonly HouseDay[],
  shares: WeekShares | null,
  crew: DayCrew,
  call: SearchCall,
  ending: Ending,
): Promise<Result<SolvedWeek, { readonly stuck: readonly StuckDay[]; readonly solved: SolvedWeek }>> => {
  const began = call.seconds();
  let current = 0;
  let doneShare = 0;
  let report = (): void => undefined;
  const days = await crew.open(problems.map((problem) => ({ problem, onBetter: () => report() })));
  await inLanes(days, (day, d) => day.begin(problems[d] as HouseDay, ending));
  const solvedDay = ({ chosen, bound, seconds }: DayHand, d: number): SolvedDay => {
    const day = problems[d] as HouseDay;
    return {
      date: day.valuation.date,
      showings: showingsOf(day, chosen),
      value: valueOfChoices(day, chosen),
      // A day's own bound holds for its share of the week's rules alone.
      bound: shares?.boundOf(d) ?? bound,
      seconds,
    };
  };
  report = () => {
    const best = days.map(solvedDay);
    const value = best.reduce((sum, day) => sum + day.value, 0);
    const bound = best.reduce((sum, day) => sum + day.bound, 0);
    const isWhole = days.every(({ isFeasible }) => isFeasible);
    const left = call.limit - call.seconds();
    const expected = doneShare > 0 ? ((call.seconds() - began) * (1 - doneShare)) / doneShare : left;
    call.progress({
      day: current,
      days: days.length,
      bestValue: value,
      bound,
      gap: isWhole ? (bound > 0 ? Math.max(0, 1 - value / bound) : 0) : 1,
      secondsLeft: Math.max(0, Math.min(left, expected)),
      showings: best.flatMap(({ showings }) => showings),
    });
  };
  const solved = (complete: boolean): SolvedWeek => ({ days: days.map(solvedDay), complete });
  try {
    report();
    const time = {
      limit: call.limit,
      ending,
      seconds: call.seconds,
      at: (day: number, done: number) => {
        current = day;
        doneShare = done;
      },
    };
    const search = await searchDays(days, time, shares ? ofSharedDays : undefined);
    if (search.end === "infeasible") {
      const stuck = await inLanes(search.days, async (hand): Promise<StuckDay> => {
        const day = problems[days.indexOf(hand)] as HouseDay;
        return { day, chosen: hand.chosen, short: await hand.shortfall(ending) };
      });
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
  }
};
