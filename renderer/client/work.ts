/** Long work that goes on while the user moves about: the status bar and the taskbar show it, with its cancel. */
import { makeStore, useStore } from "./store.ts";

export interface Work {
  readonly id: number;
  readonly label: string;
  /** 0..1, or null while nothing can be estimated. */
  readonly share: number | null;
  readonly secondsLeft: number | null;
  readonly cancel: (() => void) | null;
}

export interface WorkHandle {
  update(change: Partial<Pick<Work, "label" | "share" | "secondsLeft">>): void;
  end(): void;
}

const running = makeStore<readonly Work[]>([]);
let lastId = 0;

/** Announces work; call `update` as it goes on and `end` when it is over, however it ends. */
export const startWork = (label: string, cancel: (() => void) | null = null): WorkHandle => {
  const id = ++lastId;
  running.set([...running.get(), { id, label, share: null, secondsLeft: null, cancel }]);
  return {
    update: (change) =>
      running.set(running.get().map((work) => (work.id === id ? { ...work, ...change } : work))),
    end: () => running.set(running.get().filter((work) => work.id !== id)),
  };
};

export const useRunningWork = (): readonly Work[] => useStore(running);
