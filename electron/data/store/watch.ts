/** The state of the open library's file, for whoever watches: told when it changes. */
import { statSync } from "node:fs";
import type { BackupFailure, LibraryState } from "../../../shared/contract/safety.ts";
import { checkApart } from "../backup/check-apart.ts";
import { backupIfDue } from "../backup/make.ts";
import type { Session } from "../session.ts";
import type { HeldLibrary } from "./hold.ts";
import { checkedAtOpen, type Library } from "./library.ts";
import { notePlace, placeOf } from "./place.ts";
import { libraryName } from "./places.ts";

const lookMs = 2000;
const dueMs = 3_600_000;
/** The first screen comes first. */
const firstBackupMs = 20_000;

type Listener = (state: LibraryState | null) => void;

export class LibraryWatch {
  readonly #session: Session;
  readonly #listeners = new Set<Listener>();
  #state: LibraryState | null = null;
  #ending = new AbortController();
  #timers: NodeJS.Timeout[] = [];
  #backup: Promise<unknown> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
    session.onDamage = (detail) => this.change({ check: "damaged", findings: [detail] });
  }

  get state(): LibraryState | null {
    return this.#state;
  }

  /** Returns the end of listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }

  change(change: Partial<LibraryState>): void {
    if (this.#state) this.#set({ ...this.#state, ...change });
  }

  /**
   * Begins with a library that was just opened; `damaged`: it was opened to look at only. The check of a large file keeps
   * the disk busy: it waits for what the first screens need, `first`.
   */
  begin(library: HeldLibrary, damaged: boolean, first: Promise<unknown> = Promise.resolve()): void {
    this.end();
    notePlace(library);
    const large = !library.readOnly && statSync(library.path).size > checkedAtOpen;
    this.#set({
      readOnly: library.readOnlyBecause,
      place: "here",
      movedTo: null,
      check: damaged ? "damaged" : large ? "running" : "sound",
      findings: [],
      backup: "idle",
      backupFailure: null,
    });
    const every = (milliseconds: number, work: () => void): void =>
      void this.#timers.push(setInterval(work, milliseconds).unref());
    every(lookMs, () => void this.#look(library));
    const { signal } = this.#ending;
    if (large) void first.then(() => (signal.aborted ? undefined : this.#check(library, signal)));
    if (library.readOnly || this.#session.noDailyBackups) return;
    this.#timers.push(setTimeout(() => this.#daily(library), firstBackupMs).unref());
    every(dueMs, () => this.#daily(library));
  }

  /** No more work on the library; a running check or backup is given up. Resolves when it is. */
  end(): Promise<unknown> {
    this.#ending.abort();
    this.#ending = new AbortController();
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.#set(null);
    return this.#backup;
  }

  #set(state: LibraryState | null): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  async #look(library: Library): Promise<void> {
    const { place, path } = placeOf(library, 0);
    if (place !== "moved" || path === null) return this.change({ place, movedTo: null });
    if (this.#state?.movedTo?.path === path) return;
    // The log stays under the old name: folded in, the file is whole under the new one.
    if (!library.readOnly)
      try {
        library.db.pragma("wal_checkpoint(TRUNCATE)");
      } catch {
        // Tried again at closing.
      }
    const file = await this.#session.tokenOf?.(path);
    if (file) this.change({ place, movedTo: { file, path, name: libraryName(path) } });
  }

  async #check(library: Library, signal: AbortSignal): Promise<void> {
    try {
      const { findings } = await checkApart({ path: library.path, level: "quick", sealed: true }, signal);
      this.change({ check: findings.length === 0 ? "sound" : "damaged", findings });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #daily(library: Library): void {
    const { signal } = this.#ending;
    if (this.#state?.backup === "running" || this.#state?.place !== "here" || this.#state.check !== "sound")
      return;
    this.change({ backup: "running" });
    this.#backup = backupIfDue(library, { signal, marquee: this.#session.marquee ?? "" }).then(
      (made) => this.#backedUp(made.ok ? null : made.error),
      (error) => {
        if (!signal.aborted) this.change({ backup: "failed" });
        if (!signal.aborted) throw error;
      },
    );
  }

  #backedUp(failure: BackupFailure | null): void {
    this.change({ backup: failure ? "failed" : "idle", backupFailure: failure });
    if (failure?.type === "BackupUnsound") this.change({ check: "damaged", findings: [failure.detail] });
  }
}
