/** The learning of the library's own reader in hand. It lives beside the pages, so that it goes on while the user moves about. */
import type { QueryClient } from "@tanstack/react-query";
import type { SentimentProgress } from "../../../shared/contract/voices-learning.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

interface LearningState {
  readonly running: boolean;
  readonly progress: SentimentProgress | null;
  readonly cancel: () => void;
  readonly failure: AnyFault | null;
  /** Of the last run; null = none yet. */
  readonly kept: boolean | null;
}

const idle: LearningState = {
  running: false,
  progress: null,
  cancel: () => {},
  failure: null,
  kept: null,
};
const learning = makeStore<LearningState>(idle);
export const useLearning = (): LearningState => useStore(learning);

const change = (next: Partial<LearningState>): void => learning.set({ ...learning.get(), ...next });

export const startLearning = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  if (learning.get().running) return;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  learning.set({ ...idle, running: true, cancel });
  try {
    const onProgress = (progress: SentimentProgress): void => {
      change({ progress });
      work.update({ share: progress.share, secondsLeft: progress.secondsLeft });
    };
    const asked = { model: "linear", seed: 1 } as const;
    const { kept } = await unwrap(
      (await training()).learnSentiment(asked, { signal: controller.signal, onProgress }),
    );
    change({ kept });
  } catch (error) {
    const failure = faultOf(error);
    if (failure.type !== "Cancelled") change({ failure });
  } finally {
    work.end();
    change({ running: false, progress: null });
    await queries.invalidateQueries({ queryKey: ["voices"] });
  }
};
