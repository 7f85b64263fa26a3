import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("allocations"))?.version ?? 0;

test("a venue's weeks get allocations by name and version, found by an index and gone with the venue", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  db.pragma("foreign_keys = ON");
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
    VALUES (1, 'One', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15)`);
  migrate(db, migrations);
  const keep = db.prepare(
    "INSERT INTO attention_allocation (id, venue, week, name, version, at, document) VALUES (?, 1, '2026-11-23', 'First', ?, 0, ?)",
  );
  keep.run("a", 1, "{}");
  keep.run("b", 2, "{}");
  expect(() => keep.run("c", 2, "{}")).toThrow("UNIQUE");
  expect(() => keep.run("d", 3, "none")).toThrow("CHECK");
  const plan = db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT id FROM attention_allocation WHERE venue = 1 AND week = '2026-11-23' ORDER BY name, version",
    )
    .all();
  expect(JSON.stringify(plan)).toMatch(/SEARCH attention_allocation USING (COVERING )?INDEX/);
  expect(JSON.stringify(plan)).not.toContain("TEMP B-TREE");
  db.exec("DELETE FROM venue");
  expect(db.prepare("SELECT count(*) FROM attention_allocation").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
