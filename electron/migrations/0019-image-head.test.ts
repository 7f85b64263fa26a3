import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("image-head"))?.version ?? 0;

test("a library with posters that were looked at gets a place for one head of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One');
    INSERT INTO poster (film, media_type, image) VALUES (1, 'image/png', x'01');
    INSERT INTO poster_embedding (film, network, embedding) VALUES (1, 'net', x'00');`);
  migrate(db, migrations);
  const keep = db.prepare(
    "INSERT INTO image_head (only, id, created_at, card, weights) VALUES (?, ?, 1, '{}', zeroblob(8))",
  );
  keep.run(1, "a");
  expect(() => keep.run(2, "b")).toThrow("CHECK");
  expect(() => keep.run(1, "b")).toThrow("UNIQUE");
  expect(db.prepare("SELECT count(*) FROM poster_embedding").pluck().get()).toBe(1);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
