/**
 * Backups that hold members who were forgotten since: written anew without them, or deleted. A backup written anew takes
 * another name and is checked in full before the old one goes, so that a crash leaves two and never none.
 */
import { constants, existsSync, renameSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ForgottenEntry } from "../../../shared/contract/jobs.ts";
import type { BackupEntry, BackupFailure } from "../../../shared/contract/safety.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { ForgetAgain, ForgetAgainFailure } from "../privacy/forget-again.ts";
import { removeLibraryFiles } from "../store/library.ts";
import { checkApart } from "./check-apart.ts";
import { freeBytes, newBackupPath, removeBackup, sha256Of, writeManifest } from "./folder.ts";
import { toDisk } from "./restore.ts";

export const rewriteBackup = async (
  entry: BackupEntry,
  forgotten: readonly ForgottenEntry[],
  forget: ForgetAgain,
  signal: AbortSignal,
): Promise<Result<null, BackupFailure | ForgetAgainFailure>> => {
  const { name: _name, path, whole: _whole, ...manifest } = entry;
  const folder = dirname(path);
  if (!existsSync(path)) return err({ type: "NoBackup", path });
  const free = freeBytes(folder);
  const needed = 2 * entry.bytes; // the copy, and the copy written anew
  if (free !== null && free < needed) return err({ type: "NoRoomForBackup", path: folder, needed, free });
  const target = newBackupPath(folder, entry.library, new Date(entry.at * 1000), entry.reason);
  const part = `${target}.part`;
  try {
    await copyFile(path, part, constants.COPYFILE_FICLONE);
    if (existsSync(`${path}-wal`)) await copyFile(`${path}-wal`, `${part}-wal`);
    if (entry.verified && (await sha256Of(part, signal)) !== entry.sha256)
      return err({ type: "BackupUnsound", path, detail: "its bytes are not those that were backed up" });
    const before = await checkApart({ path: part, level: "full" }, signal);
    if (!before.sound) return err({ type: "BackupUnsound", path, detail: before.findings[0] ?? "" });
    const again = await forget(part, forgotten);
    if (!again.ok) return again;
    const check = await checkApart({ path: part, level: "full", settle: true }, signal);
    if (!check.sound) return err({ type: "BackupUnsound", path, detail: check.findings[0] ?? "" });
    toDisk(part);
    writeManifest(target, {
      ...manifest,
      bytes: check.bytes,
      schema: check.schema,
      counts: check.counts,
      verified: true,
      sha256: await sha256Of(part, signal),
    });
    renameSync(part, target);
    removeBackup(entry);
    return ok(null);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { code = "", message } = error as { code?: string; message: string };
    if (/^(SQLITE_|E[A-Z]+$)/.test(code)) return err({ type: "BackupUnwritable", path, detail: message });
    throw error;
  } finally {
    removeLibraryFiles(part);
  }
};

/** Whether something newer, verified and without anybody forgotten stands in for a backup. */
export const standsFor = (clean: readonly BackupEntry[], entry: BackupEntry): boolean =>
  clean.some(({ at, verified, whole }) => verified && whole && at > entry.at);
