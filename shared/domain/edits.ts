/** Undoable edits of a schedule: every edit knows its inverse, and the history has no limit. */
import type { Result } from "./result.ts";
import { err, ok } from "./result.ts";
import type { IsoDate, Minutes, ScheduledShowing, ShowingVersion } from "./slate.ts";

export type Edit =
  | { readonly kind: "add"; readonly showing: ScheduledShowing }
  | { readonly kind: "remove"; readonly id: string }
  | {
      readonly kind: "move";
      readonly id: string;
      readonly screen: number;
      readonly date: IsoDate;
      readonly start: Minutes;
    }
  | { readonly kind: "lock"; readonly id: string; readonly locked: boolean }
  | { readonly kind: "pencil"; readonly id: string; readonly pencilled: boolean }
  /** Null: any version that film and screen offer. */
  | { readonly kind: "version"; readonly id: string; readonly version: ShowingVersion | null }
  /** The two showings exchange their films and versions; screens and times stay. */
  | { readonly kind: "swap"; readonly id: string; readonly other: string }
  /** Several edits undone as one, for example a drop that pushes the next showing. */
  | { readonly kind: "together"; readonly edits: readonly Edit[] };

export type EditFailure =
  | { readonly type: "UnknownShowing"; readonly id: string }
  | { readonly type: "ShowingExists"; readonly id: string }
  | { readonly type: "ShowingLocked"; readonly id: string };

type Showings = readonly ScheduledShowing[];
interface Applied {
  readonly showings: Showings;
  readonly inverse: Edit;
}

const order = (a: ScheduledShowing, b: ScheduledShowing): number => {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.screen - b.screen || a.start - b.start || (a.id < b.id ? -1 : 1);
};

/** Showings in their one canonical order, so that equal schedules are equal arrays. */
export const inOrder = (showings: Showings): Showings => [...showings].sort(order);

const playing = (
  { version: _, ...showing }: ScheduledShowing,
  version: ShowingVersion | null | undefined,
): ScheduledShowing => (version ? { ...showing, version } : showing);

type ById = Map<string, ScheduledShowing>;

/** Makes the edit in `byId` and answers with the edit that takes it back. A failed edit may have been made in part. */
const make = (byId: ById, edit: Edit): Result<Edit, EditFailure> => {
  if (edit.kind === "together") {
    const inverses: Edit[] = [];
    for (const each of edit.edits) {
      const inverse = make(byId, each);
      if (!inverse.ok) return inverse;
      inverses.push(inverse.value);
    }
    return ok({ kind: "together", edits: inverses.reverse() });
  }
  if (edit.kind === "add") {
    const { showing } = edit;
    if (byId.has(showing.id)) return err({ type: "ShowingExists", id: showing.id });
    byId.set(showing.id, showing);
    const remove = { kind: "remove", id: showing.id } as const;
    // The inverse of an added locked showing must get past its own lock.
    return ok(
      showing.locked
        ? { kind: "together", edits: [{ kind: "lock", id: showing.id, locked: false }, remove] }
        : remove,
    );
  }
  const showing = byId.get(edit.id);
  if (!showing) return err({ type: "UnknownShowing", id: edit.id });
  if (edit.kind === "lock") {
    byId.set(edit.id, { ...showing, locked: edit.locked });
    return ok({ ...edit, locked: showing.locked });
  }
  if (showing.locked) return err({ type: "ShowingLocked", id: edit.id });
  if (edit.kind === "pencil") {
    const { pencilled: before, ...rest } = showing;
    byId.set(edit.id, edit.pencilled ? { ...rest, pencilled: true } : rest);
    return ok({ ...edit, pencilled: before === true });
  }
  switch (edit.kind) {
    case "version":
      byId.set(edit.id, playing(showing, edit.version));
      return ok({ ...edit, version: showing.version ?? null });
    case "remove":
      byId.delete(edit.id);
      return ok({ kind: "add", showing });
    case "move": {
      const { screen, date, start } = edit;
      byId.set(edit.id, { ...showing, screen, date, start });
      return ok({
        kind: "move",
        id: edit.id,
        screen: showing.screen,
        date: showing.date,
        start: showing.start,
      });
    }
    case "swap": {
      const other = byId.get(edit.other);
      if (!other) return err({ type: "UnknownShowing", id: edit.other });
      if (other.locked) return err({ type: "ShowingLocked", id: edit.other });
      byId.set(edit.id, playing({ ...showing, film: other.film }, other.version));
      byId.set(edit.other, playing({ ...other, film: showing.film }, showing.version));
      return ok(edit);
    }
  }
};

/** `showings` after `edit`, in canonical order, and the edit that takes it back. A locked showing only unlocks. */
export const applyEdit = (showings: Showings, edit: Edit): Result<Applied, EditFailure> => {
  const byId: ById = new Map(showings.map((showing) => [showing.id, showing]));
  const inverse = make(byId, edit);
  return inverse.ok ? ok({ showings: inOrder([...byId.values()]), inverse: inverse.value }) : inverse;
};

interface Step {
  readonly edit: Edit;
  readonly inverse: Edit;
}

export interface EditHistory {
  readonly showings: Showings;
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const startHistory = (showings: Showings): EditHistory => ({
  showings: inOrder(showings),
  done: [],
  undone: [],
});

/** Makes the edit and forgets what was undone before it. */
export const edited = (history: EditHistory, edit: Edit): Result<EditHistory, EditFailure> => {
  const applied = applyEdit(history.showings, edit);
  if (!applied.ok) return applied;
  const { showings, inverse } = applied.value;
  return ok({ showings, done: [...history.done, { edit, inverse }], undone: [] });
};

const stepped = (showings: Showings, edit: Edit): Showings => {
  const applied = applyEdit(showings, edit);
  if (!applied.ok) throw new Error(`the history does not fit its schedule: ${applied.error.type}`);
  return applied.value.showings;
};

/** The history one edit earlier; itself where nothing is left to undo. */
export const undo = (history: EditHistory): EditHistory => {
  const step = history.done.at(-1);
  if (!step) return history;
  return {
    showings: stepped(history.showings, step.inverse),
    done: history.done.slice(0, -1),
    undone: [...history.undone, step],
  };
};

/** The history one undone edit later; itself where nothing is left to redo. */
export const redo = (history: EditHistory): EditHistory => {
  const step = history.undone.at(-1);
  if (!step) return history;
  return {
    showings: stepped(history.showings, step.edit),
    done: [...history.done, step],
    undone: history.undone.slice(0, -1),
  };
};
