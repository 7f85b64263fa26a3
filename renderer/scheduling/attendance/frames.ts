/** What a forecast from an origin may look at. Every column reads days before the origin, and the programme of the days asked for. */
import { type DaySeries, logOf, type Totals, totalsBy } from "./day-series.ts";
import { median, type WeekShape, weekdayAt, weekShape } from "./week-shape.ts";

/** Rows of films on days: the level all venues share. */
export interface FilmFrame {
  readonly film: Int32Array;
  readonly day: Int32Array;
  readonly x: Float64Array; // [rows x columns]
  readonly before: Float64Array; // admissions `lag` days before, where the film also plays now
  readonly after: Float64Array;
}
/** Rows of films in venues on days: how a cell differs from its film that day. */
export interface CellFrame {
  readonly pair: Int32Array;
  readonly day: Int32Array;
  readonly x: Float64Array;
  readonly before: Float64Array;
  readonly seen: Float64Array; // NaN where nobody knows yet
}

export interface Frames {
  readonly filmColumns: number;
  readonly cellColumns: number;
  /** Days from `origin` on, `horizon` of them, fewer at the end of the series. */
  films(origin: number): FilmFrame;
  cells(origin: number): CellFrame;
}

const clip = (value: number, bound: number): number => Math.max(-bound, Math.min(bound, value));
/** Log growth, drawn towards none by as many tickets as `k` on either side. */
const growth = (before: number, after: number, k: number): number => Math.log((after + k) / (before + k));

export const framesOf = (series: DaySeries, horizon: number, lag: number, showingsKnown: boolean): Frames => {
  const { days, pairs, admissions, plays, showings, filmOf, venueOf, firstPlayed, holiday } = series;
  const films = series.films.length;
  const venues = series.venues.length;
  const all = totalsBy(series, new Int32Array(pairs), 1, 7);
  const byFilm = totalsBy(series, filmOf, films, 7);
  const byVenue = totalsBy(series, venueOf, venues, 7);
  const asked = lag === 7 ? byFilm : totalsBy(series, filmOf, films, lag);

  const sum = (column: Float64Array, group: number, from: number, until: number): number => {
    let total = 0;
    for (let day = Math.max(0, from); day < until; day++) total += column[group * days + day] as number;
    return total;
  };
  const grown = (totals: Totals, group: number, from: number, until: number, k: number): number =>
    growth(sum(totals.before, group, from, until), sum(totals.after, group, from, until), k);

  /** How far a day's total, `lag` days before `day`, lies from its own week, weekdays allowed for. */
  const oddness = (
    totals: Totals,
    group: number,
    origin: number,
    season: (day: number) => number,
  ): ((day: number) => number) => {
    const level = (day: number): number =>
      Math.log1p(totals.admissions[group * days + day] as number) - season(day);
    const usual = median(Array.from({ length: 7 }, (_, i) => level(origin - 7 + i)));
    return (day) => level(day - lag) - usual;
  };

  const shapes = new Map<number, WeekShape>();
  const shapeAt = (origin: number): WeekShape => {
    const shape = shapes.get(origin) ?? weekShape(series, origin);
    shapes.set(origin, shape);
    return shape;
  };
  const end = (origin: number): number => Math.min(days, origin + horizon);

  /** 1: a holiday now and none `lag` days before; -1: none now, and one then. */
  const holidayGained = (venue: number, day: number): number =>
    (holiday[venue * days + day] as number) - (holiday[venue * days + day - lag] as number);
  /** The same over the pairs in which a film plays on both days, by what they drew then. */
  const gained = new Float64Array(films * days);
  if (holiday.includes(1))
    for (let pair = 0; pair < pairs; pair++)
      for (let day = lag; day < days; day++) {
        const past = admissions[pair * days + day - lag] as number;
        if (!plays[pair * days + day] || Number.isNaN(past)) continue;
        const at = (filmOf[pair] as number) * days + day;
        const share = past / Math.max(1, asked.before[at] as number);
        gained[at] = (gained[at] as number) + share * holidayGained(venueOf[pair] as number, day);
      }

  const filmColumns = showingsKnown ? 8 : 7;
  const filmFrame = (origin: number): FilmFrame => {
    const { common } = shapeAt(origin);
    const odd = oddness(all, 0, origin, (day) => common[weekdayAt(series, day)] as number);
    const together = [7, 3].map((back) => grown(all, 0, origin - back, origin, 300));
    const film: number[] = [];
    const day: number[] = [];
    const x: number[] = [];
    const before: number[] = [];
    const after: number[] = [];
    for (let f = 0; f < films; f++) {
      const own = [7, 3].map((back, i) =>
        clip(grown(byFilm, f, origin - back, origin, 300) - (together[i] as number), 0.8),
      );
      for (let t = origin; t < end(origin); t++) {
        const at = f * days + t;
        if (asked.before[at] === 0) continue;
        const age = t - (firstPlayed[f] as number);
        film.push(f);
        day.push(t);
        x.push(clip(odd(t), 0.7), ...own, age < 14 ? 1 : 0, Math.exp(-age / 14));
        x.push(
          clip(
            Math.log(((byFilm.playing[at] as number) + 3) / ((byFilm.playing[at - lag] as number) + 3)),
            0.5,
          ),
        );
        x.push(gained[at] as number);
        if (showingsKnown)
          x.push(growth(asked.showingsBefore[at] as number, asked.showingsAfter[at] as number, 3));
        before.push(asked.before[at] as number);
        after.push(asked.after[at] as number);
      }
    }
    return {
      film: Int32Array.from(film),
      day: Int32Array.from(day),
      x: Float64Array.from(x),
      before: Float64Array.from(before),
      after: Float64Array.from(after),
    };
  };

  const cellColumns = showingsKnown ? 14 : 13;
  const cellFrame = (origin: number): CellFrame => {
    const shape = shapeAt(origin);
    const season = (venue: number, day: number): number => {
      const k = weekdayAt(series, day);
      return (shape.common[k] as number) + (shape.venue[venue * 7 + k] as number);
    };
    /** Mean log level of a pair over days, weekdays taken out. */
    const level = (pair: number, from: number, until: number): number => {
      let total = 0;
      let count = 0;
      for (let day = Math.max(0, from); day < until; day++) {
        const seen = admissions[pair * days + day] as number;
        if (Number.isNaN(seen)) continue;
        total += logOf(seen) - season(venueOf[pair] as number, day);
        count++;
      }
      return count === 0 ? Number.NaN : total / count;
    };
    const past = (pair: number, day: number): number =>
      day < 0 ? Number.NaN : logOf(admissions[pair * days + day] as number);

    const perDay = end(origin) - origin;
    const week = (pair: number): number => {
      let total = 0;
      for (let day = origin - 7; day < origin; day++) total += admissions[pair * days + day] || 0;
      return total;
    };
    const weekOf = Float64Array.from({ length: pairs }, (_, pair) => week(pair));
    const venueWeek = new Float64Array(venues);
    const filmWeek = new Float64Array(films);
    for (let pair = 0; pair < pairs; pair++) {
      venueWeek[venueOf[pair] as number] =
        (venueWeek[venueOf[pair] as number] as number) + (weekOf[pair] as number);
      filmWeek[filmOf[pair] as number] =
        (filmWeek[filmOf[pair] as number] as number) + (weekOf[pair] as number);
    }
    const filmMean = filmWeek.map(
      (tickets, f) => tickets / Math.max(1, sum(byFilm.playing, f, origin - 7, origin)),
    );
    // Who leaves a venue against `lag` days before, and who enters: rivals gone, rivals come.
    const leaving = new Float64Array(venues * perDay);
    const entering = new Float64Array(venues * perDay);
    for (let pair = 0; pair < pairs; pair++)
      for (let i = 0; i < perDay; i++) {
        const cell = pair * days + origin + i;
        const at = (venueOf[pair] as number) * perDay + i;
        if (plays[cell] && !plays[cell - lag])
          entering[at] = (entering[at] as number) + (filmMean[filmOf[pair] as number] as number);
        if (!plays[cell] && plays[cell - lag])
          leaving[at] = (leaving[at] as number) + (weekOf[pair] as number);
      }
    const venueGrowth = Float64Array.from({ length: venues }, (_, v) =>
      grown(byVenue, v, origin - 7, origin, 100),
    );
    const venueOdd = Array.from({ length: venues }, (_, v) =>
      oddness(byVenue, v, origin, (day) => season(v, day)),
    );

    const pair: number[] = [];
    const day: number[] = [];
    const x: number[] = [];
    const before: number[] = [];
    const seen: number[] = [];
    for (let p = 0; p < pairs; p++) {
      let levels: [number, number, number] | null = null;
      let ownGrowth = 0;
      for (let t = origin; t < end(origin); t++) {
        const cell = p * days + t;
        const base = admissions[cell - lag] as number;
        if (!plays[cell] || Number.isNaN(base)) continue;
        if (levels === null) {
          levels = [level(p, origin - 7, origin), level(p, origin - 3, origin), level(p, origin - 1, origin)];
          let then = 0;
          let now = 0;
          for (let d = Math.max(7, origin - 7); d < origin; d++) {
            const a = admissions[p * days + d - 7] as number;
            const b = admissions[p * days + d] as number;
            if (Number.isNaN(a) || Number.isNaN(b)) continue;
            then += a;
            now += b;
          }
          ownGrowth = growth(then, now, 20);
        }
        const v = venueOf[p] as number;
        const logBase = logOf(base);
        const seasonal = season(v, t) - logBase;
        const playing = byVenue.playing[v * days + t] as number;
        const tickets = Math.max(1, venueWeek[v] as number);
        pair.push(p);
        day.push(t);
        x.push(
          levels[0] + seasonal,
          levels[1] + seasonal,
          levels[2] + seasonal,
          past(p, t - lag - 7) - logBase,
          past(p, t - lag - 14) - logBase,
          venueGrowth[v] as number,
          ownGrowth,
          (venueOdd[v] as (day: number) => number)(t),
          playing,
          playing - (byVenue.playing[v * days + t - lag] as number),
          (leaving[v * perDay + t - origin] as number) / tickets,
          (entering[v * perDay + t - origin] as number) / (tickets / 7),
          holidayGained(v, t),
        );
        if (showingsKnown) x.push(Math.log((showings[cell] as number) / (showings[cell - lag] as number)));
        before.push(base);
        seen.push(admissions[cell] as number);
      }
    }
    return {
      pair: Int32Array.from(pair),
      day: Int32Array.from(day),
      x: Float64Array.from(x),
      before: Float64Array.from(before),
      seen: Float64Array.from(seen),
    };
  };

  const kept = <T>(make: (origin: number) => T): ((origin: number) => T) => {
    const known = new Map<number, T>();
    return (origin) => {
      const frame = known.get(origin) ?? make(origin);
      known.set(origin, frame);
      return frame;
    };
  };
  return { filmColumns, cellColumns, films: kept(filmFrame), cells: kept(cellFrame) };
};
