/**
 * The list of forgotten members must outlive the library's file: a backup of earlier days knows nothing of it. So a copy
 * lies beside the library and among its backups, and whatever takes the library's place is held against all of them.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ForgottenEntry } from "../../../shared/contract/jobs.ts";
import { backupFolderOf, readEntry } from "../backup/folder.ts";
import type { Connection } from "../store/library.ts";
import { besideLibrary, libraryName } from "../store/places.ts";
import { readApart } from "../store/read-apart.ts";

const listPath = (folder: string, library: string): string => join(folder, `${library}.forgotten.json`);

const readList = (file: string): readonly ForgottenEntry[] => {
  try {
    return z.array(ForgottenEntry).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return [];
  }
};

/** None from a schema of before there was a list. */
export const forgottenIn = (db: Connection): readonly ForgottenEntry[] => {
  const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'forgotten_member'").get();
  if (!known) return [];
  return db
    .prepare("SELECT lower(hex(key)) AS key, at FROM forgotten_member ORDER BY key")
    .all() as ForgottenEntry[];
};

const forgottenInFile = (path: string): readonly ForgottenEntry[] => {
  try {
    return readApart(path, forgottenIn);
  } catch {
    return []; // gone or damaged: the copies remain
  }
};

/** Everybody who was forgotten in the library at `path`, as the file itself and the copies tell. */
export const forgottenOf = (path: string): readonly ForgottenEntry[] => {
  const folders = new Set([besideLibrary(path), backupFolderOf(path), dirname(path)]);
  // A backup lies under a name of its own.
  const names = new Set([libraryName(path), readEntry(dirname(path), path)?.library ?? libraryName(path)]);
  const copies = [...folders].flatMap((folder) =>
    [...names].flatMap((name) => readList(listPath(folder, name))),
  );
  const all = [...copies, ...forgottenInFile(path)];
  return [...new Map(all.map((entry) => [entry.key, entry])).values()];
};

/** Brings the copies up to the library's list. A copy that cannot be written is left out, as a seal is. */
export const keepForgottenBeside = (path: string, db: Connection): void => {
  const list = forgottenIn(db);
  if (list.length === 0) return;
  for (const folder of new Set([besideLibrary(path), backupFolderOf(path, db)]))
    try {
      const file = listPath(folder, libraryName(path));
      const kept = readList(file);
      const known = new Set(kept.map(({ key }) => key));
      if (list.every(({ key }) => known.has(key))) continue;
      const whole = new Map([...kept, ...list].map((entry) => [entry.key, entry]));
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.part`, JSON.stringify([...whole.values()]));
      renameSync(`${file}.part`, file);
    } catch {
      // Nor can a backup be written there.
    }
};
