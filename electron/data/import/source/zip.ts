/** Zip archives (APPNOTE.TXT), read through their directory and refused as a whole where it is out of bounds. */

import { pipeline } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, getFileNameLowLevel, validateFileName, type ZipFile } from "yauzl";
import type { ImportFailure } from "../../../../shared/contract/import.ts";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import { guessEncoding } from "../tables/encodings.ts";
import { archiveBounds, bounded } from "./bounds.ts";
import { ReadFailure, readFailure, type SourceFile } from "./source.ts";

export const startsLikeZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 &&
  head[1] === 0x4b &&
  ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

/** `decodeStrings` must be off for names to be told apart here. */
export const zipOptions = { autoClose: false, lazyEntries: true, decodeStrings: false } as const;

export interface ZipBounds {
  readonly entries: number;
  readonly bytes: number;
  readonly ratio: number;
  readonly ratioFrom: number;
}

export interface ZipEntry {
  readonly name: string;
  readonly entry: Entry;
}

const utf8Flag = 0x800;
const unicodePath = 0x7075;

/** Windows in China writes names in its own encoding without saying so. */
const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string => {
  const told = (generalPurposeBitFlag & utf8Flag) !== 0 || extraFields.some(({ id }) => id === unicodePath);
  const encoding = told ? "utf-8" : guessEncoding(fileNameRaw);
  if (!told && encoding !== "windows-1252") return new TextDecoder(encoding).decode(fileNameRaw);
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
};

const fileType = 0o170000;
const symbolicLink = 0o120000;
const isLink = ({ externalFileAttributes }: Entry): boolean =>
  ((externalFileAttributes >>> 16) & fileType) === symbolicLink;

/** Entries that share their bytes unpack to more than the file could hold. */
const overlap = (entries: readonly ZipEntry[]): string | null => {
  const inOrder = entries.toSorted(
    (a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader,
  );
  const found = inOrder.find(({ entry }, i) => {
    const next = inOrder[i + 1]?.entry.relativeOffsetOfLocalHeader ?? Number.POSITIVE_INFINITY;
    return entry.relativeOffsetOfLocalHeader + entry.compressedSize > next;
  });
  return found?.name ?? null;
};

/** Reads an archive's directory. Links are no files: what they point to is not followed. */
export const zipEntries = async (
  name: string,
  zip: ZipFile,
  bounds: ZipBounds = archiveBounds,
): Promise<Result<readonly ZipEntry[], ImportFailure>> => {
  const unsafe = (
    reason: Extract<ImportFailure, { type: "UnsafeArchive" }>["reason"],
    detail: string,
  ): Result<never, ImportFailure> =>
    err({ type: "UnsafeArchive", name, reason, detail: detail.slice(0, 200) });

  if (zip.entryCount > bounds.entries) return unsafe("tooManyEntries", String(zip.entryCount));
  const entries: ZipEntry[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.length === bounds.entries) return unsafe("tooManyEntries", `> ${bounds.entries}`);
      const file = nameOf(entry);
      const wrong = file.includes("\0") ? `NUL: ${file.replaceAll("\0", "\\0")}` : validateFileName(file);
      if (wrong) return unsafe("entryName", wrong);
      if (entry.isEncrypted()) return unsafe("encrypted", file);
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (entry.uncompressedSize > bounds.ratioFrom && ratio > bounds.ratio)
        return unsafe("compressionRatio", file);
      total += entry.uncompressedSize;
      if (total > bounds.bytes) return unsafe("tooLarge", file);
      if (!file.endsWith("/") && !isLink(entry)) entries.push({ name: file, entry });
    }
  } catch (error) {
    return err(readFailure(name, error).failure);
  }
  const shared = overlap(entries);
  return shared === null ? ok(entries) : unsafe("overlapping", shared);
};

const stored = 0;
const deflated = 8;

/** An entry's bytes, with its size and checksum held against what the directory says. */
async function* unpack(name: string, zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated)
    throw new ReadFailure({ type: "UnsupportedFile", name, form: `zip ${entry.compressionMethod}` });
  const damaged = (detail: string): ReadFailure => new ReadFailure({ type: "DamagedFile", name, detail });
  try {
    const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    const pieces = entry.compressionMethod === stored ? packed : createInflateRaw({ chunkSize: 2 ** 16 });
    // The error reaches the reader through `pieces`.
    if (pieces !== packed) pipeline(packed, pieces as ReturnType<typeof createInflateRaw>, () => {});
    let size = 0;
    let sum = 0;
    try {
      for await (const piece of bounded(name, pieces, () => entry.compressedSize)) {
        size += piece.length;
        if (size > entry.uncompressedSize)
          throw damaged(`too many bytes: ${entry.uncompressedSize} declared`);
        sum = crc32(piece, sum);
        yield piece;
      }
    } finally {
      packed.destroy();
      pieces.destroy();
    }
    if (size !== entry.uncompressedSize) throw damaged(`${size} of ${entry.uncompressedSize} bytes`);
    if (sum !== entry.crc32) throw damaged("checksum");
  } catch (error) {
    throw readFailure(name, error);
  }
}

export const zipFile = (zip: ZipFile, { name, entry }: ZipEntry, shownName = name): SourceFile => ({
  name: shownName,
  bytes: entry.uncompressedSize,
  read: () => Promise.resolve(unpack(shownName, zip, entry)),
});
