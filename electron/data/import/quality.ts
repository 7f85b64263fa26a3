/** What imports tell of the quality of data: how rows ended, and how complete the catalogue is. */
import type { ImportCount } from "../../../shared/contract/import.ts";
import type { Connection } from "../store/library.ts";

export const importCounts = (db: Connection, importRun?: number): ImportCount[] =>
  db
    .prepare(
      `SELECT r.id AS importRun, r.system, r.started_at AS startedAt, c.file, c.kind, c.rule, c.outcome,
              sum(c.rows) AS rows
       FROM import_count c JOIN import_run own ON own.id = c.import_run
       JOIN import_run r ON r.id = coalesce(own.fix_of, own.id)
       WHERE (@run IS NULL AND r.rolled_back_at IS NULL) OR r.id = @run
       GROUP BY r.id, c.file, c.kind, c.rule, c.outcome HAVING sum(c.rows) <> 0
       ORDER BY r.id, c.file, c.kind, c.rule`,
    )
    .all({ run: importRun ?? null }) as ImportCount[];

/** Films that have each field, by the names of the contract. */
const fields = {
  titleZh: "title_zh IS NOT NULL",
  year: "year IS NOT NULL",
  releaseDate: "release_date IS NOT NULL",
  runtime: "runtime IS NOT NULL",
  certificate: "certificate IS NOT NULL",
  language: "language IS NOT NULL",
  synopsis: "synopsis IS NOT NULL OR synopsis_zh IS NOT NULL",
  distributor: "distributor IS NOT NULL",
  imdbId: "imdb_id IS NOT NULL",
  genres: "EXISTS (SELECT 1 FROM film_genre g WHERE g.film = film.id)",
  people: "EXISTS (SELECT 1 FROM credit c WHERE c.film = film.id)",
  poster: "EXISTS (SELECT 1 FROM poster p WHERE p.film = film.id)",
} as const;

export const completeness = (db: Connection): { films: number; fields: Record<string, number> } => {
  const sums = Object.entries(fields).map(([name, has]) => `total(${has}) AS "${name}"`);
  const { films, ...found } = db
    .prepare(`SELECT count(*) AS films, ${sums.join(", ")} FROM film`)
    .get() as Record<string, number>;
  return { films: films ?? 0, fields: found };
};
