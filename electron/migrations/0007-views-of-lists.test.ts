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
  migrate(db, upTo(6));
  db.exec(
    `INSERT INTO saved_view (id, task, name, view, saved_at) VALUES (7, 'films', 'New', '{"shown":{}}', 5);`,
  );
  migrate(db, upTo(7));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("views of an older library stay as they were", () => {
  expect(db.prepare("SELECT id, task, name, view, saved_at FROM saved_view").all()).toEqual([
    { id: 7, task: "films", name: "New", view: '{"shown":{}}', saved_at: 5 },
  ]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("other tasks keep views, one of a name, found by the key", () => {
  const keep = db.prepare(
    "INSERT INTO saved_view (task, name, view, saved_at) VALUES ('lists', 'house', '{}', 6)",
  );
  keep.run();
  expect(() => keep.run()).toThrow("UNIQUE");
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT view FROM saved_view WHERE task = 'lists'").all();
  expect(JSON.stringify(plan)).toContain("sqlite_autoindex_saved_view");
});
