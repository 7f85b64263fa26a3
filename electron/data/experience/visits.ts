/** Tickets with the showing that each was for, read a block of members at a time. */

import type { ScreenName, ShownVersion, Viewings, Visits } from "../../../shared/domain/experience.ts";
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { offsetAt, startInstant } from "../../../shared/domain/venue-time.ts";
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";

interface ShowingRow {
  readonly id: number;
  readonly film: number;
  readonly screen: number;
  readonly version: number | null;
  readonly date: string;
  readonly day: number;
  readonly start: number;
  readonly capacity: number;
  readonly admissions: number;
  readonly gross: number | null;
  readonly timeZone: string;
}

/** By film, then by start in seconds; null = several start then. */
type ShowingsAt = ReadonlyMap<number, ReadonlyMap<number, ShowingRow | null>>;

const showingsIn = async (db: Connection, signal: AbortSignal): Promise<ShowingsAt> => {
  const rows = db
    .prepare(
      `SELECT s.id, s.film, s.screen, s.version, s.business_date AS date, CAST(julianday(s.business_date) - 2440587.5 AS INTEGER) AS day,
              s.start, s.capacity, s.admissions, s.gross, v.time_zone AS timeZone
       FROM showing AS s JOIN screen AS c ON c.id = s.screen JOIN venue AS v ON v.id = c.venue`,
    )
    .all() as ShowingRow[];
  const instants = new Map<string, number>();
  const byFilm = new Map<number, Map<number, ShowingRow | null>>();
  for (const [n, row] of rows.entries()) {
    const when = `${row.date} ${row.start} ${row.timeZone}`;
    const at = instants.get(when) ?? startInstant(row.date, row.start, row.timeZone).epochMilliseconds / 1000;
    instants.set(when, at);
    const ofFilm = byFilm.get(row.film) ?? new Map<number, ShowingRow | null>();
    byFilm.set(row.film, ofFilm.set(at, ofFilm.has(at) ? null : row));
    if (n % 1000 === 999) {
      await breathe();
      signal.throwIfAborted();
    }
  }
  return byFilm;
};

const [rated, ticket, view] = (["rating", "ticket", "view"] as const).map(interactionKindCode);

interface TicketRow {
  readonly member: number;
  readonly film: number;
  readonly at: number;
  readonly seats: number;
  readonly rating: number | null;
}
interface ViewRow {
  readonly member: number;
  readonly film: number;
  readonly at: number;
  readonly minutes: number;
}

/** Seconds since 1970 as the clocks of the first venue show them; the offset is asked for once an hour of history. */
const localClock = (
  db: Connection,
): ((row: ViewRow) => { readonly day: number; readonly minute: number }) => {
  const zone = db.prepare("SELECT time_zone FROM venue ORDER BY id LIMIT 1").pluck().get() as
    | string
    | undefined;
  const offsets = new Map<number, number>();
  return ({ at }) => {
    const hour = Math.floor(at / 3600);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      offset = zone ? offsetAt(hour * 3600, zone) : 0;
      offsets.set(hour, offset);
    }
    const minute = Math.floor((at + offset) / 60);
    return { day: Math.floor(minute / 1440), minute: minute - 1440 * Math.floor(minute / 1440) };
  };
};

const membersAtOnce = 2000;

interface Wanted {
  readonly most: number;
  /** Only visits of business days before it, and what was rated before it. */
  readonly until: IsoDate | null;
}

export const visitsIn = async (
  db: Connection,
  { most, until }: Wanted,
  signal: AbortSignal,
  progress: (done: { readonly share: number }) => void,
): Promise<{
  readonly visits: Visits;
  readonly viewings: Viewings;
  readonly screens: readonly ScreenName[];
  readonly every: number;
}> => {
  const showings = await showingsIn(db, signal);
  const cut = until === null ? Number.MAX_SAFE_INTEGER : Date.parse(`${until}T00:00:00Z`) / 1000;
  const lastDay = cut / 86_400;
  const versions = db
    .prepare("SELECT id, format, audio, subtitles FROM film_version")
    .all() as (ShownVersion & {
    readonly id: number;
  })[];
  const versionAt = new Map(versions.map(({ id }, at) => [id, at]));
  const { tickets } = db
    .prepare(`SELECT count(*) AS tickets FROM interaction WHERE kind = ${ticket} AND at < ?`)
    .get(cut) as {
    readonly tickets: number;
  };
  const { last } = db.prepare("SELECT coalesce(max(id), 0) AS last FROM member").get() as {
    readonly last: number;
  };
  const every = Math.max(1, Math.ceil(tickets / most));
  const ticketsOf = db.prepare(
    `SELECT t.member, t.film, t.at, t.value AS seats,
            (SELECT r.value FROM interaction AS r WHERE r.member = t.member AND r.film = t.film AND r.kind = ${rated} AND r.at >= t.at AND r.at < ?
             ORDER BY r.at DESC LIMIT 1) AS rating
     FROM interaction AS t WHERE t.member >= ? AND t.member < ? AND t.member % ${every} = 0 AND t.kind = ${ticket}
     ORDER BY t.member, t.film, t.at`,
  );
  const viewsOf = db.prepare(
    `SELECT member, film, at, value AS minutes FROM interaction
     WHERE member >= ? AND member < ? AND member % ${every} = 0 AND kind = ${view} AND at < ? ORDER BY member, film, at`,
  );
  const found: (TicketRow & { readonly showing: ShowingRow })[] = [];
  const views: ViewRow[] = [];
  let unmatched = 0;
  for (let from = 0; from <= last; from += membersAtOnce * every) {
    const rows = (ticketsOf.all(cut, from, from + membersAtOnce * every) as TicketRow[])
      .map((row) => ({ row, showing: showings.get(row.film)?.get(row.at) }))
      .filter(({ row, showing }) => (showing ? showing.day < lastDay : row.at < cut));
    for (const [n, { row, showing }] of rows.entries()) {
      if (!showing) {
        unmatched++;
        continue;
      }
      const next = rows[n + 1]?.row;
      // A film seen again was rated after the last time.
      const again = next?.member === row.member && next.film === row.film;
      found.push({ ...row, rating: again ? null : row.rating, showing });
    }
    for (const row of viewsOf.all(from, from + membersAtOnce * every, cut) as ViewRow[]) views.push(row);
    progress({ share: Math.min(1, (from + membersAtOnce * every) / (last + 1)) });
    await breathe();
    signal.throwIfAborted();
  }
  const begun = views.map(localClock(db));
  return {
    visits: {
      member: Int32Array.from(found, ({ member }) => member),
      film: Int32Array.from(found, ({ film }) => film),
      showing: Int32Array.from(found, ({ showing }) => showing.id),
      screen: Int32Array.from(found, ({ showing }) => showing.screen),
      at: Float64Array.from(found, ({ at }) => at),
      day: Int32Array.from(found, ({ showing }) => showing.day),
      start: Int32Array.from(found, ({ showing }) => showing.start),
      seats: Float32Array.from(found, ({ seats }) => seats),
      filled: Float32Array.from(found, ({ showing }) => showing.admissions / showing.capacity),
      price: Float32Array.from(found, ({ showing: { gross, admissions } }) =>
        gross === null || admissions === 0 ? Number.NaN : gross / admissions,
      ),
      version: Int32Array.from(found, ({ showing: { version } }) =>
        version === null ? -1 : (versionAt.get(version) ?? -1),
      ),
      rating: Float32Array.from(found, ({ rating }) => rating ?? Number.NaN),
      versions: versions.map(({ format, audio, subtitles }) => ({ format, audio, subtitles })),
      unmatched,
    },
    viewings: {
      member: Int32Array.from(views, ({ member }) => member),
      film: Int32Array.from(views, ({ film }) => film),
      minutes: Float32Array.from(views, ({ minutes }) => minutes),
      day: Int32Array.from(begun, ({ day }) => day),
      start: Int32Array.from(begun, ({ minute }) => minute),
    },
    screens: db
      .prepare(
        `SELECT c.id, c.name, v.name AS venue, c.capacity FROM screen AS c JOIN venue AS v ON v.id = c.venue ORDER BY v.id, c.ordinal`,
      )
      .all() as ScreenName[],
    every,
  };
};
