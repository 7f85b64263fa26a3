import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const own = migrations.find(({ name }) => name === "searches")?.version as number;
const upTo = (last: number) => migrations.filter(({ version }) => version <= last);
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  migrate(db, upTo(own - 1));
  db.exec(
    `INSERT INTO model (id, name, created_at, card) VALUES ('a', 'ease', 5, '{"params":{"penalty":400}}');`,
  );
  migrate(db, upTo(own));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("models of an older library stay, and nothing was searched", () => {
  expect(db.prepare("SELECT id, card FROM model").all()).toEqual([
    { id: "a", card: '{"params":{"penalty":400}}' },
  ]);
  for (const table of ["search", "trial", "own_default"])
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
});

test("trials go with their search, and a trial is judged once a rung", () => {
  db.exec(`
    INSERT INTO search VALUES ('s', 5, '1:9', '{}');
    INSERT INTO trial VALUES ('s', 0, 0, 0, '{}', 0.9, 0.01, 1), ('s', 1, 0, 1, '{}', NULL, NULL, 1);`);
  expect(() => db.exec("INSERT INTO trial VALUES ('s', 2, 0, 1, '{}', 0.9, 0.01, 1)")).toThrow(/UNIQUE/);
  db.exec("DELETE FROM search");
  expect(db.prepare("SELECT count(*) FROM trial").pluck().get()).toBe(0);
});

test.each([
  ["SELECT trial FROM trial WHERE search = 's' ORDER BY ordinal", "PRIMARY KEY"],
  ["SELECT id FROM search ORDER BY started_at DESC, id", "search_by_time"],
])("%s is answered by %s", (sql, index) => {
  expect(JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())).toContain(index);
});
