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
  migrate(db, upTo(7));
  db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One'), (2, 'Two'), (3, 'Three');
    INSERT INTO poster (film, media_type, image) VALUES (1, 'image/png', x'01'), (2, 'image/png', x'02');`);
  migrate(db, upTo(8));
  db.exec(
    "INSERT INTO poster_embedding (film, network, embedding) VALUES (1, 'net', x'00'), (2, 'net', x'01')",
  );
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
const embedded = (): unknown[] => db.prepare("SELECT film FROM poster_embedding ORDER BY film").pluck().all();

test("posters of an older library stay as they were", () => {
  expect(db.prepare("SELECT film, hex(image) AS image FROM poster ORDER BY film").all()).toEqual([
    { film: 1, image: "01" },
    { film: 2, image: "02" },
  ]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("an embedding goes with its film, its poster, or when the picture changes; there is none without a poster", () => {
  expect(() => db.exec("INSERT INTO poster_embedding VALUES (3, 'net', x'00')")).toThrow("FOREIGN KEY");
  db.exec("UPDATE poster SET media_type = 'image/webp'");
  expect(embedded()).toEqual([1, 2]);
  db.exec("UPDATE poster SET image = x'03' WHERE film = 1");
  expect(embedded()).toEqual([2]);
  db.exec("UPDATE poster SET film = 3 WHERE film = 2");
  expect(embedded()).toEqual([3]);
  db.exec("DELETE FROM film WHERE id = 3");
  expect(embedded()).toEqual([]);
});

test("which posters have none is told without reading a picture", () => {
  const plan = db
    .prepare(
      `EXPLAIN QUERY PLAN SELECT p.film FROM poster AS p INDEXED BY poster_by_type
       WHERE NOT EXISTS (SELECT 1 FROM poster_embedding AS e WHERE e.film = p.film AND e.network = 'net')`,
    )
    .all();
  expect(JSON.stringify(plan)).toContain("COVERING INDEX poster_by_type");
  expect(JSON.stringify(plan)).toContain("SEARCH e USING INTEGER PRIMARY KEY");
});
