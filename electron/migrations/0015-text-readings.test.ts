import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("text-readings"))?.version ?? 0;
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
    INSERT INTO film (id, title) VALUES (7, 'One'), (8, 'Two');
    INSERT INTO review (id, film, channel, language, at, text) VALUES (1, 7, 'review', 'en', 5, 'Fine.'), (2, 7, 'post', 'zh', 6, '好看');`);
  migrate(
    db,
    migrations.filter((each) => each.version <= version),
  );
  db.exec(`
    INSERT INTO text_reading (review, reader, language, positive, mentions, alike) VALUES
      (1, 'lexicon', 'en', 0.8, '[["story",1,0,5]]', 1), (2, 'lexicon', 'zh', 0.9, '[]', 2);
    INSERT INTO text_label (review, label, at) VALUES (1, 'positive', 9), (2, 'mixed', 9);`);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (): unknown[] => db.prepare("SELECT review FROM text_reading ORDER BY review").pluck().all();

test("reviews of an older library stay; a changed text is to be read again, a label stands", () => {
  expect(db.prepare("SELECT count(*) FROM review").pluck().get()).toBe(2);
  db.exec("UPDATE review SET rating = 3 WHERE id = 1");
  expect(read()).toEqual([1, 2]);
  db.exec("UPDATE review SET text = 'Finer.' WHERE id = 1; UPDATE review SET film = 8 WHERE id = 2");
  expect(read()).toEqual([]);
  expect(db.prepare("SELECT count(*) FROM text_label").pluck().get()).toBe(2);
});

test("what was read and said of a text goes with it", () => {
  db.exec("DELETE FROM film WHERE id = 7");
  expect(read()).toEqual([]);
  expect(db.prepare("SELECT count(*) FROM text_label").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("probabilities and labels are what they are, and a reading is found by its text", () => {
  for (const wrong of [
    "UPDATE text_reading SET positive = 1.1",
    "UPDATE text_reading SET mentions = '['",
    "UPDATE text_reading SET language = 'xx'",
    "UPDATE text_label SET label = 'so so'",
  ])
    expect(() => db.exec(wrong)).toThrow("CHECK");
  const plan = db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT r.text, t.positive FROM review r LEFT JOIN text_reading t ON t.review = r.id WHERE r.id > 5 ORDER BY r.id",
    )
    .all();
  expect(JSON.stringify(plan)).not.toContain("SCAN t");
  expect(JSON.stringify(plan)).not.toContain("TEMP B-TREE");
});
