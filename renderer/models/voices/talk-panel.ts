/**
 * Films' days with what was said before and after them. Of film f on day t:
 *   y = log((seen + ½) / (expected + ½)): attendance beyond what the demand model expects of the very showings, so that a film's
 *       strength and decay, hours, weekdays, holidays and seasons are accounted for;
 *   w = expected / (1 + φ expected): how much a day tells, counting and the spread of days of a mean alike;
 *   volume of a window = log(1 + n texts);  feeling of a window = Σ (p - the film's mean) / (n + κ), so that few texts say little;
 *   level of a window = Σ (p - ½) / (n + κ): the same without the film's mean, which is not known on the day;
 *   own of a window = mean y of the film's days in it: what attendance itself foretells.
 */
import type { Said } from "../../../shared/contract/said.ts";
import type { FilmDays } from "../../../shared/domain/attendance.ts";

/** Days before (negative) or after a day, both ends within. */
export interface Window {
  readonly from: number;
  readonly to: number;
}
export const before: readonly Window[] = [
  { from: -3, to: -1 },
  { from: -7, to: -4 },
  { from: -14, to: -8 },
];
/** Talk cannot act on the past: what goes with it is a sign of another cause. */
export const after: Window = { from: 1, to: 7 };

export interface TalkPanel {
  readonly film: Int32Array;
  readonly day: Int32Array;
  readonly y: Float64Array;
  readonly w: Float64Array;
  /** One column for each window before, then the one after. */
  readonly volume: readonly Float64Array[];
  readonly feeling: readonly Float64Array[];
  /** One column for each window before. */
  readonly own: readonly Float64Array[];
  readonly level: readonly Float64Array[];
  readonly seen: Float64Array;
  readonly expected: Float64Array;
  readonly texts: number;
}

const secondsADay = 86_400;
const κ = 3;
const φ = 0.1;
const fewestDays = 10;
const reach = 14;

/** Sums over days, asked of any stretch of them. */
class Running {
  readonly #sums: Float64Array;
  readonly #from: number;
  constructor(from: number, days: number) {
    this.#from = from;
    this.#sums = new Float64Array(days + 1);
  }
  add(day: number, value: number): void {
    const at = day - this.#from + 1;
    this.#sums[at] = (this.#sums[at] as number) + value;
  }
  seal(): this {
    for (let at = 1; at < this.#sums.length; at++)
      this.#sums[at] = (this.#sums[at] as number) + (this.#sums[at - 1] as number);
    return this;
  }
  of(day: number, { from, to }: Window): number {
    const last = this.#sums.length - 1;
    const at = (place: number): number =>
      this.#sums[Math.min(last, Math.max(0, place - this.#from))] as number;
    return at(day + to + 1) - at(day + from);
  }
}

interface Told {
  readonly texts: Running;
  readonly praise: Running;
  mean: number;
}

const toldOf = (said: Said, from: number, days: number): Map<number, Told> => {
  const told = new Map<number, Told>();
  const sums = new Map<number, { praise: number; texts: number }>();
  for (let n = 0; n < said.films.length; n++) {
    const film = said.films[n] as number;
    const day = Math.floor((said.at[n] as number) / secondsADay);
    if (film === 0 || said.bursts[n] !== 0) continue;
    const own = told.get(film) ?? {
      texts: new Running(from, days),
      praise: new Running(from, days),
      mean: 0,
    };
    const sum = sums.get(film) ?? { praise: 0, texts: 0 };
    told.set(film, own);
    sums.set(film, sum);
    own.texts.add(day, 1);
    own.praise.add(day, said.positive[n] as number);
    sum.texts++;
    sum.praise += said.positive[n] as number;
  }
  for (const [film, own] of told) {
    own.texts.seal();
    own.praise.seal();
    const { praise, texts } = sums.get(film) as { praise: number; texts: number };
    own.mean = praise / texts;
  }
  return told;
};

const silent = { texts: new Running(0, 0).seal(), praise: new Running(0, 0).seal(), mean: 0 };

/** Days of films that played for a while, as far as texts of all windows are known. */
export const talkPanel = (said: Said, days: FilmDays): TalkPanel => {
  const at = Array.from(said.at, (seconds) => Math.floor(seconds / secondsADay));
  const first = at.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const last = at.reduce((most, day) => Math.max(most, day), Number.NEGATIVE_INFINITY);
  const told = at.length > 0 ? toldOf(said, first, last - first + 1) : new Map<number, Told>();

  const beyond = Array.from(days.seen, (seen, i) =>
    Math.log((seen + 0.5) / ((days.expected[i] as number) + 0.5)),
  );
  const ownDays = new Map<number, Map<number, number>>();
  for (const [i, y] of beyond.entries()) {
    const film = days.film[i] as number;
    const known = ownDays.get(film) ?? new Map<number, number>();
    ownDays.set(film, known.set(days.day[i] as number, y));
  }
  const rows = beyond.flatMap((_, i) => {
    const day = days.day[i] as number;
    const played = ownDays.get(days.film[i] as number)?.size ?? 0;
    return day >= first + reach && day + after.to <= last && played >= fewestDays ? [i] : [];
  });
  const column = (of: (film: number, day: number) => number): Float64Array =>
    Float64Array.from(rows, (i) => of(days.film[i] as number, days.day[i] as number));
  const ofFilm = (film: number): Told => told.get(film) ?? silent;
  const windows = [...before, after];
  return {
    film: Int32Array.from(rows, (i) => days.film[i] as number),
    day: Int32Array.from(rows, (i) => days.day[i] as number),
    y: Float64Array.from(rows, (i) => beyond[i] as number),
    w: Float64Array.from(rows, (i) => {
      const expected = Math.max(0.5, days.expected[i] as number);
      return expected / (1 + φ * expected);
    }),
    volume: windows.map((window) => column((film, day) => Math.log(1 + ofFilm(film).texts.of(day, window)))),
    feeling: windows.map((window) =>
      column((film, day) => {
        const { texts, praise, mean } = ofFilm(film);
        const n = texts.of(day, window);
        return (praise.of(day, window) - n * mean) / (n + κ);
      }),
    ),
    own: before.map(({ from, to }) =>
      column((film, day) => {
        const known = ownDays.get(film);
        let [sum, n] = [0, 0];
        for (let t = day + from; t <= day + to; t++) {
          const y = known?.get(t);
          if (y === undefined) continue;
          sum += y;
          n++;
        }
        return n > 0 ? sum / n : 0;
      }),
    ),
    level: before.map((window) =>
      column((film, day) => {
        const { texts, praise } = ofFilm(film);
        const n = texts.of(day, window);
        return (praise.of(day, window) - n / 2) / (n + κ);
      }),
    ),
    seen: Float64Array.from(rows, (i) => days.seen[i] as number),
    expected: Float64Array.from(rows, (i) => days.expected[i] as number),
    texts: rows.reduce(
      (sum, i) => sum + ofFilm(days.film[i] as number).texts.of(days.day[i] as number, { from: 0, to: 0 }),
      0,
    ),
  };
};
