/** Opens whatever lies at a path: a folder, one file, or an archive. */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { openPromise, type ZipFile } from "yauzl";
import type { ImportFailure } from "../../../../shared/contract/import.ts";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import { filesBelow, isClutter } from "./folder.ts";
import { gunzipped, startsLikeGzip } from "./gzip.ts";
import { openOnDisk } from "./random-access.ts";
import { type LeftOut, ReadFailure, readFailure, type Source, type SourceFile } from "./source.ts";
import { startsLikeZip, zipEntries, zipFile, zipOptions } from "./zip.ts";

const diskFile = (path: string, name: string, bytes: number): SourceFile => ({
  name,
  bytes,
  read: () => Promise.resolve(createReadStream(path, { highWaterMark: 2 ** 16 })),
  random: () => openOnDisk(path),
});

/** A workbook is a zip archive too, but one file to its user. */
const workbookPart = "xl/workbook.xml";

const startOf = async (path: string): Promise<{ head: Buffer; tail: Buffer; bytes: number }> => {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const piece = async (length: number, at: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    return { head: await piece(4, 0), tail: await piece(4, Math.max(0, size - 4)), bytes: size };
  } finally {
    await handle.close();
  }
};

const firstBytes = async (file: SourceFile): Promise<Uint8Array> => {
  for await (const piece of await file.read()) return piece;
  return Buffer.alloc(0);
};

/** An archive's entry, unpacked once more where it is packed itself. */
const unpackedTwice = async (file: SourceFile): Promise<SourceFile> =>
  /\.gz$/i.test(file.name) && startsLikeGzip(await firstBytes(file)) ? gunzipped(file, 0) : file;

interface Opened {
  readonly files: readonly SourceFile[];
  readonly zip?: ZipFile;
}

const openArchive = async (
  path: string,
  name: string,
  prefix: string,
  whole: SourceFile,
): Promise<Opened> => {
  const zip = await openPromise(path, zipOptions);
  try {
    const entries = await zipEntries(name, zip);
    if (!entries.ok) throw new ReadFailure(entries.error);
    if (entries.value.some((entry) => entry.name === workbookPart)) {
      zip.close();
      return { files: [whole] };
    }
    const files: SourceFile[] = [];
    for (const entry of entries.value)
      if (!isClutter(entry.name)) files.push(await unpackedTwice(zipFile(zip, entry, prefix + entry.name)));
    return { files, zip };
  } catch (error) {
    zip.close();
    throw error;
  }
};

const openFile = async (path: string, name: string, prefix: string): Promise<Opened> => {
  const { head, tail, bytes } = await startOf(path);
  const file = diskFile(path, name, bytes);
  if (startsLikeZip(head)) return openArchive(path, name, prefix, file);
  if (startsLikeGzip(head)) return { files: [gunzipped(file, tail.length === 4 ? tail.readUInt32LE() : 0)] };
  return { files: [file] };
};

/** The caller closes the source. One bad file of a folder is left out; one that was chosen by itself is a failure. */
export const openSource = async (path: string): Promise<Result<Source, ImportFailure>> => {
  const name = basename(path);
  const closers: (() => void)[] = [];
  const onClose = (close: () => void): void => void closers.push(close);
  const close = (): void => {
    for (const each of closers.splice(0)) each();
  };
  const opened = async (file: string, shown: string, prefix: string): Promise<readonly SourceFile[]> => {
    try {
      const { files, zip } = await openFile(file, shown, prefix);
      if (zip) onClose(() => zip.close());
      return files;
    } catch (error) {
      throw readFailure(shown, error);
    }
  };
  try {
    if (!(await stat(path)).isDirectory())
      return ok({ name, files: await opened(path, name, ""), leftOut: [], onClose, close });
    const files: SourceFile[] = [];
    const leftOut: LeftOut[] = [];
    for (const found of await filesBelow(path))
      try {
        files.push(...(await opened(found.path, found.name, `${found.name}/`)));
      } catch (error) {
        leftOut.push({ name: found.name, failure: readFailure(found.name, error).failure });
      }
    return ok({ name, files, leftOut, onClose, close });
  } catch (error) {
    close();
    return err(readFailure(name, error).failure);
  }
};
