/** Films, members and segments, a window of rows at a time. */
import type {
  catalogueContract,
  FilmRow,
  filmOrders,
  MemberRow,
} from "../../../shared/contract/catalogue.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { interactionKindCode, interactionKinds } from "../../../shared/domain/interactions.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { refreshFilmSummary } from "./film-summary.ts";

/** White-listed columns: what a caller orders by never becomes SQL. */
const filmOrderColumns: Readonly<Record<(typeof filmOrders)[number], string>> = {
  title: "f.title COLLATE NOCASE",
  year: "f.year",
  releaseDate: "f.release_date",
  runtime: "f.runtime",
  ratings: "s.ratings",
  meanRating: "s.mean_rating",
  tickets: "s.tickets",
};
const memberOrderColumns = { id: "m.id", joined: "m.joined", ageBand: "m.age_band", area: "m.area" } as const;

const filmColumns = `
  f.id, f.title, f.title_zh AS titleZh, f.year, f.release_date AS releaseDate, f.runtime, f.certificate,
  f.distributor, coalesce(s.ratings, 0) AS ratings, s.mean_rating AS meanRating, coalesce(s.tickets, 0) AS tickets,
  EXISTS (SELECT 1 FROM poster p WHERE p.film = f.id) AS hasPoster,
  (SELECT json_group_array(g.name) FROM film_genre fg JOIN genre g ON g.id = fg.genre WHERE fg.film = f.id) AS genres`;
const filmSource = "film f LEFT JOIN film_summary s ON s.film = f.id";

type StoredFilm = Omit<FilmRow, "hasPoster" | "genres"> & { hasPoster: number; genres: string };
const filmRow = (row: StoredFilm): FilmRow => ({
  ...row,
  hasPoster: row.hasPoster === 1,
  genres: JSON.parse(row.genres),
});

const likePattern = (search: string): string => `%${search.trim().replace(/[\\%_]/g, "\\$&")}%`;

interface FilmSelection {
  readonly where: string;
  readonly params: Readonly<Record<string, string>>;
}
const filmSelection = (search: string, genre: string | null): FilmSelection => {
  const conditions: string[] = [];
  const params: Record<string, string> = {};
  if (search.trim() !== "") {
    conditions.push("(f.title LIKE @search ESCAPE '\\' OR f.title_zh LIKE @search ESCAPE '\\')");
    params.search = likePattern(search);
  }
  if (genre !== null) {
    conditions.push(
      "f.id IN (SELECT fg.film FROM film_genre fg JOIN genre g ON g.id = fg.genre WHERE g.name = @genre)",
    );
    params.genre = genre;
  }
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "", params };
};

const memberColumns = `
  m.id, m.joined, m.age_band AS ageBand, m.gender, m.occupation, m.area,
  (SELECT count(*) FROM interaction i WHERE i.member = m.id AND i.kind = ${interactionKindCode("rating")}) AS ratings,
  (SELECT count(*) FROM interaction i WHERE i.member = m.id AND i.kind = ${interactionKindCode("ticket")}) AS tickets,
  (SELECT max(i.at) FROM interaction i WHERE i.member = m.id) AS lastAt`;

const filmFacets = (db: Connection, film: number) => ({
  people: db
    .prepare(
      `SELECT c.role, p.name, p.name_zh AS nameZh FROM credit c JOIN person p ON p.id = c.person
       WHERE c.film = ? ORDER BY c.role = 'cast', c.role, c.ordinal`,
    )
    .all(film) as { role: string; name: string; nameZh: string | null }[],
  versions: db
    .prepare("SELECT format, audio, subtitles FROM film_version WHERE film = ? ORDER BY id")
    .all(film) as { format: string; audio: string; subtitles: string | null }[],
  ratingHistogram: db
    .prepare(
      "SELECT value, count(*) AS count FROM interaction WHERE film = ? AND kind = 0 GROUP BY value ORDER BY value",
    )
    .all(film) as { value: number; count: number }[],
  weeklyAdmissions: db
    .prepare(
      `SELECT date(business_date, '-' || ((strftime('%w', business_date) + 6) % 7) || ' days') AS week,
              sum(admissions) AS admissions, count(*) AS showings, sum(capacity) AS seats
       FROM showing WHERE film = ? GROUP BY week ORDER BY week`,
    )
    .all(film) as { week: string; admissions: number; showings: number; seats: number }[],
  tags: db
    .prepare(
      "SELECT text, count(*) AS count FROM tag WHERE film = ? GROUP BY text ORDER BY count DESC, text LIMIT 20",
    )
    .all(film) as { text: string; count: number }[],
  reviews: db
    .prepare("SELECT count(*) AS count, avg(rating) AS meanRating FROM review WHERE film = ?")
    .get(film) as { count: number; meanRating: number | null },
});

const recentInteractions = 200;

export const catalogueHandlers = (session: Session): Handlers<typeof catalogueContract> => ({
  listFilms: ({ search, genre, order, descending, offset, limit }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    refreshFilmSummary(db);
    const { where, params } = filmSelection(search, genre);
    const total = db.prepare(`SELECT count(*) FROM film f ${where}`).pluck().get(params) as number;
    const direction = descending ? "DESC" : "ASC";
    const rows = db
      .prepare(
        `SELECT ${filmColumns} FROM ${filmSource} ${where}
         ORDER BY ${filmOrderColumns[order]} ${direction} NULLS LAST, f.id ${direction} LIMIT @limit OFFSET @offset`,
      )
      .all({ ...params, limit, offset }) as StoredFilm[];
    return ok({ total, rows: rows.map(filmRow) });
  },
  listGenres: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const genres = library.value.db
      .prepare(
        "SELECT g.name, count(*) AS films FROM genre g JOIN film_genre fg ON fg.genre = g.id GROUP BY g.id ORDER BY g.name",
      )
      .all() as { name: string; films: number }[];
    return ok({ genres });
  },
  film: ({ film }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    refreshFilmSummary(db);
    const row = db
      .prepare(
        `SELECT ${filmColumns}, f.language, f.synopsis, f.synopsis_zh AS synopsisZh, f.studio, f.imdb_id AS imdbId,
                f.tmdb_id AS tmdbId FROM ${filmSource} WHERE f.id = ?`,
      )
      .get(film) as
      | (StoredFilm & {
          language: string | null;
          synopsis: string | null;
          synopsisZh: string | null;
          studio: string | null;
          imdbId: string | null;
          tmdbId: number | null;
        })
      | undefined;
    if (!row) return err({ type: "NotFound" });
    return ok({ ...row, ...filmRow(row), ...filmFacets(db, film) });
  },
  filmTitles: ({ films }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    refreshFilmSummary(db);
    const read = db.prepare(`SELECT ${filmColumns} FROM ${filmSource} WHERE f.id = ?`);
    const rows = films.flatMap((film) => {
      const row = read.get(film) as StoredFilm | undefined;
      return row ? [filmRow(row)] : [];
    });
    return ok({ rows });
  },
  poster: ({ film }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db
      .prepare("SELECT media_type AS mediaType, image FROM poster WHERE film = ?")
      .get(film) as { mediaType: string; image: Uint8Array } | undefined;
    return row
      ? ok({ mediaType: row.mediaType, image: new Uint8Array(row.image) })
      : err({ type: "NotFound" });
  },
  listMembers: ({ search, segment, order, descending, offset, limit }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const conditions: string[] = [];
    const params: Record<string, string | number> = {};
    if (search.trim() !== "") {
      conditions.push(
        `(CAST(m.id AS TEXT) = @exact OR m.area LIKE @search ESCAPE '\\' OR m.occupation LIKE @search ESCAPE '\\'
          OR m.age_band LIKE @search ESCAPE '\\')`,
      );
      params.search = likePattern(search);
      params.exact = search.trim().replace(/^[Mm]-?0*/, "");
    }
    if (segment !== null) {
      conditions.push("m.id IN (SELECT member FROM segment_member WHERE segment = @segment)");
      params.segment = segment;
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
    const direction = descending ? "DESC" : "ASC";
    const total = db.prepare(`SELECT count(*) FROM member m ${where}`).pluck().get(params) as number;
    const rows = db
      .prepare(
        `SELECT ${memberColumns} FROM member m ${where}
         ORDER BY ${memberOrderColumns[order]} ${direction} NULLS LAST, m.id ${direction} LIMIT @limit OFFSET @offset`,
      )
      .all({ ...params, limit, offset }) as MemberRow[];
    return ok({ total, rows });
  },
  member: ({ member }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const row = db.prepare(`SELECT ${memberColumns} FROM member m WHERE m.id = ?`).get(member) as
      | MemberRow
      | undefined;
    if (!row) return err({ type: "NotFound" });
    const segments = db
      .prepare(
        `SELECT g.id, g.name, g.name_zh AS nameZh FROM segment g JOIN segment_member sm ON sm.segment = g.id
         WHERE sm.member = ? ORDER BY g.name`,
      )
      .all(member) as { id: number; name: string; nameZh: string | null }[];
    const recent = db
      .prepare(
        `SELECT i.film, f.title, f.title_zh AS titleZh, i.kind, i.value, i.at FROM interaction i JOIN film f ON f.id = i.film
         WHERE i.member = ? ORDER BY i.at DESC, i.film LIMIT ${recentInteractions}`,
      )
      .all(member) as {
      film: number;
      title: string;
      titleZh: string | null;
      kind: number;
      value: number;
      at: number;
    }[];
    return ok({
      ...row,
      segments,
      recent: recent.map((event) => ({ ...event, kind: interactionKinds[event.kind] ?? "rating" })),
    });
  },
  listSegments: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const segments = library.value.db
      .prepare(
        `SELECT g.id, g.name, g.name_zh AS nameZh, count(sm.member) AS members FROM segment g
         LEFT JOIN segment_member sm ON sm.segment = g.id GROUP BY g.id ORDER BY members DESC, g.name`,
      )
      .all() as { id: number; name: string; nameZh: string | null; members: number }[];
    return ok({ segments });
  },
  segmentMembers: ({ segment }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (!db.prepare("SELECT 1 FROM segment WHERE id = ?").get(segment)) return err({ type: "NotFound" });
    const members = db
      .prepare("SELECT member FROM segment_member WHERE segment = ? ORDER BY member")
      .pluck()
      .all(segment);
    return ok({ members: Int32Array.from(members as number[]) });
  },
});
