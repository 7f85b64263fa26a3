/** Pairs that were decided to be one film: one side is gone, and stands as it was in the journal of its merge. */
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";

interface Stored {
  readonly id: number;
  readonly cells: string;
  readonly gone: number;
  readonly row: string;
  readonly into: number;
  readonly interactions: number | null;
}
type FilmRow = Readonly<Record<string, string | number | null>>;

/** A merge that stands took away the pair and one of its films, whose keys the other has now. */
const merged = `
  SELECT pair.key ->> 'id' AS id, pair.before AS cells, film.key ->> 'id' AS gone, film.before AS row,
         moved.after ->> 'film' AS "into",
         (SELECT iif(count(DISTINCT c.key ->> 'member') BETWEEN 1 AND @minimum - 1, NULL, count(*))
          FROM change c WHERE c.change_set = s.id AND c.entity = 'interaction'
            AND c.after IS NULL AND c.key ->> 'film' = film.key ->> 'id') AS interactions
  FROM change_set s
  JOIN change film ON film.change_set = s.id AND film.entity = 'film' AND film.after IS NULL
  JOIN change moved ON moved.change_set = s.id AND moved.entity = 'film_key' AND moved.before ->> 'film' = film.key ->> 'id'
  JOIN change pair ON pair.change_set = s.id AND pair.entity = 'film_match' AND pair.after IS NULL
    AND min(pair.before ->> 'film', pair.before ->> 'candidate') = min(film.key ->> 'id', moved.after ->> 'film')
    AND max(pair.before ->> 'film', pair.before ->> 'candidate') = max(film.key ->> 'id', moved.after ->> 'film')
  WHERE s.kind = 'merge' AND s.undone_at IS NULL
    AND EXISTS (SELECT 1 FROM film AS kept WHERE kept.id = moved.after ->> 'film')
  GROUP BY s.id, pair.ordinal ORDER BY s.id DESC`;

const text = (value: FilmRow[string] | undefined): string | null =>
  typeof value === "string" ? value : null;
const number = (value: FilmRow[string] | undefined): number | null =>
  typeof value === "number" ? value : null;

const sideOf = (film: number, row: FilmRow, interactions: number | null) => ({
  film,
  title: text(row.title) ?? `#${film}`,
  titleZh: text(row.title_zh),
  originalTitle: text(row.original_title),
  year: number(row.year),
  runtime: number(row.runtime),
  releaseDate: text(row.release_date),
  country: text(row.country),
  language: text(row.language),
  genres: [],
  people: [],
  imdbId: text(row.imdb_id),
  tmdbId: number(row.tmdb_id),
  eidr: text(row.eidr),
  interactions,
  hasPoster: false,
  keys: [],
});

/** The latest first. `sideNow` tells of the film that stayed. */
export const mergedPairs = <Side>(
  db: Connection,
  sideNow: (film: number) => Side,
  offset: number,
  limit: number,
) => ({
  total: db
    .prepare(`SELECT count(*) FROM (${merged})`)
    .pluck()
    .get({ minimum: minimumGroup(db) }) as number,
  matches: (
    db
      .prepare(`${merged} LIMIT @limit OFFSET @offset`)
      .all({ limit, offset, minimum: minimumGroup(db) }) as Stored[]
  ).map(({ id, cells, gone, row, into, interactions }) => {
    const pair = JSON.parse(cells) as {
      film: number;
      import_run: number | null;
      score: number;
      evidence: string;
    };
    const then = sideOf(gone, JSON.parse(row) as FilmRow, interactions);
    const now = sideNow(into);
    return {
      id,
      importRun: pair.import_run,
      score: pair.score,
      state: "same" as const,
      evidence: JSON.parse(pair.evidence) as { code: string; agrees: boolean }[],
      ...(pair.film === gone ? { film: then, candidate: now } : { film: now, candidate: then }),
    };
  }),
});
