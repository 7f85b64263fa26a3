import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { redo, undo } from "../journal/journal.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { decideMatch, filmMatches } from "./matches.ts";
import { mergeFilms } from "./merge.ts";
import { splitFilm } from "./split.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));
let home: string;
let library: Library;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "identity-"));
  library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  library.db.pragma("synchronous = OFF");
});
afterEach(() => {
  library.db.close();
  rmSync(home, { recursive: true });
});

const films = 5;
/** Films 1 to 5 of two systems, with rows of every kind that may meet when films become one. */
const prepare = (): void =>
  void library.db.exec(`
    INSERT INTO import_run (id, format, system, source, started_at, seconds, added, unchanged, repaired, rejected)
      VALUES (1, 'x', 'a', 'a', 1, 1, 0, 0, 0, 0), (2, 'x', 'b', 'b', 2, 1, 0, 0, 0, 0);
    INSERT INTO member (id, key) VALUES (1, x'01'), (2, x'02');
    INSERT INTO genre (id, name) VALUES (1, 'Drama'), (2, 'War');
    INSERT INTO keyword (id, name) VALUES (1, 'rain');
    INSERT INTO person (id, name) VALUES (1, 'Ann'), (2, 'Bo');
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
      VALUES (1, 'House', 'UTC', 600, 1380, 1590, 15, 15, 5, 15);
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats) VALUES (1, 1, 1, 'A', 90, '[]');
    INSERT INTO film (id, title, year, synopsis)
      VALUES (1, 'One', 2001, NULL), (2, 'Two', NULL, 'b'), (3, 'Three', 2003, NULL), (4, 'Four', 2004, 'd'), (5, 'Five', 5, NULL);
    INSERT INTO film_key (source, key, film, import_run)
      VALUES ('a', '1', 1, 1), ('a', '2', 2, 1), ('a', '3', 3, 1), ('b', '4', 4, 2), ('b', '1', 1, 2), ('b', '5', 5, 2);`);

type Given =
  | readonly [
      "interaction",
      film: number,
      member: number,
      kind: number,
      at: number,
      value: number,
      run: number | null,
    ]
  | readonly ["tag", film: number, member: number, text: string]
  | readonly [
      "genre" | "keyword" | "credit" | "version" | "poster" | "booking" | "review" | "match",
      film: number,
      which: number,
    ]
  | readonly ["showing", film: number, start: number]
  | readonly ["day", film: number, date: number, admissions: number];
const film = fc.integer({ min: 1, max: films });
const one = fc.integer({ min: 1, max: 2 });
const given: fc.Arbitrary<Given> = fc.oneof(
  fc.tuple(
    fc.constant("interaction" as const),
    film,
    one,
    fc.nat(3),
    fc.nat(2),
    fc.integer({ min: 1, max: 5 }),
    fc.option(one),
  ),
  fc.tuple(fc.constant("tag" as const), film, one, fc.constantFrom("x", "y")),
  fc.tuple(
    fc.constantFrom("genre", "keyword", "credit", "version", "poster", "booking", "review", "match"),
    film,
    one,
  ),
  fc.tuple(fc.constant("showing" as const), film, fc.nat(8)),
  fc.tuple(fc.constant("day" as const), film, fc.nat(2), fc.nat(50)),
);
const put = (row: Given): void => {
  const run = (sql: string, ...values: unknown[]): void => void library.db.prepare(sql).run(...values);
  const [what, id] = row;
  switch (what) {
    case "interaction":
      run(
        "INSERT OR IGNORE INTO interaction (film, member, kind, at, value, import_run) VALUES (?, ?, ?, ?, ?, ?)",
        ...row.slice(1),
      );
      return;
    case "tag":
      run(
        "INSERT OR IGNORE INTO tag (film, member, text, at, import_run) VALUES (?, ?, ?, 1, 1)",
        ...row.slice(1),
      );
      return;
    case "genre":
      run("INSERT OR IGNORE INTO film_genre VALUES (?, ?)", id, row[2]);
      return;
    case "keyword":
      run("INSERT OR IGNORE INTO film_keyword VALUES (?, 1)", id);
      return;
    case "credit":
      run("INSERT OR IGNORE INTO credit VALUES (?, 'cast', ?, ?)", id, row[2], row[2]);
      return;
    case "version":
      run(
        "INSERT OR IGNORE INTO film_version (film, format, audio, subtitles) VALUES (?, '2D', ?, 'en')",
        id,
        String(row[2]),
      );
      run(
        "INSERT OR IGNORE INTO showing (screen, film, version, business_date, start, admissions) SELECT 1, film, id, '2026-02-0' || film, 600 + id, 4 FROM film_version WHERE film = ?",
        id,
      );
      return;
    case "poster":
      run(
        "INSERT OR IGNORE INTO poster (film, media_type, image) VALUES (?, 'image/png', ?)",
        id,
        Buffer.from([id, row[2], 0]),
      );
      return;
    case "booking":
      run("INSERT OR IGNORE INTO booking (venue, film, available_from) VALUES (1, ?, '2026-01-01')", id);
      return;
    case "review":
      run(
        "INSERT INTO review (film, member, channel, language, at, text, import_run) VALUES (?, ?, 'post', 'en', 1, 'good', 2)",
        id,
        row[2],
      );
      return;
    case "match":
      run(
        "INSERT OR IGNORE INTO film_match (film, candidate, score, evidence) VALUES (?, ?, 0.8, '[]')",
        id,
        (id % films) + 1,
      );
      return;
    case "showing":
      run(
        "INSERT OR IGNORE INTO showing (screen, film, business_date, start, capacity, admissions, import_run) VALUES (1, ?, '2026-01-01', ?, 90, 9, 2)",
        id,
        row[2],
      );
      return;
    case "day":
      run(
        "INSERT OR IGNORE INTO attendance_day (venue, film, date, showings, capacity, admissions, import_run) VALUES (1, ?, ?, 1, 90, ?, 2)",
        id,
        `2026-01-0${row[2] + 1}`,
        row[3],
      );
  }
};

const tables =
  "film film_key interaction tag showing attendance_day review film_genre film_keyword credit film_version poster booking film_match".split(
    " ",
  );
const state = (): string =>
  JSON.stringify(
    tables.map((table) => {
      const rows = library.db.prepare(`SELECT * FROM ${table}`).all();
      return [table, rows.map((row) => JSON.stringify(row)).sort()];
    }),
  );
const clear = (): void => {
  library.db.pragma("foreign_keys = OFF");
  for (const table of [
    ...tables,
    "change",
    "change_set",
    "import_run",
    "member",
    "genre",
    "keyword",
    "person",
    "venue",
    "screen",
  ])
    library.db.exec(`DELETE FROM ${table}`);
  library.db.pragma("foreign_keys = ON");
};

test("a merge undone is no merge, and redone is the merge, whatever rows meet", () => {
  fc.assert(
    fc.property(
      fc.array(given, { maxLength: 40 }),
      film,
      fc.array(film, { minLength: 1, maxLength: 3 }),
      (rows, into, from) => {
        clear();
        prepare();
        rows.forEach(put);
        const before = state();
        const guests = library.db.prepare("SELECT total(admissions) FROM attendance_day").pluck();
        const [days, shown] = [
          guests.get(),
          library.db.prepare("SELECT count(*) FROM showing").pluck().get(),
        ];
        const merged = mergeFilms(library.db, into, from);
        if (from.every((each) => each === into)) {
          expect(merged.ok).toBe(false);
          return;
        }
        const { changeSet } = valueOrThrow(merged);
        const after = state();
        expect(library.db.pragma("foreign_key_check")).toEqual([]);
        expect(library.db.prepare("SELECT count(*) FROM film").pluck().get()).toBe(
          films - new Set(from.filter((each) => each !== into)).size,
        );
        expect(library.db.prepare("SELECT count(*) FROM film_key").pluck().get()).toBe(6);
        expect([guests.get(), library.db.prepare("SELECT count(*) FROM showing").pluck().get()]).toEqual([
          days,
          shown,
        ]);
        valueOrThrow(undo(library.db, changeSet));
        expect(state()).toBe(before);
        valueOrThrow(redo(library.db, changeSet));
        expect(state()).toBe(after);
      },
    ),
    { numRuns: 80 },
  );
});

test("a split gives a system's rows to a film of their own, and undone is no split", () => {
  fc.assert(
    fc.property(fc.array(given, { maxLength: 40 }), (rows) => {
      clear();
      prepare();
      rows.forEach(put);
      const before = state();
      const { film: made, changeSet } = valueOrThrow(splitFilm(library.db, 1, [{ system: "b", key: "1" }]));
      const after = state();
      expect(library.db.pragma("foreign_key_check")).toEqual([]);
      const of = (id: number) =>
        library.db
          .prepare("SELECT count(*) FROM interaction WHERE film = ? AND import_run = 2")
          .pluck()
          .get(id);
      expect(of(1)).toBe(0);
      expect(
        library.db.prepare("SELECT film FROM film_key WHERE source = 'b' AND key = '1'").pluck().get(),
      ).toBe(made);
      valueOrThrow(undo(library.db, changeSet));
      expect(state()).toBe(before);
      valueOrThrow(redo(library.db, changeSet));
      expect(state()).toBe(after);
    }),
    { numRuns: 40 },
  );
});

test("a doubtful pair is decided: different stays apart, same becomes one, and both can be taken back", () => {
  prepare();
  put(["match", 4, 1]);
  put(["match", 2, 1]);
  const { total, matches } = filmMatches(library.db, "open", 0, 10);
  expect(total).toBe(2);
  expect(matches[0]).toMatchObject({
    film: { title: "Four" },
    candidate: { title: "Five", keys: [{ system: "b", key: "5" }] },
  });
  const apart = valueOrThrow(decideMatch(library.db, matches[0]?.id as number, false));
  expect(filmMatches(library.db, "different", 0, 10).total).toBe(1);
  const revision = () =>
    library.db.prepare("SELECT value FROM setting WHERE name = 'interaction_revision'").pluck().get();
  library.db.exec("INSERT INTO interaction (member, film, kind, at, value) VALUES (1, 2, 0, 1, 4)");
  const same = valueOrThrow(decideMatch(library.db, matches[1]?.id as number, true));
  expect(revision()).toBe("1");
  expect(library.db.prepare("SELECT film FROM interaction").pluck().all()).toEqual([3]);
  expect(filmMatches(library.db, "same", 0, 10)).toMatchObject({
    total: 1,
    matches: [
      { state: "same", film: { film: 2, title: "Two", interactions: null }, candidate: { title: "Three" } },
    ],
  });
  valueOrThrow(undo(library.db, same.changeSet as number));
  expect(revision()).toBe("2");
  expect(filmMatches(library.db, "same", 0, 10).total).toBe(0);
  valueOrThrow(undo(library.db, apart.changeSet as number));
  expect(filmMatches(library.db, "open", 0, 10).total).toBe(2);
  expect(decideMatch(library.db, 99, true)).toEqual({ ok: false, error: { type: "NotFound" } });
});

test("a segment's rule follows a film into the one it was merged with, and back", () => {
  prepare();
  const rule = {
    type: "all",
    of: [{ type: "any", of: [{ type: "film", film: 2, did: "seen", from: null, to: null }] }],
  };
  const add = library.db.prepare("INSERT INTO segment (name, kind, rule) VALUES (?, 'rule', ?)");
  add.run("Two", JSON.stringify(rule));
  add.run("Three", JSON.stringify(rule).replace('"film":2', '"film":3'));
  const films = () =>
    library.db.prepare("SELECT rule ->> '$.of[0].of[0].film' FROM segment ORDER BY id").pluck().all();
  const { changeSet } = valueOrThrow(mergeFilms(library.db, 1, [2]));
  expect(films()).toEqual([1, 3]);
  valueOrThrow(undo(library.db, changeSet));
  expect(films()).toEqual([2, 3]);
});
