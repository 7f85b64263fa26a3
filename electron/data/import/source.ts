/** Files to import, wherever they lie: a folder, one file, or a zip archive that is read without unpacking it. */
import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { ImportFailure } from "../../../shared/contract/import.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";

export interface SourceFile {
  readonly name: string; // with its folders inside an archive
  readonly bytes: number; // unpacked
  readonly read: () => Promise<Readable>;
}

export interface Source {
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly close: () => void;
}

/**
 * Entries are streamed, never unpacked to disk or memory, so the bounds may be wide enough for the largest MovieLens
 * set (about 1.6 GB of text at 4:1). Text above 100:1 is a bomb; small entries may be that repetitive by chance.
 */
export const archiveBounds = {
  entries: 1_000,
  bytes: 8 * 2 ** 30,
  ratio: 100,
  ratioFrom: 2 ** 20,
} as const;

const maxFolderFiles = 1_000;

const unreadable = (path: string, error: unknown): Result<never, ImportFailure> =>
  err({
    type: "UnreadableFile",
    name: basename(path),
    detail: error instanceof Error ? error.message : String(error),
  });

const diskFile = (path: string, bytes: number, name = basename(path)): SourceFile => ({
  name,
  bytes,
  read: () => Promise.resolve(createReadStream(path, { highWaterMark: 2 ** 18 })),
});

/** The regular files of a folder; those of its sub-folders only if it holds no file itself, as in an unpacked archive. */
const filesIn = async (folder: string, inside = ""): Promise<readonly SourceFile[]> => {
  const entries = (await readdir(folder, { withFileTypes: true })).slice(0, maxFolderFiles);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (names.length > 0 || inside !== "")
    return Promise.all(
      names.map(async (name) => {
        const path = join(folder, name);
        return diskFile(path, (await stat(path)).size, inside + name);
      }),
    );
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return (await Promise.all(folders.map((name) => filesIn(join(folder, name), `${name}/`)))).flat();
};

const startsLikeZip = async (path: string): Promise<boolean> => {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return (
      bytesRead === 4 && (buffer.readUInt32LE(0) === 0x04034b50 || buffer.readUInt32LE(0) === 0x06054b50)
    );
  } finally {
    await handle.close();
  }
};

/** Reads an archive's directory and refuses it as a whole if any entry is out of bounds. */
const archiveEntries = async (zip: ZipFile): Promise<Result<readonly Entry[], ImportFailure>> => {
  const unsafe = (
    reason: Extract<ImportFailure, { type: "UnsafeArchive" }>["reason"],
    detail: string,
  ): Result<never, ImportFailure> => err({ type: "UnsafeArchive", reason, detail });

  if (zip.entryCount > archiveBounds.entries) return unsafe("tooManyEntries", String(zip.entryCount));
  const entries: Entry[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.length === archiveBounds.entries)
        return unsafe("tooManyEntries", `> ${archiveBounds.entries}`);
      if (entry.isEncrypted()) return unsafe("encrypted", entry.fileName);
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (entry.uncompressedSize > archiveBounds.ratioFrom && ratio > archiveBounds.ratio)
        return unsafe("compressionRatio", entry.fileName);
      total += entry.uncompressedSize;
      if (total > archiveBounds.bytes) return unsafe("tooLarge", entry.fileName);
      entries.push(entry);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/relative path|absolute path|invalid characters/.test(message)) return unsafe("entryName", message);
    throw error;
  }
  return ok(entries);
};

const openArchive = async (path: string): Promise<Result<Source, ImportFailure>> => {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true });
  const entries = await archiveEntries(zip).catch((error: unknown) => {
    zip.close();
    throw error;
  });
  if (!entries.ok) {
    zip.close();
    return entries;
  }
  const files = entries.value
    .filter((entry) => !entry.fileName.endsWith("/"))
    .map((entry) => ({
      name: entry.fileName,
      bytes: entry.uncompressedSize,
      read: () => zip.openReadStreamPromise(entry),
    }));
  return ok({ name: basename(path), files, close: () => zip.close() });
};

/** Opens whatever lies at `path`. The caller closes the source. */
export const openSource = async (path: string): Promise<Result<Source, ImportFailure>> => {
  try {
    const found = await stat(path);
    if (!found.isDirectory() && (await startsLikeZip(path))) return await openArchive(path);
    const files = found.isDirectory() ? await filesIn(path) : [diskFile(path, found.size)];
    return ok({ name: basename(path), files, close: () => {} });
  } catch (error) {
    return unreadable(path, error);
  }
};
