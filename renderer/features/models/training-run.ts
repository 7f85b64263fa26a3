/** The training in hand. It lives beside the pages, so that it goes on while the user moves about. */
import type { QueryClient } from "@tanstack/react-query";
import type { LossPoint, TrainProgress, TrainRequest } from "../../../shared/contract/training.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import type { ModelTask } from "../../../shared/domain/model-tasks.ts";
import type { Clients } from "../../client/client.ts";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap } from "../../client/read.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

export type TrainingOrder =
  | { readonly kind: "train"; readonly request: TrainRequest }
  | { readonly kind: "resume"; readonly run: string }
  | { readonly kind: "retrain"; readonly task: ModelTask };

export interface TrainingState {
  readonly order: TrainingOrder | null; // running
  readonly cancel: () => void;
  readonly failure: AnyFault | null;
  /** Id of the model that the last training made. */
  readonly made: string | null;
}

/** Changes with every epoch, and so apart from the rest: only what draws it follows it. */
export interface LearningState {
  readonly progress: TrainProgress | null;
  readonly curve: readonly LossPoint[];
}

const idle: TrainingState = { order: null, cancel: () => {}, failure: null, made: null };
const training = makeStore<TrainingState>(idle);
export const useTraining = (): TrainingState => useStore(training);

const begun: LearningState = { progress: null, curve: [] };
const learning = makeStore<LearningState>(begun);
export const useLearning = (): LearningState => useStore(learning);

const change = (next: Partial<TrainingState>): void => training.set({ ...training.get(), ...next });

/** Epochs give an honest share: early stopping may end sooner, never later. */
const shareOf = ({ phase, epoch, epochs }: TrainProgress): number | null =>
  phase === "training" && epochs > 0 ? epoch / epochs : null;

/** Trains or resumes until done, failed or cancelled. One training at a time. */
export const startTraining = async (
  clients: Clients,
  queries: QueryClient,
  order: TrainingOrder,
  label: string,
): Promise<void> => {
  if (training.get().order) return;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  training.set({ ...idle, order, cancel });
  learning.set(begun);
  const options = {
    signal: controller.signal,
    onProgress: (progress: TrainProgress): void => {
      const { curve } = learning.get();
      const { loss } = progress;
      const isNew = loss !== null && curve.at(-1)?.epoch !== loss.epoch;
      learning.set({ progress, curve: isNew ? [...curve, loss] : curve });
      work.update({ share: shareOf(progress), secondsLeft: progress.secondsLeft });
    },
  };
  try {
    const worker = await clients.training();
    if (order.kind === "retrain") {
      const { outcome, candidate } = await unwrap(worker.retrain({ task: order.task }, options));
      change({ made: outcome === "kept" ? null : candidate });
      await worker.watch({});
    } else {
      const { card } = await unwrap(
        order.kind === "train"
          ? worker.train(order.request, options)
          : worker.resume({ run: order.run }, options),
      );
      change({ made: card.id });
    }
  } catch (error) {
    const failure = faultOf(error);
    if (failure.type !== "Cancelled") change({ failure });
  } finally {
    work.end();
    change({ order: null });
    await refreshLibrary(queries);
  }
};
