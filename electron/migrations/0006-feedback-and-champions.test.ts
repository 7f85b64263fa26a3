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
  db.pragma("foreign_keys = ON");
  migrate(db, upTo(5));
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One');
    INSERT INTO member (id, key) VALUES (1, x'01'), (2, x'02');
    INSERT INTO interaction (member, film, kind, at, value) VALUES (1, 1, 0, 5, 4.5);
    INSERT INTO model (id, name, created_at, card) VALUES
      ('old', 'matrix-factorization', 1000000, '{}'), ('bayes', 'bayesian-factors', 3000000, '{}'),
      ('ease', 'ease', 2000000, '{}'), ('content', 'content-ridge', 4000000, '{}'), ('als', 'implicit-als', 1500000, '{}');`);
  migrate(db, upTo(6));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the latest model of each task of an older library is its champion", () => {
  expect(db.prepare("SELECT task, model, at, cause FROM promotion ORDER BY task").all()).toEqual([
    { task: "choices", model: "ease", at: 2000, cause: "first" },
    { task: "cold", model: "content", at: 4000, cause: "first" },
    { task: "ratings", model: "bayes", at: 3000, cause: "first" },
  ]);
  expect(db.prepare("SELECT count(*) FROM model").pluck().get()).toBe(5);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("feedback goes with its member or film, and is found by member, by film and by its change set", () => {
  db.exec(
    "INSERT INTO feedback (member, film, kind, at, change_set) VALUES (1, 1, 'up', 5, 1), (2, 1, 'down', 5, 2)",
  );
  const plan = (sql: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  expect(plan("SELECT value FROM feedback WHERE member = 1")).toContain("PRIMARY KEY");
  expect(plan("SELECT kind FROM feedback WHERE film = 1")).toContain("feedback_by_film");
  expect(plan("SELECT kind FROM feedback WHERE change_set = 1")).toContain("feedback_by_change_set");
  db.exec("DELETE FROM member WHERE id = 2");
  expect(db.prepare("SELECT member FROM feedback").pluck().all()).toEqual([1]);
  db.exec("DELETE FROM film WHERE id = 1");
  expect(db.prepare("SELECT count(*) FROM feedback").pluck().get()).toBe(0);
});
