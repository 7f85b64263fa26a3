/** Long work that lives beside the pages, so that it goes on while the user moves about; at most one of a kind. */
import { type AnyFault, faultOf } from "../../shared/domain/fault.ts";
import { makeStore, useStore } from "./store.ts";
import { startWork } from "./work.ts";

interface Progress {
  readonly secondsLeft: number | null;
}

export interface RunState<P, O> {
  readonly running: boolean;
  readonly progress: P | null;
  readonly cancel: () => void;
  readonly failure: AnyFault | null;
  /** Of the last run that ended well; null = none since one was started. */
  readonly outcome: O | null;
}

export interface RunHooks<P> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: P) => void;
}

export const longRun = <P extends Progress, O>(shareOf: (progress: P) => number) => {
  const idle: RunState<P, O> = {
    running: false,
    progress: null,
    cancel: () => {},
    failure: null,
    outcome: null,
  };
  const store = makeStore<RunState<P, O>>(idle);
  const change = (next: Partial<RunState<P, O>>): void => store.set({ ...store.get(), ...next });
  return {
    useRun: (): RunState<P, O> => useStore(store),
    /** Until done, failed or cancelled. */
    start: async (label: string, run: (hooks: RunHooks<P>) => Promise<O>): Promise<void> => {
      if (store.get().running) return;
      const controller = new AbortController();
      const cancel = (): void => controller.abort();
      const work = startWork(label, cancel);
      store.set({ ...idle, running: true, cancel });
      try {
        const onProgress = (progress: P): void => {
          change({ progress });
          work.update({ share: shareOf(progress), secondsLeft: progress.secondsLeft });
        };
        change({ outcome: await run({ signal: controller.signal, onProgress }) });
      } catch (error) {
        const failure = faultOf(error);
        if (failure.type !== "Cancelled") change({ failure });
      } finally {
        work.end();
        change({ running: false, progress: null });
      }
    },
  };
};
