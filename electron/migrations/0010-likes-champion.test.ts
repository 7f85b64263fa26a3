import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);

test("models of likes that answered for ratings answer for likes, and the ratings' champion before them again", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter(({ version }) => version < 10),
  );
  db.exec(`
    INSERT INTO model (id, name, created_at, card) VALUES
      ('m', 'matrix-factorization', 1000, '{}'), ('f', 'random-forest', 2000, '{}'), ('e', 'ease', 3000, '{}');
    INSERT INTO promotion (id, task, model, at, cause, note, rolled_back_at) VALUES
      (1, 'ratings', 'm', 1, 'first', NULL, NULL), (2, 'choices', 'e', 3, 'first', NULL, NULL),
      (3, 'ratings', 'f', 4, 'chosen', '{"a":1}', NULL), (4, 'ratings', 'gone', 5, 'retrained', NULL, 6);`);
  migrate(db, migrations);
  expect(db.prepare("SELECT * FROM promotion ORDER BY id").all()).toEqual([
    { id: 1, task: "ratings", model: "m", at: 1, cause: "first", note: null, rolled_back_at: null },
    { id: 2, task: "choices", model: "e", at: 3, cause: "first", note: null, rolled_back_at: null },
    { id: 3, task: "likes", model: "f", at: 4, cause: "chosen", note: '{"a":1}', rolled_back_at: null },
    { id: 4, task: "ratings", model: "gone", at: 5, cause: "retrained", note: null, rolled_back_at: 6 },
  ]);
  const plan = db
    .prepare("EXPLAIN QUERY PLAN SELECT id FROM promotion WHERE task = 'likes' ORDER BY id DESC")
    .all();
  expect(JSON.stringify(plan)).toContain("promotion_by_task");
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
