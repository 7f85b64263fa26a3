/** A day in the hands of whoever searches it, this thread or a worker: what is found there hangs on no other day. */
import type { Choice, DayProblem } from "./day-problem.ts";
import { type Ending, Stopped } from "./dive.ts";

/** What is counted over the days: which meters each choice of a day moves. */
export interface Meters {
  readonly count: number;
  readonly of: readonly (readonly number[])[]; // [choices]
}

/** A day's relaxation under prices: what it is worth, and the showings that each meter counts in it. */
export interface PricedDay {
  readonly worth: number;
  readonly shows: Float64Array; // [meters]
}

/** Stopping a search loses nothing: `chosen` and `bound` always hold the best so far. */
export interface DayHand {
  /** Days of one lane wait for each other. */
  readonly lane: number;
  /** A quick schedule from `begin` on, until the search has found a better one. */
  readonly chosen: readonly Choice[];
  /** Proven, in expected admissions. */
  readonly bound: number;
  readonly seconds: number;
  /** (bound - worth) / bound; a missing required showing makes it large. */
  readonly gap: number;
  readonly isFeasible: boolean;

  /** The relaxation with a price on each meter's showings; null where there is none. */
  price(prices: Float64Array, ending: Ending): Promise<PricedDay | null>;
  /** The search starts over from what a quick schedule holds by its ending; `problem` has the same choices, and only what rules ask of it has changed. */
  begin(problem: DayProblem, ending: Ending): Promise<void>;
  /** The relaxation. False: not even fractions have every required showing. */
  relax(ending: Ending): Promise<boolean>;
  /** From the relaxation to a whole schedule. */
  dive(ending: Ending): Promise<void>;
  /** Neighbourhoods until the gap is `gap`, `patience` of them in a row were fruitless, or `seconds` are over. */
  improve(gap: number, patience: number, seconds: number, ending: Ending): Promise<void>;
  /** Branch and bound from the schedule in hand until the gap is `gap`; also lowers the bound. Hears no cancel. */
  polish(gap: number, seconds: number, ending: Ending): Promise<void>;
  /** Where the minimum of shows cannot be met: how many showings each film [films] stays below it, in fractions or in hand. */
  shortfall(ending: Ending): Promise<Float64Array>;
}

export interface DayToSearch {
  readonly problem: DayProblem;
  readonly meters?: Meters;
  onBetter(): void;
}

/** Whoever searches days; days opened anew take the place of those before. */
export interface DayCrew {
  open(days: readonly DayToSearch[]): Promise<DayHand[]>;
  close(): void;
}

/** Lanes side by side, the days of each one after another; `left` counts those of the lane still to come, this one included. */
export const inLanes = async <T>(
  days: readonly DayHand[],
  work: (day: DayHand, index: number, left: number) => Promise<T>,
): Promise<T[]> => {
  const answers: T[] = [];
  const lanes = new Map<number, number[]>();
  for (const [index, { lane }] of days.entries()) lanes.set(lane, [...(lanes.get(lane) ?? []), index]);
  const ended = await Promise.allSettled(
    [...lanes.values()].map(async (lane) => {
      for (const [n, index] of lane.entries())
        answers[index] = await work(days[index] as DayHand, index, lane.length - n);
    }),
  );
  const errors = ended.flatMap((lane) => (lane.status === "rejected" ? [lane.reason as unknown] : []));
  if (errors.length > 0) throw errors.find((error) => !(error instanceof Stopped)) ?? errors[0];
  return answers;
};
