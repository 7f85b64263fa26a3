/**
 * Two films that are one: everything of the one goes to the other, which keeps what both tell and takes what it lacks.
 * A change set of the journal: undone, every row lies where it was.
 */

import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { SegmentRule, withFilm } from "../../../shared/domain/segment-rule.ts";
import { type Cells, type Change, carryOut, record } from "../journal/journal.ts";
import { indexFilmWords } from "../search/film-words.ts";
import type { Connection } from "../store/library.ts";
import { movedByCell, movedByKey, removed, rowsOf } from "./rows.ts";

type NotFound = { readonly type: "NotFound" };

const sum = (a: Cells[string] | undefined, b: Cells[string] | undefined): number | null =>
  typeof a === "number" && typeof b === "number" ? a + b : null;

/** Two sources of one day in one venue count different doors: their guests add up. */
const joinedDay = (key: Cells, own: Cells, other: Cells): Change[] => {
  const before = {
    showings: other.showings ?? null,
    capacity: other.capacity ?? null,
    admissions: other.admissions ?? null,
    gross: other.gross ?? null,
  };
  const after = {
    showings: sum(own.showings, other.showings),
    capacity: sum(own.capacity, other.capacity),
    admissions: sum(own.admissions, other.admissions),
    gross: sum(own.gross, other.gross),
  };
  return [{ entity: "attendance_day", key, before, after }];
};

const versions = (db: Connection, from: number, to: number): Change[] => {
  const own = rowsOf(db, "film_version", ["id"], "film = ?", from);
  const others = rowsOf(db, "film_version", ["id"], "film = ?", to);
  return own.flatMap(({ key, cells }) => {
    const same = others.find(({ cells: other }) =>
      ["format", "audio", "subtitles"].every((name) => other[name] === cells[name]),
    );
    if (!same) return [{ entity: "film_version", key, before: { film: from }, after: { film: to } }];
    const shown = rowsOf(db, "showing", ["id"], "version = ?", key.id as number).map(
      (showing): Change => ({
        entity: "showing",
        key: showing.key,
        before: { version: key.id as number },
        after: { version: same.key.id as number },
      }),
    );
    return [...shown, removed("film_version", key, cells)];
  });
};

const filmRow = (db: Connection, film: number) => rowsOf(db, "film", ["id"], "id = ?", film)[0];

/** What `to` does not say and `from` does. */
const gaps = (from: Cells, to: Cells, key: Cells): Change[] => {
  const names = Object.keys(to).filter(
    (name) => name !== "import_run" && to[name] === null && (from[name] ?? null) !== null,
  );
  if (names.length === 0) return [];
  return [
    {
      entity: "film",
      key,
      before: Object.fromEntries(names.map((name) => [name, null])),
      after: Object.fromEntries(names.map((name) => [name, from[name] ?? null])),
    },
  ];
};

/** Rules that speak of the film speak of the other. */
const segmentsNaming = (db: Connection, from: number, to: number): Change[] =>
  rowsOf(db, "segment", ["id"], "kind = 'rule'").flatMap(({ key, cells: { rule } }) => {
    const read = SegmentRule.safeParse(JSON.parse(String(rule)));
    if (!read.success) return [];
    const after = JSON.stringify(withFilm(read.data, from, to));
    return after === JSON.stringify(read.data)
      ? []
      : [{ entity: "segment", key, before: { rule: rule ?? null }, after: { rule: after } }];
  });

const has = (db: Connection, table: string, film: number): boolean =>
  db.prepare(`SELECT 1 FROM ${table} WHERE film = ? LIMIT 1`).get(film) !== undefined;

const mergeChanges = (db: Connection, from: number, to: number): Change[] => {
  const own = filmRow(db, from);
  const other = filmRow(db, to);
  if (!own || !other) return [];
  const whole = (table: string, keys: readonly string[]): Change[] =>
    has(db, table, to)
      ? rowsOf(db, table, keys, "film = ?", from).map(({ key, cells }) => removed(table, key, cells))
      : movedByKey(db, table, keys, from, to);
  return [
    ...movedByCell(db, "film_key", ["source", "key"], from, to),
    ...movedByKey(db, "interaction", ["member", "film", "kind", "at"], from, to),
    ...movedByKey(db, "tag", ["member", "film", "text", "at"], from, to),
    ...movedByKey(db, "feedback", ["member", "film", "kind"], from, to),
    ...versions(db, from, to),
    ...movedByCell(db, "showing", ["id"], from, to),
    ...movedByKey(db, "attendance_day", ["venue", "film", "date"], from, to, "1", joinedDay),
    ...movedByCell(db, "review", ["id"], from, to),
    ...movedByCell(db, "forecast_override", ["id"], from, to),
    ...movedByKey(db, "release_title", ["film"], from, to),
    ...movedByCell(db, "competitor_release", ["id"], from, to),
    ...movedByKey(db, "film_genre", ["film", "genre"], from, to),
    ...movedByKey(db, "film_keyword", ["film", "keyword"], from, to),
    ...whole("credit", ["film", "role", "ordinal"]),
    ...whole("poster", ["film"]),
    ...movedByKey(db, "trailer", ["film", "name"], from, to),
    ...movedByKey(db, "booking", ["venue", "film"], from, to),
    ...rowsOf(db, "film_match", ["id"], "film = ? OR candidate = ?", from, from).map(({ key, cells }) =>
      removed("film_match", key, cells),
    ),
    ...segmentsNaming(db, from, to),
    ...gaps(own.cells, other.cells, other.key),
    removed("film", own.key, own.cells),
  ];
};

const titleOf = (db: Connection, film: number): string =>
  db
    .prepare("SELECT title || coalesce(' (' || year || ')', '') FROM film WHERE id = ?")
    .pluck()
    .get(film) as string;

/** Merges `films` into one, which stays; returns the change set. */
export const mergeFilms = (
  db: Connection,
  into: number,
  films: readonly number[],
): Result<{ readonly changeSet: number }, NotFound> => {
  const from = [...new Set(films)].filter((film) => film !== into);
  if (from.length === 0 || [into, ...from].some((film) => !filmRow(db, film)))
    return err({ type: "NotFound" });
  const changeSet = db
    .transaction(() => {
      db.pragma("defer_foreign_keys = ON");
      const label = `${titleOf(db, into)} ← ${from.map((film) => titleOf(db, film)).join(", ")}`;
      const all: Change[] = [];
      for (const film of from) {
        const changes = mergeChanges(db, film, into);
        carryOut(db, changes);
        for (const change of changes) all.push(change);
      }
      indexFilmWords(db, [into, ...from]);
      return record(db, { kind: "merge", label }, all);
    })
    .immediate();
  return ok({ changeSet });
};
