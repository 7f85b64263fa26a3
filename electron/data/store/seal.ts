/**
 * SQLite keeps no checksums of its pages: a bit that flips inside a value passes every check of its own. So a library
 * that is closed is sealed: CRC-32 of each mebibyte, kept beside its backups. A file with the size and time of its
 * seal must have its sums too; a file that something else wrote since has another time, and no seal.
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { besideLibrary } from "./places.ts";

interface Seal {
  readonly bytes: number;
  readonly time: string; // nanoseconds
  readonly sums: readonly number[];
}
export type SealCheck =
  | { readonly state: "none" | "sound" }
  | { readonly state: "broken"; readonly places: readonly number[] }; // mebibytes

const mebibyte = 1 << 20;
const sealPath = (path: string): string => join(besideLibrary(path), "seal.json");

const identity = (path: string): Pick<Seal, "bytes" | "time"> => {
  const { size, mtimeNs } = statSync(path, { bigint: true });
  return { bytes: Number(size), time: String(mtimeNs) };
};

const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

const sumsOf = (path: string): number[] => {
  const buffer = Buffer.alloc(mebibyte);
  const file = openSync(path, "r");
  const sums: number[] = [];
  try {
    for (;;) {
      const read = readSync(file, buffer, 0, mebibyte, null);
      if (read === 0) return sums;
      sums.push(crc32(buffer.subarray(0, read)));
    }
  } finally {
    closeSync(file);
  }
};

const readSeal = (path: string): Seal | null => {
  try {
    return JSON.parse(readFileSync(sealPath(path), "utf8")) as Seal;
  } catch {
    return null;
  }
};

const fits = (seal: Seal, path: string): boolean => {
  const { bytes, time } = identity(path);
  return seal.bytes === bytes && seal.time === time;
};

/** Seals a closed library. A seal that cannot be written is left out: it protects, and is not needed. */
export const sealLibrary = (path: string): void => {
  try {
    const old = readSeal(path);
    if (hasLog(path)) {
      rmSync(sealPath(path), { force: true });
      return;
    }
    if (old && fits(old, path)) return;
    const file = sealPath(path);
    mkdirSync(dirname(file), { recursive: true });
    const sums = sumsOf(path);
    writeFileSync(`${file}.part`, JSON.stringify({ ...identity(path), sums } satisfies Seal));
    renameSync(`${file}.part`, file);
  } catch {
    // A folder that cannot be written has no backups either; the window says so.
  }
};

export const checkSeal = (path: string): SealCheck => {
  const seal = readSeal(path);
  if (!seal || !fits(seal, path) || hasLog(path)) return { state: "none" };
  const places = sumsOf(path).flatMap((sum, place) => (sum === seal.sums[place] ? [] : [place]));
  return places.length === 0 ? { state: "sound" } : { state: "broken", places };
};

export const brokenSealWords = (places: readonly number[]): string =>
  `bytes changed on the disk since it was closed, at MiB ${places.slice(0, 20).join(", ")}`;
