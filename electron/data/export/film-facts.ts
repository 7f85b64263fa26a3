/** What the library knows of a plan's films beyond the plan: their versions, the ids the world has for them, how long they are offered. */
import type { PlanDocument, PlanVersion } from "../../../shared/domain/plan-document.ts";
import type { Connection } from "../store/library.ts";

const versionsOf = (db: Connection, film: number): PlanVersion[] =>
  db
    .prepare(
      `SELECT v.format, v.audio, v.subtitles, c.cpl, c.content_title AS contentTitle
       FROM film_version v LEFT JOIN composition c ON c.version = v.id WHERE v.film = ? ORDER BY v.id`,
    )
    .all(film) as PlanVersion[];

const idsOf = (db: Connection, film: number): Record<string, string> => {
  const keys = db
    .prepare(
      "SELECT lower(source) AS source, key FROM film_key WHERE film = ? AND lower(source) IN ('eidr', 'isan')",
    )
    .all(film) as { source: string; key: string }[];
  const imdb = db.prepare("SELECT imdb_id FROM film WHERE id = ?").pluck().get(film) as
    | string
    | null
    | undefined;
  return Object.fromEntries([
    ...keys.map(({ source, key }) => [source, key] as const),
    ...(imdb ? [["imdb", imdb] as const] : []),
  ]);
};

export const withFilmFacts = (db: Connection, document: PlanDocument): PlanDocument => {
  const offered = db.prepare("SELECT available_to FROM booking WHERE venue = ? AND film = ?").pluck();
  return {
    ...document,
    films: document.films.map((film) => ({
      ...film,
      versions: versionsOf(db, film.film),
      ids: idsOf(db, film.film),
      availableTo: (offered.get(document.house.venue, film.film) as string | null | undefined) ?? null,
    })),
  };
};
