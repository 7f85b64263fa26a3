import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("trailers"))?.version ?? 0;

test("a library with posters gets a place for what is read from trailers, which goes with the film", () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  const db = new Database(join(folder, "a.marquee"));
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One'), (2, 'Two');
    INSERT INTO poster (film, media_type, image) VALUES (1, 'image/png', x'01');
    INSERT INTO poster_look (film, method, features, palette) VALUES (1, 'look-1', x'00', '[]');`);
  migrate(db, migrations);
  db.pragma("foreign_keys = ON");
  const keep = db.prepare(
    `INSERT INTO trailer (film, name, method, read_at, seconds, width, height, frames_per_second, cuts, curves)
     VALUES (?, ?, 'm', 9, 60, 640, 360, 24, x'', x'')`,
  );
  keep.run(1, "a.mp4");
  keep.run(1, "b.mp4");
  keep.run(2, "a.mp4");
  expect(() => keep.run(1, "a.mp4")).toThrow("UNIQUE");
  expect(() => keep.run(3, "a.mp4")).toThrow("FOREIGN KEY");
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT name FROM trailer WHERE film = 1").all();
  expect(JSON.stringify(plan)).toContain("SEARCH trailer USING COVERING INDEX");
  db.exec("DELETE FROM film WHERE id = 1");
  expect(db.prepare("SELECT film FROM trailer").pluck().all()).toEqual([2]);
  expect(db.prepare("SELECT count(*) FROM poster_look").pluck().get()).toBe(0);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
