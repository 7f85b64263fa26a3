import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { make } from "../journal/journal.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { rollBack, rollbackPreview } from "./rollback.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));
let home: string;
let library: Library;
const never = async (): Promise<void> => {};

/** Run 1: films 1 to 3, members 1 and 2; run 2 rates film 2 by member 1, adds film 4, changes film 1 and a rating. */
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollback-"));
  library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  library.db.exec(`
    INSERT INTO import_run (id, format, system, source, started_at, seconds, added, unchanged, repaired, rejected)
      VALUES (1, 'x', 'a', 'a.csv', 1, 1, 0, 0, 0, 0), (2, 'x', 'b', 'b.csv', 2, 1, 0, 0, 0, 0);
    INSERT INTO film (id, title, import_run) VALUES (1, 'One', 1), (2, 'Two', 1), (3, 'Three', 1), (4, 'Four', 2);
    INSERT INTO film_key (source, key, film, import_run) VALUES ('a', '1', 1, 1), ('a', '2', 2, 1), ('b', '4', 4, 2);
    INSERT INTO member (id, key, import_run) VALUES (1, x'01', 1), (2, x'02', 1);
    INSERT INTO interaction (member, film, kind, at, value, import_run)
      VALUES (1, 1, 0, 1, 3, 1), (2, 3, 0, 1, 4, 1), (1, 2, 0, 5, 2, 2);
    INSERT INTO rating_scale VALUES (1, 1, 5, 1);
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid, import_run)
      VALUES (1, 'House', 'UTC', 600, 1380, 1590, 15, 15, 5, 15, 1);
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats, import_run) VALUES (1, 1, 1, 'A', 90, '[]', 1);
    INSERT INTO showing (screen, film, business_date, start, capacity, admissions, import_run)
      VALUES (1, 1, '2026-01-01', 900, 90, 50, 1), (1, 4, '2026-01-02', 900, 90, 50, 2);`);
  make(library.db, { kind: "import", label: "b.csv", importRun: 2 }, [
    { entity: "film", key: { id: 1 }, before: { title: "One" }, after: { title: "One Again" } },
    {
      entity: "interaction",
      key: { member: 1, film: 1, kind: 0, at: 1 },
      before: { value: 3 },
      after: { value: 5 },
    },
  ]);
});
afterEach(() => {
  library.db.close();
  rmSync(home, { recursive: true });
});
const all = (sql: string): unknown[] => library.db.prepare(sql).pluck().all();

test("the latest import goes without a trace, what it changed comes back, and doing it twice is refused", async () => {
  const preview = valueOrThrow(rollbackPreview(library.db, 2));
  expect(preview).toMatchObject({ restores: 2, keeps: [], removes: { film: 1, interaction: 1, showing: 1 } });
  expect(valueOrThrow(await rollBack(library.db, 2, never))).toEqual(preview);
  expect(all("SELECT title FROM film ORDER BY id")).toEqual(["One", "Two", "Three"]);
  expect(all("SELECT value FROM interaction ORDER BY member")).toEqual([3, 4]);
  expect(library.db.pragma("foreign_key_check")).toEqual([]);
  expect(await rollBack(library.db, 2, never)).toEqual({ ok: false, error: { type: "NotFound" } });
});

test("an earlier import keeps what later data rests on, and says so; both orders end empty", async () => {
  const preview = valueOrThrow(rollbackPreview(library.db, 1));
  expect(preview.removes).toMatchObject({
    film: 2,
    member: 1,
    interaction: 2,
    showing: 1,
    screen: 0,
    venue: 0,
  });
  // Film 2 and member 1 by the later rating, the screen by the later showing, the venue by its screen.
  expect(preview.keeps).toEqual([{ reason: "laterData", rows: 4 }]);
  expect(valueOrThrow(await rollBack(library.db, 1, never))).toEqual(preview);
  expect(all("SELECT id FROM film ORDER BY id")).toEqual([2, 4]);
  expect(all("SELECT id FROM member")).toEqual([1]);
  expect(library.db.pragma("foreign_key_check")).toEqual([]);
  // Its changes were to rows that are gone.
  expect(valueOrThrow(await rollBack(library.db, 2, never))).toMatchObject({
    keeps: [{ reason: "changedSince", rows: 2 }],
  });
  expect(all("SELECT member FROM interaction UNION ALL SELECT id FROM showing")).toEqual([]);
  expect(all("SELECT only FROM rating_scale")).toEqual([]);
});

test("what was edited by hand since stays, as do films edited by hand", async () => {
  make(library.db, { kind: "edit", label: "by hand" }, [
    { entity: "film", key: { id: 1 }, before: { title: "One Again" }, after: { title: "Mine" } },
    { entity: "film", key: { id: 4 }, before: { year: null }, after: { year: 2026 } },
  ]);
  const plan = valueOrThrow(await rollBack(library.db, 2, never));
  expect(plan.keeps).toEqual([
    { reason: "laterData", rows: 1 },
    { reason: "changedSince", rows: 1 },
  ]);
  expect(all("SELECT title FROM film WHERE id IN (1, 4) ORDER BY id")).toEqual(["Mine", "Four"]);
});

test("stopped half-way, nothing has changed", async () => {
  const before = all("SELECT count(*) FROM interaction UNION ALL SELECT count(*) FROM film");
  let steps = 0;
  const stop = new Error("stop");
  await expect(
    rollBack(library.db, 1, async () => {
      if (++steps === 5) throw stop;
    }),
  ).rejects.toBe(stop);
  expect(all("SELECT count(*) FROM interaction UNION ALL SELECT count(*) FROM film")).toEqual(before);
  expect(all("SELECT rolled_back_at FROM import_run")).toEqual([null, null]);
});
