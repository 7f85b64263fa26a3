/** What the page of one film gathers beside its row. */
import type { FilmDetail } from "../../../shared/contract/catalogue.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import type { FilmFigures } from "../columns/figures.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";

type Gathered = Omit<FilmDetail, keyof import("../../../shared/contract/catalogue.ts").FilmRow | keyof Own>;
type Own = Pick<FilmDetail, "seriesZh" | "synopsis" | "synopsisZh" | "imdbId" | "tmdbId" | "eidr">;

const ownSql = `
  SELECT series_zh AS seriesZh, synopsis, synopsis_zh AS synopsisZh, imdb_id AS imdbId, tmdb_id AS tmdbId, eidr FROM film WHERE id = ?`;

export const readFilmOwn = (db: Connection, film: number): Own | undefined =>
  db.prepare(ownSql).get(film) as Own | undefined;

/** Weeks start on Monday; days with and without clock times count alike. */
const weeksSql = `
  SELECT date(day, '-' || ((strftime('%w', day) + 6) % 7) || ' days') AS week,
         sum(admissions) AS admissions, sum(showings) AS showings, sum(seats) AS seats
  FROM (
    SELECT business_date AS day, sum(admissions) AS admissions, count(*) AS showings, total(capacity) AS seats
    FROM showing WHERE film = @film GROUP BY business_date
    UNION ALL
    SELECT date, sum(admissions), sum(showings), total(capacity) FROM attendance_day WHERE film = @film GROUP BY date
  )
  GROUP BY week ORDER BY week`;

/** Public voices, and members' where they are enough of them. */
const reviewsSql = `
  SELECT count(rating) AS count, avg(rating) AS meanRating FROM review
  WHERE film = @film AND (member IS NULL OR @minimum <=
    (SELECT count(DISTINCT member) FROM review WHERE film = @film AND rating IS NOT NULL))`;

const importsSql = `
  SELECT min(r.id) AS importRun, r.source, r.system, r.started_at AS at, total(r.id = f.import_run) > 0 AS added,
         r.rolled_back_at IS NOT NULL AS rolledBack
  FROM film f JOIN import_run r ON r.id = f.import_run OR r.id IN (SELECT k.import_run FROM film_key k WHERE k.film = f.id)
  WHERE f.id = ? GROUP BY coalesce(r.fix_of, r.id) ORDER BY importRun`;

type Histogram = NonNullable<FilmDetail["ratingHistogram"]>;

const histogramOf = ({ ratingValues, histogram }: FilmFigures, film: number): Histogram =>
  [...ratingValues]
    .map((value, at) => ({ value, count: histogram[film * ratingValues.length + at] ?? 0 }))
    .filter(({ count }) => count > 0);

/** Libraries that rate in very many values have no histogram of their own: twenty equal steps stand for it. */
const histogramByReading = (db: Connection, film: number): Histogram =>
  db
    .prepare(
      `WITH scale AS (SELECT min, (max - min) / 20 AS step FROM rating_scale)
       SELECT min + step * min(19, CAST((value - min) / step AS INTEGER)) AS value, count(*) AS count
       FROM interaction, scale WHERE film = ? AND kind = 0 GROUP BY 1 ORDER BY 1`,
    )
    .all(film) as Histogram;

/** `ratings` as the film's row tells them. */
export const gatherFilm = (
  db: Connection,
  figures: FilmFigures,
  { id: film, ratings }: Pick<FilmDetail, "id" | "ratings">,
): Gathered => {
  const minimum = minimumGroup(db);
  const all = <T>(sql: string): T[] => db.prepare(sql).all(film) as T[];
  return {
    keywords: db
      .prepare(
        "SELECT k.name FROM film_keyword fk JOIN keyword k ON k.id = fk.keyword WHERE fk.film = ? ORDER BY k.name",
      )
      .pluck()
      .all(film) as string[],
    people: all(
      `SELECT c.role, p.name, p.name_zh AS nameZh FROM credit c JOIN person p ON p.id = c.person
       WHERE c.film = ? ORDER BY c.role = 'cast', c.role, c.ordinal`,
    ),
    versions: all("SELECT format, audio, subtitles FROM film_version WHERE film = ? ORDER BY id"),
    ratingHistogram:
      ratings === null
        ? null
        : figures.ratingValues.length > 0 || ratings === 0
          ? histogramOf(figures, film)
          : histogramByReading(db, film),
    weeklyAdmissions: db.prepare(weeksSql).all({ film }) as FilmDetail["weeklyAdmissions"],
    tags: all<{ text: string; count: number }>(
      "SELECT text, count(DISTINCT member) AS count FROM tag WHERE film = ? GROUP BY text ORDER BY count DESC, text LIMIT 20",
    ).map(({ text, count }) => ({ text, count: toldCount(count, minimum) })),
    reviewsRated: db.prepare(reviewsSql).get({ film, minimum }) as FilmDetail["reviewsRated"],
    keys: all(
      "SELECT source, key, import_run AS importRun FROM film_key WHERE film = ? ORDER BY source, key",
    ),
    imports: all<FilmDetail["imports"][number] & { added: unknown; rolledBack: unknown }>(importsSql).map(
      (run) => ({
        ...run,
        added: Boolean(run.added),
        rolledBack: Boolean(run.rolledBack),
      }),
    ),
  };
};
