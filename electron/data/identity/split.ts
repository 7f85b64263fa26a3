/**
 * A film that is two: the named keys, and what came in under their systems, become a film of their own. A system of
 * which the film keeps another key is not told apart by row: its rows stay.
 */
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { type Change, carryOut, record } from "../journal/journal.ts";
import { indexFilmWords } from "../search/film-words.ts";
import type { Connection } from "../store/library.ts";
import { added, movedByCell, movedByKey, rowsOf } from "./rows.ts";

type NotFound = { readonly type: "NotFound" };
export interface SourceKey {
  readonly system: string;
  readonly key: string;
}

/** Ids that all sources share say which film it is: the new one is not that. */
const shared = new Set(["imdb_id", "tmdb_id", "eidr", "import_run"]);

export const splitFilm = (
  db: Connection,
  film: number,
  keys: readonly SourceKey[],
): Result<{ readonly film: number; readonly changeSet: number }, NotFound> => {
  const [own] = rowsOf(db, "film", ["id"], "id = ?", film);
  const held = rowsOf(db, "film_key", ["source", "key"], "film = ?", film);
  const wanted = new Set(keys.map(({ system, key }) => `${system}\0${key}`));
  const going = held.filter(({ key }) => wanted.has(`${key.source}\0${key.key}`));
  if (!own || going.length !== wanted.size || going.length === held.length) return err({ type: "NotFound" });
  const staying = new Set(held.filter((each) => !going.includes(each)).map(({ key }) => key.source));
  const systems = [...new Set(going.map(({ key }) => key.source))].filter((system) => !staying.has(system));
  const runs = db
    .prepare("SELECT id FROM import_run WHERE system IN (SELECT value FROM json_each(?))")
    .pluck()
    .all(JSON.stringify(systems)) as number[];
  const made = (db.prepare("SELECT max(id) FROM film").pluck().get() as number) + 1;
  const theirs = `import_run IN (${runs.join(", ") || "NULL"})`;
  const cells = Object.fromEntries(
    Object.entries(own.cells).map(([name, value]) => [name, shared.has(name) ? null : value]),
  );
  const copied = (table: "film_genre" | "film_keyword", keyNames: readonly string[]): Change[] =>
    rowsOf(db, table, keyNames, "film = ?", film).map((row) =>
      added(table, { ...row.key, film: made }, row.cells),
    );
  const changes: Change[] = [
    added("film", { id: made }, cells),
    ...going.map(({ key }): Change => ({ entity: "film_key", key, before: { film }, after: { film: made } })),
    ...movedByKey(db, "interaction", ["member", "film", "kind", "at"], film, made, theirs),
    ...movedByKey(db, "tag", ["member", "film", "text", "at"], film, made, theirs),
    ...movedByCell(db, "showing", ["id"], film, made, `version IS NULL AND ${theirs}`),
    ...movedByKey(db, "attendance_day", ["venue", "film", "date"], film, made, theirs),
    ...movedByCell(db, "review", ["id"], film, made, theirs),
    ...copied("film_genre", ["film", "genre"]),
    ...copied("film_keyword", ["film", "keyword"]),
  ];
  const changeSet = db
    .transaction(() => {
      db.pragma("defer_foreign_keys = ON");
      carryOut(db, changes);
      indexFilmWords(db, [film, made]);
      return record(db, { kind: "split", label: String(own.cells.title) }, changes);
    })
    .immediate();
  return ok({ film: made, changeSet });
};
