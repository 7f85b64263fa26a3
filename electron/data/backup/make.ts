/**
 * Making a backup: SQLite's online backup in steps, settled into one plain file, checked in full apart, and only then
 * given its name. A writer on the same connection may go on; one on another connection makes it start again.
 */
import { existsSync, renameSync, statSync } from "node:fs";
import type { BackupEntry, BackupFailure, BackupReason } from "../../../shared/contract/safety.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { type Connection, connectTo, removeLibraryFiles } from "../store/library.ts";
import { libraryName } from "../store/places.ts";
import { checkApart } from "./check-apart.ts";
import {
  backupBudget,
  backupFolderOf,
  freeBytes,
  listBackups,
  newBackupPath,
  readEntry,
  removeAbandoned,
  removeBackup,
  sha256Of,
  writeManifest,
} from "./folder.ts";
import { superfluous } from "./thin.ts";

export interface BackupHooks {
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
  readonly marquee?: string;
  readonly now?: Date;
  /** There instead of among the other backups. */
  readonly folder?: string;
}

/** 8 MiB a step: a step is over before anybody waits for it. */
const pagesAtOnce = 2048;
/** What a disk must have left after a backup. */
const reserve = 64e6;

/** Makes room: backups that the rule lets go of. */
export const thinBackups = (folder: string, library: string, budget: number, now = Date.now()): number => {
  const entries = listBackups(folder, library);
  const gone = superfluous(entries, Math.floor(now / 1000), budget);
  for (const entry of entries) if (gone.has(entry.name)) removeBackup(entry);
  return gone.size;
};

const copyPages = async (db: Connection, part: string, { progress, signal }: BackupHooks): Promise<void> => {
  await db.backup(part, {
    progress: ({ totalPages, remainingPages }) => {
      signal?.throwIfAborted();
      progress?.(totalPages === 0 ? 0 : 0.6 * (1 - remainingPages / totalPages));
      return pagesAtOnce;
    },
  });
};

/** Backs up an open library, or a closed one when `db` is left out. */
export const makeBackup = async (
  { path, db }: { readonly path: string; readonly db?: Connection },
  reason: BackupReason,
  hooks: BackupHooks = {},
): Promise<Result<BackupEntry, BackupFailure>> => {
  const { progress, signal, marquee = "", now = new Date() } = hooks;
  const folder = hooks.folder ?? backupFolderOf(path, db);
  const library = libraryName(path);
  const needed = statSync(path).size + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0);
  const free = freeBytes(folder);
  if (free !== null && free < needed + reserve)
    return err({ type: "NoRoomForBackup", path: folder, needed: needed + reserve, free });
  let part = "";
  try {
    removeAbandoned(folder, library, Date.now());
    const target = newBackupPath(folder, library, now, reason);
    part = `${target}.part`;
    const source = db ?? connectTo(path, { fileMustExist: true });
    let budget: number;
    try {
      await copyPages(source, part, hooks);
      budget = backupBudget(source);
    } finally {
      if (!db) source.close();
    }
    const check = await checkApart({ path: part, level: "full", settle: true }, signal);
    if (!check.sound)
      return err({
        type: "BackupUnsound",
        path,
        detail: check.findings[0] ?? `${check.orphans} rows refer to rows that are not there`,
      });
    progress?.(0.9);
    const sha256 = await sha256Of(part, signal);
    writeManifest(target, {
      library,
      at: Math.floor(now.getTime() / 1000),
      reason,
      bytes: check.bytes,
      schema: check.schema,
      counts: check.counts,
      verified: true,
      sha256,
      marquee,
    });
    renameSync(part, target);
    thinBackups(folder, library, budget, now.getTime());
    progress?.(1);
    return ok(readEntry(folder, target.slice(folder.length + 1)) as BackupEntry);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const code = (error as { code?: string }).code ?? "";
    const detail = error instanceof Error ? error.message : String(error);
    if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB")
      return err({ type: "BackupUnsound", path, detail });
    if (code === "ENOSPC" || code === "SQLITE_FULL")
      return err({ type: "NoRoomForBackup", path: folder, needed, free: freeBytes(folder) ?? 0 });
    if (/^(SQLITE_|E[A-Z]+$)/.test(code)) return err({ type: "BackupUnwritable", path: folder, detail });
    throw error;
  } finally {
    if (part && existsSync(part)) removeLibraryFiles(part);
  }
};

/**
 * Before an import is applied; null where the library holds nothing yet. `db`: the connection that will apply it, so
 * that nothing restarts the copy.
 */
export const backupBeforeImport = async (
  library: { readonly path: string; readonly db: Connection },
  hooks: BackupHooks = {},
): Promise<Result<BackupEntry | null, BackupFailure>> => {
  const holds =
    "SELECT EXISTS (SELECT 1 FROM film) OR EXISTS (SELECT 1 FROM member) OR EXISTS (SELECT 1 FROM venue)";
  if (library.db.prepare(holds).pluck().get() === 0) return ok(null);
  return makeBackup(library, "before-import", hooks);
};

const dayMs = 86_400_000;

/** The daily one, where the newest verified backup is older than a day; null where it is not. */
export const backupIfDue = async (
  library: { readonly path: string; readonly db: Connection },
  hooks: BackupHooks = {},
): Promise<Result<BackupEntry | null, BackupFailure>> => {
  const folder = backupFolderOf(library.path, library.db);
  const newest = listBackups(folder, libraryName(library.path)).find(
    ({ verified, whole }) => verified && whole,
  );
  const now = (hooks.now ?? new Date()).getTime();
  return newest && now - newest.at * 1000 < dayMs ? ok(null) : makeBackup(library, "daily", hooks);
};
