/** What a command of the batch interface is given, and what it hands back. */
import { Failure } from "../../../shared/domain/fault.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";

interface Outcome {
  /** The keys of the public interface (README). */
  readonly result: Readonly<Record<string, unknown>>;
  /** The same for people. */
  readonly summary: string;
  /** The answer is one that a script must not pass over: the exit code is 1. */
  readonly failed?: boolean;
}
export interface Job {
  readonly clients: Clients;
  readonly say: (line: string) => void;
  readonly file: (name: string) => string;
  readonly fileIfAny: (name: string) => string | undefined;
  readonly has: (name: string) => boolean;
  readonly option: <T extends string | number | boolean>(name: string, otherwise: T) => T;
}
export type Command = (job: Job) => Promise<Outcome>;

export const openLibrary = ({ clients, file }: Job) =>
  unwrap(clients.data.openLibrary({ file: file("library") }));

/** Commands that only read go on beside a window that has the library open. */
export const openToRead = async ({ clients, file }: Job) => {
  const opened = await clients.data.openLibrary({ file: file("library") });
  if (opened.ok || opened.error.type !== "InUse") return unwrap(Promise.resolve(opened));
  return unwrap(clients.data.openLibrary({ file: file("library"), readOnly: true }));
};

/** The id of the segment that `--segment` names; null: none is named. */
export const segmentNamed = async ({ clients, option }: Job): Promise<number | null> => {
  const wanted = option("segment", "");
  if (wanted === "") return null;
  const { segments } = await unwrap(clients.data.listSegments({}));
  const found = segments.find(({ name, nameZh }) => name === wanted || nameZh === wanted);
  if (found) return found.id;
  throw new Failure({
    type: "UnknownSegment",
    segment: wanted,
    known: segments.map(({ name }) => name),
  } as { type: string });
};

/** Progress lines at most twice a second: logs of overnight work stay readable. */
export const paced = (say: (line: string) => void): ((line: string) => void) => {
  let last = 0;
  return (line) => {
    const now = performance.now();
    if (now - last < 500) return;
    last = now;
    say(line);
  };
};

export const seconds = (value: number): string => `${value.toFixed(1)} s`;
export const secondsSince = (start: number): number => (performance.now() - start) / 1000;
