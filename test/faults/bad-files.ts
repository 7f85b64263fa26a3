/**
 * Truncated, byte-flipped and foreign files: each must end in a library with every row as it was, or in a typed failure
 * that has a choice; what was salvaged says what is missing. Never in a library that silently holds something else.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { salvage } from "../../electron/data/backup/salvage.ts";
import { forgetAgain } from "../../electron/data/privacy/forget-again.ts";
import { holdLibrary, holdNewLibrary } from "../../electron/data/store/hold.ts";
import { closeLibrary, openLibrary } from "../../electron/data/store/library.ts";
import { besideLibrary } from "../../electron/data/store/places.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { contentHash, fill, migrations } from "./content.ts";

export interface BadFileReport {
  readonly variants: number;
  readonly whole: number; // opened, every row as it was
  readonly refused: Readonly<Record<string, number>>; // by the type of the failure
  readonly salvaged: number; // of the damaged ones, gave a library
  readonly salvagedIncomplete: number;
  readonly silent: number; // opened with other contents, or salvaged as complete with other contents: never
  readonly changed: number; // refused, and yet the file was changed: never
}

type Spoil = (whole: Buffer, random: Random) => Buffer;
const cut: Spoil = (whole, random) => whole.subarray(0, Math.floor(random() * whole.length));
const flipBit: Spoil = (whole, random) => {
  const bytes = Buffer.from(whole);
  const at = Math.floor(random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return bytes;
};
const flipHeader: Spoil = (whole, random) => {
  const bytes = Buffer.from(whole);
  bytes[Math.floor(random() * 100)] = Math.floor(random() * 256);
  return bytes;
};
const badSector: Spoil = (whole, random) => {
  const bytes = Buffer.from(whole);
  const from = Math.floor((random() * bytes.length) / 512) * 512;
  bytes.fill(random() < 0.5 ? 0 : 0xff, from, from + 512);
  return bytes;
};
const badPage: Spoil = (whole, random) => {
  const bytes = Buffer.from(whole);
  const page = Math.floor((random() * bytes.length) / 4096);
  for (let at = page * 4096; at < (page + 1) * 4096; at++) bytes[at] = Math.floor(random() * 256);
  return bytes;
};
const swapped: Spoil = (whole, random) => {
  const bytes = Buffer.from(whole);
  const pages = Math.floor(bytes.length / 4096);
  const [a, b] = [Math.floor(random() * pages), Math.floor(random() * pages)];
  whole.copy(bytes, a * 4096, b * 4096, (b + 1) * 4096);
  whole.copy(bytes, b * 4096, a * 4096, (a + 1) * 4096);
  return bytes;
};
const foreign: Spoil = (whole, random) => {
  const kinds = [
    () => Buffer.alloc(0),
    () => Buffer.from("title,year\nSome film,1999\n".repeat(Math.ceil(random() * 500))),
    () => Buffer.from([0x50, 0x4b, 3, 4, ...Array(Math.floor(random() * 2000)).keys()]),
    () => Buffer.alloc(Math.floor(random() * 100_000), 0),
    () => Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(Math.floor(random() * 9000), 1)]),
    () => whole.subarray(Math.floor(random() * 5000) + 1),
  ];
  return (kinds[Math.floor(random() * kinds.length)] as () => Buffer)();
};
const ways: readonly Spoil[] = [cut, flipBit, flipBit, flipHeader, badSector, badPage, swapped, foreign];

export const spoilFiles = async (variants: number, seed = 1): Promise<BadFileReport> => {
  const random = seededRandom(seed);
  const home = mkdtempSync(join(tmpdir(), "bad-files-"));
  const path = join(home, "a.marquee");
  const refused: Record<string, number> = {};
  const count = { whole: 0, salvaged: 0, salvagedIncomplete: 0, silent: 0, changed: 0 };
  try {
    const made = valueOrThrow(holdNewLibrary(path, migrations));
    fill(made.db);
    closeLibrary(made);
    const before = valueOrThrow(openLibrary(path, migrations, { readOnly: true }));
    const expected = contentHash(before.db);
    closeLibrary(before);
    for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
    const whole = readFileSync(path);
    const sealFile = join(besideLibrary(path), "seal.json");
    const seal = JSON.parse(readFileSync(sealFile, "utf8")) as { time: string };
    for (let nth = 0; nth < variants; nth++) {
      const bytes = (ways[nth % ways.length] as Spoil)(whole, random);
      for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
      writeFileSync(path, bytes);
      // A disk that rots leaves the time of the file as it was.
      utimesSync(path, 1_700_000_000, 1_700_000_000);
      writeFileSync(
        sealFile,
        JSON.stringify({ ...seal, time: String(statSync(path, { bigint: true }).mtimeNs) }),
      );
      const opened = await holdLibrary(path, migrations);
      if (opened.ok) {
        if (contentHash(opened.value.db) === expected) count.whole++;
        else count.silent++;
        closeLibrary(opened.value);
        continue;
      }
      const { type } = opened.error;
      refused[type] = (refused[type] ?? 0) + 1;
      if (!readFileSync(path).equals(bytes)) count.changed++;
      if (type !== "Damaged") continue;
      const out = join(home, "out.marquee");
      const saved = await salvage(path, out, migrations, {
        forgetAgain: (file, list) => forgetAgain(file, list, migrations),
      });
      if (!saved.ok) continue;
      count.salvaged++;
      const again = await holdLibrary(out, migrations);
      if (!again.ok) count.silent++;
      else {
        if (!saved.value.complete) count.salvagedIncomplete++;
        else if (contentHash(again.value.db) !== expected) count.silent++;
        closeLibrary(again.value);
      }
      for (const suffix of ["", "-wal", "-shm"]) rmSync(out + suffix, { force: true });
      rmSync(besideLibrary(out), { recursive: true, force: true });
    }
    return { variants, refused, ...count };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
