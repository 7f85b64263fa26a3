/** The whole data service's handlers over a session in this process, with real files. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Result, valueOrThrow } from "../../shared/domain/result.ts";
import { handlersOf } from "./handlers.ts";
import { noWarehouse } from "./import/tables/warehouse/access.ts";
import { type KeyKeeper, noKeyKeeper } from "./privacy/key-keeper.ts";
import type { Session } from "./session.ts";
import { closeLibrary, type Library, readMigrations } from "./store/library.ts";
import { LibraryWatch } from "./store/watch.ts";

export const migrations = readMigrations(join(import.meta.dirname, "../migrations"));

export const call = { signal: new AbortController().signal, progress: () => {}, block: async () => {} };

/** The value of an answer that must be one. */
export const ask = async <T>(answer: Result<T, unknown> | Promise<Result<T, unknown>>): Promise<T> =>
  valueOrThrow(await answer);

export class Desk {
  readonly home = mkdtempSync(join(tmpdir(), "marquee-desk-"));
  readonly session: Session = {
    library: null,
    files: new Map(),
    printPdf: () => Promise.reject(new Error("nothing to print")),
    noDailyBackups: true,
  };
  handlers: ReturnType<typeof handlersOf>;
  #watch = new LibraryWatch(this.session);

  constructor(keys: KeyKeeper = noKeyKeeper) {
    this.handlers = this.#with(keys);
  }

  #with(keys: KeyKeeper): ReturnType<typeof handlersOf> {
    return handlersOf(this.session, this.#watch, migrations, "", noWarehouse, keys);
  }

  /** The same files on another computer. */
  moveTo(keys: KeyKeeper): void {
    this.handlers = this.#with(keys);
  }

  token(path: string): string {
    const file = randomUUID();
    this.session.files.set(file, path);
    return file;
  }

  get library(): Library {
    if (!this.session.library) throw new Error("no library is open");
    return this.session.library;
  }

  async end(): Promise<void> {
    await this.#watch.end();
    if (this.session.library) closeLibrary(this.session.library);
    rmSync(this.home, { recursive: true, force: true });
  }
}
