import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("forecast-overrides"))?.version ?? 0;
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  db.pragma("foreign_keys = ON");
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`
    INSERT INTO film (id, title) VALUES (7, 'One');
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'Odeon', 'UTC', 600, 1380, 1500, 15, 15, 5, 5);
    INSERT INTO attendance_day (venue, film, date, showings, admissions) VALUES (1, 7, '2026-04-03', 2, 90);`);
  migrate(
    db,
    migrations.filter((each) => each.version <= version),
  );
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
const insert = (values: string): void => {
  db.exec(
    `INSERT INTO forecast_override (venue, film, from_date, to_date, kind, value, reason, model, at) VALUES (${values})`,
  );
};

test("attendance of an older library stays, and an override goes with its film", () => {
  expect(db.prepare("SELECT admissions FROM attendance_day").pluck().all()).toEqual([90]);
  insert("1, 7, '2026-04-10', '2026-04-12', 'factor', 1.5, 'school holidays', '{}', 1");
  db.exec("DELETE FROM attendance_day; DELETE FROM film");
  expect(db.prepare("SELECT count(*) FROM forecast_override").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("an override needs a reason, a kind and days in their order", () => {
  for (const wrong of [
    "1, 7, '2026-04-12', '2026-04-10', 'factor', 1.5, 'x', '{}', 1",
    "1, 7, '2026-04-10', '2026-04-12', 'guess', 1.5, 'x', '{}', 1",
    "1, 7, '2026-04-10', '2026-04-12', 'factor', -1, 'x', '{}', 1",
    "1, 7, '2026-04-10', '2026-04-12', 'factor', 1.5, '', '{}', 1",
  ])
    expect(() => insert(wrong)).toThrow("CHECK");
});

test("a venue's week is found by its index", () => {
  const plan = db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT id FROM forecast_override WHERE venue = 1 AND to_date >= '2026-04-10'",
    )
    .all();
  expect(JSON.stringify(plan)).toContain("forecast_override_by_venue");
});
