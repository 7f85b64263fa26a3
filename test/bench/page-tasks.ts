/** Tasks of the page's main thread while something goes on: how long each held the page, and for how long of that it computed itself. */
import { readFileSync, rmSync } from "node:fs";
import type { ElectronApplication } from "playwright-core";

export interface PageTask {
  /** Milliseconds from its begin to its end. The page does not answer meanwhile, whoever has the processor. */
  readonly wall: number;
  /** Milliseconds of the processor that it took. */
  readonly cpu: number;
  /** When it began, in milliseconds of the record. */
  readonly at: number;
}

export interface PageRecord {
  readonly tasks: readonly PageTask[];
  /** What the page marked meanwhile with `performance.mark`. */
  readonly marks: readonly { readonly name: string; readonly at: number }[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly cat: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const pageThread = "CrRendererMain";

/** Records until the returned function is called, which answers with what happened. */
export const recordPage = async (app: ElectronApplication): Promise<() => Promise<PageRecord>> => {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      included_categories: ["toplevel", "blink.user_timing"],
      excluded_categories: ["*"],
    }),
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
    return {
      tasks: tasks.map(({ ts, dur = 0, tdur = 0 }) => ({
        wall: dur / 1000,
        cpu: tdur / 1000,
        at: ts / 1000,
      })),
      marks: ofPage
        .filter(({ cat, tid }) => cat.includes("blink.user_timing") && tid === thread)
        .map(({ name, ts }) => ({ name, at: ts / 1000 }))
        .sort((a, b) => a.at - b.at),
    };
  };
};
