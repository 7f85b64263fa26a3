/**
 * Power cuts in edits, and in an import and its rollback, simulated on the two files that SQLite writes. At synchronous=FULL a commit returns once its frames are on
 * the disk; what was written after the last sync may be there, in part, in another order, or not. A checkpoint writes
 * pages of the main file while the whole log still stands, so any mixture of old and new pages must do.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importSource } from "../../electron/data/import/imports.ts";
import { rollBack } from "../../electron/data/import/rollback.ts";
import { closeLibrary, connectTo, createLibrary, openLibrary } from "../../electron/data/store/library.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { fill, migrations, timelessHash, timelessHashAt } from "./content.ts";
import { writeTwoSources } from "./import-sources.ts";

export interface PowerCutReport {
  readonly cuts: number;
  readonly lost: number; // acknowledged and yet not there: never
  readonly torn: number; // a part of a transaction: never
  readonly damaged: number; // does not open, or fails the full check: never
  readonly beyond: number; // came back with commits that were not yet acknowledged: allowed
}

const sector = 512;

/** The unsynced end of a log as a disk may have left it. */
const torn = (wal: Buffer, durable: number, random: Random): Buffer => {
  const tail = Buffer.from(wal.subarray(durable));
  const sectors = Math.ceil(tail.length / sector);
  const kind = Math.floor(random() * 5);
  if (kind === 0) return wal.subarray(0, durable + Math.floor(random() * (tail.length + 1)));
  if (kind === 1)
    for (let at = 0; at < sectors; at++)
      if (random() < 0.5) tail.fill(0, at * sector, Math.min(tail.length, (at + 1) * sector));
  if (kind === 2)
    for (let at = 0; at < sectors; at++)
      if (random() < 0.3)
        for (let byte = at * sector; byte < Math.min(tail.length, (at + 1) * sector); byte++)
          tail[byte] = Math.floor(random() * 256);
  if (kind === 3)
    for (let at = 0; at + 1 < sectors; at++) {
      const other = Math.floor(random() * (sectors - 1));
      const kept = Buffer.from(tail.subarray(at * sector, (at + 1) * sector));
      tail.copy(tail, at * sector, other * sector, (other + 1) * sector);
      kept.copy(tail, other * sector);
    }
  return Buffer.concat([
    wal.subarray(0, durable),
    tail,
    kind === 4 ? Buffer.alloc(Math.floor(random() * 20_000), 0x5a) : Buffer.alloc(0),
  ]);
};

const mixed = (old: Buffer, fresh: Buffer, random: Random): Buffer => {
  const bytes = Buffer.alloc(Math.max(old.length, fresh.length));
  old.copy(bytes);
  for (let page = 0; page * 4096 < fresh.length; page++)
    if (random() < 0.5) fresh.copy(bytes, page * 4096, page * 4096, (page + 1) * 4096);
  return bytes;
};

export const cutPower = (cuts: number, seed = 1): PowerCutReport => {
  const random = seededRandom(seed);
  const home = mkdtempSync(join(tmpdir(), "power-cut-"));
  const path = join(home, "a.marquee");
  const report = { cuts, lost: 0, torn: 0, damaged: 0, beyond: 0 };
  try {
    const library = valueOrThrow(createLibrary(path, migrations));
    fill(library.db, 100, 10);
    closeLibrary(library);
    const db = connectTo(path);
    for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0"])
      db.pragma(pragma);
    // Each transaction writes three rows of one number: some of them alone would be a torn one.
    const write = db.transaction((nth: number) => {
      for (let part = 0; part < 3; part++)
        db.prepare("INSERT INTO film (title, studio, year) VALUES (?, 'power', ?)").run(
          `${nth}.${part} ${"x".repeat(Math.floor(random() * 3000))}`,
          nth,
        );
    });
    const ends: number[] = [];
    const before = readFileSync(path);
    for (let nth = 0; nth < 60; nth++) {
      write(nth);
      ends.push(statSync(`${path}-wal`).size);
    }
    const wal = readFileSync(`${path}-wal`);
    copyFileSync(path, join(home, "checkpointed"));
    copyFileSync(`${path}-wal`, join(home, "checkpointed-wal"));
    const other = connectTo(join(home, "checkpointed"));
    other.pragma("wal_checkpoint(FULL)");
    const after = readFileSync(join(home, "checkpointed"));
    other.close();
    db.close();
    const victim = join(home, "cut.marquee");
    for (let nth = 0; nth < cuts; nth++) {
      const acknowledged = Math.floor(random() * (ends.length + 1));
      const durable = acknowledged === 0 ? 0 : (ends[acknowledged - 1] as number);
      const inCheckpoint = nth % 4 === 3;
      for (const suffix of ["", "-wal", "-shm"]) rmSync(victim + suffix, { force: true });
      writeFileSync(victim, inCheckpoint ? mixed(before, after, random) : before);
      // A commit under way: at most two more transactions had begun to reach the disk.
      const reach = ends[Math.min(ends.length - 1, acknowledged + 1)] as number;
      writeFileSync(`${victim}-wal`, inCheckpoint ? wal : torn(wal.subarray(0, reach), durable, random));
      const opened = openLibrary(victim, migrations);
      if (!opened.ok) {
        report.damaged++;
        continue;
      }
      const { db: found } = opened.value;
      if (found.pragma("integrity_check(1)", { simple: true }) !== "ok") report.damaged++;
      const rows = found
        .prepare("SELECT year, count(*) FROM film WHERE studio = 'power' GROUP BY year ORDER BY year")
        .raw()
        .all() as [number, number][];
      const expected = inCheckpoint ? ends.length : acknowledged;
      if (rows.length < expected) report.lost++;
      if (rows.length > expected) report.beyond++;
      if (rows.some(([year, parts], at) => year !== at || parts !== 3)) report.torn++;
      closeLibrary(opened.value);
    }
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/** The same of an import and its rollback, each one large transaction: what is found is one of the three states. */
export const cutPowerInImports = async (cuts: number, seed = 1): Promise<PowerCutReport> => {
  const random = seededRandom(seed);
  const home = mkdtempSync(join(tmpdir(), "power-cut-"));
  const path = join(home, "a.marquee");
  const report = { cuts, lost: 0, torn: 0, damaged: 0, beyond: 0 };
  try {
    const [first, second] = [join(home, "first"), join(home, "second")];
    await writeTwoSources(first, second);
    const library = valueOrThrow(createLibrary(path, migrations));
    valueOrThrow(await importSource(library, { path: first }));
    closeLibrary(library);
    const before = readFileSync(path);
    const states = [timelessHashAt(path)];
    // Whoever reads the file as it was keeps the log from being folded in or begun anew.
    const reader = connectTo(path);
    reader.exec("BEGIN; SELECT count(*) FROM film");
    const ends: number[] = [];
    const note = (): void => {
      ends.push(statSync(`${path}-wal`).size);
      states.push(timelessHashAt(path));
    };
    const writer = valueOrThrow(openLibrary(path, migrations));
    const { importRun } = valueOrThrow(await importSource(writer, { path: second }));
    note();
    valueOrThrow(await rollBack(writer.db, importRun, async () => {}));
    note();
    const wal = readFileSync(`${path}-wal`).subarray(0, ends.at(-1));
    const victim = join(home, "cut.marquee");
    writeFileSync(victim, before);
    writeFileSync(`${victim}-wal`, wal);
    const other = connectTo(victim);
    other.pragma("wal_checkpoint(FULL)");
    const after = readFileSync(victim);
    for (const each of [other, writer.db, reader]) each.close();
    for (let nth = 0; nth < cuts; nth++) {
      const inCheckpoint = nth % 4 === 3;
      const acknowledged = inCheckpoint ? ends.length : Math.floor(random() * ends.length);
      for (const suffix of ["", "-wal", "-shm"]) rmSync(victim + suffix, { force: true });
      writeFileSync(victim, inCheckpoint ? mixed(before, after, random) : before);
      const log = inCheckpoint
        ? wal
        : torn(wal.subarray(0, ends[acknowledged]), ends[acknowledged - 1] ?? 0, random);
      writeFileSync(`${victim}-wal`, log);
      const opened = openLibrary(victim, migrations);
      if (!opened.ok) {
        report.damaged++;
        continue;
      }
      const { db } = opened.value;
      if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") report.damaged++;
      const found = states.indexOf(timelessHash(db));
      if (found < 0) report.torn++;
      else if (found < acknowledged) report.lost++;
      else if (found > acknowledged) report.beyond++;
      closeLibrary(opened.value);
    }
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
