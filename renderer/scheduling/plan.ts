/**
 * A week's plan: slate, then day after day. Days are independent once the slate is chosen: no rule of this version spans days.
 * A quick schedule of every day comes first, so that there is always a whole week to show, to cancel into and to improve.
 */
import type {
  PlanFailure,
  PlanOptions,
  PlanProgress,
  SlateReason,
} from "../../shared/contract/scheduling.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { Candidate, DayProof, Plan, ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import { type DayProblem, dayProblemOf, showingsOf, valueOfChoices } from "./day-problem.ts";
import type { DemandModel } from "./demand.ts";
import { type Breathe, Stopped } from "./dive.ts";
import { failureOfDay, failureOfRequest } from "./feasibility.ts";
import { quickBound } from "./quick-bound.ts";
import { repaired } from "./repair.ts";
import { chooseSlate } from "./slate-choice.ts";
import { type DayProgress, solveDay } from "./solve-day.ts";
import type { Solver } from "./solver.ts";
import { forecastOf, valuationOf } from "./valuation.ts";

export interface PlanOutcome {
  readonly plan: Plan;
  readonly reasons: SlateReason[];
  readonly complete: boolean; // false: cancelled or out of time before every day was solved
}

export interface PlanCall {
  readonly signal: AbortSignal;
  progress(progress: PlanProgress): void;
}

interface Day {
  readonly problem: DayProblem;
  readonly best: DayProgress;
  seconds: number;
}

const defaultSeconds = 55;

/** Plans the week. Cancelling ends the search, not the call: the best plan so far is the answer. */
export const planWeek = async (
  problem: WeekProblem,
  options: PlanOptions,
  demand: DemandModel,
  solver: Solver,
  call: PlanCall,
): Promise<Result<PlanOutcome, PlanFailure>> => {
  const failure = failureOfRequest(problem, options);
  if (failure) return err(failure);
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const limit = options.timeLimit ?? defaultSeconds;
  const locked = (options.locked ?? []).map((showing) => ({ ...showing, locked: true }));
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const breathe: Breathe = async () => {
    await turn();
    if (call.signal.aborted || seconds() > limit) throw new Stopped();
  };

  // The slate is always chosen in full: without one there is no plan to fall back on.
  const reasons = await chooseSlate(
    problem,
    demand,
    options,
    new Set(locked.map(({ film }) => film)),
    solver,
    turn,
  );
  for (;;) {
    const slate = reasons.filter(({ chosen }) => chosen).map(({ film }) => film);
    const solved = await solveWeek(problem, slate, locked, demand, solver, {
      seconds,
      limit,
      breathe,
      ...call,
    });
    if (solved.ok) {
      const { days, complete } = solved.value;
      const showings = days.flatMap(({ problem: day, best }) => showingsOf(day, best.chosen));
      return ok({
        plan: {
          week: problem.week,
          slate,
          showings,
          forecast: forecastOf(problem.house, problem.candidates, demand, showings),
          proof: days.map(proofOf),
          seconds: seconds(),
        },
        reasons,
        complete,
      });
    }
    // A slate of our own choice gives way where its minima clash; one that was asked for is the user's to change.
    const short =
      solved.error.type === "MinimumShowsCannotFit" ? solved.error.films.map(({ film }) => film) : [];
    const given = reasons.findLastIndex(
      ({ film, chosen, kind }) => chosen && kind !== "requested" && short.includes(film),
    );
    if (given < 0) return solved;
    reasons[given] = { ...(reasons[given] as SlateReason), chosen: false, kind: "outbid" };
  }
};

const proofOf = ({ problem, best, seconds }: Day): DayProof => {
  const value = valueOfChoices(problem, best.chosen);
  return {
    date: problem.valuation.date,
    value,
    bound: best.bound,
    gap: best.bound > 0 ? Math.max(0, 1 - value / best.bound) : 0,
    seconds,
  };
};

interface WeekSearch extends PlanCall {
  readonly limit: number; // seconds
  readonly breathe: Breathe;
  seconds(): number;
}

const solveWeek = async (
  problem: WeekProblem,
  slate: readonly number[],
  locked: readonly ScheduledShowing[],
  demand: DemandModel,
  solver: Solver,
  search: WeekSearch,
): Promise<Result<{ readonly days: Day[]; readonly complete: boolean }, PlanFailure>> => {
  const { house, candidates } = problem;
  const films = candidates.filter(({ film }) => slate.includes(film)) satisfies Candidate[];
  const days = problem.days.map((date): Day => {
    const ofDay = locked.filter((showing) => showing.date === date);
    const day = dayProblemOf(house, valuationOf(house, candidates, demand, date), films, ofDay);
    return { problem: day, best: { chosen: repaired(day), bound: quickBound(day) }, seconds: 0 };
  });
  const report = (day: number): void => {
    const value = days.reduce((sum, { problem: of, best }) => sum + valueOfChoices(of, best.chosen), 0);
    const bound = days.reduce((sum, { best }) => sum + best.bound, 0);
    const solving = days.slice(0, day).reduce((sum, { seconds }) => sum + seconds, 0);
    const perDay = day > 0 ? solving / day : (search.limit - search.seconds()) / days.length;
    search.progress({
      day,
      days: days.length,
      bestValue: value,
      bound,
      gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0,
      secondsLeft: Math.max(0, Math.min(perDay * (days.length - day), search.limit - search.seconds())),
      showings: days.flatMap(({ problem: of, best }) => showingsOf(of, best.chosen)),
    });
  };

  try {
    for (const [index, day] of days.entries()) {
      report(index);
      const start = search.seconds();
      const share = (search.limit - start) / (days.length - index);
      const finish = (): void => {
        day.seconds = search.seconds() - start;
      };
      const outcome = await solveDay(day.problem, solver, day.best, share, search.breathe, () =>
        report(index),
      ).finally(finish);
      if (outcome.type === "clash")
        return err(await failureOfDay(day.problem, outcome.short, solver, search.breathe));
    }
    report(days.length);
    return ok({ days, complete: true });
  } catch (error) {
    if (error instanceof Stopped) return ok({ days, complete: false });
    throw error;
  }
};
