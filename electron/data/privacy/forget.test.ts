import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decodeArtefact, encodeArtefact, memberSums } from "../../../shared/blocks/artefact.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { streamRatings } from "../blocks/blocks.ts";
import { storeArrays } from "../columns/cache.ts";
import {
  type Connection,
  closeLibrary,
  createLibrary,
  type Library,
  openLibrary,
  readMigrations,
  saveCopy,
} from "../store/library.ts";
import { erasingPending, finishErasing, noteErasing } from "./erase.ts";
import { forgetMembers, forgetPreview } from "./forget.ts";
import { membersToForget } from "./forgotten.ts";
import { fillWithPeople, isForgotten, marksIn, marksOf } from "./people.fixture.ts";
import { saveCopyToShare } from "./share.ts";
import { tablesSeen } from "./traces.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
const never = new AbortController().signal;
const quiet = (): void => {};
let folder: string;
let path: string;
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-forget-"));
  path = join(folder, "a.marquee");
  library = valueOrThrow(createLibrary(path, migrations));
  fillWithPeople(
    library.db,
    { members: 400, films: 60, filmsEach: 12 },
    { library: randomUUID(), key: randomBytes(32) },
  );
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const count = (sql: string): number => library.db.prepare(sql).pluck().get() as number;
const addModel = (id: string, createdAt: number): void => {
  library.db
    .prepare("INSERT INTO model (id, name, created_at, card) VALUES (?, 'factors', ?, '{}')")
    .run(id, createdAt);
};
const addReader = (): void => {
  library.db.exec("INSERT INTO sentiment_model VALUES (1, 'r', 1, '{}', x'00')");
};
const addWeights = (model: string): void => {
  const arrays = { w: Float32Array.of(1, 2), [`${memberSums}hits`]: Float32Array.of(3, 4) };
  library.db
    .prepare("INSERT INTO model_weights (model, weights) VALUES (?, ?)")
    .run(model, encodeArtefact({ header: {}, arrays }));
};
const arraysOf = (db: Connection, model: string): string[] =>
  Object.keys(
    decodeArtefact(
      db.prepare("SELECT weights FROM model_weights WHERE model = ?").pluck().get(model) as Uint8Array,
    ).arrays,
  );

describe("forgetting", () => {
  test("leaves no byte of a member in the library, its log or a copy made afterwards", async () => {
    const { db } = library;
    await streamRatings(db, async () => {}, never);
    await storeArrays(db, "figures.member", "1", {
      lastAt: Float64Array.from([90_000_000_000_000 + 42 * 100_003]),
    });
    const gone = [42, 43, 399];
    const marks = gone.map((member) => marksOf(db, member));
    const other = marksOf(db, 44);
    // Rows that were moved and rewritten leave older images in free pages and in the log.
    db.exec("CREATE TABLE scratch AS SELECT * FROM review; DROP TABLE scratch;");
    for (const mark of marks)
      expect(Object.keys(marksIn(folder, mark)).sort()).toEqual(Object.keys(mark).sort());

    const forgotten = await forgetMembers(db, gone, quiet);
    expect(forgotten).toMatchObject({
      members: 3,
      erased: true,
      traces: {
        interactions: 36,
        tags: 3,
        feedback: 3,
        reviews: 3,
        reader: 0,
        segments: 3,
        campaigns: 3,
        identifiers: 3,
        quarantine: 3,
        issues: 3,
        changes: 9,
      },
    });
    valueOrThrow(await saveCopy(library.path, join(folder, "copy.marquee"), quiet, never));
    for (const mark of marks) expect(marksIn(folder, mark)).toEqual({});
    await streamRatings(db, async () => {}, never);
    for (const mark of marks) expect(marksIn(folder, mark)).toEqual({});
    // The others are all there.
    expect(Object.keys(marksIn(folder, other)).sort()).toEqual(Object.keys(other).sort());
    expect(count("SELECT count(*) FROM member")).toBe(397);
    expect(count("SELECT count(*) FROM interaction")).toBe(397 * 12);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(db.pragma("foreign_key_check")).toEqual([]);
    expect([42, 43, 399, 44].map((member) => isForgotten(db, member))).toEqual([true, true, true, false]);
  });

  test("plain deletion would leave bytes: the search finds what is there", () => {
    const marks = marksOf(library.db, 42);
    library.db.exec("DELETE FROM review WHERE member = 42; DELETE FROM tag WHERE member = 42;");
    library.db.pragma("wal_checkpoint(TRUNCATE)");
    expect(Object.keys(marksIn(folder, marks))).toEqual(expect.arrayContaining(["review", "tag"]));
  });

  test("tells beforehand what goes, and changes nothing by it", () => {
    addModel("early", 500_000);
    addModel("late", 2_000_000);
    library.db.exec("UPDATE interaction SET import_run = 1");
    library.db.exec("INSERT INTO checkpoint VALUES ('r', 1, '{}', x'00')");
    expect(forgetPreview(library.db, [7, 8, 100_000])).toEqual({
      members: 2,
      models: 1,
      unfinishedRuns: 1,
      traces: {
        interactions: 24,
        tags: 2,
        feedback: 2,
        reviews: 2,
        reader: 0,
        segments: 2,
        campaigns: 2,
        identifiers: 2,
        quarantine: 2,
        issues: 2,
        changes: 6,
      },
    });
    expect(count("SELECT count(*) FROM member")).toBe(400);
    expect(forgetPreview(library.db, [100_000])).toMatchObject({ members: 0, models: 0, unfinishedRuns: 0 });
  });

  test("drops the reader of texts once a text that could teach it goes, and only then", async () => {
    addReader();
    library.db.exec("UPDATE review SET rating = 5 WHERE member = 8");
    expect((await forgetMembers(library.db, [7], quiet)).traces.reader).toBe(0);
    expect(forgetPreview(library.db, [8]).traces.reader).toBe(1);
    expect((await forgetMembers(library.db, [8], quiet)).traces.reader).toBe(1);
    expect(count("SELECT count(*) FROM sentiment_model")).toBe(0);
  });

  test("marks the models that learned from them, each time anew, and drops unfinished runs", async () => {
    addModel("early", 500_000);
    addModel("late", 2_000_000);
    addWeights("early");
    addWeights("late");
    library.db.exec("UPDATE interaction SET import_run = 1");
    library.db.exec("INSERT INTO checkpoint VALUES ('r', 1, '{}', x'00')");
    await forgetMembers(library.db, [7, 8], quiet);
    await forgetMembers(library.db, [9], quiet);
    expect(library.db.prepare("SELECT id, forgotten FROM model ORDER BY id").raw().all()).toEqual([
      ["early", 0],
      ["late", 3],
    ]);
    expect(arraysOf(library.db, "early")).toContain(`${memberSums}hits`);
    expect(arraysOf(library.db, "late")).toEqual(["w"]);
    expect(count("SELECT count(*) FROM checkpoint")).toBe(0);
  });

  test("nobody meant: nothing is done", async () => {
    const before = library.db.pragma("data_version", { simple: true });
    expect(await forgetMembers(library.db, [100_000], quiet)).toMatchObject({ members: 0, erased: true });
    expect(library.db.pragma("data_version", { simple: true })).toBe(before);
    expect(count("SELECT count(*) FROM forgotten_member")).toBe(0);
  });

  test("while somebody still reads old pages the bytes wait, and go when the library is opened again", async () => {
    const marks = marksOf(library.db, 42);
    const reader = valueOrThrow(openLibrary(path, migrations));
    reader.db.exec("BEGIN");
    reader.db.prepare("SELECT count(*) FROM member").get();
    library.db.pragma("busy_timeout = 50");
    const forgotten = await forgetMembers(library.db, [42], quiet);
    expect(forgotten).toMatchObject({ members: 1, erased: false });
    expect(erasingPending(library.db)).toBe(true);
    reader.db.exec("COMMIT");
    reader.db.close();
    closeLibrary(library);
    library = valueOrThrow(openLibrary(path, migrations));
    finishErasing(library.db);
    expect(erasingPending(library.db)).toBe(false);
    expect(marksIn(folder, marks)).toEqual({});
  });

  test("a crash between the rows and the bytes is made up for at the next opening", () => {
    const marks = marksOf(library.db, 42);
    library.db.transaction(() => {
      library.db.exec("DELETE FROM member WHERE id = 42");
      noteErasing(library.db);
    })();
    closeLibrary(library);
    expect(Object.keys(marksIn(folder, marks))).toContain("review");
    library = valueOrThrow(openLibrary(path, migrations));
    finishErasing(library.db);
    expect(Object.keys(marksIn(folder, marks))).not.toContain("review");
    expect(erasingPending(library.db)).toBe(false);
  });

  test("an older backup holds whom the list names, and they are found there again", async () => {
    const copy = join(folder, "backup.marquee");
    valueOrThrow(await saveCopy(library.path, copy, quiet, never));
    await forgetMembers(library.db, [42, 43], quiet);
    const keys = library.db.prepare("SELECT key, at FROM forgotten_member").all() as {
      key: Buffer;
      at: number;
    }[];
    const backup = valueOrThrow(openLibrary(copy, migrations));
    const insert = backup.db.prepare("INSERT INTO forgotten_member (key, at) VALUES (@key, @at)");
    for (const row of keys) insert.run(row);
    expect(membersToForget(backup.db)).toEqual([42, 43]);
    backup.db.close();
  });
});

test("every table that names a member is one that forgetting knows", () => {
  const tables = library.db
    .prepare(
      `SELECT DISTINCT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
       WHERE t.schema = 'main' AND t.type = 'table' AND c.name = 'member'
       UNION
       SELECT t.name FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
       WHERE t.schema = 'main' AND f."table" = 'member'`,
    )
    .pluck()
    .all() as string[];
  expect(tables.length).toBeGreaterThan(4);
  expect(tables.filter((table) => !tablesSeen.has(table))).toEqual([]);
});

describe("a copy to share", () => {
  test("holds films and models, and nobody: no row, no key, no byte", async () => {
    addModel("m", 2_000_000);
    addWeights("m");
    addReader();
    writeFileSync(join(folder, "x"), "");
    const marks = [1, 42, 400].map((member) => marksOf(library.db, member));
    const secret = library.db.prepare("SELECT value FROM private_key").pluck().get() as Buffer;
    const out = mkdtempSync(join(tmpdir(), "marquee-shared-"));
    const shared = join(out, "shared.marquee");
    valueOrThrow(await saveCopyToShare(library.path, shared, true, quiet, never));
    for (const mark of marks) expect(marksIn(out, mark)).toEqual({});
    expect(marksIn(out, { secret })).toEqual({});
    const { db } = valueOrThrow(openLibrary(shared, migrations));
    const rows = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([rows("film"), rows("model"), rows("private_key")]).toEqual([60, 1, 1]);
    expect(arraysOf(db, "m")).toEqual(["w"]);
    expect(arraysOf(library.db, "m")).toEqual(["w", `${memberSums}hits`]);
    for (const table of tablesSeen) expect([table, rows(table)]).toEqual([table, 0]);
    expect(db.pragma("foreign_key_check")).toEqual([]);
    db.close();
    expect(count("SELECT count(*) FROM member")).toBe(400);
    rmSync(out, { recursive: true });
  });
});
