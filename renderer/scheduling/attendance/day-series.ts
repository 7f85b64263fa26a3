/** Attendance days as a dense array: one row a film in a venue, one column a day. */
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";

export interface DaySeries {
  readonly pairs: number;
  readonly days: number;
  readonly firstDay: number; // since 1970-01-01
  readonly films: Int32Array; // ids, by number of the film
  readonly venues: Int32Array; // ids, by number of the venue
  readonly filmOf: Int32Array; // [pairs]
  readonly venueOf: Int32Array; // [pairs]
  /** [pairs x days]; NaN where the film did not play, or nobody knows yet. */
  readonly admissions: Float64Array;
  readonly showings: Float64Array;
  /** [pairs x days]: 1 where the film plays, known or planned. */
  readonly plays: Uint8Array;
  /** [venues x days]: 1 where the day is a holiday. */
  readonly holiday: Uint8Array;
  readonly firstPlayed: Int32Array; // [films], days of the series
}

const indexed = (ids: Int32Array): { ids: Int32Array; at: Map<number, number> } => {
  const known = Int32Array.from(new Set(ids)).sort();
  return { ids: known, at: new Map(Array.from(known, (id, index) => [id, index])) };
};

/** `ahead` further days are programmed as the week before them was. */
export const daySeries = (data: AttendanceDays, ahead = 0): DaySeries => {
  const film = indexed(data.film);
  const venue = indexed(data.venue);
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;
  for (const day of data.day) {
    firstDay = Math.min(firstDay, day);
    lastDay = Math.max(lastDay, day);
  }
  if (data.day.length === 0) {
    firstDay = 0;
    lastDay = -1;
  }
  const days = lastDay - firstDay + 1 + ahead;
  const pairAt = new Map<number, number>();
  const pairOf = Int32Array.from(data.film, (id, i) => {
    const key =
      (film.at.get(id) as number) * venue.ids.length + (venue.at.get(data.venue[i] as number) as number);
    const pair = pairAt.get(key) ?? pairAt.size;
    pairAt.set(key, pair);
    return pair;
  });
  const pairs = pairAt.size;
  const keys = [...pairAt.keys()];
  const admissions = new Float64Array(pairs * days).fill(Number.NaN);
  const showings = new Float64Array(pairs * days).fill(Number.NaN);
  const plays = new Uint8Array(pairs * days);
  const firstPlayed = new Int32Array(film.ids.length).fill(days);
  pairOf.forEach((pair, i) => {
    const day = (data.day[i] as number) - firstDay;
    const at = pair * days + day;
    admissions[at] = data.admissions[i] as number;
    showings[at] = data.showings[i] as number;
    plays[at] = 1;
    const number = film.at.get(data.film[i] as number) as number;
    firstPlayed[number] = Math.min(firstPlayed[number] as number, day);
  });
  for (let pair = 0; pair < pairs; pair++)
    for (let day = days - ahead; day < days; day++)
      plays[pair * days + day] = plays[pair * days + day - 7] ?? 0;
  const holiday = new Uint8Array(venue.ids.length * days);
  for (const { venue: id, days: dates } of data.holidays) {
    const number = venue.at.get(id);
    if (number === undefined) continue;
    for (const date of dates)
      if (date >= firstDay && date < firstDay + days) holiday[number * days + date - firstDay] = 1;
  }
  return {
    pairs,
    days,
    firstDay,
    films: film.ids,
    venues: venue.ids,
    filmOf: Int32Array.from(keys, (key) => Math.floor(key / venue.ids.length)),
    venueOf: Int32Array.from(keys, (key) => key % venue.ids.length),
    admissions,
    showings,
    plays,
    holiday,
    firstPlayed,
  };
};

/** log of admissions; nobody counts as half a person. */
export const logOf = (admissions: number): number => Math.log(Math.max(0.5, admissions));

/** Totals by group (films, or venues) and day: [groups x days]. */
export interface Totals {
  readonly admissions: Float64Array;
  readonly playing: Float64Array; // pairs that play
  /** Of pairs that also played `lag` days before: what they drew then, and now. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly showingsBefore: Float64Array;
  readonly showingsAfter: Float64Array;
}

export const totalsBy = (series: DaySeries, groupOf: Int32Array, groups: number, lag: number): Totals => {
  const { days } = series;
  const column = (): Float64Array => new Float64Array(groups * days);
  const totals = {
    admissions: column(),
    playing: column(),
    before: column(),
    after: column(),
    showingsBefore: column(),
    showingsAfter: column(),
  };
  const add = (to: Float64Array, at: number, value: number): void => {
    to[at] = (to[at] as number) + value;
  };
  for (let pair = 0; pair < series.pairs; pair++)
    for (let day = 0; day < days; day++) {
      const cell = pair * days + day;
      if (!series.plays[cell]) continue;
      const at = (groupOf[pair] as number) * days + day;
      add(totals.playing, at, 1);
      const seen = series.admissions[cell] as number;
      if (!Number.isNaN(seen)) add(totals.admissions, at, seen);
      const past = day < lag ? Number.NaN : (series.admissions[cell - lag] as number);
      if (Number.isNaN(past)) continue;
      add(totals.before, at, past);
      add(totals.showingsBefore, at, series.showings[cell - lag] as number);
      if (Number.isNaN(seen)) continue;
      add(totals.after, at, seen);
      add(totals.showingsAfter, at, series.showings[cell] as number);
    }
  return totals;
};
