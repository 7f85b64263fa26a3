import type { IsoDate, ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import type { Worth } from "../draft/valued-days.ts";

/** What every view of the week is given. */
export interface WeekViewProps {
  readonly problem: WeekProblem;
  readonly slate: readonly number[];
  readonly showings: readonly ScheduledShowing[];
  readonly worth: Worth | null;
  readonly hues: ReadonlyMap<number, number>;
  readonly onDay: (day: IsoDate) => void;
  readonly onShowing: (showing: ScheduledShowing) => void;
}
