import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("release-windows"))?.version ?? 0;
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
  db.exec("INSERT INTO film (id, title) VALUES (7, 'One'), (8, 'Two')");
  migrate(
    db,
    migrations.filter((each) => each.version <= version),
  );
  db.exec(`
    INSERT INTO release_title (film, earliest) VALUES (7, '2027-03-04');
    INSERT INTO competitor_release (id, title, date, size, genres, film) VALUES (1, 'Rival', '2027-03-11', 2, '["Drama"]', 8);`);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("films of an older library stay; a title goes with its film, a rival stays without it", () => {
  expect(db.prepare("SELECT count(*) FROM film").pluck().get()).toBe(2);
  db.exec("DELETE FROM film");
  expect(db.prepare("SELECT count(*) FROM release_title").pluck().get()).toBe(0);
  expect(db.prepare("SELECT title, film FROM competitor_release").all()).toEqual([
    { title: "Rival", film: null },
  ]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("sizes are above nothing, and rivals are found by their dates", () => {
  for (const wrong of [
    "INSERT INTO release_title (film, admissions) VALUES (8, 0)",
    "INSERT INTO release_title (film, apart) VALUES (8, -1)",
    "INSERT INTO competitor_release (title, date, size, genres) VALUES ('', '2027-01-01', 1, '[]')",
    "INSERT INTO competitor_release (title, date, size, genres) VALUES ('X', '2027-01-01', 0, '[]')",
  ])
    expect(() => db.exec(wrong)).toThrow("CHECK");
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT * FROM competitor_release ORDER BY date").all();
  expect(JSON.stringify(plan)).toContain("competitor_release_by_date");
});
