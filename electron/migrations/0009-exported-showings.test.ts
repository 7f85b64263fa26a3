import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const own = migrations.find(({ name }) => name === "exported-showings")?.version ?? 0;
const upTo = (last: number) => migrations.filter(({ version }) => version <= last);
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  db.pragma("foreign_keys = ON");
  migrate(db, upTo(own - 1));
  db.exec(`
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'One', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15);
    INSERT INTO plan (id, venue, week, version, created_at, document) VALUES ('p', 1, '2026-11-27', 1, 0, '{}');
    INSERT INTO film (id, title) VALUES (1, 'One');
    INSERT INTO film_version (id, film, format, audio, subtitles) VALUES (1, 1, '2D', 'en', NULL);`);
  migrate(db, upTo(own));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("stored plans stay, and nothing counts as exported yet", () => {
  expect(db.prepare("SELECT id FROM plan").pluck().all()).toEqual(["p"]);
  expect(db.prepare("SELECT count(*) FROM exported_showing").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("what was exported goes with its venue, a composition with its version", () => {
  db.exec(`
    INSERT INTO exported_showing (venue, week, showing, uid, sequence, cancelled, state) VALUES (1, '2026-11-27', 'a', 'u', 0, 0, '{}');
    INSERT INTO composition (version, cpl) VALUES (1, 'urn:uuid:1');`);
  expect(() => db.exec("INSERT INTO composition (version, cpl) VALUES (2, 'x')")).toThrow("FOREIGN KEY");
  db.exec("DELETE FROM venue; DELETE FROM film");
  expect(db.prepare("SELECT count(*) FROM exported_showing").pluck().get()).toBe(0);
  expect(db.prepare("SELECT count(*) FROM composition").pluck().get()).toBe(0);
});

test("a week's showings are found by the key", () => {
  const plan = db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT * FROM exported_showing WHERE venue = 1 AND week = '2026-11-27' ORDER BY showing",
    )
    .all();
  expect(JSON.stringify(plan)).toContain("SEARCH exported_showing USING PRIMARY KEY");
  expect(JSON.stringify(plan)).not.toContain("TEMP B-TREE");
});
