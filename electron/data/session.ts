/** What the handlers of the data service share: the open library and the paths behind file tokens. */
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
}

export const openedLibrary = (session: Session): Result<Library, { readonly type: "NoLibrary" }> =>
  session.library ? ok(session.library) : err({ type: "NoLibrary" });

export const pathOf = (session: Session, token: string): Result<string, { readonly type: "UnknownFile" }> => {
  const path = session.files.get(token);
  return path === undefined ? err({ type: "UnknownFile" }) : ok(path);
};

/** SQLite calls are synchronous: long work yields here, or a cancel is never read. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
