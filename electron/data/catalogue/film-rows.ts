/** Films as the table shows them: figures from the columns, words from the film's row. */
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import { listAt, numberAt, textAt } from "../columns/answer.ts";
import type { ColumnTable } from "../columns/column.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";

type Words = Pick<FilmRow, "id" | "title" | "titleZh" | "originalTitle" | "releaseDate">;

const wordsSql = `
  SELECT id, title, title_zh AS titleZh, original_title AS originalTitle, release_date AS releaseDate
  FROM film WHERE id = ?`;

const filmRow = (table: ColumnTable, words: Words, row: number, minimum: number): FilmRow => {
  const number = (name: string): number | null => numberAt(table, name, row);
  const text = (name: string): string | null => textAt(table, name, row);
  const count = (name: string): number => number(name) ?? 0;
  // The columns hold a count that is not told as one.
  const people = (name: string): number | null => toldCount(count(name), minimum);
  return {
    ...words,
    year: number("year"),
    runtime: number("runtime"),
    certificate: text("certificate"),
    language: text("language"),
    country: text("country"),
    studio: text("studio"),
    distributor: text("distributor"),
    series: text("series"),
    source: text("source"),
    genres: listAt(table, "genres", row),
    ratings: people("ratings"),
    meanRating: number("meanRating"),
    tickets: people("tickets"),
    members: people("members"),
    lastAt: number("lastAt"),
    showings: count("showings"),
    admissions: count("admissions"),
    occupancy: number("occupancy"),
    gross: number("gross"),
    lastShown: number("lastShown"),
    reviews: count("reviews"),
    budget: number("budget"),
    revenue: number("revenue"),
    voteAverage: number("voteAverage"),
    voteCount: number("voteCount"),
    hasPoster: number("poster") !== null,
  };
};

/** In the order asked; films that are not there are left out. */
export const readFilmRows = (db: Connection, table: ColumnTable, films: Iterable<number>): FilmRow[] => {
  const read = db.prepare(wordsSql);
  const minimum = minimumGroup(db);
  const rows: FilmRow[] = [];
  for (const film of films) {
    const row = table.rowOf[film] ?? -1;
    const words = row >= 0 ? (read.get(film) as Words | undefined) : undefined;
    if (words) rows.push(filmRow(table, words, row, minimum));
  }
  return rows;
};
