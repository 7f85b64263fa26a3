import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("text-links"))?.version ?? 0;

test("a library with texts gets a place for what people say of their links, which goes with the text", () => {
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
  db.pragma("foreign_keys = ON");
  const keep = db.prepare("INSERT INTO text_link (review, decided_at) VALUES (?, 9)");
  keep.run(1);
  expect(() => keep.run(2)).toThrow("FOREIGN KEY");
  const plan = db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT r.id FROM review r LEFT JOIN text_link l ON l.review = r.id WHERE l.review IS NULL",
    )
    .all();
  expect(JSON.stringify(plan)).not.toContain("SCAN l");
  expect(db.prepare("SELECT count(*) FROM text_reading").pluck().get()).toBe(1);
  db.exec("DELETE FROM review");
  expect(db.prepare("SELECT count(*) FROM text_link").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
