/** The backups of a library: plain files in one folder, each with a manifest beside it. */
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BackupEntry, BackupManifest } from "../../../shared/contract/safety.ts";
import { type Connection, removeLibraryFiles } from "../store/library.ts";
import { besideLibrary } from "../store/places.ts";
import { readApart } from "../store/read-apart.ts";

const folderSetting = "backup_folder";
const budgetSetting = "backup_budget";
const defaultBudget = 20e9;

const settingOf = (db: Connection, name: string): string | null =>
  (db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(name) as string | undefined) ?? null;

const setSetting = (db: Connection, name: string, value: string | null): void => {
  if (value === null) db.prepare("DELETE FROM setting WHERE name = ?").run(name);
  else db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(name, value);
};

export const chosenFolder = (db: Connection): string | null => settingOf(db, folderSetting);
export const chooseFolder = (db: Connection, folder: string | null): void =>
  setSetting(db, folderSetting, folder);

export const backupBudget = (db: Connection): number => Number(settingOf(db, budgetSetting) ?? defaultBudget);
export const setBudget = (db: Connection, bytes: number): void =>
  setSetting(db, budgetSetting, String(Math.round(bytes)));

/** The chosen folder as far as the file itself can still be asked. */
export const backupFolderOf = (path: string, open?: Connection): string => {
  try {
    return (open ? chosenFolder(open) : readApart(path, chosenFolder)) ?? besideLibrary(path);
  } catch {
    return besideLibrary(path);
  }
};

/** Free bytes of the disk a folder is on, or will be; null where it cannot be told. */
export const freeBytes = (folder: string): number | null => {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = statfsSync(at);
      return bavail * bsize;
    } catch {
      if (dirname(at) === at) return null;
    }
  }
};

const manifestPath = (path: string): string => `${path}.json`;

export const writeManifest = (path: string, manifest: BackupManifest): void => {
  const file = manifestPath(path);
  writeFileSync(`${file}.part`, `${JSON.stringify(BackupManifest.parse(manifest), null, 2)}\n`);
  renameSync(`${file}.part`, file);
};

/** Null where there is no backup, or nothing that says what it is. */
export const readEntry = (folder: string, name: string): BackupEntry | null => {
  const path = join(folder, basename(name));
  try {
    const manifest = BackupManifest.parse(JSON.parse(readFileSync(manifestPath(path), "utf8")));
    return { ...manifest, name: basename(path), path, whole: statSync(path).size === manifest.bytes };
  } catch {
    return null;
  }
};

/** Of one second the second is numbered 2, the tenth 10. */
const byName = new Intl.Collator("en", { numeric: true });
const stem = (name: string): string => name.replace(/\.marquee$/, "");

/** Newest first. A folder may hold the backups of several libraries. */
export const listBackups = (folder: string, library: string): readonly BackupEntry[] => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.marquee$/i.test(name))
    .flatMap((name) => readEntry(folder, name) ?? [])
    .filter((entry) => entry.library === library)
    .sort((a, b) => b.at - a.at || byName.compare(stem(b.name), stem(a.name)));
};

export const removeBackup = (entry: Pick<BackupEntry, "path">): void => {
  removeLibraryFiles(entry.path);
  rmSync(manifestPath(entry.path), { force: true });
};

/** Nobody writes to a part that has not grown for an hour. */
const abandonedMs = 3_600_000;

/** What backups left behind that were killed. */
export const removeAbandoned = (folder: string, library: string, now: number): void => {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${library} `) || !/\.part(-journal|-wal|-shm)?$/.test(name)) continue;
    const path = join(folder, name);
    if (now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now) > abandonedMs)
      rmSync(path, { force: true });
  }
};

/** A name that is free: the library's, the time, the reason. */
export const newBackupPath = (folder: string, library: string, at: Date, reason: string): string => {
  mkdirSync(folder, { recursive: true });
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}`;
  for (let nth = 1; ; nth++) {
    const path = join(folder, `${library} ${day} ${time} ${reason}${nth === 1 ? "" : ` ${nth}`}.marquee`);
    if (!existsSync(path)) return path;
  }
};

export const sha256Of = async (path: string, signal?: AbortSignal): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return hash.digest("hex");
};
