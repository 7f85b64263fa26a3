import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname).filter(({ version }) => version <= 1);
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  migrate(db, migrations);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const insertHouse = () =>
  db.exec(`
    INSERT INTO film (id, title, title_zh, year, runtime) VALUES (1, 'Lantern Street', '灯笼街', 2026, 112);
    INSERT INTO genre (id, name) VALUES (1, 'Drama');
    INSERT INTO film_genre VALUES (1, 1);
    INSERT INTO film_key VALUES ('ticketing', 'LS-1', 1);
    INSERT INTO member (id, key) VALUES (1, x'01');
    INSERT INTO interaction VALUES (1, 1, 0, 1700000000, 4.5);
    INSERT INTO venue VALUES (1, 'Marquee Eight', NULL, 'Europe/Amsterdam', 'NL', 600, 1380, 1590, 15, 15, 5, 15);
    INSERT INTO screen VALUES (1, 1, 1, 'Screen 1', 300, '["2D"]');
    INSERT INTO showing (id, screen, film, business_date, start, capacity, admissions) VALUES (1, 1, 1, '2026-11-02', 1200, 300, 120);`);

test("real rows go in, and each constraint refuses what would be false", () => {
  insertHouse();
  expect(() => db.exec("INSERT INTO interaction VALUES (1, 1, 0, 1700000000, 3)")).toThrow(/UNIQUE/);
  expect(() => db.exec("INSERT INTO interaction VALUES (1, 99, 0, 1, 3)")).toThrow(/FOREIGN KEY/);
  expect(() => db.exec("INSERT INTO film (title, runtime) VALUES ('x', 0)")).toThrow(/CHECK/);
  expect(() => db.exec("INSERT INTO film (title, year) VALUES ('x', 'soon')")).toThrow(/cannot store TEXT/);
  expect(() => db.exec("UPDATE showing SET admissions = 301")).toThrow(/CHECK/);
  expect(() => db.exec("INSERT INTO screen VALUES (2, 1, 2, 'S', 10, 'not json')")).toThrow(/CHECK/);
});

test("a removed film takes its own rows with it, and is kept while showings name it", () => {
  insertHouse();
  expect(() => db.exec("DELETE FROM film")).toThrow(/FOREIGN KEY/);
  db.exec("DELETE FROM showing; DELETE FROM film");
  for (const table of ["interaction", "film_genre", "film_key"])
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
});

const planOf = (sql: string): string =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join("; ");

test.each([
  ["SELECT * FROM interaction WHERE member = 1", "PRIMARY KEY"],
  ["SELECT member FROM interaction WHERE film = 1 AND kind = 0", "interaction_by_film"],
  ["SELECT * FROM film ORDER BY title COLLATE NOCASE, id LIMIT 200", "film_by_title"],
  ["SELECT * FROM showing WHERE business_date >= '2026-01-01'", "showing_by_date"],
  ["SELECT * FROM review WHERE film = 1 ORDER BY at", "review_by_film"],
  ["SELECT film FROM film_key WHERE source = 'a' AND key = 'b'", "PRIMARY KEY"],
])("%s is answered by an index", (sql, index) => {
  expect(planOf(sql)).toContain(index);
  expect(planOf(sql)).not.toMatch(/SCAN (interaction|showing|review|film_key)/);
});
