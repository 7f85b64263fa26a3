/** Films that were released, as concepts, with what came of them. */
import type { Concept, ReleasedFilm } from "../../../shared/domain/concept.ts";
import { numberAt } from "../columns/answer.ts";
import type { ColumnTable } from "../columns/column.ts";
import type { Connection } from "../store/library.ts";

type Own = Omit<Concept, "genres" | "people" | "keywords">;
type Row = Own & Pick<ReleasedFilm, "id" | "voteAverage" | "voteCount" | "revenue">;

/** Catalogues write 0 where they do not know. */
const filmsSql = `
  SELECT id, title, coalesce(year, CAST(strftime('%Y', release_date) AS INTEGER)) AS year, runtime,
    CAST(strftime('%m', release_date) AS INTEGER) AS month, coalesce(certificate, '') AS certificate,
    coalesce(language, '') AS language, coalesce(country, '') AS country, coalesce(studio, '') AS studio,
    coalesce(synopsis, synopsis_zh, '') AS synopsis, nullif(budget, 0) AS budget,
    nullif(vote_average, 0) AS voteAverage, coalesce(vote_count, 0) AS voteCount, nullif(revenue, 0) AS revenue
  FROM film WHERE id > ? ORDER BY id LIMIT ?`;

/** Those whose names sell a film: who directs, writes, and stands first in the cast. */
const peopleSql = `
  SELECT p.name FROM credit c JOIN person p ON p.id = c.person
  WHERE c.film = ? AND (c.role IN ('director', 'writer', 'screenplay') OR (c.role = 'cast' AND c.ordinal < 6))
  GROUP BY p.id ORDER BY min(c.role = 'cast'), min(c.ordinal)`;

export const releasedFilms = (
  db: Connection,
  table: ColumnTable,
  after: number,
  limit: number,
): ReleasedFilm[] => {
  const names = (sql: string) => {
    const read = db.prepare(sql).pluck();
    return (film: number) => read.all(film) as string[];
  };
  const genres = names(
    "SELECT g.name FROM film_genre fg JOIN genre g ON g.id = fg.genre WHERE fg.film = ? ORDER BY g.name",
  );
  const keywords = names(
    "SELECT k.name FROM film_keyword fk JOIN keyword k ON k.id = fk.keyword WHERE fk.film = ? ORDER BY k.name",
  );
  const people = names(peopleSql);
  return (db.prepare(filmsSql).all(after, limit) as Row[]).map(
    ({ id, voteAverage, voteCount, revenue, ...own }) => {
      const row = table.rowOf[id] ?? -1;
      return {
        id,
        concept: { ...own, genres: genres(id), people: people(id), keywords: keywords(id) },
        voteAverage,
        voteCount,
        memberRating: row < 0 ? null : numberAt(table, "meanRating", row),
        memberRatings: row < 0 ? 0 : (numberAt(table, "ratings", row) ?? 0),
        revenue,
      };
    },
  );
};
