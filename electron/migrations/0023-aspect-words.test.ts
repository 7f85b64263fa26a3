import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("aspect-words"))?.version ?? 0;

test("a library whose texts were read gets a place for words of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`
    INSERT INTO review (id, channel, language, at, text) VALUES (1, 'review', 'en', 5, 'Fine.');
    INSERT INTO text_reading (review, reader, language, positive, mentions) VALUES (1, 'lexicon-1', 'en', 0.8, '[]');`);
  migrate(db, migrations);
  const keep = db.prepare(
    "INSERT INTO aspect_word (aspect, language, phrase, weight) VALUES ('story', ?, ?, ?)",
  );
  keep.run("en", "yarn", 0);
  keep.run("zh", "故事", null);
  for (const wrong of [
    ["en", "yarn", 1],
    ["fr", "récit", 0],
    ["en", "", 0],
    ["en", "saga", 4],
  ])
    expect(() => keep.run(...wrong)).toThrow("constraint failed");
  expect(db.prepare("SELECT count(*) FROM text_reading").pluck().get()).toBe(1);
  const plan = db
    .prepare("EXPLAIN QUERY PLAN SELECT * FROM aspect_word ORDER BY aspect, language, phrase")
    .all();
  expect(JSON.stringify(plan)).not.toContain("TEMP B-TREE");
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
