/** The embedding of posters in hand. It lives beside the pages, so that it goes on while the user moves about. */
import type { QueryClient } from "@tanstack/react-query";
import type { EmbeddingProgress, PosterFailure } from "../../../../shared/contract/posters.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { Clients } from "../../../client/client.ts";
import { unwrap } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { startWork } from "../../../client/work.ts";

interface EmbeddingState {
  readonly running: boolean;
  readonly progress: EmbeddingProgress | null;
  readonly cancel: () => void;
  /** Posters that the last run could not embed. */
  readonly failed: readonly PosterFailure[];
  readonly failure: AnyFault | null;
}

const idle: EmbeddingState = { running: false, progress: null, cancel: () => {}, failed: [], failure: null };
const embedding = makeStore<EmbeddingState>(idle);
export const useEmbedding = (): EmbeddingState => useStore(embedding);

const change = (next: Partial<EmbeddingState>): void => embedding.set({ ...embedding.get(), ...next });

/** Embeds until done, failed or cancelled; what was done is in the library by then. */
export const startEmbedding = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  if (embedding.get().running) return;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  embedding.set({ ...idle, running: true, cancel });
  try {
    const { failed } = await unwrap(
      (await training()).embedPosters(
        {},
        {
          signal: controller.signal,
          onProgress: (progress) => {
            change({ progress });
            work.update({ share: progress.done / progress.of, secondsLeft: progress.secondsLeft });
          },
        },
      ),
    );
    change({ failed });
  } catch (error) {
    const failure = faultOf(error);
    if (failure.type !== "Cancelled") change({ failure });
  } finally {
    work.end();
    change({ running: false, progress: null });
    await queries.invalidateQueries({ queryKey: ["models", "posters"] });
    await queries.invalidateQueries({ queryKey: ["predictions"] });
  }
};
