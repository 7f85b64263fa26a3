/** A week's plan while it is edited: the showings' history, and the plan that each state of it comes from. */

import type { SlateReason } from "../../../../shared/contract/scheduling.ts";
import {
  type Edit,
  type EditFailure,
  type EditHistory,
  edited,
  redo,
  startHistory,
  undo,
} from "../../../../shared/domain/edits.ts";
import { admissionsOnly, type Objective } from "../../../../shared/domain/objective.ts";
import type { PlanDocument } from "../../../../shared/domain/plan-document.ts";
import { ok, type Result } from "../../../../shared/domain/result.ts";
import {
  type DayProof,
  isHeld,
  type Plan,
  type ScheduledShowing,
  type WeekProblem,
} from "../../../../shared/domain/slate.ts";

/** What a solver proved and why it chose its slate. */
export interface Basis {
  readonly slate: readonly number[];
  readonly proof: readonly DayProof[];
  readonly reasons: readonly SlateReason[];
  readonly seconds: number;
  /** That the proof is of; admissions where it is absent. */
  readonly objective?: Objective;
}

/** A stored version, and how many edits the draft had when it was the same. */
export interface SavedVersion {
  readonly id: string;
  readonly version: number;
  readonly note: string;
  readonly showings: readonly ScheduledShowing[];
}

export interface Draft {
  readonly problem: WeekProblem;
  readonly history: EditHistory;
  /** The basis of a state with n edits is the last whose `from` is at most n. */
  readonly bases: readonly { readonly from: number; readonly basis: Basis }[];
  readonly model: { readonly id: string; readonly name: string } | null;
  readonly saved: SavedVersion | null;
  /** The scenario that is in hand in place of the week's own plan; then `saved` is what the library keeps of it. */
  readonly scenario?: { readonly id: string; readonly name: string } | undefined;
}

export const basisOf = ({ history, bases }: Pick<Draft, "history" | "bases">): Basis =>
  (bases.findLast(({ from }) => from <= history.done.length) as Draft["bases"][number]).basis;

const basis = (plan: Plan, reasons: readonly SlateReason[], objective: Objective): Basis => ({
  slate: plan.slate,
  proof: plan.proof,
  reasons,
  seconds: plan.seconds,
  objective,
});

export const startDraft = (
  problem: WeekProblem,
  plan: Plan,
  reasons: readonly SlateReason[],
  model: Draft["model"],
  objective: Objective = admissionsOnly,
): Draft => ({
  problem,
  history: startHistory(plan.showings),
  bases: [{ from: 0, basis: basis(plan, reasons, objective) }],
  model,
  saved: null,
});

/** A stored plan, ready to be edited again. */
export const openedDraft = (problem: WeekProblem, document: PlanDocument): Draft => {
  const { id, version, note, proof, seconds, model, objective } = document;
  const showings = document.showings.map(({ forecast: _, ...showing }) => showing);
  const { history, ...rest } = startDraft(
    problem,
    {
      week: document.week,
      slate: document.films.map(({ film }) => film),
      showings,
      forecast: [],
      proof,
      seconds,
    },
    [],
    model,
    objective,
  );
  return { ...rest, history, saved: { id, version, note, showings: history.showings } };
};

/** A draft as the library keeps it: all but the problem, which is read anew. */
export interface KeptDraft extends Omit<Draft, "problem"> {
  readonly form: typeof form;
}
/** Drafts of another form are left alone. */
const form = 1;

export const keptDraft = ({ problem: _, ...rest }: Draft): KeptDraft => ({ form, ...rest });

/** Null where another version of the application kept it. */
export const restoredDraft = (
  problem: WeekProblem,
  kept: { readonly form: number } | KeptDraft,
): Draft | null => {
  if (kept.form !== form) return null;
  const { form: _, ...rest } = kept as KeptDraft;
  return { problem, ...rest };
};

/** What a kept draft was planned for; undefined where another version of the application kept it. */
export const keptObjective = (kept: { readonly form: number } | KeptDraft): Objective | undefined =>
  kept.form === form ? basisOf(kept as KeptDraft).objective : undefined;

export const editDraft = (draft: Draft, edit: Edit): Result<Draft, EditFailure> => {
  const history = edited(draft.history, edit);
  if (!history.ok) return history;
  const bases = draft.bases.filter(({ from }) => from < history.value.done.length);
  return ok({ ...draft, history: history.value, bases });
};

/** Puts a new plan in the place of the old one, as one edit that can be undone. What it was planned around stays as it is. */
export const replanDraft = (
  draft: Draft,
  plan: Plan,
  reasons: readonly SlateReason[],
  objective: Objective = admissionsOnly,
  stays: (showing: ScheduledShowing) => boolean = isHeld,
): Result<Draft, EditFailure> => {
  const { showings } = draft.history;
  const held = new Set(showings.filter(stays).map(({ id }) => id));
  const replaced = editDraft(draft, {
    kind: "together",
    edits: [
      ...showings.filter(({ id }) => !held.has(id)).map(({ id }) => ({ kind: "remove", id }) as const),
      ...plan.showings
        .filter(({ id }) => !held.has(id))
        .map((showing) => ({ kind: "add", showing }) as const),
    ],
  });
  if (!replaced.ok) return replaced;
  const from = replaced.value.history.done.length;
  return ok({
    ...replaced.value,
    bases: [...replaced.value.bases, { from, basis: basis(plan, reasons, objective) }],
  });
};

export const undoDraft = (draft: Draft): Draft => ({ ...draft, history: undo(draft.history) });
export const redoDraft = (draft: Draft): Draft => ({ ...draft, history: redo(draft.history) });

const key = (showing: ScheduledShowing): string => {
  const { id, film, screen, date, start, locked, pencilled = false, version } = showing;
  const played = version ? [version.format, version.audio, version.subtitles] : [];
  return JSON.stringify([id, film, screen, date, start, locked, pencilled, ...played]);
};

/** Whether the draft is exactly what its stored version holds. */
export const isSaved = ({ saved, history }: Draft): boolean =>
  saved !== null &&
  saved.showings.length === history.showings.length &&
  saved.showings.every((showing, at) => {
    const now = history.showings[at] as ScheduledShowing;
    return showing === now || key(showing) === key(now);
  });
