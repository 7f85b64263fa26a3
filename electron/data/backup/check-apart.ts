/** Checks in a thread of their own: minutes of SQLite must not keep the data service from answering. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { LibraryCheck } from "../../../shared/contract/safety.ts";
import { type CheckWish, checkFile } from "./check.ts";

interface Given {
  readonly marqueeCheck?: CheckWish;
}

/** Aborting ends the thread, and so the check. */
export const checkApart = (wish: CheckWish, signal?: AbortSignal): Promise<LibraryCheck> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { marqueeCheck: wish } satisfies Given,
    });
    const stop = (): void => {
      void worker.terminate();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
    worker.once("message", (report: LibraryCheck) => {
      signal?.removeEventListener("abort", stop);
      resolve(report);
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the check ended without a report")));
  });

const inCheckThread = !isMainThread && Boolean((workerData as Given | null)?.marqueeCheck);

if (inCheckThread) {
  parentPort?.postMessage(checkFile((workerData as Required<Given>).marqueeCheck));
  process.exit(); // the bundle around this file has more to start, which belongs to the main thread
}
