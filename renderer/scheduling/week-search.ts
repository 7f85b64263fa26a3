/** The days of a house's week, independent once the slate is chosen. */
import type { PlanFailure, PlanProgress } from "../../shared/contract/scheduling.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import { valueOfChoices } from "./day-problem.ts";
import { DaySearch } from "./day-search.ts";
import type { DemandModel } from "./demand.ts";
import { type Breathe, Stopped } from "./dive.ts";
import { failureOfDay } from "./feasibility.ts";
import { type HouseDay, houseDayOf, showingsOf } from "./house-day.ts";
import type { FilmWorth } from "./objective.ts";
import { searchDays } from "./search-days.ts";
import type { Solver } from "./solver.ts";
import { valuationOf, weighedBy } from "./valuation.ts";

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

const solvedDay = (day: DaySearch<HouseDay>): SolvedDay => ({
  date: day.problem.valuation.date,
  showings: showingsOf(day.problem, day.chosen),
  value: valueOfChoices(day.problem, day.chosen),
  bound: day.bound,
  seconds: day.seconds,
});

/** Schedules every day with the slate's films. `complete` is false where it was stopped before it was through. */
export const searchWeek = async (
  problem: WeekProblem,
  slate: readonly number[],
  locked: readonly ScheduledShowing[],
  demand: DemandModel,
  worth: FilmWorth,
  solver: Solver,
  call: SearchCall,
): Promise<Result<{ readonly days: readonly SolvedDay[]; readonly complete: boolean }, PlanFailure>> => {
  const { house, candidates } = problem;
  const films = candidates.filter(({ film }) => slate.includes(film));
  const began = call.seconds();
  let current = 0;
  let doneShare = 0;
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
  const days = problem.days.map((date) => {
    const ofDay = locked.filter((showing) => showing.date === date);
    const day = houseDayOf(
      house,
      weighedBy(worth, valuationOf(house, candidates, demand, date)),
      films,
      ofDay,
    );
    return new DaySearch(day, solver, call.breathe, () => report());
  });
  const failure = async (day: DaySearch<HouseDay>): Promise<Result<never, PlanFailure>> =>
    err(await failureOfDay(day.problem, await day.shortfall(), solver, call.breathe));

  try {
    report();
    const search = await searchDays(days, {
      limit: call.limit,
      seconds: call.seconds,
      at: (day, done) => {
        current = day;
        doneShare = done;
      },
    });
    if (search.end === "infeasible") return await failure(search.day);
    if (search.end === "complete") {
      current = days.length;
      doneShare = 1;
      report();
    }
    return ok({ days: days.map(solvedDay), complete: search.end === "complete" });
  } catch (error) {
    if (error instanceof Stopped) return ok({ days: days.map(solvedDay), complete: false });
    throw error;
  } finally {
    for (const day of days) day.close();
  }
};
