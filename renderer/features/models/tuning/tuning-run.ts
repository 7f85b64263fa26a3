/** The search in hand. It lives beside the pages, so that it goes on while the user moves about. */
import type { QueryClient } from "@tanstack/react-query";
import type { SearchProgress, SearchReport, SearchRequest } from "../../../../shared/contract/tuning.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { Clients } from "../../../client/client.ts";
import { refreshLibrary } from "../../../client/library.ts";
import { unwrap } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { startWork } from "../../../client/work.ts";

export interface TuningState {
  readonly request: SearchRequest | null; // running
  readonly progress: SearchProgress | null;
  /** What stands of the search in hand, or of the last one. */
  readonly report: SearchReport | null;
  readonly cancel: () => void;
  readonly failure: AnyFault | null;
}

const idle: TuningState = { request: null, progress: null, report: null, cancel: () => {}, failure: null };
const tuning = makeStore<TuningState>(idle);
export const useTuning = (): TuningState => useStore(tuning);

export const searchKey = (search: string): readonly string[] => ["models", "search", search];

const change = (next: Partial<TuningState>): void => tuning.set({ ...tuning.get(), ...next });

/** Of the trials asked for. */
export const shareOf = ({ results, request }: SearchReport): number =>
  Math.min(1, new Set(results.map(({ trial }) => trial)).size / request.trials);

/** Searches until done, out of time, failed or cancelled; what was judged is in the library by then. */
export const startTuning = async (
  clients: Clients,
  queries: QueryClient,
  request: SearchRequest,
  resume: string | null,
  label: string,
): Promise<void> => {
  if (tuning.get().request) return;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const work = startWork(label, cancel);
  tuning.set({ ...idle, request, cancel });
  try {
    const worker = await clients.training();
    const { report } = await unwrap(
      worker.tune(
        { ...request, resume },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            const { report } = progress;
            change({ progress, ...(report ? { report } : {}) });
            work.update({ share: report ? shareOf(report) : null, secondsLeft: progress.secondsLeft });
          },
        },
      ),
    );
    change({ report });
  } catch (error) {
    const failure = faultOf(error);
    if (failure.type !== "Cancelled") change({ failure });
  } finally {
    work.end();
    const { report } = tuning.get();
    if (report) queries.setQueryData(searchKey(report.id), { report, dataChanged: false });
    change({ request: null, progress: null });
    await refreshLibrary(queries);
  }
};
