import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);

test("a library with models gets a place for tuned encoders, which holds so much and no more", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter(({ version }) => version < 16),
  );
  db.exec("INSERT INTO model (id, name, created_at, card) VALUES ('m', 'ease', 1, '{}')");
  migrate(db, migrations);
  const keep = db.prepare(
    "INSERT INTO tuned_encoder (id, created_at, card, weights) VALUES (?, ?, '{}', zeroblob(?))",
  );
  keep.run("a", 1, 67108864);
  keep.run("b", 2, 8);
  expect(() => keep.run("c", 3, 67108865)).toThrow("CHECK");
  expect(db.prepare("SELECT id FROM model").pluck().all()).toEqual(["m"]);
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT card FROM tuned_encoder ORDER BY created_at DESC").all();
  expect(JSON.stringify(plan)).toContain("tuned_encoder_by_time");
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
