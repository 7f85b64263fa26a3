/** Files appear whole or not at all: each is written beside its place, flushed, then renamed into it. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../../../shared/domain/result.ts";

export interface NewFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export type WriteFailure =
  | { readonly type: "FilesExist"; readonly names: string[] }
  | { readonly type: "FolderFull" | "FileInUse"; readonly name: string }
  | { readonly type: "UnwritableFile"; readonly name: string; readonly detail: string };

/** Windows refuses to replace what another program holds open; elsewhere it is replaced under its reader. */
const failureOf = (error: unknown, name: string, replacing: boolean): WriteFailure => {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") return { type: "FolderFull", name };
  if (code === "EBUSY" || (code === "EPERM" && replacing)) return { type: "FileInUse", name };
  return { type: "UnwritableFile", name, detail: error instanceof Error ? error.message : String(error) };
};

const writeFlushed = async (path: string, content: string | Uint8Array): Promise<void> => {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

export const existingIn = (folder: string, names: readonly string[]): string[] =>
  names.filter((name) => existsSync(join(folder, name)));

/**
 * Writes all of `files` into `folder`, made if missing, or leaves its files as they were; only a file that was
 * replaced before a later rename failed stays new.
 */
export const writeFiles = async (
  folder: string,
  files: readonly NewFile[],
  overwrite: boolean,
): Promise<Result<null, WriteFailure>> => {
  const pending = files.map(({ name, content }) => {
    const path = join(folder, name);
    return {
      name,
      content,
      path,
      existed: existsSync(path),
      draft: join(folder, `.${name}.${randomUUID()}`),
    };
  });
  const existing = pending.filter(({ existed }) => existed).map(({ name }) => name);
  if (existing.length > 0 && !overwrite) return err({ type: "FilesExist", names: existing });
  const placed: string[] = [];
  let current = pending[0]?.name ?? "";
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, draft, content } of pending) {
      current = name;
      await writeFlushed(draft, content);
    }
    for (const { name, draft, path, existed } of pending) {
      current = name;
      await rename(draft, path);
      if (!existed) placed.push(path);
    }
    return ok(null);
  } catch (error) {
    const leftovers = [...placed, ...pending.map(({ draft }) => draft)];
    await Promise.all(leftovers.map((path) => rm(path, { force: true }).catch(() => undefined)));
    const replacing = pending.some(({ name, existed }) => name === current && existed);
    return err(failureOf(error, current, replacing));
  }
};
