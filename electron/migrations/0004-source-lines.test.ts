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
  migrate(db, upTo(3));
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One');
    INSERT INTO member (id, key) VALUES (1, x'01');
    INSERT INTO interaction (member, film, kind, at, value) VALUES (1, 1, 0, 5, 4.5);`);
  migrate(db, upTo(4));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("interactions of an older library stay, from no line that is known", () => {
  expect(db.prepare("SELECT member, film, kind, at, value, line FROM interaction").all()).toEqual([
    { member: 1, film: 1, kind: 0, at: 5, value: 4.5, line: null },
  ]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("a member's ratings are still found by the key", () => {
  const plan = db
    .prepare("EXPLAIN QUERY PLAN SELECT value FROM interaction WHERE member = 1 AND film = 1")
    .all();
  expect(JSON.stringify(plan)).toContain("PRIMARY KEY");
});
