/** The schedule in hand. It lives beside the pages, so that planning and edits go on while the user moves about. */
import type { PlanProgress } from "../../../../shared/contract/scheduling.ts";
import type { Edit, EditFailure } from "../../../../shared/domain/edits.ts";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import type { Objective } from "../../../../shared/domain/objective.ts";
import type { IsoDate, WeekProblem } from "../../../../shared/domain/slate.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { type Draft, editDraft, redoDraft, undoDraft } from "./draft.ts";

export interface PlanningRun {
  readonly problem: WeekProblem | null; // null until read
  readonly progress: PlanProgress | null;
  readonly cancel: () => void;
}

export interface Filling {
  readonly day: IsoDate;
  readonly progress: PlanProgress | null;
  readonly cancel: () => void;
}

export interface ScheduleState {
  /** The library that the rest belongs to. */
  readonly library: string | null;
  readonly venue: number | null;
  readonly week: IsoDate | null;
  /** What the next plan is for; null: as the plan in hand. */
  readonly objective: Objective | null;
  readonly draft: Draft | null;
  readonly run: PlanningRun | null;
  /** A day whose rest is being filled. */
  readonly filling: Filling | null;
  /** Why the last planning failed, and what it was about to solve. */
  readonly failure: {
    readonly fault: AnyFault;
    readonly problem: WeekProblem | null;
    /** Whether pencilled showings stood in the way, or may have. */
    readonly pencilled?: boolean;
    /** The films that were asked for; undefined: the solver's choice. */
    readonly slate?: readonly number[] | undefined;
  } | null;
}

const nothing: ScheduleState = {
  library: null,
  venue: null,
  week: null,
  objective: null,
  draft: null,
  run: null,
  filling: null,
  failure: null,
};
const schedule = makeStore<ScheduleState>(nothing);

export const useSchedule = (): ScheduleState => useStore(schedule);
export const scheduleState = schedule.get;
export const whenScheduleChanges = schedule.subscribe;
export const changeSchedule = (change: Partial<ScheduleState>): void =>
  schedule.set({ ...schedule.get(), ...change });

/** Another library has other venues and films: what was in hand is put away. */
export const scheduleOf = (library: string): void => {
  if (schedule.get().library === library) return;
  schedule.get().run?.cancel();
  schedule.get().filling?.cancel();
  schedule.set({ ...nothing, library });
};

/** The failure, where the edit could not be made. */
export const edit = (made: Edit): EditFailure | null => {
  const { draft } = schedule.get();
  if (!draft) return null;
  const result = editDraft(draft, made);
  if (!result.ok) return result.error;
  changeSchedule({ draft: result.value });
  return null;
};

export const undoEdit = (): void => {
  const { draft } = schedule.get();
  if (draft) changeSchedule({ draft: undoDraft(draft) });
};
export const redoEdit = (): void => {
  const { draft } = schedule.get();
  if (draft) changeSchedule({ draft: redoDraft(draft) });
};
