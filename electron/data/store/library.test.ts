import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import {
  applicationId,
  closeLibrary,
  createLibrary,
  openLibrary,
  readMigrations,
  saveCopy,
} from "./library.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-store-"));
  path = join(folder, "a.marquee");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newLibrary = () => valueOrThrow(createLibrary(path, migrations));
const never = new AbortController().signal;
/** A library with enough rows to fill many pages. */
const filledLibrary = () => {
  const library = newLibrary();
  const insert = library.db.prepare("INSERT INTO film (title) VALUES (?)");
  library.db.transaction(() => {
    for (let film = 0; film < 5000; film++) insert.run(`Film ${film} ${"x".repeat(100)}`);
  })();
  return library;
};

test("a new library carries its application id, the newest schema, strict tables and safe pragmas", () => {
  const { db } = newLibrary();
  expect(db.pragma("application_id", { simple: true })).toBe(applicationId);
  expect(db.pragma("user_version", { simple: true })).toBe(migrations.length);
  expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
  expect(db.pragma("trusted_schema", { simple: true })).toBe(0);
  expect(db.pragma("cell_size_check", { simple: true })).toBe(1);
  expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
  expect(
    db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all(),
  ).toEqual([]);
  db.close();
});

test("what was written is there after closing and opening", () => {
  const library = newLibrary();
  library.db.prepare("INSERT INTO film (title, title_zh) VALUES ('Lantern Street', '灯笼街')").run();
  closeLibrary(library);
  expect(existsSync(`${path}-wal`)).toBe(false);
  const { db } = valueOrThrow(openLibrary(path, migrations));
  expect(db.prepare("SELECT title_zh FROM film").pluck().all()).toEqual(["灯笼街"]);
  db.close();
});

test("an existing file is never overwritten by a new library", () => {
  writeFileSync(path, "mine");
  expect(createLibrary(path, migrations)).toMatchObject({ ok: false, error: { type: "AlreadyExists" } });
  expect(readFileSync(path, "utf8")).toBe("mine");
});

test("a missing file, a text file and a foreign database are each refused and left as they are", () => {
  expect(openLibrary(path, migrations)).toMatchObject({ error: { type: "NotFound" } });
  writeFileSync(path, "title,year\nSome film,1999\n".repeat(100));
  const before = readFileSync(path);
  expect(openLibrary(path, migrations)).toMatchObject({ error: { type: "NotALibrary" } });
  expect(readFileSync(path).equals(before)).toBe(true);
  rmSync(path);
  const { db } = newLibrary();
  db.pragma("application_id = 7");
  db.close();
  expect(openLibrary(path, migrations)).toMatchObject({ error: { type: "NotALibrary" } });
});

test("a library of a newer Marquee is refused, not changed", () => {
  const library = newLibrary();
  library.db.pragma("user_version = 999");
  closeLibrary(library);
  expect(openLibrary(path, migrations)).toMatchObject({
    error: { type: "NewerSchema", found: 999, known: migrations.length },
  });
});

test("a truncated library is found damaged and left as it is", () => {
  closeLibrary(filledLibrary());
  truncateSync(path, 200_000);
  const before = readFileSync(path);
  expect(openLibrary(path, migrations)).toMatchObject({ error: { type: "Damaged" } });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a flipped page is found by the check at opening", () => {
  closeLibrary(filledLibrary());
  const bytes = readFileSync(path);
  bytes.fill(0xff, 300_000, 304_096);
  writeFileSync(path, bytes);
  expect(openLibrary(path, migrations)).toMatchObject({ error: { type: "Damaged" } });
});

test("a copy is whole while the library goes on, and replaces only what the user named", async () => {
  const library = filledLibrary();
  const copy = join(folder, "copy.marquee");
  const shares: number[] = [];
  expect(await saveCopy(library.path, copy, (share) => shares.push(share), never)).toEqual({
    ok: true,
    value: null,
  });
  expect(shares.at(-1)).toBe(1);
  expect(await saveCopy(library.path, path, () => {}, never)).toMatchObject({
    error: { type: "AlreadyExists" },
  });
  closeLibrary(library);
  const { db } = valueOrThrow(openLibrary(copy, migrations));
  expect(db.prepare("SELECT count(*) FROM film").pluck().get()).toBe(5000);
  db.close();
});

test("a cancelled copy leaves nothing behind", async () => {
  const library = filledLibrary();
  const controller = new AbortController();
  const copy = join(folder, "copy.marquee");
  controller.abort();
  await expect(saveCopy(library.path, copy, () => {}, controller.signal)).rejects.toBe(
    controller.signal.reason,
  );
  expect([copy, `${copy}.part`].some(existsSync)).toBe(false);
  closeLibrary(library);
});

test("a migration that fails half-way leaves the schema where it was", () => {
  closeLibrary(newLibrary());
  const before = join(folder, "before.marquee");
  copyFileSync(path, before);
  const broken = {
    version: migrations.length + 1,
    name: "broken",
    sql: "CREATE TABLE half (a INTEGER) STRICT; SELECT nonsense;",
  };
  expect(() => openLibrary(path, [...migrations, broken])).toThrow();
  const { db } = valueOrThrow(openLibrary(path, migrations));
  expect(db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'half'").get()).toBeUndefined();
  db.close();
});
