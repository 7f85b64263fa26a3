/**
 * Putting a backup in a library's place. The order keeps every moment of a crash safe: the backup is checked, what is
 * there is kept aside (a second name of the same file), the backup is copied beside it and reaches the disk, the old
 * write-ahead log goes (it must never be replayed on the new file), and one rename changes the library. Whoever was
 * forgotten since the backup was made is forgotten in it before it takes the place.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { BackupEntry, BackupFailure, LibraryCheck } from "../../../shared/contract/safety.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { ForgetAgain, ForgetAgainFailure } from "../privacy/forget-again.ts";
import { forgottenOf } from "../privacy/forgotten-list.ts";
import { connectTo, partPath, removeLibraryFiles } from "../store/library.ts";
import { libraryName } from "../store/places.ts";
import { checkApart } from "./check-apart.ts";
import { freeBytes, newBackupPath, readEntry, sha256Of, writeManifest } from "./folder.ts";

export interface RestoreHooks {
  readonly forgetAgain: ForgetAgain;
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
  readonly marquee?: string;
  readonly now?: Date;
}

export const toDisk = (path: string): void => {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** A folder's entries reach the disk with the folder; Windows neither needs nor allows it. */
const folderToDisk = (folder: string): void => {
  if (process.platform === "win32") return;
  const entry = openSync(folder, "r");
  try {
    fsyncSync(entry);
  } finally {
    closeSync(entry);
  }
};

/** A closed library with a write-ahead log is one file again where SQLite can still read it. */
const foldLog = (path: string): void => {
  if (!existsSync(`${path}-wal`)) return;
  try {
    const db = connectTo(path, { fileMustExist: true });
    try {
      db.pragma("wal_checkpoint(TRUNCATE)");
    } finally {
      db.close();
    }
  } catch {
    // Damaged: the log is kept aside with the file.
  }
};

const samePlace = (path: string, aside: string): void => {
  try {
    linkSync(path, aside);
  } catch {
    copyFileSync(path, aside, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    toDisk(aside);
  }
};

/** Keeps what lies at `path` as a backup of its own, sound or not. */
const keepAside = async (
  path: string,
  folder: string,
  check: LibraryCheck,
  { marquee = "", now = new Date() }: Pick<RestoreHooks, "marquee" | "now">,
): Promise<BackupEntry> => {
  const aside = newBackupPath(folder, libraryName(path), now, "before-restore");
  samePlace(path, aside);
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${aside}-wal`);
  writeManifest(aside, {
    library: libraryName(path),
    at: Math.floor(now.getTime() / 1000),
    reason: "before-restore",
    bytes: statSync(aside).size,
    schema: check.schema,
    counts: check.counts,
    verified: check.sound,
    sha256: await sha256Of(aside),
    marquee,
  });
  folderToDisk(folder);
  return readEntry(folder, basename(aside)) as BackupEntry;
};

export interface Restored {
  /** What was there; null where nothing was. */
  readonly kept: BackupEntry | null;
  /** Members of the backup who were forgotten since, and now again. */
  readonly forgotten: number;
}

/** The library at `path` must be closed. `folder`: where what is there now is kept. */
export const restoreBackup = async (
  path: string,
  backup: Pick<BackupEntry, "path"> & Partial<Pick<BackupEntry, "sha256">>,
  folder: string,
  hooks: RestoreHooks,
): Promise<Result<Restored, BackupFailure | ForgetAgainFailure>> => {
  const { progress, signal } = hooks;
  if (!existsSync(backup.path)) return err({ type: "NoBackup", path: backup.path });
  const needed = statSync(backup.path).size;
  const free = freeBytes(dirname(path));
  if (free !== null && free < needed)
    return err({ type: "NoRoomForBackup", path: dirname(path), needed, free });
  const part = partPath(path);
  try {
    removeLibraryFiles(part);
    await copyFile(backup.path, part, constants.COPYFILE_FICLONE);
    // A copy kept aside while it was damaged carries its log.
    if (existsSync(`${backup.path}-wal`)) await copyFile(`${backup.path}-wal`, `${part}-wal`);
    progress?.(0.3);
    if (backup.sha256 && (await sha256Of(part, signal)) !== backup.sha256)
      return err({
        type: "BackupUnsound",
        path: backup.path,
        detail: "its bytes are not those that were backed up",
      });
    progress?.(0.5);
    const check = await checkApart({ path: part, level: "full", settle: true }, signal);
    if (!check.sound)
      return err({
        type: "BackupUnsound",
        path: backup.path,
        detail: check.findings[0] ?? "rows without what they belong to",
      });
    progress?.(0.6);
    const list = [...forgottenOf(backup.path), ...forgottenOf(path)];
    const forgotten = list.length > 0 ? await hooks.forgetAgain(part, list) : ok({ members: 0 });
    if (!forgotten.ok) return forgotten;
    toDisk(part);
    progress?.(0.7);
    let kept: BackupEntry | null = null;
    if (existsSync(path)) {
      foldLog(path);
      kept = await keepAside(path, folder, await checkApart({ path, level: "full" }, signal), hooks);
    }
    progress?.(0.95);
    for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
    renameSync(part, path);
    folderToDisk(dirname(path));
    progress?.(1);
    return ok({ kept, forgotten: forgotten.value.members });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const { code = "", message } = error as { code?: string; message: string };
    if (code === "ENOSPC") return err({ type: "NoRoomForBackup", path: dirname(path), needed, free: 0 });
    if (/^E[A-Z]+$/.test(code)) return err({ type: "BackupUnwritable", path, detail: message });
    throw error;
  } finally {
    removeLibraryFiles(part);
  }
};
