/** What the handlers of the data service share: the open library and the paths behind file tokens. */

import type { Jobs } from "../../shared/contract/jobs.ts";
import type { Fault } from "../../shared/contract/wire.ts";
import { Failure } from "../../shared/domain/fault.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { Library } from "./store/library.ts";

export interface Session {
  library: Library | null;
  readonly files: Map<string, string>;
  /** A sealed page of HTML becomes a PDF in the main process, which alone can print. */
  readonly printPdf: (
    html: string,
    page: { readonly size: "A3" | "A4"; readonly landscape: boolean },
  ) => Promise<Uint8Array>;
  /** The job process; without one, jobs run in this process. */
  readonly jobs?: Jobs;
  /** This Marquee's version. */
  readonly marquee?: string;
  /** What only the main process can do. */
  readonly tokenOf?: (path: string) => Promise<string>;
  readonly showInFolder?: (path: string) => Promise<void>;
  /** Batch commands make the backups they are asked for. */
  readonly noDailyBackups?: boolean;
  /** Called when a query meets a damaged page. */
  onDamage?: (detail: string) => void;
}

const faultTypes: ReadonlySet<string> = new Set(["InvalidInput", "Cancelled", "Disconnected", "Internal"]);

export const openedLibrary = (session: Session): Result<Library, { readonly type: "NoLibrary" }> =>
  session.library ? ok(session.library) : err({ type: "NoLibrary" });

export const pathOf = (session: Session, token: string): Result<string, { readonly type: "UnknownFile" }> => {
  const path = session.files.get(token);
  return path === undefined ? err({ type: "UnknownFile" }) : ok(path);
};

/** A job's answer as the answer of the call that asked for it: bugs and cancels go on as they do here. */
export const answerOf = async <T, E extends { readonly type: string }>(
  asked: Promise<Result<T, E | Fault>>,
  signal: AbortSignal,
): Promise<Result<T, Exclude<E, Fault>>> => {
  const answer = await asked;
  if (answer.ok) return answer;
  signal.throwIfAborted();
  if (faultTypes.has(answer.error.type)) throw new Failure(answer.error);
  return err(answer.error as Exclude<E, Fault>);
};
