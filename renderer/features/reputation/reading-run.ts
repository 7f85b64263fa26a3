/** The reading of texts in hand. It lives beside the pages, so that it goes on while the user moves about. */
import type { QueryClient } from "@tanstack/react-query";
import type { ReadingProgress } from "../../../shared/contract/voices.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

interface ReadingState {
  readonly running: boolean;
  readonly progress: ReadingProgress | null;
  readonly cancel: () => void;
  readonly failure: AnyFault | null;
}

const idle: ReadingState = { running: false, progress: null, cancel: () => {}, failure: null };
const reading = makeStore<ReadingState>(idle);
export const useReading = (): ReadingState => useStore(reading);

const change = (next: Partial<ReadingState>): void => reading.set({ ...reading.get(), ...next });

/** Reads until done, failed or cancelled; what was read is in the library by then. */
export const startReading = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  if (reading.get().running) return;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  reading.set({ ...idle, running: true, cancel });
  try {
    const onProgress = (progress: ReadingProgress): void => {
      change({ progress });
      work.update({ share: progress.done / progress.of, secondsLeft: progress.secondsLeft });
    };
    await unwrap((await training()).readTexts({}, { signal: controller.signal, onProgress }));
  } catch (error) {
    const failure = faultOf(error);
    if (failure.type !== "Cancelled") change({ failure });
  } finally {
    work.end();
    change({ running: false, progress: null });
    await queries.invalidateQueries({ queryKey: ["voices"] });
  }
};
