import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("portfolio"))?.version ?? 0;

test("a library with concepts gets a place for what is wished of them together, found by its key", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec("INSERT INTO concept (id, ordinal, facts) VALUES ('a', 1, '{}')");
  migrate(db, migrations);
  const keep = db.prepare("INSERT INTO portfolio (id, wish) VALUES (?, ?)");
  keep.run(1, "{}");
  expect(() => keep.run(2, "{}")).toThrow("CHECK");
  expect(() => db.exec("UPDATE portfolio SET wish = 'none'")).toThrow("CHECK");
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT wish FROM portfolio WHERE id = 1").all();
  expect(JSON.stringify(plan)).toContain("SEARCH portfolio USING INTEGER PRIMARY KEY");
  expect(db.prepare("SELECT id FROM concept").all()).toEqual([{ id: "a" }]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
