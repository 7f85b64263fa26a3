import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FilmChange } from "../../../shared/contract/edits.ts";
import type { Call, Method } from "../../../shared/contract/wire.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { audienceHandlers } from "../audience/handlers.ts";
import { catalogueHandlers } from "../catalogue/handlers.ts";
import type { Column, ColumnTable } from "../columns/column.ts";
import { columnsOf, LibraryColumns } from "../columns/library-columns.ts";
import type { Session } from "../session.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { editHandlers } from "./handlers.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
const call = {
  signal: new AbortController().signal,
  progress: () => {},
  block: async () => {},
} as Call<Method>;
let folder: string;
let library: Library;
let session: Session;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-edits-"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("none")) };
  library.db.exec(`
    INSERT INTO genre (id, name) VALUES (1, 'Drama'), (2, 'Comedy'), (3, 'War');
    INSERT INTO keyword (id, name) VALUES (1, 'lighthouse');
    INSERT INTO film (id, title, title_zh, year, certificate) VALUES
      (1, 'Lantern Street', '灯笼街', 2026, 'PG'), (2, 'Quiet Orbit', NULL, NULL, NULL), (3, 'Rain', '雨', 2025, 'PG'),
      (7, 'Amélie', NULL, 2001, '15');
    INSERT INTO film_genre VALUES (1, 1), (1, 3), (2, 2), (3, 1);
    INSERT INTO film_keyword VALUES (3, 1);
    INSERT INTO member (id, key, area, age_band) VALUES (1, x'01', 'North', '18-24'), (2, x'02', 'South', NULL), (5, x'05', 'North', '25-34');`);
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a table says, whatever its codes are. */
const words = ({ ids, columns }: ColumnTable) =>
  Array.from(ids, (id, row) => [
    id,
    ...Object.entries(columns).map(([name, column]: [string, Column]) => {
      if (column.kind === "number") return [name, column.values[row]];
      if (column.kind === "text") return [name, column.names[column.codes[row] as number]];
      const codes = column.codes.subarray(column.starts[row], column.starts[(row as number) + 1]);
      return [name, Array.from(codes, (code) => column.names[code]).sort()];
    }),
  ]);
const patchedAndFresh = async () => {
  const fresh = new LibraryColumns(library.db);
  const patched = columnsOf(library.db);
  return [
    [words(await patched.films()), words(await patched.members())],
    [words(await fresh.films()), words(await fresh.members())],
  ];
};
const state = () =>
  ["film", "film_genre", "film_keyword", "genre", "keyword", "member"].map((table) =>
    library.db.prepare(`SELECT * FROM ${table}`).all(),
  );

const name = fc.constantFrom("Drama", "Comedy", "War", "Musical");
const change = fc.record(
  {
    set: fc.record(
      {
        title: fc.constantFrom("Rain", "Étoile", "Zero"),
        year: fc.option(fc.integer({ min: 1900, max: 2030 })),
        certificate: fc.option(fc.constantFrom("PG", "18", "")),
        distributor: fc.option(fc.constantFrom("One", "Two")),
      },
      { requiredKeys: [] },
    ),
    addGenres: fc.uniqueArray(name, { maxLength: 2 }),
    removeGenres: fc.uniqueArray(name, { maxLength: 2 }),
    addKeywords: fc.uniqueArray(fc.constantFrom("lighthouse", "sea"), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const films = fc.uniqueArray(fc.constantFrom(1, 2, 3, 7, 99), { maxLength: 5 });

test("any edits of films: as many change as foretold, columns follow without being read anew, undo is identity", async () => {
  const handlers = editHandlers(session);
  await columnsOf(library.db).films();
  await columnsOf(library.db).members();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(films, change), { maxLength: 4 }), async (edits) => {
      const states = [state()];
      const sets: number[] = [];
      for (const [targets, wanted] of edits) {
        const edit = { targets: { films: targets }, change: FilmChange.parse(wanted) };
        const preview = valueOrThrow(await handlers.previewFilmEdit(edit, call));
        const done = valueOrThrow(await handlers.editFilms(edit, call));
        expect(done).toMatchObject(preview);
        if (done.changeSet === null) expect(state()).toEqual(states.at(-1));
        else {
          sets.push(done.changeSet);
          states.push(state());
        }
        const [patched, fresh] = await patchedAndFresh();
        expect(patched).toEqual(fresh);
      }
      for (const set of sets.reverse()) {
        states.pop();
        valueOrThrow(await handlers.undoChangeSet({ id: set }, call));
        expect(state()).toEqual(states.at(-1));
      }
      const [patched, fresh] = await patchedAndFresh();
      expect(patched).toEqual(fresh);
    }),
    { numRuns: 40 },
  );
});

test("films found by words and filters are edited together; search follows new titles, and their undoing", async () => {
  const handlers = editHandlers(session);
  const selection = {
    search: "",
    filters: [{ type: "values" as const, column: "certificate" as const, values: ["PG"] }],
  };
  const change = FilmChange.parse({ set: { title: "Winter 冬天" } });
  const done = valueOrThrow(await handlers.editFilms({ targets: { selection }, change }, call));
  expect(done).toMatchObject({ targets: 2, changed: 2 });
  const found = async (search: string) =>
    valueOrThrow(
      await catalogueHandlers(session).listFilms(
        { search, filters: [], order: "title", descending: false, offset: 0, limit: 10 },
        call,
      ),
    ).rows.map(({ id }) => id);
  expect(await found("冬天")).toEqual([1, 3]);
  expect(await found("lantern")).toEqual([]);
  const history = valueOrThrow(await handlers.editHistory({}, call));
  expect(JSON.parse(history.undo?.label ?? "")).toEqual({ edited: "films", fields: ["title"], rows: 2 });
  await handlers.undoChangeSet({ id: done.changeSet as number }, call);
  expect(await found("lantern")).toEqual([1]);
  expect(await found("amelie")).toEqual([7]);
  expect(valueOrThrow(await handlers.editHistory({}, call))).toMatchObject({
    undo: null,
    redo: { id: done.changeSet },
  });
  await handlers.redoChangeSet({ id: done.changeSet as number }, call);
  expect(await found("冬")).toEqual([1, 3]);
});

test("members are edited and undone", async () => {
  const handlers = editHandlers(session);
  const before = state();
  const edit = { targets: { members: [1, 2, 5] }, change: { set: { area: "North", ageBand: null } } };
  const done = valueOrThrow(await handlers.editMembers(edit, call));
  expect(done).toMatchObject({ targets: 3, changed: 3 });
  const { rows } = valueOrThrow(
    await audienceHandlers(session).listMembers(
      { search: "", segment: null, filters: [], order: "id", descending: true, offset: 0, limit: 10 },
      call,
    ),
  );
  expect(rows.map(({ area, ageBand }) => [area, ageBand])).toEqual([
    ["North", null],
    ["North", null],
    ["North", null],
  ]);
  await handlers.undoChangeSet({ id: done.changeSet as number }, call);
  expect(state()).toEqual(before);
});
