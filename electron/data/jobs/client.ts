/**
 * The way to the job process: started at the first call, again after it ended, which ends its calls with `JobStopped`,
 * or with `ReadingStopped` and the name of the file that it was reading.
 */
import { basename } from "node:path";
import { type Jobs, jobsContract } from "../../../shared/contract/jobs.ts";
import { type Client, connect, type Port } from "../../../shared/contract/wire.ts";
import { err } from "../../../shared/domain/result.ts";
import { usualPatience, watchReading } from "./watch-reading.ts";

export interface JobProcess {
  /** A port to a running one, which closes when it ends. */
  open(): Promise<Port>;
  stop(): void;
}

const reading: ReadonlySet<string> = new Set([
  "previewImport",
  "tryMapping",
  "stageImport",
] satisfies readonly (keyof Jobs)[]);

interface Told {
  readonly phase?: string;
  readonly file: string;
}
interface Options {
  readonly onProgress?: (told: Told) => void;
}

export const jobsOver = (process: JobProcess, patience = usualPatience): Jobs => {
  let connected: Promise<Client<typeof jobsContract>> | null = null;
  const connection = (): Promise<Client<typeof jobsContract>> => {
    connected ??= process.open().then((port) => {
      port.onClose(() => {
        connected = null;
      });
      return connect(port, jobsContract);
    });
    return connected;
  };
  const ended = (result: unknown): boolean => {
    const { ok, error } = result as { ok: boolean; error?: { type: string } };
    return !ok && error?.type === "Disconnected";
  };
  const call = (name: keyof Jobs) => async (input: never, options: never) => {
    const jobs = await connection();
    const result = await (jobs[name] as (input: never, options: never) => Promise<unknown>)(input, options);
    return ended(result) ? err({ type: "JobStopped" }) : result;
  };
  const readingCall = (name: keyof Jobs) => async (input: { readonly path: string }, options: Options) => {
    const jobs = await connection();
    let file: string | null = basename(input.path);
    const unwatch = watchReading(() => jobs.ping({}), process.stop, patience);
    const onProgress = (told: Told): void => {
      if ((told.phase ?? "reading") === "reading") file = told.file || file;
      else {
        file = null;
        unwatch();
      }
      options?.onProgress?.(told);
    };
    try {
      const run = jobs[name] as (input: unknown, options: unknown) => Promise<unknown>;
      const result = await run(input, { ...options, onProgress });
      if (!ended(result)) return result;
      return err(file === null ? { type: "JobStopped" } : { type: "ReadingStopped", name: file });
    } finally {
      unwatch();
    }
  };
  return Object.fromEntries(
    Object.keys(jobsContract).map((name) => [
      name,
      (reading.has(name) ? readingCall : call)(name as keyof Jobs),
    ]),
  ) as unknown as Jobs;
};
