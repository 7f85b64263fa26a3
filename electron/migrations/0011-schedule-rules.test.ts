import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  db.pragma("foreign_keys = ON");
  migrate(
    db,
    migrations.filter(({ version }) => version <= 10),
  );
  db.exec(`INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
           VALUES (1, 'One', 'Europe/Berlin', 600, 1380, 1590, 15, 15, 5, 15), (2, 'Two', 'Europe/Berlin', 600, 1380, 1590, 15, 15, 5, 15)`);
  migrate(
    db,
    migrations.filter(({ version }) => version <= 11),
  );
  db.exec("INSERT INTO schedule_rule VALUES ('a', 1, 1, '{}'), ('b', NULL, 2, '{}'), ('c', 2, 3, '{}')");
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("venues of an older library stay, and their rules go with them; rules of all venues stay", () => {
  expect(db.prepare("SELECT name FROM venue ORDER BY id").pluck().all()).toEqual(["One", "Two"]);
  expect(() => db.exec("INSERT INTO schedule_rule VALUES ('d', 3, 4, '{}')")).toThrow("FOREIGN KEY");
  expect(() => db.exec("INSERT INTO schedule_rule VALUES ('d', 1, 4, 'no')")).toThrow("CHECK");
  db.exec("DELETE FROM venue WHERE id = 1");
  expect(db.prepare("SELECT id FROM schedule_rule ORDER BY id").pluck().all()).toEqual(["b", "c"]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("a venue's rules are found by its index", () => {
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT rule FROM schedule_rule WHERE venue = 1").all();
  expect(JSON.stringify(plan)).toContain("schedule_rule_by_venue");
});
