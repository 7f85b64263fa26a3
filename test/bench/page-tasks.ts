/** Tasks of the page's main thread while something goes on: how long each held the page, and for how long of that it computed itself. */
import { readFileSync, rmSync } from "node:fs";
import type { ElectronApplication } from "playwright-core";

export interface PageTask {
  /** Milliseconds from its begin to its end. The page does not answer meanwhile, whoever has the processor. */
  readonly wall: number;
  /** Milliseconds of the processor that it took. */
  readonly cpu: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const pageThread = "CrRendererMain";

/** Records until the returned function is called, which answers with the tasks. */
export const recordPageTasks = async (app: ElectronApplication): Promise<() => Promise<PageTask[]>> => {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ["toplevel"], excluded_categories: ["*"] }),
  );
  return async () => {
    const { file, pid } = await app.evaluate(async ({ contentTracing, BrowserWindow }) => ({
      file: await contentTracing.stopRecording(),
      pid: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    }));
    const { traceEvents } = JSON.parse(readFileSync(file, "utf8")) as { traceEvents: readonly TraceEvent[] };
    rmSync(file);
    const ofPage = traceEvents.filter((event) => event.pid === pid);
    const thread = ofPage.find(({ name, args }) => name === "thread_name" && args.name === pageThread)?.tid;
    const tasks = ofPage.filter(
      ({ name, ph, tid }) => ph === "X" && tid === thread && name.endsWith("RunTask"),
    );
    if (tasks.length === 0) throw new Error("the page was not traced");
    return tasks.map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
  };
};
