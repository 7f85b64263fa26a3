/**
 * A disk that fills at every page a write would need: by SQLite's own limit of pages, and, where this process may mount
 * one, by a small file system. Each write fails as a whole with its type, and works once there is room.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeBackup } from "../../electron/data/backup/make.ts";
import { faultOfSqlite } from "../../electron/data/store/guard.ts";
import { holdLibrary, holdNewLibrary } from "../../electron/data/store/hold.ts";
import { type Connection, closeLibrary, createLibrary, migrate } from "../../electron/data/store/library.ts";
import { besideLibrary } from "../../electron/data/store/places.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { contentHash, fill, migrations } from "./content.ts";

export interface FullDiskReport {
  readonly failures: number; // writes that met a full disk
  readonly untyped: number; // and said something else: never
  readonly changed: number; // and changed something all the same: never
  readonly stuck: number; // and did not work after room was made: never
}

const sweep = (
  db: Connection,
  work: () => void,
  undo: () => void,
  step: number,
  report: { failures: number; untyped: number; changed: number; stuck: number },
): void => {
  const before = contentHash(db);
  for (let more = 0; ; more += step) {
    const pages = db.pragma("page_count", { simple: true }) as number;
    db.pragma(`max_page_count = ${pages + more}`);
    try {
      work();
      db.pragma("max_page_count = 4294967294");
      break;
    } catch (error) {
      report.failures++;
      if (faultOfSqlite(error)?.type !== "DiskFull") report.untyped++;
      if (db.inTransaction) report.changed++;
      if (contentHash(db) !== before) report.changed++;
    }
    db.pragma("max_page_count = 4294967294");
    try {
      if (more % (step * 8) === 0) {
        work();
        undo();
      }
    } catch {
      report.stuck++;
    }
    if (contentHash(db) !== before) report.changed++;
  }
};

/** Edits, an import's one transaction, and a migration, at every limit of pages. */
export const fillByPages = (step: number): FullDiskReport => {
  const home = mkdtempSync(join(tmpdir(), "full-disk-"));
  const report = { failures: 0, untyped: 0, changed: 0, stuck: 0 };
  try {
    const library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
    const { db } = library;
    fill(db, 60, 6);
    const rows = (table: string): number =>
      db.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() as number;
    const [films, members] = [rows("film"), rows("member")];
    const undo = (): void => {
      db.prepare("DELETE FROM film WHERE id > ?").run(films);
      db.prepare("DELETE FROM member WHERE id > ?").run(members);
      db.exec("DELETE FROM plan_draft");
      db.exec("VACUUM");
    };
    const importAll = db.transaction(() => {
      const film = db.prepare("INSERT INTO film (title) VALUES (?)");
      const member = db.prepare("INSERT INTO member (key) VALUES (?)");
      const saw = db.prepare(
        "INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, 1, 5)",
      );
      for (let at = 1; at <= 300; at++) film.run(`Imported ${at} ${"y".repeat(200)}`);
      for (let one = 1; one <= 20; one++) {
        const { lastInsertRowid } = member.run(Buffer.from(`imported ${one}`));
        for (let at = 1; at <= 40; at++) saw.run(lastInsertRowid, films + at);
      }
    });
    undo();
    sweep(db, () => importAll(), undo, step, report);
    undo();
    const edit = db.transaction(() =>
      db.prepare("INSERT INTO film (title, synopsis) VALUES ('edited', ?)").run("z".repeat(60_000)),
    );
    sweep(db, () => edit(), undo, 1, report);
    closeLibrary(library);
    const old = valueOrThrow(createLibrary(join(home, "old.marquee"), migrations.slice(0, 1)));
    fill(old.db, 60, 6);
    for (const { version } of migrations.slice(1)) sweepMigration(old.db, version, step, report);
    closeLibrary(old);
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/** From the version before to `version`. */
const sweepMigration = (
  db: Connection,
  version: number,
  step: number,
  report: { failures: number; untyped: number; changed: number; stuck: number },
): void => {
  const before = contentHash(db);
  for (let more = 0; ; more += step) {
    db.pragma(`max_page_count = ${(db.pragma("page_count", { simple: true }) as number) + more}`);
    try {
      migrate(db, migrations.slice(0, version));
      break;
    } catch (error) {
      report.failures++;
      if (faultOfSqlite(error)?.type !== "DiskFull") report.untyped++;
      const found = db.pragma("user_version", { simple: true });
      if (found !== version - 1 || contentHash(db) !== before) report.changed++;
    }
  }
  db.pragma("max_page_count = 4294967294");
  if (db.pragma("user_version", { simple: true }) !== version) report.stuck++;
};

/** True where this process may mount a file system. */
export const canMount = process.platform === "linux" && process.getuid?.() === 0;

/** A real file system of a few megabytes that runs full while a library is edited and backed up; null where none can be mounted. */
export const fillDisk = async (rounds: number): Promise<FullDiskReport | null> => {
  if (!canMount) return null;
  const disk = mkdtempSync(join(tmpdir(), "small-disk-"));
  const report = { failures: 0, untyped: 0, changed: 0, stuck: 0 };
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], { stdio: "ignore" });
  } catch {
    rmSync(disk, { recursive: true, force: true });
    return null;
  }
  try {
    const path = join(disk, "a.marquee");
    const library = valueOrThrow(holdNewLibrary(path, migrations));
    fill(library.db);
    library.db.pragma("wal_checkpoint(TRUNCATE)");
    const ballast = join(disk, "ballast");
    for (let round = 0; round < rounds; round++) {
      const before = contentHash(library.db);
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - round * 4096)));
      const write = library.db.transaction(() =>
        library.db
          .prepare("INSERT INTO film (title, synopsis) VALUES ('big', ?)")
          .run("z".repeat(round * 4096 + 200_000)),
      );
      try {
        write();
        report.stuck++; // there was no room for it
      } catch (error) {
        report.failures++;
        if (faultOfSqlite(error)?.type !== "DiskFull") report.untyped++;
      }
      if (contentHash(library.db) !== before) report.changed++;
      const backup = await makeBackup(library, "by-hand");
      if (backup.ok || backup.error.type !== "NoRoomForBackup") report.untyped++;
      report.failures++;
      if (
        existsSync(besideLibrary(path)) &&
        readdirSync(besideLibrary(path)).some((name) => /\.part/.test(name))
      )
        report.changed++;
      rmSync(ballast);
      try {
        write();
        library.db.exec("DELETE FROM film WHERE title = 'big'");
        library.db.pragma("wal_checkpoint(TRUNCATE)");
      } catch {
        report.stuck++;
      }
    }
    closeLibrary(library);
    const again = await holdLibrary(path, migrations);
    if (!again.ok) report.stuck++;
    else closeLibrary(again.value);
    return report;
  } finally {
    execFileSync("umount", ["--lazy", disk]);
    rmSync(disk, { recursive: true, force: true });
  }
};
