/**
 * Days searched in three rounds so that none starves: every day its bound and a first schedule, then every day its fair share of
 * neighbourhoods, then the rest of the time for the days that are still too far from their bound.
 */
import type { DayProblem } from "./day-problem.ts";
import type { DaySearch } from "./day-search.ts";
import { Stopped } from "./dive.ts";

export interface Aim {
  readonly good: number; // a gap good enough to leave a day
  readonly promised: number; // the largest to end with, while there is time
}
/** Of days by themselves. */
const ofDays: Aim = { good: 0.005, promised: 0.01 };
/** Of days that share terms: how the terms were shared out costs something, too. */
export const ofSharedDays: Aim = { good: 0.002, promised: 0.004 };
/** Whether days that share terms are as near to their bound as days by themselves have to be. */
export const isAsPromised = (value: number, bound: number): boolean => value >= (1 - ofDays.promised) * bound;
/** Neighbourhoods without a gain before a day is left: in its share, and when it is still too far off. */
const patience = { share: 18, last: 60 };
const minimumPolish = 2; // seconds: less does not see the solver through its first cuts
/** Share of the time that is kept for the days too far off. */
const reserve = 0.4;

export interface SharedTime {
  readonly limit: number; // seconds, counted by `seconds`
  seconds(): number;
  /** The day that is searched now, and the share of the work that is done. */
  at(day: number, done: number): void;
}

/** `stopped`: out of time or cancelled; every day holds its best so far. `day`: one that cannot meet its rules. */
export type SearchEnd<P extends DayProblem> =
  | { readonly end: "complete" | "stopped" }
  | { readonly end: "infeasible"; readonly day: DaySearch<P> };

export const searchDays = async <P extends DayProblem>(
  days: readonly DaySearch<P>[],
  { limit, seconds, at }: SharedTime,
  { good, promised }: Aim = ofDays,
): Promise<SearchEnd<P>> => {
  try {
    for (const [index, day] of days.entries()) {
      at(index, (0.5 * index) / days.length);
      if (!(await day.relax())) return { end: "infeasible", day };
    }
    for (const [index, day] of days.entries()) {
      at(index, 0.5 + (0.5 * index) / days.length);
      const left = (1 - reserve) * limit - seconds();
      await day.improve(good, patience.share, left / (days.length - index));
    }
    for (const [index, day] of days.entries()) {
      at(index, 1);
      while (day.gap > promised) {
        const behind = days.filter(({ gap }) => gap > promised).length;
        const share = (limit - seconds()) / behind;
        await day.improve(promised, patience.last, 0.35 * share);
        if (day.gap > promised) await day.polish(0.9 * promised, Math.max(minimumPolish, 0.6 * share));
        if (!day.isFeasible) return { end: "infeasible", day };
      }
    }
    return { end: "complete" };
  } catch (error) {
    if (error instanceof Stopped) return { end: "stopped" };
    throw error;
  }
};
