/** A command of the application's batch interface, as `npm run marquee` runs it, with what it took. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { applicationArguments, runtime } from "../../scripts/runtime/runtime.ts";
import { watchNodeProcesses } from "./node-processes.ts";

export interface BatchOutcome {
  readonly code: number;
  readonly result: Readonly<Record<string, unknown>>;
  readonly seconds: number; // from its start to its end
  /** The most that one of its Node processes held; null where it cannot be told. */
  readonly peakMiB: number | null;
}

/** `progress` gets each line of standard error, and what the Node processes have computed so far. */
export const batchCommand = async (
  args: readonly string[],
  progress: (line: string, ownSeconds: number | null) => void,
): Promise<BatchOutcome> => {
  const electron = await runtime();
  const started = performance.now();
  const child = spawn(electron.electron, applicationArguments(electron, "--batch", ...args, "--json"), {
    env: { ...process.env, ...electron.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const processes = watchNodeProcesses(child.pid as number);
  createInterface(child.stderr).on("line", (line) => progress(line, processes.seconds()));
  let printed = "";
  child.stdout.on("data", (text) => {
    printed += text;
  });
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? 1)));
  const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
  return {
    code,
    result: JSON.parse(printed.trim().split("\n").at(-1) || "{}"),
    seconds,
    peakMiB: processes.end(),
  };
};
