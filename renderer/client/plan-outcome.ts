/** What came of a stored plan: scored against the forecast it was stored with, and against last week's pattern repeated. */
import { lastWeekRepeated } from "../../shared/domain/last-week.ts";
import { type Estimate, estimateOf, type PlanScore, scorePlan } from "../../shared/domain/plan-actuals.ts";
import type { PlanDocument } from "../../shared/domain/plan-document.ts";
import type { ScheduledShowing } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { unwrap } from "./read.ts";

export interface PlanOutcome {
  readonly document: PlanDocument;
  readonly score: PlanScore;
  /** Days of the plan on which anything was played. */
  readonly playedDays: number;
  /** What last week's pattern would have drawn; null where no last week is known or nothing was played. */
  readonly repeated: Estimate | null;
}

export const planOutcome = async (
  { data, scheduling }: Clients,
  id: string,
  signal?: AbortSignal,
): Promise<PlanOutcome> => {
  const options = signal ? { signal } : {};
  const { document, played } = await unwrap(data.planActuals({ id }, options));
  const days = new Set(played.map(({ date }) => date));
  const base = { document, score: scorePlan(document, played), playedDays: days.size };
  const problem = await data.weekProblem({ venue: document.house.venue, week: document.week }, options);
  if (!problem.ok || played.length === 0) return { ...base, repeated: null };
  // A week that is half over is compared on the days that are.
  const other = lastWeekRepeated(problem.value).filter(({ date }) => days.has(date));
  if (other.length === 0) return { ...base, repeated: null };
  const worker = await scheduling();
  const forecast = async (showings: readonly ScheduledShowing[]): Promise<Map<string, number>> => {
    const value = await unwrap(worker.value({ problem: problem.value, showings: [...showings] }, options));
    return new Map(value.forecast.map((each) => [each.id, each.mean]));
  };
  const asPlayed = played.map(
    ({ film, screen, date, start }, at): ScheduledShowing => ({
      id: `played-${at}`,
      film,
      screen,
      date,
      start,
      locked: false,
    }),
  );
  const ofOther = await forecast(other);
  const ofPlayed = await forecast(asPlayed);
  return {
    ...base,
    repeated: estimateOf(
      other.map(({ id: showing, film }) => ({ film, forecast: { mean: ofOther.get(showing) ?? 0 } })),
      played.map(({ film, admissions }, at) => ({
        film,
        expected: ofPlayed.get(`played-${at}`) ?? 0,
        actual: admissions,
      })),
    ),
  };
};
