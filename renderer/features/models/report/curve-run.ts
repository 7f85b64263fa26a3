/** Learning curves drawn since the start, and the one in hand. They live beside the pages, and are not stored. */
import type { CurvePoint } from "../../../../shared/contract/learning-curve.ts";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { Clients } from "../../../client/client.ts";
import { unwrap } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { startWork } from "../../../client/work.ts";

interface CurveState {
  /** By model id. */
  readonly curves: ReadonlyMap<string, readonly CurvePoint[]>;
  readonly running: {
    readonly model: string;
    readonly share: number;
    readonly secondsLeft: number | null;
    readonly cancel: () => void;
  } | null;
  readonly failure: { readonly model: string; readonly fault: AnyFault } | null;
}

const store = makeStore<CurveState>({ curves: new Map(), running: null, failure: null });
export const useCurves = (): CurveState => useStore(store);

const change = (next: Partial<CurveState>): void => store.set({ ...store.get(), ...next });

/** As the model was trained, on growing parts of the ratings. One at a time. */
export const drawCurve = async (clients: Clients, card: ModelCard, label: string): Promise<void> => {
  if (store.get().running) return;
  const { id, name, split, holdout, seed, params, engine } = card;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  change({ running: { model: id, share: 0, secondsLeft: null, cancel }, failure: null });
  const keep = (points: readonly CurvePoint[]): void =>
    change({ curves: new Map(store.get().curves).set(id, points) });
  try {
    const training = await clients.training();
    const { points } = await unwrap(
      training.learningCurve(
        { name, split, holdout, seed, params, engine },
        {
          signal: controller.signal,
          onProgress: ({ share, secondsLeft, points: so }) => {
            keep(so);
            change({ running: { model: id, share, secondsLeft, cancel } });
            work.update({ share, secondsLeft });
          },
        },
      ),
    );
    keep(points);
  } catch (error) {
    const fault = faultOf(error);
    if (fault.type !== "Cancelled") change({ failure: { model: id, fault } });
  } finally {
    work.end();
    change({ running: null });
  }
};
