import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { type Cells, type Change, make, redo, undo } from "./journal.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
let folder: string;
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-journal-"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  library.db.exec(`
    INSERT INTO genre (id, name) VALUES (1, 'Drama'), (2, 'Comedy'), (3, 'War');
    INSERT INTO film (id, title, year) VALUES (1, 'Lantern Street', 2026), (2, 'Quiet Orbit', NULL), (3, 'Rain', 2025);
    INSERT INTO member (id, key, area) VALUES (1, x'01ff', 'North'), (2, x'02', NULL);
    INSERT INTO film_genre VALUES (1, 1), (2, 2);`);
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const tables = ["film", "member", "film_genre", "genre"] as const;
const state = () => tables.map((table) => library.db.prepare(`SELECT * FROM ${table}`).all());
const edit = { kind: "edit", label: "test" } as const;

type Wish =
  | { readonly what: "set"; readonly film: number; readonly year: number | null; readonly title: string }
  | { readonly what: "genre"; readonly film: number; readonly genre: number }
  | { readonly what: "area"; readonly member: number; readonly area: string | null }
  | { readonly what: "film"; readonly id: number };
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    what: fc.constant("set" as const),
    film: fc.integer({ min: 1, max: 6 }),
    year: fc.option(fc.integer({ min: 1900, max: 2030 })),
    title: fc.string({ minLength: 1, unit: "grapheme" }),
  }),
  fc.record({
    what: fc.constant("genre" as const),
    film: fc.integer({ min: 1, max: 6 }),
    genre: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    what: fc.constant("area" as const),
    member: fc.integer({ min: 1, max: 2 }),
    area: fc.option(fc.constantFrom("North", "South")),
  }),
  fc.record({ what: fc.constant("film" as const), id: fc.integer({ min: 4, max: 6 }) }),
);

/** The change that brings the wish about in the present state, or its opposite where it is so already. */
const changeFor = (wish: Wish): Change | null => {
  const row = (sql: string, ...params: unknown[]) =>
    library.db.prepare(sql).get(...params) as Cells | undefined;
  switch (wish.what) {
    case "set": {
      const before = row("SELECT year, title FROM film WHERE id = ?", wish.film);
      if (!before || wish.title.includes("\0")) return null;
      return {
        entity: "film",
        key: { id: wish.film },
        before,
        after: { year: wish.year, title: wish.title },
      };
    }
    case "area": {
      const before = row("SELECT area FROM member WHERE id = ?", wish.member) as Cells;
      return { entity: "member", key: { id: wish.member }, before, after: { area: wish.area } };
    }
    case "genre": {
      if (!row("SELECT 1 FROM film WHERE id = ?", wish.film)) return null;
      const key = { film: wish.film, genre: wish.genre };
      const there = row("SELECT 1 FROM film_genre WHERE film = ? AND genre = ?", wish.film, wish.genre);
      return { entity: "film_genre", key, before: there ? {} : null, after: there ? null : {} };
    }
    case "film": {
      const there = row("SELECT title, year FROM film WHERE id = ?", wish.id);
      if (there && row("SELECT 1 FROM film_genre WHERE film = ?", wish.id)) return null;
      return {
        entity: "film",
        key: { id: wish.id },
        before: there ?? null,
        after: there ? null : { title: "New", year: 1 },
      };
    }
  }
};

test("undo is identity and redo brings it back, for any run of change sets", () => {
  fc.assert(
    fc.property(fc.array(fc.array(wish, { maxLength: 5 }), { maxLength: 6 }), (sets) => {
      const states = [state()];
      const made: number[] = [];
      for (const wishes of sets)
        for (const one of wishes) {
          const change = changeFor(one);
          const set = change && make(library.db, edit, [change]);
          if (set === null) continue;
          made.push(set);
          states.push(state());
        }
      for (let at = made.length - 1; at >= 0; at--) {
        expect(undo(library.db, made[at] as number).ok).toBe(true);
        expect(state()).toEqual(states[at]);
      }
      for (const [at, set] of made.entries()) {
        expect(redo(library.db, set).ok).toBe(true);
        expect(state()).toEqual(states[at + 1]);
      }
    }),
    { numRuns: 60 },
  );
});

test("a set of many changes is undone in one piece, or not at all where a row has changed since", () => {
  const changes: Change[] = [
    { entity: "film", key: { id: 1 }, before: { year: 2026 }, after: { year: 2020 } },
    { entity: "genre", key: { id: 9 }, before: null, after: { name: "New" } },
    { entity: "film_genre", key: { film: 1, genre: 9 }, before: null, after: {} },
  ];
  const before = state();
  const set = make(library.db, edit, changes) as number;
  library.db.exec("UPDATE film SET year = 2021 WHERE id = 1");
  const edited = state();
  expect(undo(library.db, set)).toEqual({
    ok: false,
    error: { type: "Changed", entity: "film", key: '{"id":1}' },
  });
  expect(state()).toEqual(edited);
  library.db.exec("UPDATE film SET year = 2020 WHERE id = 1");
  expect(valueOrThrow(undo(library.db, set))).toMatchObject({ films: new Set([1]), changes: 3 });
  expect(state()).toEqual(before);
  expect(undo(library.db, set)).toEqual({ ok: false, error: { type: "NotFound" } });
});

test("bytes come back as bytes", () => {
  const change = {
    entity: "member",
    key: { id: 1 },
    before: { key: { hex: "01ff" } },
    after: { key: { hex: "aabb00" } },
  };
  const set = make(library.db, edit, [change]) as number;
  expect(library.db.prepare("SELECT hex(key) FROM member WHERE id = 1").pluck().get()).toBe("AABB00");
  undo(library.db, set);
  expect(library.db.prepare("SELECT hex(key) FROM member WHERE id = 1").pluck().get()).toBe("01FF");
});

test("tables and columns that are none of the journal's are refused", () => {
  const change = (entity: string, key: Cells): Change => ({ entity, key, before: null, after: {} });
  expect(() => make(library.db, edit, [change("private_key", { name: "x" })])).toThrow();
  expect(() => make(library.db, edit, [change("film", { "id) --": 1 })])).toThrow();
});
