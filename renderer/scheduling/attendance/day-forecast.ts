/**
 * Attendance of films by venue and day, forecast from an origin: the same weekday before, carried forward in two steps.
 *
 *   log y(f, v, t) = log y(f, v, t - lag) + G(f, t) + d(f, v, t)
 *
 *   G  what happens to a film in every venue: a line in how odd the day before was for its week (holidays, closures), the film's
 *      growth against all films over the last seven and three days, newness (within 14 days of its first day; exp(-age / 14)),
 *      whether the day is a holiday and that before was not, and the change of the number of venues that play it.
 *   d  how a venue differs from the film that day: a line in its levels of the last 7, 3 and 1 days and one and two weeks further
 *      back, each against y(t - lag), the growth of the venue and of the film there, how odd the venue's day was, how many titles
 *      play there now and then, what leaves it and what comes, its holidays. Centred within film and day, so that the shocks all venues share,
 *      of which a year has few, teach it nothing.
 *
 * Both lines are medians (least-absolute.ts), fitted on every earlier origin: absolute error is what they are judged by. The
 * programme, which film plays where on which day, is known; the number of showings only where `showingsKnown`.
 * Lag: whole weeks, at least the horizon. Source of the base: seasonal naive (Hyndman & Athanasopoulos, Forecasting, ch. 5).
 */
import { comparableGrowth } from "./comparables.ts";
import type { DaySeries } from "./day-series.ts";
import { type CellFrame, framesOf } from "./frames.ts";
import { type Line, leastAbsolute, weightedMedian } from "./least-absolute.ts";

export interface DayForecast extends CellFrame {
  readonly expected: Float64Array;
  /** By comparables.ts, to be measured against. */
  readonly comparable: Float64Array;
}
export interface DayForecaster {
  /** Reads nothing of attendance from `origin` on. */
  from(origin: number): DayForecast;
  /** The first origin with two stretches to learn from. */
  readonly earliest: number;
}

const weeksLearned = 40;
const leastTickets = 100; // of a film's day that G learns from
const filmRidge = 0.05;
const cellRidge = 1e-4;

/** Columns of `x` less their mean within groups, weighted; NaN stays. */
const centred = (
  x: Float64Array,
  columns: number,
  group: Int32Array,
  groups: number,
  w: Float64Array,
): Float64Array => {
  const sums = new Float64Array(groups * columns);
  const weights = new Float64Array(groups * columns);
  group.forEach((g, i) => {
    for (let j = 0; j < columns; j++) {
      const value = x[i * columns + j] as number;
      if (Number.isNaN(value)) continue;
      sums[g * columns + j] = (sums[g * columns + j] as number) + value * (w[i] as number);
      weights[g * columns + j] = (weights[g * columns + j] as number) + (w[i] as number);
    }
  });
  return x.map((value, at) => {
    const g = group[Math.floor(at / columns)] as number;
    const to = g * columns + (at % columns);
    return value - (sums[to] as number) / Math.max(weights[to] as number, 1e-9);
  });
};

const joined = (parts: readonly Float64Array[]): Float64Array => {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const shareOut = (weights: Float64Array): Float64Array => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / Math.max(sum, 1e-9));
};

const lineAt = (line: Line, x: Float64Array, row: number): number =>
  line.slopes.reduce((sum, slope, j) => {
    const value = x[row * line.slopes.length + j] as number;
    return Number.isNaN(value) ? sum : sum + slope * value;
  }, line.intercept);

export const lagFor = (horizon: number): number => 7 * Math.ceil(horizon / 7);

export const dayForecaster = (series: DaySeries, horizon: number, showingsKnown: boolean): DayForecaster => {
  const { days, filmOf, films } = series;
  const lag = lagFor(horizon);
  const frames = framesOf(series, horizon, lag, showingsKnown);
  const groupOf = ({ pair, day }: CellFrame): Int32Array =>
    pair.map((p, i) => (filmOf[p] as number) * days + (day[i] as number));
  const groups = films.length * days;

  const centredCells = new Map<number, { x: Float64Array; y: Float64Array; w: Float64Array }>();
  const cellsAt = (origin: number) => {
    const known = centredCells.get(origin);
    if (known) return known;
    const cells = frames.cells(origin);
    const group = groupOf(cells);
    const x = centred(cells.x, frames.cellColumns, group, groups, cells.before);
    const growth = cells.seen.map((seen, i) =>
      Math.log(Math.max(0.5, seen) / Math.max(0.5, cells.before[i] as number)),
    );
    const w = cells.seen.map((seen, i) => Math.sqrt(seen * (cells.before[i] as number)));
    const rows = new Map<number, number[]>();
    group.forEach((g, i) => {
      const at = rows.get(g);
      if (at) at.push(i);
      else rows.set(g, [i]);
    });
    const y = growth.slice();
    for (const at of rows.values()) {
      const usual = weightedMedian(
        Float64Array.from(at, (i) => growth[i] as number),
        Float64Array.from(at, (i) => w[i] as number),
      );
      for (const i of at) y[i] = (growth[i] as number) - usual;
    }
    const made = { x, y, w };
    centredCells.set(origin, made);
    return made;
  };

  const open = new Uint8Array(days);
  series.plays.forEach((plays, cell) => {
    if (plays) open[cell % days] = 1;
  });
  let firstOrigin = 0;
  for (let seen = 0; firstOrigin < days && seen < lag + 14; firstOrigin++)
    seen += open[firstOrigin] as number;

  const filmLine = (origin: number): Line => {
    const x: Float64Array[] = [];
    const y: number[] = [];
    const w: Float64Array[] = [];
    const oldest = Math.max(firstOrigin, origin - 7 * weeksLearned);
    for (let past = origin - horizon; past >= oldest; past--) {
      const frame = frames.films(past);
      const used = Array.from(frame.before.keys()).filter((i) => (frame.before[i] as number) > leastTickets);
      for (const i of used) {
        x.push(frame.x.subarray(i * frames.filmColumns, (i + 1) * frames.filmColumns));
        const grown = ((frame.after[i] as number) + 30) / ((frame.before[i] as number) + 30);
        y.push(Math.max(-2, Math.min(2, Math.log(grown))));
      }
      w.push(shareOut(Float64Array.from(used, (i) => Math.sqrt(frame.before[i] as number))));
    }
    return leastAbsolute(joined(x), Float64Array.from(y), joined(w), frames.filmColumns, filmRidge);
  };

  /** Origins whole stretches before `origin`, as far as is learned from. */
  const learnedFrom = (origin: number): number[] => {
    const step = Math.min(horizon, 7);
    const oldest = Math.max(firstOrigin, origin - 7 * weeksLearned);
    const origins: number[] = [];
    for (let past = origin - Math.max(step, horizon); past >= oldest; past -= step) origins.push(past);
    return origins;
  };

  const cellLine = (origin: number): Line => {
    const parts = learnedFrom(origin).map(cellsAt);
    const w = parts.map((part) => shareOut(part.w).map((share) => share * part.w.length));
    return leastAbsolute(
      joined(parts.map(({ x }) => x)),
      joined(parts.map(({ y }) => y)),
      joined(w),
      frames.cellColumns,
      cellRidge,
    );
  };

  return {
    earliest: firstOrigin + 2 * Math.max(7, horizon),
    from: (origin) => {
      const cells = frames.cells(origin);
      const film = frames.films(origin);
      const shared = filmLine(origin);
      const own = cellLine(origin);
      const level = new Map(
        Array.from(film.film, (f, i) => [f * days + (film.day[i] as number), lineAt(shared, film.x, i)]),
      );
      const group = groupOf(cells);
      const x = centred(cells.x, frames.cellColumns, group, groups, cells.before);
      const expected = cells.before.map((before, i) => {
        const log = (level.get(group[i] as number) ?? 0) + lineAt(own, x, i);
        return before * Math.exp(Math.max(-3, Math.min(3, log)));
      });
      const growth = comparableGrowth(series, learnedFrom(origin).map(frames.films));
      const comparable = cells.before.map(
        (before, i) => before * growth(filmOf[cells.pair[i] as number] as number, cells.day[i] as number),
      );
      return { ...cells, expected, comparable };
    },
  };
};
