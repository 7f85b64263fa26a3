import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const upTo = (last: number) => migrations.filter(({ version }) => version <= last);
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  migrate(db, upTo(1));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = (sql: string): unknown[] => db.prepare(sql).all();

test("what an older library holds stays, and belongs to no import", () => {
  db.exec(`
    INSERT INTO import_run VALUES (1, 'ml-latest', 'ml-latest-small', 1700000000, 1.5, 3, 0, 0, 0);
    INSERT INTO film (id, title, title_zh) VALUES (1, 'Lantern Street', '灯笼街');
    INSERT INTO member (id, key) VALUES (1, x'01');
    INSERT INTO interaction VALUES (1, 1, 0, 1700000000, 4.5);
    INSERT INTO venue VALUES (1, 'Marquee Eight', NULL, 'Europe/Amsterdam', 'NL', 600, 1380, 1590, 15, 15, 5, 15);
    INSERT INTO screen VALUES (1, 1, 1, 'Screen 1', 300, '["2D"]');
    INSERT INTO showing (id, screen, film, business_date, start, capacity, admissions)
      VALUES (1, 1, 1, '2026-11-02', 1200, 300, 120), (2, 1, 1, '2026-11-02', 1400, 0, 0);
    INSERT INTO review (film, channel, language, at, text) VALUES (1, 'review', 'en', 1700000000, 'Warm.');`);
  migrate(db, upTo(2));
  expect(rows("SELECT id, capacity, admissions, import_run FROM showing")).toEqual([
    { id: 1, capacity: 300, admissions: 120, import_run: null },
    { id: 2, capacity: null, admissions: 0, import_run: null },
  ]);
  expect(rows("SELECT value, import_run FROM interaction")).toEqual([{ value: 4.5, import_run: null }]);
  expect(rows("SELECT system, updated, rolled_back_at FROM import_run")).toEqual([
    { system: "ml-latest", updated: 0, rolled_back_at: null },
  ]);
  expect(rows("SELECT capacity_estimated FROM screen")).toEqual([{ capacity_estimated: 0 }]);
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("a showing may have an unknown capacity, never more guests than seats", () => {
  migrate(db, upTo(2));
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'Lantern Street');
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'Eight', 'Europe/Amsterdam', 600, 1380, 1590, 15, 15, 5, 15);
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats) VALUES (1, 1, 1, 'Screen 1', 300, '[]');
    INSERT INTO showing (screen, film, business_date, start, capacity, admissions)
      VALUES (1, 1, '2026-11-02', 1200, NULL, 500);
    INSERT INTO attendance_day (venue, film, date, showings, capacity, admissions)
      VALUES (1, 1, '2026-11-02', 3, NULL, 500);`);
  expect(() => db.exec("UPDATE showing SET capacity = 499")).toThrow(/CHECK/);
  expect(() => db.exec("UPDATE attendance_day SET capacity = 499")).toThrow(/CHECK/);
  expect(() => db.exec("DELETE FROM film")).toThrow(/FOREIGN KEY/);
});

test("rolling back a run's record takes its quarantine, counts, doubts and journal with it", () => {
  migrate(db, upTo(2));
  db.exec(`
    INSERT INTO import_run (id, format, source, started_at, seconds, added, unchanged, repaired, rejected)
      VALUES (1, 'table', 'sales.csv', 1700000000, 1, 1, 0, 0, 1);
    INSERT INTO import_count VALUES (1, 'sales.csv', 'showings', 'impossible-date', 'rejected', 1);
    INSERT INTO quarantine (import_run, file, line, kind, rule, detail, cells)
      VALUES (1, 'sales.csv', 7, 'showings', 'impossible-date', '31/02/2026', '{"date":"31/02/2026"}');
    INSERT INTO change_set (id, at, kind, label, import_run) VALUES (1, 1700000000, 'import', 'sales.csv', 1);
    INSERT INTO change VALUES (1, 1, 'film', '1', '{"year":null}', '{"year":2026}');
    INSERT INTO film (id, title) VALUES (1, 'Lantern Street'), (2, 'The Lantern Street');
    INSERT INTO film_match (import_run, film, candidate, score, evidence) VALUES (1, 2, 1, 0.9, '[]');
    DELETE FROM import_run;`);
  for (const table of ["import_count", "quarantine", "change_set", "change", "film_match"])
    expect(rows(`SELECT 1 FROM ${table}`)).toEqual([]);
});

test.each([
  ["SELECT id FROM film WHERE imdb_id = 'tt1'", "film_by_imdb"],
  ["SELECT id FROM film WHERE tmdb_id = 1", "film_by_tmdb"],
  ["SELECT film FROM film_keyword WHERE keyword = 1", "film_keyword_by_keyword"],
  ["SELECT * FROM quarantine WHERE import_run = 1 AND rule = 'x'", "quarantine_by_run"],
  ["SELECT * FROM quarantine WHERE state = 'waiting' ORDER BY id", "quarantine_by_state"],
  ["SELECT * FROM attendance_day WHERE film = 1 ORDER BY date", "attendance_day_by_film"],
  ["SELECT * FROM showing WHERE film = 1 ORDER BY business_date", "showing_by_film"],
  ["SELECT segment FROM segment_member WHERE member = 1", "segment_member_by_member"],
  ["SELECT id FROM review WHERE member = 1", "review_by_member"],
])("%s is answered by an index", (sql, index) => {
  migrate(db, upTo(2));
  const plan = (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join("; ");
  expect(plan).toContain(index);
});

test("a phrase of two Chinese characters is found among the words of films", () => {
  migrate(db, upTo(2));
  db.exec(
    `INSERT INTO film_search (rowid, titles, people) VALUES (1, 'Amélie 天 使 爱 美 丽', ''), (2, 'Quiet Orbit 静 轨', '')`,
  );
  const found = (query: string) =>
    db.prepare("SELECT rowid FROM film_search WHERE film_search MATCH ?").pluck().all(query);
  expect(found('"爱 美"')).toEqual([1]);
  expect(found('"美 爱"')).toEqual([]);
  expect(found('"ameli"*')).toEqual([1]);
});
