import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name === "series")?.version ?? 0;

test("films of an older library get a place for their series, texts keep their links, and kept columns are read anew", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`
    INSERT INTO film (id, title, studio) VALUES (7, 'One', 'S');
    INSERT INTO review (id, film, channel, language, at, text) VALUES (1, 7, 'review', 'en', 5, 'Fine.');
    INSERT INTO text_reading (review, reader, language, positive, mentions) VALUES (1, 'lexicon-1', 'en', 0.8, '[]');
    INSERT INTO setting (name, value) VALUES ('columns.base.film', '{}'), ('columns.base.member', '{}');
    INSERT INTO block (name, ordinal, rows, revision, bytes)
      VALUES ('base.film.ids', 0, 1, 0, x'00'), ('base.member.ids', 0, 1, 0, x'00'), ('base.films', 0, 1, 0, x'00');`);
  migrate(
    db,
    migrations.filter((each) => each.version <= version),
  );
  expect(db.prepare("SELECT title, studio, series, series_zh FROM film").all()).toEqual([
    { title: "One", studio: "S", series: null, series_zh: null },
  ]);
  expect(db.prepare("SELECT film, series, studio FROM review").all()).toEqual([
    { film: 7, series: null, studio: null },
  ]);
  expect(db.prepare("SELECT count(*) FROM text_reading").pluck().get()).toBe(1);
  expect(db.prepare("SELECT name FROM setting WHERE name LIKE 'columns.%'").pluck().all()).toEqual([
    "columns.base.member",
  ]);
  const plan = JSON.stringify(
    db
      .prepare("EXPLAIN QUERY PLAN DELETE FROM block WHERE name >= 'base.film.' AND name < 'base.film/'")
      .all(),
  );
  expect(plan).toContain("SEARCH block");
  expect(db.prepare("SELECT name FROM block ORDER BY name").pluck().all()).toEqual([
    "base.films",
    "base.member.ids",
  ]);
  db.exec("UPDATE review SET film = NULL, series = 'Saga' WHERE id = 1");
  expect(db.prepare("SELECT count(*) FROM text_reading").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
