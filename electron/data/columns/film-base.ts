/** Columns of films that come from the film's own row, its genres, keywords, poster and reviews. */
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import {
  type Column,
  type ColumnTable,
  codesFor,
  Dictionary,
  listColumn,
  type NumberColumn,
  noInteger,
  rowsOf,
  storedDay,
} from "./column.ts";
import { Pace } from "./pace.ts";
import { patchTable } from "./patch.ts";

const texts = ["certificate", "language", "country", "studio", "distributor", "series", "source"] as const;
const integers = ["year", "runtime", "voteCount"] as const;
const reals = ["budget", "revenue", "voteAverage"] as const;
const flags = ["titleZh", "originalTitle", "synopsis", "imdbId", "tmdbId"] as const;

const rowSql = `
  SELECT f.id, f.certificate, f.language, f.country, f.studio, f.distributor, f.series, r.system,
         f.year, f.runtime, f.vote_count, f.budget, f.revenue, f.vote_average,
         f.title_zh IS NOT NULL, f.original_title IS NOT NULL, f.synopsis IS NOT NULL OR f.synopsis_zh IS NOT NULL,
         f.imdb_id IS NOT NULL, f.tmdb_id IS NOT NULL, f.release_date
  FROM film f LEFT JOIN import_run r ON r.id = f.import_run`;
const filmsAtOnce = 4000;
const textAt = 1;
const integerAt = textAt + texts.length;
const realAt = integerAt + integers.length;
const flagAt = realAt + reals.length;
const dateAt = flagAt + flags.length;

type Cells = (string | number | null)[];

/** Lists of a table (film, other) whose second column names rows of `names`. */
const readList = async (
  db: Connection,
  rowOf: Int32Array,
  rows: number,
  table: { readonly link: string; readonly other: string },
): Promise<Column> => {
  const dictionary = new Dictionary();
  const codeOf = new Map<number, number>();
  const named = db.prepare(`SELECT id, name FROM ${table.other} ORDER BY name`).raw().all() as [
    number,
    string,
  ][];
  for (const [id, name] of named) codeOf.set(id, dictionary.code(name));
  const row: number[] = [];
  const code: number[] = [];
  const read = db
    .prepare(`SELECT film, ${table.other} FROM ${table.link} WHERE film > ? AND film <= ?`)
    .raw();
  for (let from = 0; from < rowOf.length; from += filmsAtOnce) {
    for (const [film, other] of read.all(from, from + filmsAtOnce) as [number, number][]) {
      row.push(rowOf[film] ?? -1);
      code.push(codeOf.get(other) ?? 0);
    }
    await breathe();
  }
  return listColumn(rows, { row, code, length: row.length }, dictionary.names);
};

const number = (
  values: Int32Array | Uint32Array | Float64Array,
  unit: "plain" | "day" = "plain",
): Column => ({
  kind: "number",
  unit,
  values,
});

/** Places of films in the order of their titles. */
const titleRanks = async (db: Connection, rowOf: Int32Array, rows: number): Promise<Column> => {
  const ranks = new Int32Array(rows);
  const next = db
    .prepare(
      `SELECT id, title FROM film WHERE (title COLLATE NOCASE, id) > (@title, @id)
       ORDER BY title COLLATE NOCASE, id LIMIT @rows`,
    )
    .raw();
  const pace = new Pace(1000, 20_000);
  let last: [id: number, title: string] = [-1, ""];
  let rank = 0;
  for (;;) {
    pace.start();
    const some = next.all({ id: last[0], title: last[1], rows: pace.rows }) as [number, string][];
    for (const [film] of some) ranks[rowOf[film] ?? -1] = rank++;
    if (some.length < pace.rows) break;
    pace.end();
    last = some.at(-1) as [number, string];
    await breathe();
  }
  return number(ranks);
};

/** Columns of the film's own row. */
const columnsFrom = async (cells: readonly Cells[]): Promise<ColumnTable> => {
  const ids = Int32Array.from(cells, ([id]) => id as number);
  const rowOf = rowsOf(ids);
  const columns: Record<string, Column> = {};
  for (const [at, name] of texts.entries()) {
    const dictionary = new Dictionary();
    const all = cells.map((row) => dictionary.code(row[textAt + at] as string | null));
    columns[name] = { kind: "text", codes: codesFor(dictionary.names.length, all), names: dictionary.names };
    await breathe();
  }
  for (const [at, name] of integers.entries())
    columns[name] = number(
      Int32Array.from(cells, (row) => (row[integerAt + at] as number | null) ?? noInteger),
    );
  for (const [at, name] of reals.entries())
    columns[name] = number(
      Float64Array.from(cells, (row) => (row[realAt + at] as number | null) ?? Number.NaN),
    );
  await breathe();
  for (const [at, name] of flags.entries())
    columns[name] = number(Uint32Array.from(cells, (row) => row[flagAt + at] as number));
  columns.releaseDate = number(
    Int32Array.from(cells, (row) => storedDay(row[dateAt] as string | null)),
    "day",
  );
  await breathe();
  return { ids, rowOf, columns };
};

export const readFilmBase = async (db: Connection): Promise<ColumnTable> => {
  const cells: Cells[] = [];
  const read = db.prepare(`${rowSql} WHERE f.id > ? ORDER BY f.id LIMIT ?`).raw();
  const pace = new Pace(1000, 8000);
  for (let after = -1; ; ) {
    pace.start();
    const some = read.all(after, pace.rows) as Cells[];
    for (const row of some) cells.push(row);
    if (some.length < pace.rows) break;
    pace.end();
    after = some.at(-1)?.[0] as number;
    await breathe();
  }
  const base = await columnsFrom(cells);
  const { ids, rowOf } = base;
  const rows = ids.length;
  const columns: Record<string, Column> = { ...base.columns, title: await titleRanks(db, rowOf, rows) };
  await breathe();
  columns.genres = await readList(db, rowOf, rows, { link: "film_genre", other: "genre" });
  columns.keywords = await readList(db, rowOf, rows, { link: "film_keyword", other: "keyword" });
  const posters = new Uint32Array(rows);
  for (const film of db.prepare("SELECT film FROM poster").pluck().all() as number[])
    posters[rowOf[film] as number] = 1;
  columns.poster = number(posters);
  const reviews = new Int32Array(rows);
  const counted = db
    .prepare("SELECT film, count(*) FROM review WHERE film > ? AND film <= ? GROUP BY film")
    .raw();
  for (let from = 0; from < rowOf.length; from += filmsAtOnce) {
    for (const [film, count] of counted.all(from, from + filmsAtOnce) as [number, number][])
      reviews[rowOf[film] as number] = count;
    await breathe();
  }
  columns.reviews = number(reviews);
  return { ...base, columns };
};

/** The same columns for a few films only, without their place among the titles. */
const readSome = async (db: Connection, films: readonly number[]): Promise<ColumnTable> => {
  const some = JSON.stringify(films);
  const cells = db
    .prepare(`${rowSql} WHERE f.id IN (SELECT value FROM json_each(?)) ORDER BY f.id`)
    .raw()
    .all(some) as Cells[];
  const base = await columnsFrom(cells);
  const list = (other: string): Column => {
    const dictionary = new Dictionary();
    const pairs = db
      .prepare(
        `SELECT l.film, o.name FROM film_${other} l JOIN ${other} o ON o.id = l.${other}
         WHERE l.film IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(some) as [number, string][];
    const row = pairs.map(([film]) => base.rowOf[film] ?? -1);
    const code = pairs.map(([, name]) => dictionary.code(name));
    return listColumn(cells.length, { row, code, length: row.length }, dictionary.names);
  };
  return { ...base, columns: { ...base.columns, genres: list("genre"), keywords: list("keyword") } };
};

/** Whether each of these films still stands between those before and after it. */
const titlesStayInOrder = (db: Connection, base: ColumnTable, films: Int32Array): boolean => {
  const { values: ranks } = base.columns.title as NumberColumn;
  const filmAt = new Int32Array(ranks.length);
  for (let row = 0; row < ranks.length; row++) filmAt[ranks[row] as number] = base.ids[row] as number;
  const ordered = db
    .prepare(
      `SELECT (a.title COLLATE NOCASE, a.id) < (b.title COLLATE NOCASE, b.id) FROM film a, film b
       WHERE a.id = ? AND b.id = ?`,
    )
    .pluck();
  const inOrder = (rank: number): boolean =>
    rank < 0 || rank + 1 >= filmAt.length || ordered.get(filmAt[rank], filmAt[rank + 1]) === 1;
  return films.every((film) => {
    const rank = ranks[base.rowOf[film] as number] as number;
    return inOrder(rank - 1) && inOrder(rank);
  });
};

/** The base after edits of a few films; the order of titles is read again where it has changed. */
export const patchFilmBase = async (
  db: Connection,
  base: ColumnTable,
  films: readonly number[],
): Promise<ColumnTable> => {
  const some = await readSome(db, films);
  const patched = patchTable(base, some);
  if (titlesStayInOrder(db, base, some.ids)) return patched;
  const title = await titleRanks(db, base.rowOf, base.ids.length);
  return { ...patched, columns: { ...patched.columns, title } };
};
