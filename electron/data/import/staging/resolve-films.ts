/** Ids for a source's films, and what it would change of those that the library knows. */
import type { Cells } from "../../journal/journal.ts";
import type { Connection } from "../../store/library.ts";
import type { FilmRecord } from "../records/record.ts";
import { type Doubt, filmIdentities } from "./film-identity.ts";
import type { Gathering } from "./gathering.ts";

export interface ResolvedFilm {
  readonly record: FilmRecord;
  readonly rows: number;
  readonly id: number;
  readonly isNew: boolean;
  /** The source's key is new to the library. */
  readonly newKey: boolean;
  readonly doubts: readonly Doubt[];
  /** Cells of `film` that change, before and after; null where none does. */
  readonly before: Cells | null;
  readonly after: Cells | null;
  /** Lists that the library has none of yet. */
  readonly fills: readonly ("genres" | "keywords" | "people" | "versions")[];
}

/** Columns of `film` and where a record tells them. */
export const filmColumns: readonly (readonly [column: string, field: keyof FilmRecord])[] = [
  ["title", "title"],
  ["title_zh", "titleZh"],
  ["original_title", "originalTitle"],
  ["year", "year"],
  ["release_date", "releaseDate"],
  ["runtime", "runtime"],
  ["certificate", "certificate"],
  ["language", "language"],
  ["country", "country"],
  ["synopsis", "synopsis"],
  ["synopsis_zh", "synopsisZh"],
  ["studio", "studio"],
  ["distributor", "distributor"],
  ["series", "series"],
  ["series_zh", "seriesZh"],
  ["imdb_id", "imdbId"],
  ["tmdb_id", "tmdbId"],
  ["eidr", "eidr"],
  ["budget", "budget"],
  ["revenue", "revenue"],
  ["vote_average", "voteAverage"],
  ["vote_count", "voteCount"],
];

const largestId = 2 ** 31 - 1;
export const wholeNumberKey = (key: string): number | null =>
  /^[1-9]\d{0,9}$/.test(key) && Number(key) <= largestId ? Number(key) : null;

/**
 * In an empty table the source's numbers become ids; else ids follow the largest there is, in the order of the source's
 * numbers, or of its rows where keys are no numbers.
 */
export const idsFor = (keys: readonly string[], largest: number | null): ReadonlyMap<string, number> => {
  const numbers = keys.map(wholeNumberKey);
  const numbered = numbers.every((number) => number !== null);
  if (largest === null && numbered) return new Map(keys.map((key, at) => [key, numbers[at] as number]));
  const order = numbered ? keys.toSorted((a, b) => Number(a) - Number(b)) : keys;
  return new Map(order.map((key, at) => [key, (largest ?? 0) + at + 1]));
};

/** Whether the source's word may replace the library's: the film came from the same system and nobody edited it by hand. */
const ownedFilms = (db: Connection, system: string): ReadonlySet<number> =>
  new Set(
    db
      .prepare(
        `SELECT f.id FROM film f JOIN import_run r ON r.id = f.import_run WHERE r.system = ?
         AND NOT EXISTS (
           SELECT 1 FROM change c JOIN change_set s ON s.id = c.change_set
           WHERE c.entity = 'film' AND c.key = json_object('id', f.id) AND s.kind <> 'import' AND s.undone_at IS NULL)`,
      )
      .pluck()
      .all(system) as number[],
  );

type StoredFilm = Readonly<Record<string, string | number | null>>;

const fillsOf = (db: Connection, { genres, keywords, people, versions }: FilmRecord, film: number) => {
  const none = (table: string): boolean =>
    db.prepare(`SELECT 1 FROM ${table} WHERE film = ? LIMIT 1`).get(film) === undefined;
  return [
    ...(genres.length > 0 && none("film_genre") ? (["genres"] as const) : []),
    ...(keywords.length > 0 && none("film_keyword") ? (["keywords"] as const) : []),
    ...(people.length > 0 && none("credit") ? (["people"] as const) : []),
    ...(versions.length > 0 && none("film_version") ? (["versions"] as const) : []),
  ];
};

const allLists = ["genres", "keywords", "people", "versions"] as const;

export const resolveFilms = (
  db: Connection,
  { films }: Gathering,
  system: string,
): readonly ResolvedFilm[] => {
  const identityOf = filmIdentities(db, system);
  const identified = [...films.values()].map((film) => ({ ...film, ...identityOf(film.record) }));
  const largest = db.prepare("SELECT max(id) FROM main.film").pluck().get() as number | null;
  const ids = idsFor(
    identified.filter(({ film }) => film === null).map(({ record }) => record.key),
    largest,
  );
  const owned = ownedFilms(db, system);
  const keyOf = db.prepare("SELECT 1 FROM film_key WHERE source = ? AND key = ?");
  const stored = db.prepare(
    `SELECT ${filmColumns.map(([column]) => column).join(", ")} FROM main.film WHERE id = ?`,
  );
  return identified.map(({ record, rows, film, doubts }): ResolvedFilm => {
    const shared = { record, rows, doubts };
    if (film === null)
      return {
        ...shared,
        id: ids.get(record.key) as number,
        isNew: true,
        newKey: true,
        before: null,
        after: null,
        fills: allLists.filter((list) => record[list].length > 0),
      };
    const held = stored.get(film) as StoredFilm;
    const before: Record<string, string | number | null> = {};
    const after: Record<string, string | number | null> = {};
    for (const [column, field] of filmColumns) {
      const told = record[field] as string | number | null;
      const now = held[column] ?? null;
      if (told === null || told === now || (now !== null && !owned.has(film))) continue;
      // A title made of the key is no news.
      if (column === "title" && told === `#${record.key}`) continue;
      before[column] = now;
      after[column] = told;
    }
    const changed = Object.keys(after).length > 0;
    return {
      ...shared,
      id: film,
      isNew: false,
      newKey: keyOf.get(system, record.key) === undefined,
      before: changed ? before : null,
      after: changed ? after : null,
      fills: fillsOf(db, record, film),
    };
  });
};
