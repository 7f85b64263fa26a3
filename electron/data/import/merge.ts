/** Staged rows into the library: one transaction, all or nothing. */
import { createHmac } from "node:crypto";
import type { ImportFormat, ImportIssue } from "../../../shared/contract/import.ts";
import { interactionKindCode, type RatingScale } from "../../../shared/domain/interactions.ts";
import type { Connection } from "../store/library.ts";

/** How a library hides who a source's person is: HMAC-SHA256 of "source:key" under the library's own secret. */
export const memberHash = (db: Connection, source: string): ((key: number) => Uint8Array) => {
  const secret = db.prepare("SELECT value FROM private_key WHERE name = 'member'").pluck().get() as Buffer;
  return (key) => createHmac("sha256", secret).update(`${source}:${key}`).digest();
};

export const libraryScale = (db: Connection): RatingScale | null =>
  (db.prepare("SELECT min, max, step FROM rating_scale").get() as RatingScale | undefined) ?? null;

/** Whether every rating of `inner` is one of `outer`. */
export const scaleHolds = (outer: RatingScale, inner: RatingScale): boolean =>
  inner.min >= outer.min &&
  inner.max <= outer.max &&
  Number.isInteger(inner.step / outer.step) &&
  Number.isInteger((inner.min - outer.min) / outer.step);

export interface RunRecord {
  readonly format: ImportFormat;
  readonly source: string;
  readonly scale: RatingScale;
  readonly startedAt: number; // seconds since 1970
  readonly elapsed: () => number; // seconds
  readonly rows: number; // staged rows that stand for a row of a file
  readonly repaired: number;
  readonly rejected: number;
  readonly issues: readonly ImportIssue[];
}

export interface Merged {
  readonly importRun: number;
  readonly added: number;
  readonly unchanged: number;
  readonly seconds: number;
}

/** In an empty table the source's numbers become ids; else ids follow the largest there is, in the source's order. */
const numberNewRows = (db: Connection, table: "film" | "member"): void => {
  const largest = db.prepare(`SELECT max(id) FROM main.${table}`).pluck().get() as number | null;
  db.prepare(`UPDATE staging.${table} SET is_new = 1 WHERE id IS NULL`).run();
  if (largest === null) db.prepare(`UPDATE staging.${table} SET id = key WHERE is_new`).run();
  else
    db.prepare(
      `UPDATE staging.${table} SET id = ? + ordinal
       FROM (SELECT key AS new_key, row_number() OVER (ORDER BY key) AS ordinal FROM staging.${table} WHERE is_new)
       WHERE key = new_key`,
    ).run(largest);
};

/** Adds new films and fills gaps of known ones; what the library knows of a film is never overwritten. */
const mergeFilms = (db: Connection, source: string): number => {
  db.prepare(
    "UPDATE staging.film SET id = (SELECT film FROM film_key WHERE source = ? AND film_key.key = CAST(staging.film.key AS TEXT))",
  ).run(source);
  numberNewRows(db, "film");
  const changed = db
    .prepare(
      `SELECT count(*) FROM staging.film AS s LEFT JOIN main.film AS f ON f.id = s.id
       WHERE s.is_new OR (f.year IS NULL AND s.year IS NOT NULL)
         OR (f.release_date IS NULL AND s.release_date IS NOT NULL)
         OR (s.genres <> '[]' AND NOT EXISTS (SELECT 1 FROM film_genre WHERE film = s.id))`,
    )
    .pluck()
    .get() as number;
  db.exec(`
    INSERT INTO main.film (id, title, year, release_date)
      SELECT id, title, year, release_date FROM staging.film WHERE is_new;
    UPDATE main.film SET year = coalesce(film.year, s.year), release_date = coalesce(film.release_date, s.release_date)
      FROM staging.film AS s WHERE s.id = film.id AND NOT s.is_new
        AND (film.year IS NULL AND s.year IS NOT NULL OR film.release_date IS NULL AND s.release_date IS NOT NULL);
    INSERT OR IGNORE INTO genre (name)
      SELECT DISTINCT value FROM staging.film, json_each(genres) ORDER BY value;
    INSERT INTO film_genre (film, genre)
      SELECT s.id, genre.id FROM staging.film AS s, json_each(s.genres) AS named JOIN genre ON genre.name = named.value
      WHERE s.id NOT IN (SELECT film FROM film_genre);`);
  db.prepare(
    "INSERT INTO film_key (source, key, film) SELECT ?, CAST(key AS TEXT), id FROM staging.film WHERE is_new",
  ).run(source);
  // film_key's keys are text: joins by number go through this.
  db.exec("CREATE TABLE staging.film_id (key INTEGER PRIMARY KEY, film INTEGER NOT NULL)");
  db.prepare(
    "INSERT INTO staging.film_id SELECT CAST(key AS INTEGER), film FROM film_key WHERE source = ?",
  ).run(source);
  return changed;
};

const mergeLinks = (db: Connection): number => {
  db.exec("UPDATE staging.link SET id = (SELECT film FROM staging.film_id AS f WHERE f.key = link.key)");
  return db
    .prepare(
      `UPDATE main.film SET imdb_id = coalesce(film.imdb_id, s.imdb_id), tmdb_id = coalesce(film.tmdb_id, s.tmdb_id)
       FROM staging.link AS s
       WHERE s.id = film.id
         AND (film.imdb_id IS NULL AND s.imdb_id IS NOT NULL OR film.tmdb_id IS NULL AND s.tmdb_id IS NOT NULL)`,
    )
    .run().changes;
};

/** Returns how many of the members' own rows (those with a line) changed something. */
const mergeMembers = (db: Connection): number => {
  db.exec("UPDATE staging.member SET id = (SELECT id FROM main.member AS m WHERE m.key = hash)");
  numberNewRows(db, "member");
  const gaps = ["age_band", "gender", "occupation", "area"].map(
    (column) => `(m.${column} IS NULL AND s.${column} IS NOT NULL)`,
  );
  const changed = db
    .prepare(
      `SELECT count(*) FROM staging.member AS s LEFT JOIN main.member AS m ON m.id = s.id
       WHERE s.line IS NOT NULL AND (s.is_new OR ${gaps.join(" OR ")})`,
    )
    .pluck()
    .get() as number;
  db.exec(`
    INSERT INTO main.member (id, key, age_band, gender, occupation, area)
      SELECT id, hash, age_band, gender, occupation, area FROM staging.member WHERE is_new;
    UPDATE main.member AS m SET
        age_band = coalesce(m.age_band, s.age_band), gender = coalesce(m.gender, s.gender),
        occupation = coalesce(m.occupation, s.occupation), area = coalesce(m.area, s.area)
      FROM staging.member AS s WHERE s.id = m.id AND NOT s.is_new AND (${gaps.join(" OR ")});`);
  return changed;
};

/** Sorting an index once beats keeping it row by row when the rows at least double: a quarter less work at a million. */
const withIndexRebuilt = <T>(db: Connection, index: string, rebuild: boolean, insert: () => T): T => {
  if (!rebuild) return insert();
  const sql = db.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").pluck().get(index) as string;
  db.exec(`DROP INDEX ${index}`);
  const inserted = insert();
  db.exec(sql);
  return inserted;
};

/** A rating given again at the same second with another value replaces the first. */
const mergeRatings = (db: Connection): number => {
  const count = (table: string): number =>
    db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const insert = db.prepare(
    `INSERT INTO interaction (member, film, kind, at, value)
     SELECT m.id, f.film, ?, r.at, r.value
     FROM staging.rating AS r CROSS JOIN staging.member AS m ON m.key = r.member
       CROSS JOIN staging.film_id AS f ON f.key = r.film
     WHERE true
     ON CONFLICT (member, film, kind, at) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
  );
  const doubles = count("staging.rating") > count("main.interaction");
  return withIndexRebuilt(
    db,
    "interaction_by_film",
    doubles,
    () => insert.run(interactionKindCode("rating")).changes,
  );
};

const mergeTags = (db: Connection): number =>
  db
    .prepare(
      `INSERT OR IGNORE INTO tag (member, film, text, at)
       SELECT m.id, f.film, t.text, t.at
       FROM staging.tag AS t CROSS JOIN staging.member AS m ON m.key = t.member
         CROSS JOIN staging.film_id AS f ON f.key = t.film`,
    )
    .run().changes;

const recordRun = (
  db: Connection,
  run: RunRecord,
  added: number,
  unchanged: number,
  seconds: number,
): number => {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO import_run (format, source, started_at, seconds, added, unchanged, repaired, rejected)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(run.format, run.source, run.startedAt, seconds, added, unchanged, run.repaired, run.rejected);
  const issue = db.prepare(
    "INSERT INTO import_issue (import_run, ordinal, file, line, outcome, rule, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  for (const [ordinal, { file, line, outcome, rule, detail }] of run.issues.entries())
    issue.run(lastInsertRowid, ordinal, file, line, outcome, rule, detail);
  return Number(lastInsertRowid);
};

export const merge = (db: Connection, run: RunRecord): Merged =>
  db
    .transaction((): Merged => {
      const source = run.format;
      const known = libraryScale(db);
      if (!known || !scaleHolds(known, run.scale))
        db.prepare(
          "INSERT OR REPLACE INTO rating_scale (only, min, max, step) VALUES (1, @min, @max, @step)",
        ).run(run.scale);
      const films = mergeFilms(db, source) + mergeLinks(db);
      const members = mergeMembers(db);
      const ratings = mergeRatings(db);
      const tags = mergeTags(db);
      if (ratings > 0)
        db.exec(
          "UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'interaction_revision'",
        );
      const added = films + members + ratings + tags;
      const unchanged = run.rows - added;
      const seconds = run.elapsed();
      return { importRun: recordRun(db, run, added, unchanged, seconds), added, unchanged, seconds };
    })
    .immediate();
