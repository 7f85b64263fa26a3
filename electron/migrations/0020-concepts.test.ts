import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("concepts"))?.version ?? 0;

test("a library with films gets a place for films that are not made yet", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec("INSERT INTO film (id, title, budget) VALUES (1, 'Salt', 5)");
  migrate(db, migrations);
  const keep = db.prepare("INSERT INTO concept (id, ordinal, facts) VALUES (?, 1, ?)");
  keep.run("a", "{}");
  expect(() => keep.run("a", "{}")).toThrow("UNIQUE");
  expect(() => keep.run("b", "none")).toThrow("CHECK");
  expect(db.prepare("SELECT title, budget FROM film").all()).toEqual([{ title: "Salt", budget: 5 }]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
