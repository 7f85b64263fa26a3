/**
 * Opening a library as the data service does: what lies there, is anybody else writing, is it as it was sealed, is there
 * a backup before its schema changes; and closing it again with a new seal.
 */
import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BackupFailure } from "../../../shared/contract/safety.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { makeBackup } from "../backup/make.ts";
import { inspect } from "./inspect.ts";
import {
  applicationId,
  checkedAtOpen,
  createLibrary,
  type Library,
  type LibraryError,
  type Migration,
  openLibrary,
} from "./library.ts";
import { acquireLock, type Lock } from "./lock.ts";
import { readApart } from "./read-apart.ts";
import { brokenSealWords, checkSeal, sealLibrary } from "./seal.ts";

export interface HoldWish {
  readonly readOnly?: boolean;
  /** Damaged: only to look at. */
  readonly unchecked?: boolean;
  readonly withoutBackup?: boolean;
  readonly marquee?: string;
}
export type HeldLibrary = Library & { readonly readOnlyBecause: "no" | "chosen" | "media" };

/** A private copy with its log: for media that SQLite cannot keep its files on, and to look at what is damaged. */
const privateCopy = (path: string): { readonly copy: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-look-"));
  const copy = join(folder, "library.marquee");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    for (const suffix of ["", "-wal"])
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    return { copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
};

const holdToRead = (
  path: string,
  migrations: readonly Migration[],
  because: "chosen" | "media",
  unchecked: boolean,
): Result<HeldLibrary, LibraryError> => {
  if (because === "chosen" && !unchecked) {
    const opened = openLibrary(path, migrations, { readOnly: true });
    if (opened.ok) return ok({ ...opened.value, readOnlyBecause: because });
    if (opened.error.type !== "Unwritable") return opened;
  }
  let made: ReturnType<typeof privateCopy>;
  try {
    made = privateCopy(path);
  } catch (error) {
    return err({ type: "Unwritable", path, detail: error instanceof Error ? error.message : String(error) });
  }
  const opened = openLibrary(path, migrations, { readOnly: true, instead: made.copy, unchecked });
  if (opened.ok) return ok({ ...opened.value, readOnlyBecause: because, onClose: made.remove });
  made.remove();
  return opened;
};

const unprotected = (path: string, failure: BackupFailure): LibraryError => ({
  type: "MigrationUnprotected",
  path,
  detail: failure.type === "NoRoomForBackup" ? "" : "detail" in failure ? failure.detail : "",
  needed: failure.type === "NoRoomForBackup" ? failure.needed : 0,
  free: failure.type === "NoRoomForBackup" ? failure.free : 0,
});

const isOlder = (path: string, known: number): boolean => {
  try {
    return readApart(path, (db) => {
      const ours = db.pragma("application_id", { simple: true }) === applicationId;
      return ours && (db.pragma("user_version", { simple: true }) as number) < known;
    });
  } catch {
    return false; // opening says what is wrong
  }
};

/** A seal that does not fit names the damage that SQLite cannot see. */
const brokenSeal = (path: string): LibraryError | null => {
  const seal = checkSeal(path);
  if (seal.state !== "broken") return null;
  return { type: "Damaged", path, detail: brokenSealWords(seal.places) };
};

const writeVersion = ({ db }: Library, marquee: string): void => {
  const kept = db.prepare("SELECT value FROM setting WHERE name = 'written_by'").pluck().get();
  if (marquee && kept !== marquee)
    db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('written_by', ?)").run(marquee);
};

const withLock = (library: Library, lock: Lock): HeldLibrary => ({
  ...library,
  readOnlyBecause: "no",
  onClose: () => {
    sealLibrary(library.path);
    lock.release();
  },
});

const takeLock = (path: string): Result<Lock | null, LibraryError> => {
  try {
    const lock = acquireLock(path);
    return lock.ok ? lock : err({ type: "InUse", path, ...pick(lock.error) });
  } catch {
    return ok(null); // the folder takes no file, though it said that it would
  }
};
const pick = ({ host, user, since }: { host: string; user: string; since: number }) => ({
  host,
  user,
  since,
});

export const holdLibrary = async (
  path: string,
  migrations: readonly Migration[],
  { readOnly = false, unchecked = false, withoutBackup = false, marquee = "" }: HoldWish = {},
): Promise<Result<HeldLibrary, LibraryError>> => {
  const inspected = inspect(path);
  if (!inspected.ok && !unchecked) return inspected;
  if (readOnly) return holdToRead(path, migrations, "chosen", unchecked);
  if (!inspected.ok) return inspected;
  if (!inspected.value.writable) return holdToRead(path, migrations, "media", false);
  const lock = takeLock(path);
  if (!lock.ok) return lock;
  if (!lock.value) return holdToRead(path, migrations, "media", false);
  const letGo = <T extends Result<never, LibraryError>>(failed: T): T => {
    lock.value?.release();
    return failed;
  };
  const broken = inspected.value.bytes <= checkedAtOpen ? brokenSeal(path) : null;
  if (broken) return letGo(err(broken));
  if (!withoutBackup && isOlder(path, migrations.length)) {
    const made = await makeBackup({ path }, "before-migration", { marquee });
    if (!made.ok)
      return letGo(
        err(
          made.error.type === "BackupUnsound"
            ? { type: "Damaged", path, detail: made.error.detail }
            : unprotected(path, made.error),
        ),
      );
  }
  const opened = openLibrary(path, migrations);
  if (!opened.ok) return letGo(opened);
  try {
    writeVersion(opened.value, marquee);
  } catch {
    // A full disk: the library is open all the same.
  }
  return ok(withLock(opened.value, lock.value));
};

/** A new library, held like one that was opened. */
export const holdNewLibrary = (
  path: string,
  migrations: readonly Migration[],
  marquee = "",
): Result<HeldLibrary, LibraryError> => {
  const lock = takeLock(path);
  if (!lock.ok) return lock;
  const created = createLibrary(path, migrations);
  if (!created.ok || !lock.value) {
    lock.value?.release();
    return created.ok ? ok({ ...created.value, readOnlyBecause: "no" }) : created;
  }
  writeVersion(created.value, marquee);
  return ok(withLock(created.value, lock.value));
};
