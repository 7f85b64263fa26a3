import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import { streamRatings } from "../../blocks/blocks.ts";
import { forgetMembers } from "../../privacy/forget.ts";
import { memberHasher } from "../../privacy/member-hash.ts";
import { closeLibrary, createLibrary, type Library, readMigrations } from "../../store/library.ts";
import { importSource } from "../imports.ts";
import { importCounts } from "../quality.ts";
import { fixOf, quarantined, quarantinedRow, type RowsToFix, rowsToFix } from "../quarantine.ts";
import { rollBack, rollbackPreview } from "../rollback.ts";
import type { FixedRow } from "../staging/stage.ts";
import { checkRow } from "./check.ts";
import { fixRows } from "./fix-rows.ts";
import { profile, type RefusedRow, refusedRows, writeSource } from "./source.fixture.ts";
import { importOf } from "./tables.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../../migrations"));
let folder: string;
let source: string;
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-fixes-"));
  source = join(folder, "source");
  mkdirSync(source);
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  library.db.pragma("synchronous = OFF");
});
afterEach(() => {
  closeLibrary(library);
  rmSync(folder, { recursive: true });
});

const never = new AbortController().signal;
const pluck = (sql: string): unknown[] => library.db.prepare(sql).pluck().all();
const records =
  "film film_key film_genre member interaction tag showing attendance_day review venue screen rating_scale";
const content = (): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    records.split(" ").map((table) => [table, library.db.prepare(`SELECT * FROM ${table}`).raw().all()]),
  );
const importAgain = async () => valueOrThrow(await importSource(library, { path: source, profile }));
const importWith = async (...refused: readonly RefusedRow[]) => {
  const byKind = Object.fromEntries(
    profile.tables.map(({ kind }) => [
      kind,
      refused.filter((row) => row.kind === kind).map(({ line }) => line),
    ]),
  );
  writeSource(source, byKind);
  return importAgain();
};
const waiting = () => quarantined(library.db, { state: "waiting", search: "" }, 0, 1_000).rows;
const fix = async (wanted: RowsToFix) =>
  valueOrThrow(
    await fixRows(library, rowsToFix(library.db, wanted) as FixedRow[], {
      progress: () => {},
      signal: never,
    }),
  );
const check = (id: number, cells: Readonly<Record<string, string>>) => {
  const row = quarantinedRow(library.db, id) as FixedRow;
  const of = importOf(library.db, row.importRun);
  return of && checkRow(library.db, of, { ...row, cells: { ...row.cells, ...cells } });
};
const takeBack = async (id: number) =>
  valueOrThrow(await rollBack(library.db, fixOf(library.db, id)?.importRun ?? 0, async () => {}));

describe.each(refusedRows)("$kind, $rule: $line", (refused) => {
  test("is fixed in place, counted as taken, and taken back", async () => {
    const { importRun } = await importWith(refused);
    const before = content();
    const [row] = waiting();
    expect(row).toMatchObject({ importRun, kind: refused.kind, rule: refused.rule });
    const id = row?.id ?? 0;
    expect(check(id, {})).toMatchObject({ outcome: "rejected" });
    expect(await fix({ rows: [{ id, cells: {} }] })).toMatchObject({ taken: 0, refused: 1 });
    expect(content()).toEqual(before);

    expect(check(id, refused.fix)).toMatchObject({ outcome: "accepted", notes: [] });
    expect(content()).toEqual(before);
    expect(await fix({ rows: [{ id, cells: refused.fix }] })).toMatchObject({
      taken: 1,
      refused: 0,
      added: 1,
      updated: 0,
      refusals: [],
    });
    expect(content()).not.toEqual(before);
    expect(quarantinedRow(library.db, id)).toMatchObject({ state: "fixed" });
    expect(importCounts(library.db, importRun).filter(({ outcome }) => outcome === "rejected")).toEqual([]);
    expect(pluck("SELECT sum(rejected) FROM import_run")).toEqual([0]);
    expect(pluck("SELECT sum(rows) FROM import_count")).toEqual(
      pluck("SELECT sum(added + unchanged) FROM import_run"),
    );
    expect(library.db.pragma("foreign_key_check")).toEqual([]);

    await takeBack(id);
    expect(content()).toEqual(before);
    expect(quarantinedRow(library.db, id)).toMatchObject({ state: "waiting", fixed: null });
    expect(pluck("SELECT sum(rejected) FROM import_run WHERE rolled_back_at IS NULL")).toEqual([1]);
  });
});

test("any rows fixed in any portions: each fix goes alone, and all go with their import", async () => {
  await importWith(...refusedRows);
  const imported = content();
  const rows = waiting();
  expect(rows).toHaveLength(refusedRows.length);
  const ids = refusedRows.map(
    ({ kind, rule }) => rows.find((row) => row.kind === kind && row.rule === rule)?.id as number,
  );
  const order = fc.shuffledSubarray(
    refusedRows.map((_, at) => at),
    { minLength: 1 },
  );
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 1, max: 8 }), async (chosen, size) => {
      const states: ReturnType<typeof content>[] = [];
      const portions = Array.from({ length: Math.ceil(chosen.length / size) }, (_, n) =>
        chosen.slice(n * size, (n + 1) * size),
      );
      for (const portion of portions) {
        states.push(content());
        const outcome = await fix({
          rows: portion.map((at) => ({ id: ids[at] as number, cells: refusedRows[at]?.fix ?? {} })),
        });
        expect(outcome).toMatchObject({ taken: portion.length, refusals: [] });
      }
      for (const portion of portions.toReversed()) {
        await takeBack(ids[portion[0] as number] as number);
        expect(content()).toEqual(states.pop());
      }
      expect(content()).toEqual(imported);
    }),
    { numRuns: 5 },
  );
  await fix({ rows: ids.map((id, at) => ({ id, cells: refusedRows[at]?.fix ?? {} })) });
  const fixed = content();
  const again = await importAgain();
  expect(again).toMatchObject({ added: 0, updated: 0, rejected: refusedRows.length });
  expect(content()).toEqual(fixed);
  await rollBack(library.db, again.importRun, async () => {});
  const plan = valueOrThrow(rollbackPreview(library.db, 1));
  expect(valueOrThrow(await rollBack(library.db, 1, async () => {}))).toEqual(plan);
  expect(Object.values(content()).flat()).toEqual([]);
  expect(pluck("SELECT id FROM quarantine")).toEqual([]);
}, 60_000);

test("rows refused for a film that came since are taken when all are tried again; the others stay", async () => {
  const late = { ...(refusedRows[0] as RefusedRow), kind: "interactions" as const };
  await importWith(
    { ...late, line: "M1,8,4.0,2024-03-20" },
    { ...late, line: "M2,8,3.0,2024-03-20" },
    { ...late, line: "M2,9,3.0,2024-03-20" },
  );
  const filter = { search: "", rule: "unknown-film" };
  expect(await fix({ filter, set: {} })).toMatchObject({ taken: 0, refused: 3 });
  writeSource(source, { films: ["8,Harbour,2003,Drama"] });
  await importAgain();
  expect(await fix({ filter, set: {} })).toMatchObject({ taken: 2, refused: 1, added: 2 });
  expect(waiting()).toMatchObject([{ cells: { film: "9" } }]);
  expect(await fix({ filter, set: { film: "2" } })).toMatchObject({ taken: 1, added: 1 });
  expect(waiting()).toEqual([]);
});

test("rows saved together may rest on each other, and only one of two alike is taken", async () => {
  const film = refusedRows[0] as RefusedRow;
  const rating: RefusedRow = {
    kind: "interactions",
    line: "M1,3,4.0,2024-03-20",
    rule: "unknown-film",
    fix: {},
  };
  await importWith(film, rating, { ...rating, line: "M1,3,2.0,2024-03-20" });
  const rows = waiting().map(({ id, rule }) => ({ id, cells: rule === "bad-identifier" ? film.fix : {} }));
  expect(await fix({ rows })).toMatchObject({
    taken: 2,
    refused: 1,
    added: 2,
    refusals: [{ rule: "duplicate" }],
  });
  expect(pluck("SELECT value FROM interaction WHERE film = 3")).toEqual([4]);
});

test("what another import told is updated by a fix, and comes back when the fix is taken back", async () => {
  await importWith();
  const held = content();
  const rating: RefusedRow = { kind: "interactions", line: "", rule: "rating-outside-scale", fix: {} };
  await importWith({ ...rating, line: "M1,2,9.0,2024-03-10" });
  // The row beside it is the same record: the file names it twice, and the first stays.
  const [row] = waiting();
  expect(await fix({ rows: [{ id: row?.id ?? 0, cells: { rating: "1.5" } }] })).toMatchObject({
    taken: 1,
    updated: 1,
  });
  expect(pluck("SELECT value FROM interaction WHERE film = 2 AND member = 1")).toEqual([1.5]);
  await takeBack(row?.id ?? 0);
  expect(content()).toEqual(held);
});

test("a part of a showing is added to what the library has of it, and taken off again", async () => {
  const parts = {
    ...profile,
    tables: profile.tables.map((table) => ({ ...table, fields: { ...table.fields } })),
  };
  const showings = parts.tables.find(({ kind }) => kind === "showings");
  if (showings) showings.fields.part = { column: "part" };
  writeSource(source, {});
  const lines = ["film,venue,screen,date,start,admissions,capacity,part"];
  for (const [screen, start] of [
    ["A", "20:00"],
    ["", ""],
  ])
    lines.push(
      `1,V1,${screen},10.03.2024,${start},100,200,adult`,
      `1,V1,${screen},10.03.2024,${start},-5,200,child`,
    );
  writeFileSync(join(source, "showings.csv"), lines.join("\n"));
  const { importRun } = valueOrThrow(await importSource(library, { path: source, profile: parts }));
  const before = content();
  const guests = () =>
    pluck("SELECT admissions FROM showing UNION ALL SELECT admissions FROM attendance_day");
  expect(guests()).toEqual([100, 100]);
  const rows = waiting().map(({ id }) => ({ id, cells: { admissions: "5" } }));
  expect(await fix({ rows })).toMatchObject({ taken: 2, updated: 2, added: 0 });
  expect(guests()).toEqual([105, 105]);
  await takeBack(rows[0]?.id ?? 0);
  expect(content()).toEqual(before);
  await fix({ rows });
  await rollBack(library.db, importRun, async () => {});
  expect(Object.values(content()).flat()).toEqual([]);
});

test("learning data gets the rows of a fix, and loses them with it", async () => {
  const refused = refusedRows.find(({ rule }) => rule === "rating-outside-scale") as RefusedRow;
  await importWith(refused);
  const ratings = (): Promise<number> => streamRatings(library.db, async () => {}, never);
  expect(await ratings()).toBe(3);
  const [row] = waiting();
  await fix({ rows: [{ id: row?.id ?? 0, cells: refused.fix }] });
  expect(await ratings()).toBe(4);
  await takeBack(row?.id ?? 0);
  expect(await ratings()).toBe(3);
});

test("a member typed anew is known by key, one unknown is told of, and no key is written down", async () => {
  const missing = refusedRows.find(
    ({ kind, rule }) => kind === "interactions" && rule === "missing-required",
  ) as RefusedRow;
  await importWith(missing);
  const [{ id } = { id: 0 }] = waiting();
  expect(check(id, { member: "M2" })).toMatchObject({
    outcome: "accepted",
    record: { filmTitle: "Lantern Street" },
  });
  expect(check(id, { member: "M77" })).toMatchObject({
    outcome: "repaired",
    notes: [{ rule: "unknown-member" }],
  });
  expect(await fix({ rows: [{ id, cells: { member: "M77" } }] })).toMatchObject({ taken: 1, repaired: 1 });
  const hash = Buffer.from(memberHasher(library.db, "house")("M77")).toString("hex");
  expect(quarantinedRow(library.db, id)?.fixed?.member).toBe(`#${hash}`);
  expect(pluck("SELECT lower(hex(key)) FROM member ORDER BY id DESC LIMIT 1")).toEqual([hash]);
  expect(JSON.stringify(pluck("SELECT detail FROM import_issue"))).not.toContain("M77");

  const [member] = pluck(`SELECT id FROM member WHERE key = x'${hash}'`) as [number];
  await forgetMembers(library.db, [member], () => {});
  expect(quarantinedRow(library.db, id)).toBeNull();
});

test("rows of somebody forgotten, and of imports before mappings were kept, are not fixed", async () => {
  const refused = refusedRows.find(({ rule }) => rule === "rating-outside-scale") as RefusedRow;
  await importWith(refused);
  const [{ id } = { id: 0 }] = waiting();
  library.db.exec("DELETE FROM import_table WHERE kind = 'interactions'");
  expect(check(id, refused.fix)).toBeNull();
  expect(await fix({ rows: [{ id, cells: refused.fix }] })).toMatchObject({ taken: 0, refused: 1 });
  await rollBack(library.db, 1, async () => {});
  await importAgain();
  const [again = { id: 0 }] = waiting();
  const [member] = pluck(
    `SELECT id FROM member WHERE key = x'${Buffer.from(memberHasher(library.db, "house")("M1")).toString("hex")}'`,
  ) as [number];
  await forgetMembers(library.db, [member], () => {});
  expect(check(again.id, { ...refused.fix, member: "M1" })).toMatchObject({
    notes: [{ rule: "forgotten-member" }],
  });
});
