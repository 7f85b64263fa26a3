/** The house, the week to be planned, and saved plans. */
import { randomUUID } from "node:crypto";
import type { PlanRow, planningContract, Venue } from "../../../shared/contract/planning.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import type { ForecastOverride } from "../../../shared/domain/overrides.ts";
import { storedAs } from "../../../shared/domain/plan-document.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import type {
  Candidate,
  FilmTakings,
  FilmTraits,
  House,
  ShowingHistory,
} from "../../../shared/domain/slate.ts";
import { readPlanFile } from "../export/read-plan-file.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { rulesOf } from "./rules.ts";

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Evidence older than this says little about next week. */
const historyDays = 400;

const house = (db: Connection, venue: number): House | null => {
  const row = db
    .prepare(
      `SELECT id AS venue, name, time_zone AS timeZone, opens, last_start AS lastStart, closes, trailers, cleaning,
              stagger, grid FROM venue WHERE id = ?`,
    )
    .get(venue) as Omit<House, "screens"> | undefined;
  if (!row) return null;
  const screens = db
    .prepare("SELECT id AS screen, name, capacity, formats FROM screen WHERE venue = ? ORDER BY ordinal")
    .all(venue) as { screen: number; name: string; capacity: number; formats: string }[];
  return { ...row, screens: screens.map((screen) => ({ ...screen, formats: JSON.parse(screen.formats) })) };
};

/** A showing whose capacity nobody knows is never full. */
const boundless = 2 ** 31 - 1;

/** Films the venue may play in the week: those its distributors offer for at least a day of it. */
const candidates = (db: Connection, venue: number, week: string): Candidate[] => {
  const rows = db
    .prepare(
      `SELECT f.id AS film, f.title, f.title_zh AS titleZh, f.runtime, f.certificate, f.distributor,
              f.release_date AS releaseDate, b.min_shows_per_day AS minShowsPerDay,
              EXISTS (SELECT 1 FROM poster p WHERE p.film = f.id) AS hasPoster,
              (SELECT json_group_array(DISTINCT v.format) FROM film_version v WHERE v.film = f.id) AS formats,
              (SELECT json_group_array(json_object('format', v.format, 'audio', v.audio, 'subtitles', v.subtitles))
               FROM (SELECT DISTINCT format, audio, subtitles FROM film_version WHERE film = f.id ORDER BY format, audio, subtitles) v) AS versions,
              (SELECT json_group_array(g.name) FROM film_genre fg JOIN genre g ON g.id = fg.genre WHERE fg.film = f.id) AS genres
       FROM booking b JOIN film f ON f.id = b.film
       WHERE b.venue = @venue AND f.runtime IS NOT NULL
         AND b.available_from <= @lastDay AND (b.available_to IS NULL OR b.available_to >= @week)
       ORDER BY f.release_date DESC, f.id`,
    )
    .all({ venue, week, lastDay: addDays(week, 6) }) as (Omit<
    Candidate,
    "hasPoster" | "formats" | "genres" | "versions"
  > & {
    versions: string;
    hasPoster: number;
    formats: string;
    genres: string;
  })[];
  return rows.map((row) => {
    const formats = JSON.parse(row.formats) as string[];
    return {
      ...row,
      hasPoster: row.hasPoster === 1,
      formats: formats.length > 0 ? formats : ["2D"],
      genres: JSON.parse(row.genres),
      versions: JSON.parse(row.versions),
    };
  });
};

/** Past showings before the week: what happens after it must not be known when planning it. */
const history = (db: Connection, venue: number, week: string): ShowingHistory => {
  const rows = db
    .prepare(
      `SELECT s.film, s.screen, s.business_date AS date, s.start,
              coalesce(s.capacity, @boundless) AS capacity, s.admissions, s.gross / nullif(s.admissions, 0) AS price, f.release_date AS releaseDate
       FROM showing s JOIN screen c ON c.id = s.screen JOIN film f ON f.id = s.film
       WHERE c.venue = @venue AND s.business_date >= @from AND s.business_date < @week
       ORDER BY s.business_date, s.start, s.screen`,
    )
    .all({ venue, week, from: addDays(week, -historyDays), boundless }) as {
    film: number;
    screen: number;
    date: string;
    start: number;
    capacity: number;
    admissions: number;
    price: number | null;
    releaseDate: string | null;
  }[];
  const column = (key: "film" | "screen" | "start" | "capacity" | "admissions"): Int32Array =>
    Int32Array.from(rows, (row) => row[key]);
  return {
    film: column("film"),
    screen: column("screen"),
    date: rows.map((row) => row.date),
    start: column("start"),
    capacity: column("capacity"),
    admissions: column("admissions"),
    price: Float64Array.from(rows, ({ price }) => price ?? Number.NaN),
    releaseDate: rows.map((row) => row.releaseDate),
  };
};

const traits = (db: Connection, films: readonly number[]): FilmTraits[] => {
  const rows = db
    .prepare(
      `SELECT f.id AS film, f.language,
              (SELECT json_group_array(g.name ORDER BY g.name) FROM film_genre fg JOIN genre g ON g.id = fg.genre WHERE fg.film = f.id) AS genres
       FROM film f WHERE f.id IN (SELECT value FROM json_each(?)) ORDER BY f.id`,
    )
    .all(JSON.stringify(films)) as { film: number; language: string | null; genres: string }[];
  return rows.map(({ film, language, genres }) => ({
    film,
    traits: [
      ...(JSON.parse(genres) as string[]).map((genre) => `genre:${genre}`),
      ...(language ? [`language:${language}`] : []),
    ],
  }));
};

/** What an admission brings in, by film: of films without a price of their own that of the house, without a contract the usual share. */
const takings = (db: Connection, venue: number, week: string): FilmTakings[] =>
  db
    .prepare(
      `WITH paid AS (
         SELECT s.film, sum(s.gross) AS gross, sum(s.admissions) AS admissions
         FROM showing s JOIN screen c ON c.id = s.screen
         WHERE c.venue = @venue AND s.business_date >= @from AND s.business_date < @week AND s.gross IS NOT NULL
         GROUP BY s.film HAVING sum(s.admissions) > 0),
       house AS (SELECT sum(gross) / sum(admissions) AS price FROM paid)
       SELECT b.film, coalesce(p.gross / p.admissions, house.price) AS price,
              coalesce(b.hire_share, (SELECT avg(hire_share) FROM booking WHERE venue = @venue), 0) AS hireShare
       FROM booking b JOIN house ON house.price IS NOT NULL LEFT JOIN paid p ON p.film = b.film
       WHERE b.venue = @venue AND b.available_from <= @lastDay AND (b.available_to IS NULL OR b.available_to >= @week)
       ORDER BY b.film`,
    )
    .all({ venue, week, lastDay: addDays(week, 6), from: addDays(week, -historyDays) }) as FilmTakings[];

const overridesOf = (db: Connection, venue: number, from: string, to: string): ForecastOverride[] =>
  db
    .prepare(
      `SELECT venue, film, from_date AS "from", to_date AS "to", kind, value FROM forecast_override
       WHERE venue = ? AND to_date >= ? AND from_date <= ? ORDER BY id`,
    )
    .all(venue, from, to) as ForecastOverride[];

export const planningHandlers = (session: Session): Handlers<typeof planningContract> => ({
  listVenues: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const rows = library.value.db
      .prepare(
        `SELECT v.id, v.name, v.name_zh AS nameZh, count(c.id) AS screens, coalesce(sum(c.capacity), 0) AS seats,
                (SELECT max(s.business_date) FROM showing s JOIN screen x ON x.id = s.screen WHERE x.venue = v.id) AS lastDay
         FROM venue v LEFT JOIN screen c ON c.venue = v.id GROUP BY v.id ORDER BY v.name`,
      )
      .all() as (Omit<Venue, "nextWeek"> & { lastDay: string | null })[];
    const venues = rows.map(({ lastDay, ...venue }) => ({
      ...venue,
      nextWeek: lastDay === null ? null : addDays(lastDay, 1),
    }));
    return ok({ venues });
  },
  weekProblem: ({ venue, week }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const found = house(db, venue);
    if (!found) return err({ type: "NotFound" });
    const days = Array.from({ length: 7 }, (_, day) => addDays(week, day));
    const holidays = db
      .prepare(
        "SELECT date FROM holiday WHERE region = (SELECT region FROM venue WHERE id = ?) ORDER BY date",
      )
      .pluck()
      .all(venue) as string[];
    const offered = candidates(db, venue, week);
    const past = history(db, venue, week);
    return ok({
      house: found,
      week,
      days,
      candidates: offered,
      history: past,
      preference: [],
      traits: traits(db, [...new Set([...past.film, ...offered.map(({ film }) => film)])]),
      takings: takings(db, venue, week),
      holidays,
      rules: rulesOf(db, venue).map(({ rule }) => rule),
      overrides: overridesOf(db, venue, days[0] as string, days.at(-1) as string),
    });
  },
  savePlan: ({ document }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const id = randomUUID();
    const { venue } = document.house;
    const createdAt = new Date();
    const version = db.transaction(() => {
      const last = db.prepare("SELECT max(version) FROM plan WHERE venue = ? AND week = ?").pluck();
      const next = ((last.get(venue, document.week) as number | null) ?? 0) + 1;
      db.prepare(
        "INSERT INTO plan (id, venue, week, version, created_at, document) VALUES (?, ?, ?, ?, ?, ?)",
      ).run(
        id,
        venue,
        document.week,
        next,
        Math.floor(createdAt.getTime() / 1000),
        JSON.stringify(storedAs(document, id, next, createdAt)),
      );
      return next;
    })();
    return ok({ id, version });
  },
  listPlans: ({ venue }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const plans = library.value.db
      .prepare(
        `SELECT id, venue, week, version, created_at AS createdAt,
                json_extract(document, '$.totals.showings') AS showings,
                json_extract(document, '$.totals.expectedAdmissions') AS expectedAdmissions,
                json_extract(document, '$.totals.low') AS low, json_extract(document, '$.totals.high') AS high,
                json_extract(document, '$.note') AS note
         FROM plan WHERE @venue IS NULL OR venue = @venue ORDER BY week DESC, version DESC`,
      )
      .all({ venue }) as PlanRow[];
    return ok({ plans });
  },
  saveDraft: ({ venue, week, draft }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db
      .prepare("INSERT OR REPLACE INTO plan_draft (venue, week, saved_at, draft) VALUES (?, ?, ?, ?)")
      .run(venue, week, Math.floor(Date.now() / 1000), JSON.stringify(draft));
    return ok({});
  },
  loadDraft: ({ venue, week }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const kept = library.value.db
      .prepare("SELECT draft FROM plan_draft WHERE venue = ? AND week = ?")
      .pluck()
      .get(venue, week);
    return kept === undefined ? err({ type: "NotFound" }) : ok({ draft: JSON.parse(kept as string) });
  },
  dropDraft: ({ venue, week }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db.prepare("DELETE FROM plan_draft WHERE venue = ? AND week = ?").run(venue, week);
    return ok({});
  },
  readPlan: async ({ file }) => {
    const path = pathOf(session, file);
    return path.ok ? readPlanFile(path.value) : path;
  },
  loadPlan: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const document = library.value.db.prepare("SELECT document FROM plan WHERE id = ?").pluck().get(id);
    return document === undefined ? err({ type: "NotFound" }) : ok(JSON.parse(document as string));
  },
});
