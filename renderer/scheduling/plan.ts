/**
 * A week's plan: first the slate, then its days, which are independent once the slate is chosen and what rules ask of the week is
 * shared out among them. A quick schedule of every day comes first, so that there is always a whole week to show, to cancel into and to improve.
 */
import type {
  PlanFailure,
  PlanOptions,
  PlanProgress,
  SlateReason,
} from "../../shared/contract/scheduling.ts";
import type { DayStanding } from "../../shared/domain/day-standing.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { obliged } from "../../shared/domain/rules/measure.ts";
import { ownRulesOf } from "../../shared/domain/schedule-rules.ts";
import type {
  DayProof,
  Plan,
  ScheduledShowing,
  ShowingForecast,
  WeekProblem,
} from "../../shared/domain/slate.ts";
import type { DayCrew } from "./day-hand.ts";
import { aloneWith } from "./day-search.ts";
import type { DemandModel } from "./demand.ts";
import { now } from "./dive.ts";
import { failureOfRequest } from "./feasibility.ts";
import { filmWorth } from "./objective.ts";
import { chooseSlate } from "./slate-choice.ts";
import type { Solver } from "./solver.ts";
import { filmsOf, forecastOf, standingOf } from "./valuation.ts";
import { type SolvedDay, searchWeek } from "./week-search.ts";

export interface PlanOutcome {
  readonly plan: Plan;
  readonly reasons: SlateReason[];
  readonly standing: DayStanding[];
  readonly complete: boolean; // false: cancelled, or out of time before every day (under rules over the week: the week) was within 1 % of its bound
}

export interface PlanCall {
  readonly signal: AbortSignal;
  progress(progress: PlanProgress): void;
}

const defaultSeconds = 55;

/** Plans the week. Cancelling ends the search, not the call: the best plan so far is the answer. */
export const planWeek = async (
  problem: WeekProblem,
  options: PlanOptions,
  demand: DemandModel,
  solver: Solver,
  call: PlanCall,
  crew: DayCrew = aloneWith(solver),
): Promise<Result<PlanOutcome, PlanFailure>> => {
  try {
    return await planWith(problem, options, demand, solver, call, crew);
  } finally {
    crew.close();
  }
};

const planWith = async (
  problem: WeekProblem,
  options: PlanOptions,
  demand: DemandModel,
  solver: Solver,
  call: PlanCall,
  crew: DayCrew,
): Promise<Result<PlanOutcome, PlanFailure>> => {
  const failure = failureOfRequest(problem, options);
  if (failure) return err(failure);
  const began = now();
  const seconds = (): number => (now() - began) / 1000;
  const limit = options.timeLimit ?? defaultSeconds;
  const locked = (options.locked ?? []).map((showing) => ({ ...showing, locked: true }));
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

  const worth = filmWorth(problem, options.objective);
  const rules = ownRulesOf(problem.house, problem.candidates, problem);
  // The slate is always chosen in full: without one there is no plan to fall back on.
  const reasons = await chooseSlate(
    problem,
    demand,
    worth,
    options,
    new Set([...locked.map(({ film }) => film), ...obliged(rules)]),
    solver,
    turn,
  );
  for (;;) {
    const slate = reasons.filter(({ chosen }) => chosen).map(({ film }) => film);
    const search = { seconds, limit, began, signal: call.signal, progress: call.progress };
    const amongSlate = demand.among([...slate].sort((a, b) => a - b));
    const solved = await searchWeek(
      problem,
      slate,
      locked,
      amongSlate,
      worth,
      options.objective,
      solver,
      crew,
      search,
    );
    if (solved.ok) {
      const { days, complete } = solved.value;
      const showings = days.flatMap((day) => day.showings);
      const forecast = forecastOf(problem, demand.among(filmsOf(showings)), showings);
      return ok({
        plan: {
          week: problem.week,
          slate,
          showings,
          forecast,
          proof: days.map(proofOf),
          seconds: seconds(),
          spread: demand.totalSpread(),
        },
        reasons: withPlannedAdmissions(reasons, showings, forecast),
        standing: standingOf(problem, amongSlate, slate, problem.days, showings),
        complete,
      });
    }
    // A slate of our own choice gives way where its minima clash, down to its last film; one that was asked for is the user's to change.
    const short = "films" in solved.error ? solved.error.films.map(({ film }) => film) : [];
    const given = reasons.findLastIndex(
      ({ film, chosen, kind }) => chosen && kind !== "requested" && short.includes(film),
    );
    if (given < 0 || slate.length === 1) return solved;
    reasons[given] = { ...(reasons[given] as SlateReason), chosen: false, kind: "outbid" };
  }
};

/** What a chosen film is expected to draw by the showings it was given: a slate's own estimate ignores the other films' needs. */
const withPlannedAdmissions = (
  reasons: readonly SlateReason[],
  showings: readonly ScheduledShowing[],
  forecast: readonly ShowingForecast[],
): SlateReason[] => {
  const filmOf = new Map(showings.map(({ id, film }) => [id, film]));
  const drawn = new Map<number, number>();
  for (const { id, mean } of forecast) {
    const film = filmOf.get(id) as number;
    drawn.set(film, (drawn.get(film) ?? 0) + mean);
  }
  return reasons.map((reason) =>
    reason.chosen ? { ...reason, expected: drawn.get(reason.film) ?? 0 } : reason,
  );
};

const proofOf = ({ date, value, bound, seconds }: SolvedDay): DayProof => ({
  date,
  value,
  bound,
  gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0,
  seconds,
});
