/** What lies at a path, told from the file system and the first hundred bytes, before SQLite touches it. */
import { accessSync, closeSync, constants, openSync, readSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import type { LibraryFailure } from "../../../shared/contract/library.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";

export type LibraryError = Exclude<LibraryFailure, { readonly type: "UnknownFile" }>;

export interface Inspected {
  readonly bytes: number;
  /** Neither the file nor its folder refuses to be written. */
  readonly writable: boolean;
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "";

const may = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
};

const readHead = (path: string): Buffer => {
  const head = Buffer.alloc(100);
  const file = openSync(path, "r");
  try {
    return head.subarray(0, readSync(file, head, 0, 100, 0));
  } finally {
    closeSync(file);
  }
};

const walBytes = (path: string): number => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/**
 * SQLite's file header (sqlite.org/fileformat.html): magic at 0, page size at 16, number of pages at 28, which counts
 * only where the change counters at 24 and 92 agree.
 */
const shortBy = (head: Buffer, bytes: number): number => {
  const stated = head.readUInt16BE(16);
  const page = stated === 1 ? 65_536 : stated;
  const pages = head.readUInt32BE(28);
  return head.readUInt32BE(24) === head.readUInt32BE(92) ? Math.max(0, pages * page - bytes) : 0;
};

export const inspect = (path: string): Result<Inspected, LibraryError> => {
  let stats: Stats;
  let head: Buffer;
  try {
    stats = statSync(path);
    if (stats.isDirectory()) return err({ type: "IsFolder", path });
    head = readHead(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return err({ type: "NotFound", path });
    if (["EACCES", "EPERM"].includes(codeOf(error))) return err({ type: "NoPermission", path });
    return err({ type: "Unwritable", path, detail: error instanceof Error ? error.message : String(error) });
  }
  if (stats.size === 0) return err({ type: "EmptyFile", path });
  if (!head.toString("latin1").startsWith("SQLite format 3\0")) return err({ type: "NotALibrary", path });
  const missing = head.length < 100 ? 100 - head.length : shortBy(head, stats.size);
  if (missing > 0 && walBytes(path) === 0)
    return err({
      type: "Damaged",
      path,
      detail: `cut off: ${stats.size} bytes are there, ${missing} are missing`,
    });
  return ok({
    bytes: stats.size,
    writable: may(path, constants.W_OK) && may(dirname(path), constants.W_OK),
  });
};
