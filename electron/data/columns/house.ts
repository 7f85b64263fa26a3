/** What films did in the house: showings with clock times and days of attendance without, both counted. */
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import { Pace } from "./pace.ts";

/** All by id of the film. `seats` and `seated` count only showings whose capacity is known. */
export interface HouseFigures {
  readonly showings: Uint32Array;
  readonly admissions: Uint32Array;
  readonly seats: Float64Array;
  readonly seated: Float64Array;
  /** NaN where no showing has a gross. */
  readonly gross: Float64Array;
  /** Days since 1970; 0 = never shown. */
  readonly lastShown: Uint32Array;
}

export const emptyHouseFigures = (films: number): HouseFigures => ({
  showings: new Uint32Array(films + 1),
  admissions: new Uint32Array(films + 1),
  seats: new Float64Array(films + 1),
  seated: new Float64Array(films + 1),
  gross: new Float64Array(films + 1).fill(Number.NaN),
  lastShown: new Uint32Array(films + 1),
});

const sums = (showings: string, date: string): string => `
  film, ${showings} AS showings, sum(admissions) AS admissions, sum(capacity) AS seats,
  sum(admissions) FILTER (WHERE capacity IS NOT NULL) AS seated, sum(gross) AS gross,
  CAST(julianday(max(${date})) - 2440587.5 AS INTEGER) AS last`;

type Sums = [
  film: number,
  showings: number,
  admissions: number,
  seats: number | null,
  seated: number | null,
  gross: number | null,
  last: number | null,
];

const add = (figures: HouseFigures, [film, showings, admissions, seats, seated, gross, last]: Sums): void => {
  figures.showings[film] = (figures.showings[film] as number) + showings;
  figures.admissions[film] = (figures.admissions[film] as number) + admissions;
  figures.seats[film] = (figures.seats[film] as number) + (seats ?? 0);
  figures.seated[film] = (figures.seated[film] as number) + (seated ?? 0);
  if (gross !== null) figures.gross[film] = (figures.gross[film] || 0) + gross;
  if (last !== null && last > (figures.lastShown[film] as number)) figures.lastShown[film] = last;
};

/** `between` comes before each slice of the work. */
export const buildHouse = async (db: Connection, between: () => Promise<unknown>): Promise<HouseFigures> => {
  const films = db.prepare("SELECT coalesce(max(id), 0) FROM film").pluck().get() as number;
  const last = db.prepare("SELECT coalesce(max(id), 0) FROM showing").pluck().get() as number;
  const figures = emptyHouseFigures(films);
  const showings = db
    .prepare(
      `SELECT ${sums("count(*)", "business_date")} FROM showing WHERE id > ? AND id <= ? GROUP BY film`,
    )
    .raw();
  const pace = new Pace(2000, 20_000);
  for (let from = 0; from < last; ) {
    await breathe();
    await between();
    pace.start();
    const to = from + pace.rows;
    for (const row of showings.all(from, to) as Sums[]) add(figures, row);
    pace.end();
    from = to;
  }
  const days = db
    .prepare(`SELECT ${sums("sum(showings)", "date")} FROM attendance_day WHERE venue = ? GROUP BY film`)
    .raw();
  for (const venue of db.prepare("SELECT id FROM venue").pluck().all()) {
    await breathe();
    await between();
    for (const row of days.all(venue) as Sums[]) add(figures, row);
  }
  return figures;
};
