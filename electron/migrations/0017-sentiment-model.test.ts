import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("sentiment-model"))?.version ?? 0;

test("a library with texts that were read gets a place for one reader of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`
    INSERT INTO review (id, channel, language, at, text) VALUES (1, 'review', 'en', 5, 'Fine.');
    INSERT INTO text_reading (review, reader, language, positive, mentions) VALUES (1, 'lexicon-1', 'en', 0.8, '[]');
    INSERT INTO text_label (review, label, at) VALUES (1, 'positive', 9);`);
  migrate(db, migrations);
  const keep = db.prepare(
    "INSERT INTO sentiment_model (only, id, created_at, card, weights) VALUES (?, ?, 1, '{}', zeroblob(8))",
  );
  keep.run(1, "a");
  expect(() => keep.run(2, "b")).toThrow("CHECK");
  expect(() => keep.run(1, "b")).toThrow("UNIQUE");
  const rows = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([rows("review"), rows("text_reading"), rows("text_label")]).toEqual([1, 1, 1]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
