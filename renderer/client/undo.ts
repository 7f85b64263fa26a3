/** Whoever can undo says so here; menus, shortcuts and the palette reach the latest one. */
export interface UndoTarget {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): void;
  redo(): void;
}

type Listener = (target: UndoTarget | null) => void;
const targets: UndoTarget[] = [];
const listeners = new Set<Listener>();
const current = (): UndoTarget | null => targets.at(-1) ?? null;
const tell = (): void => {
  for (const listener of listeners) listener(current());
};

/** Registers a target; call again with a new one after each change. Returns its removal. */
export const offerUndo = (target: UndoTarget): (() => void) => {
  targets.push(target);
  tell();
  return () => {
    targets.splice(targets.indexOf(target), 1);
    tell();
  };
};

export const undo = (): void => {
  const target = current();
  if (target?.canUndo) target.undo();
};
export const redo = (): void => {
  const target = current();
  if (target?.canRedo) target.redo();
};
export const watchUndo = (listener: Listener): (() => void) => {
  listeners.add(listener);
  listener(current());
  return () => listeners.delete(listener);
};
