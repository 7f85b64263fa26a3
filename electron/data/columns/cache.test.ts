import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { loadArrays, storeArrays } from "./cache.ts";
import { LibraryColumns } from "./library-columns.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
let folder: string;
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-columns-"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const arrays = {
  whole: Int32Array.of(-5, 0, 7),
  long: new Uint8Array(5 << 20).map((_, at) => at % 251),
  real: Float64Array.of(0.5, Number.NaN, -1e300),
  none: new Uint32Array(0),
};

test("arrays come back as they were stored, longer ones in pieces, for their own key only", async () => {
  const { db } = library;
  await storeArrays(db, "figures.test", "1", arrays);
  expect(await loadArrays(db, "figures.test", "1")).toEqual(arrays);
  expect(await loadArrays(db, "figures.test", "2")).toBeNull();
  await storeArrays(db, "figures.test", "2", { whole: arrays.whole });
  expect(await loadArrays(db, "figures.test", "2")).toEqual({ whole: arrays.whole });
  expect(db.prepare("SELECT count(*) FROM block").pluck().get()).toBe(1);
});

test("what is cut short is not believed", async () => {
  const { db } = library;
  await storeArrays(db, "figures.test", "1", arrays);
  db.exec("DELETE FROM block WHERE name = 'figures.test.long' AND ordinal = 1");
  expect(await loadArrays(db, "figures.test", "1")).toBeNull();
});

test("figures of a large library are made once, kept, and read by the next opening", async () => {
  const { db } = library;
  db.exec(`
    INSERT INTO film (id, title) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i, 'Film ' || i FROM n;
    INSERT INTO member (id, key) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 600) SELECT i, CAST(i AS BLOB) FROM n;
    INSERT INTO interaction (member, film, kind, at, value) SELECT m.id, f.id, f.id % 2, 1000 + f.id, 1 + f.id % 5 FROM member m, film f WHERE m.id + f.id > 250;
    UPDATE setting SET value = '1' WHERE name = 'interaction_revision'`);
  const first = new LibraryColumns(db);
  await first.members();
  expect(first.share).not.toBeNull();
  await first.settled();
  expect(first.share).toBeNull();
  const next = new LibraryColumns(db);
  const [films, members] = [await next.films(), await next.members()];
  expect(next.share).toBeNull();
  const column = (table: typeof films, name: string) => {
    const found = table.columns[name];
    return found?.kind === "number" ? Array.from(found.values) : [];
  };
  const wanted = (sql: string) => db.prepare(sql).pluck().all();
  expect(column(films, "ratings")).toEqual(
    wanted(
      "SELECT (SELECT count(*) FROM interaction WHERE film = f.id AND kind = 0) FROM film f ORDER BY id",
    ),
  );
  expect(column(members, "films")).toEqual(
    wanted(
      "SELECT (SELECT count(DISTINCT film) FROM interaction WHERE member = m.id) FROM member m ORDER BY id",
    ),
  );
  expect(column(members, "lastAt")).toEqual(
    wanted("SELECT (SELECT max(at) FROM interaction WHERE member = m.id) FROM member m ORDER BY id"),
  );
});
