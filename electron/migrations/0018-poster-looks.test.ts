import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate, readMigrations } from "../data/store/library.ts";

const migrations = readMigrations(import.meta.dirname);
const version = migrations.find(({ name }) => name.includes("poster-looks"))?.version ?? 0;
let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-migration-"));
  db = new Database(join(folder, "a.marquee"));
  db.pragma("foreign_keys = ON");
  migrate(
    db,
    migrations.filter((each) => each.version < version),
  );
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One'), (2, 'Two');
    INSERT INTO poster (film, media_type, image) VALUES (1, 'image/png', x'01'), (2, 'image/png', x'02');
    INSERT INTO poster_embedding (film, network, embedding) VALUES (1, 'net', x'00');`);
  migrate(db, migrations);
  db.exec("INSERT INTO poster_look VALUES (1, 'look', x'00', '[]'), (2, 'look', x'01', '[]')");
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
const looks = (): unknown[] => db.prepare("SELECT film FROM poster_look ORDER BY film").pluck().all();

test("posters and embeddings of an older library stay as they were", () => {
  expect(db.prepare("SELECT film FROM poster_embedding").pluck().all()).toEqual([1]);
  expect(db.prepare("SELECT count(*) FROM poster").pluck().get()).toBe(2);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("a look goes with its film, or when the picture changes", () => {
  db.exec("UPDATE poster SET media_type = 'image/webp'");
  expect(looks()).toEqual([1, 2]);
  db.exec("UPDATE poster SET image = x'03' WHERE film = 1");
  expect(looks()).toEqual([2]);
  db.exec("DELETE FROM film WHERE id = 2");
  expect(looks()).toEqual([]);
});

test("which posters have none is told without reading a picture", () => {
  const plan = db
    .prepare(
      `EXPLAIN QUERY PLAN SELECT p.film FROM poster AS p INDEXED BY poster_by_type
       WHERE NOT EXISTS (SELECT 1 FROM poster_look AS l WHERE l.film = p.film AND l.method = 'look')`,
    )
    .all();
  expect(JSON.stringify(plan)).toContain("COVERING INDEX poster_by_type");
  expect(JSON.stringify(plan)).toContain("SEARCH l USING INTEGER PRIMARY KEY");
});
