import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const own = migrations.find(({ name }) => name === "plan-scenarios")?.version ?? 0;
const upTo = (last: number) => migrations.filter(({ version }) => version <= last);
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  db.pragma("foreign_keys = ON");
  migrate(db, upTo(own - 1));
  db.exec(`
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'One', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15);
    INSERT INTO plan (id, venue, week, version, created_at, document) VALUES ('p', 1, '2026-11-27', 1, 0, '{}');
    INSERT INTO plan_draft (venue, week, saved_at, draft) VALUES (1, '2026-11-27', 0, '{}');`);
  migrate(db, upTo(own));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test("stored plans and drafts stay", () => {
  expect(db.prepare("SELECT id FROM plan").pluck().all()).toEqual(["p"]);
  expect(db.prepare("SELECT count(*) FROM plan_draft").pluck().get()).toBe(1);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("a week has a scenario's name once, and its scenarios go with the venue", () => {
  const insert = db.prepare(
    "INSERT INTO plan_scenario (id, venue, week, name, created_at, saved_at, base, document) VALUES (?, 1, ?, 'held over', 0, 0, '{}', '{}')",
  );
  insert.run("a", "2026-11-27");
  insert.run("b", "2026-12-04");
  expect(() => insert.run("c", "2026-11-27")).toThrow("UNIQUE");
  db.exec("DELETE FROM venue");
  expect(db.prepare("SELECT count(*) FROM plan_scenario").pluck().get()).toBe(0);
});

test("a week's scenarios are found by its index", () => {
  const plan = db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT id FROM plan_scenario WHERE venue = 1 AND week = '2026-11-27' ORDER BY name",
    )
    .all();
  expect(JSON.stringify(plan)).toMatch(/SEARCH plan_scenario USING (COVERING )?INDEX/);
  expect(JSON.stringify(plan)).not.toContain("TEMP B-TREE");
});
