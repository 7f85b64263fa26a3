/** What whoever plans asks of the workers that search days for it. Both are made here: the shapes are checked by the compiler. */
import { z } from "zod";
import { made, NeverFails } from "../../shared/contract/schemas.ts";
import { lossSteps } from "../../shared/domain/schedule-instance.ts";
import type { Meters } from "../scheduling/day-hand.ts";
import type { DayProblem } from "../scheduling/day-problem.ts";
import type { DaySearch } from "../scheduling/day-search.ts";

/** A day without functions, which no message carries. */
export type PlainDay = Omit<DayProblem, "lossStep"> & { readonly losses: Float64Array }; // [groups][lossSteps]

/** Without what makers of days keep beside it. */
export const plainDay = (day: DayProblem): PlainDay => {
  const { screens, films, need, most, slotCount, slotsAnHour, apart, startsFrom } = day;
  const { choices, groups, lockedInGroup, lockedValue, rows = [] } = day;
  const losses = Float64Array.from({ length: groups * lossSteps }, (_, n) =>
    day.lossStep(Math.floor(n / lossSteps), 1 + (n % lossSteps)),
  );
  return {
    ...{ screens, films, need, most, slotCount, slotsAnHour, apart, startsFrom },
    ...{ choices, groups, lockedInGroup, lockedValue, rows, losses },
  };
};

export const dayOf = ({ losses, ...day }: PlainDay): DayProblem => ({
  ...day,
  lossStep: (group, k) => losses[group * lossSteps + Math.min(k, lossSteps) - 1] as number,
});

type Methods = {
  readonly [K in keyof DaySearch as DaySearch[K] extends (...args: never[]) => Promise<unknown>
    ? K
    : never]: DaySearch[K];
};
/** What a worker is asked of a day besides to begin. */
export type DayMethod = Exclude<keyof Methods, "begin">;

/** What is known of a day so far; `chosen` are indices of its choices. */
export interface DayState {
  readonly chosen: Int32Array;
  readonly bound: number;
  readonly seconds: number;
}

export const dayContract = {
  /** Days opened anew take the place of those before. */
  open: {
    in: z.object({
      days: made<readonly { readonly day: number; readonly problem: PlainDay; readonly meters?: Meters }[]>(),
    }),
    out: made<readonly DayState[]>(),
    error: NeverFails,
  },
  /** `problem`: null where it is the one that the day was opened with. */
  begin: {
    in: z.object({ day: z.number().int(), problem: made<PlainDay | null>(), endsAt: z.number() }),
    out: made<DayState>(),
    error: NeverFails,
  },
  /** `args` are the method's without its ending, which comes at `endsAt`, or with a cancel. */
  ask: {
    in: z.object({
      day: z.number().int(),
      method: made<DayMethod>(),
      args: made<readonly unknown[]>(),
      endsAt: z.number(),
    }),
    progress: made<DayState>(),
    out: made<{ readonly state: DayState; readonly answer: unknown; readonly isStopped: boolean }>(),
    error: NeverFails,
  },
} as const;
