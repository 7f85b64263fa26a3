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
  migrate(db, upTo(2));
  db.exec(`
    INSERT INTO import_run (id, format, source, started_at, seconds, added, unchanged, repaired, rejected)
      VALUES (1, 'table', 'sales.csv', 1700000000, 1, 1, 0, 0, 1);
    INSERT INTO quarantine (import_run, file, line, kind, rule, detail, cells, state, decided_at)
      VALUES (1, 'sales.csv', 7, 'showings', 'impossible-date', '31/02/2026', '{"date":"31/02/2026"}', 'dismissed', 5);`);
  migrate(db, upTo(3));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = (sql: string): unknown[] => db.prepare(sql).all();

test("what waits in an older library stays as it was, fixed by nobody", () => {
  expect(rows("SELECT cells, state, decided_at, fixed, fixed_by FROM quarantine")).toEqual([
    { cells: '{"date":"31/02/2026"}', state: "dismissed", decided_at: 5, fixed: null, fixed_by: null },
  ]);
  expect(rows("SELECT source, fix_of FROM import_run")).toEqual([{ source: "sales.csv", fix_of: null }]);
  expect(db.pragma("foreign_key_check")).toEqual([]);
});

test("the record of a fix and the mappings of an import go with the import's", () => {
  db.exec(`
    INSERT INTO import_run (format, source, started_at, seconds, added, unchanged, repaired, rejected, fix_of)
      VALUES ('table', 'sales.csv', 1700000001, 1, 1, 0, 0, -1, 1);
    INSERT INTO import_table VALUES (1, 'sales.csv', 'showings', '{}');
    DELETE FROM import_run WHERE id = 1;`);
  for (const table of ["import_run", "import_table", "quarantine"])
    expect(rows(`SELECT 1 FROM ${table}`)).toEqual([]);
});

test.each([
  ["SELECT id FROM import_run WHERE fix_of = 1", "import_run_by_fix"],
  ["SELECT id FROM quarantine WHERE fixed_by = 2", "quarantine_by_fix"],
])("%s is answered by an index", (sql, index) => {
  const plan = (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join("; ");
  expect(plan).toContain(index);
});
