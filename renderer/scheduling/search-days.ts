/**
 * Days searched in three rounds so that none starves: every day its bound and a first schedule, then every day its fair share of
 * neighbourhoods, then the rest of the time for the days that are still too far from their bound.
 */
import { type DayHand, inLanes } from "./day-hand.ts";
import { type Ending, Stopped } from "./dive.ts";

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
  readonly ending: Ending;
  seconds(): number;
  /** How many days of all are through with this round, and the share of the work that is done. */
  at(day: number, done: number): void;
}

/** `stopped`: out of time or cancelled; every day holds its best so far. `days`: those that cannot meet their rules. */
export type SearchEnd =
  | { readonly end: "complete" | "stopped" }
  | { readonly end: "infeasible"; readonly days: readonly DayHand[] };

export const searchDays = async (
  days: readonly DayHand[],
  { limit, ending, seconds, at }: SharedTime,
  { good, promised }: Aim = ofDays,
): Promise<SearchEnd> => {
  /** Every day in its lane; the round is `share` of the work. */
  const round = <T>(
    from: number,
    share: number,
    work: (day: DayHand, left: number) => Promise<T>,
  ): Promise<T[]> => {
    let through = 0;
    at(0, from);
    return inLanes(days, async (day, _, left) => {
      const answer = await work(day, left);
      through++;
      if (through < days.length) at(through, from + (share * through) / days.length);
      return answer;
    });
  };
  try {
    const isPossible = await round(0, 0.25, (day) => day.relax(ending));
    const impossible = days.filter((_, d) => !isPossible[d]);
    if (impossible.length > 0) return { end: "infeasible", days: impossible };
    await round(0.25, 0.25, (day) => day.dive(ending));
    await round(0.5, 0.5, (day, left) =>
      day.improve(good, patience.share, ((1 - reserve) * limit - seconds()) / left, ending),
    );
    at(days.length - 1, 1);
    const isBehind = ({ gap }: DayHand): boolean => gap > promised;
    /** Until the day is as near as promised; false where it does not even have its required showings. */
    const finish = async (day: DayHand): Promise<boolean> => {
      while (isBehind(day)) {
        const behind = days.filter((other) => other.lane === day.lane && isBehind(other)).length;
        const share = (limit - seconds()) / behind;
        await day.improve(promised, patience.last, 0.35 * share, ending);
        if (isBehind(day)) await day.polish(0.9 * promised, Math.max(minimumPolish, 0.6 * share), ending);
        if (!day.isFeasible) return false;
      }
      return true;
    };
    const lacking = days.filter(({ isFeasible }) => !isFeasible);
    const isMended = await inLanes(lacking, finish);
    const short = lacking.filter((_, d) => !isMended[d]);
    if (short.length > 0) return { end: "infeasible", days: short };
    await inLanes(days, finish);
    return { end: "complete" };
  } catch (error) {
    if (error instanceof Stopped) return { end: "stopped" };
    throw error;
  }
};
