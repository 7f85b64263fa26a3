/**
 * Terms over all days, such as at least 12 showings of a film in the week, by prices (Lagrangian relaxation: Fisher 1981). Term t asks
 * σ_t (Σ_d n_d,m(t) − c_t) >= 0, σ = 1 for a least and −1 for a most, n_dm the showings of day d that meter m counts: those of a film,
 * or any others. With prices π_t >= 0 each showing earns Σ_t σ_t π_t more over its meters, and no schedule that meets the terms is worth
 * more than
 *   D(π) = Σ_d LP_d(v + σπ) − Σ_t σ_t π_t c_t,
 * LP_d the relaxation of day d. A term that may be broken at a price of its own is never priced higher. From the best prices yet a step of Polyak's size follows the subgradient g_t = σ_t (Σ_d n_df − c_t) towards
 * a target below D, which comes nearer when a step went too far. The days' own terms are then cut out of the relaxations near the best.
 */
import type { InstanceFilm } from "../../shared/domain/schedule-instance.ts";
import { type DayHand, inLanes } from "./day-hand.ts";
import { mostShows, unlimited } from "./day-problem.ts";
import { type Ending, Stopped } from "./dive.ts";
import type { DayTerms } from "./instance-day.ts";

export interface Priced {
  readonly bound: number;
  readonly shows: readonly Float64Array[]; // n̄ [days][meters], placed showings without the locked
  /** The best prices, and LP_d under them. Null where time ran out before any. */
  readonly best: { readonly π: Float64Array; readonly days: readonly number[] } | null;
}

const rounds = 20;
const settled = 1e-3; // a round that lowers the bound by less is fruitless
const fruitlessRounds = 3;
/** Of the way from the first bound down to a quick schedule that keeps the terms: where the first target lies. */
const firstAim = 0.3;
/** Relaxations are near the best within this share of its bound. */
const near = 0.005;

export interface Term {
  readonly meter: number;
  readonly σ: 1 | -1;
  readonly c: number; // less the locked showings
  readonly most?: number; // of its price; without it the term must be kept
}

interface Evaluation {
  readonly π: Float64Array; // [terms]
  readonly D: number;
  readonly days: readonly number[]; // LP_d
  readonly shows: readonly Float64Array[];
  readonly g: Float64Array; // [terms]
}

/**
 * Null where a day has no schedule at all: which one is for the days' own search to say. Stopped early, it keeps what it has.
 * `quick` is the worth of a quick schedule that keeps the terms, cut out of showings by day and meter.
 */
export const priceTerms = async (
  days: readonly DayHand[],
  terms: readonly Term[],
  meters: number,
  quick: (shows: readonly Float64Array[]) => number,
  ending: Ending,
): Promise<Priced | null> => {
  const quickly = days.reduce((sum, { bound }) => sum + bound, 0);
  const evaluate = async (π: Float64Array): Promise<Evaluation | null> => {
    const price = new Float64Array(meters);
    let D = 0;
    for (const [t, { meter, σ, c }] of terms.entries()) {
      price[meter] = (price[meter] as number) + σ * (π[t] as number);
      D -= σ * (π[t] as number) * c;
    }
    const priced = await inLanes(days, (day) => day.price(price, ending));
    const shows: Float64Array[] = [];
    const ofDays: number[] = [];
    for (const day of priced) {
      if (!day) return null;
      D += day.worth;
      ofDays.push(day.worth);
      shows.push(day.shows);
    }
    const g = Float64Array.from(
      terms,
      ({ meter, σ, c }) => σ * shows.reduce((sum, n) => sum + (n[meter] as number), -c),
    );
    return { π, D, days: ofDays, shows, g };
  };
  const mostOf = (t: number): number => terms[t]?.most ?? Number.POSITIVE_INFINITY;
  /** Where the prices may go along the subgradient: not below 0, nor above their own most. */
  const squaresOf = ({ π, g }: Evaluation): number =>
    g.reduce(
      (sum, each, t) =>
        (each < 0 ? (π[t] as number) < mostOf(t) : (π[t] as number) > 0) ? sum + each * each : sum,
      0,
    );

  /** Of a bound that prices of broken rules may bring near 0. */
  const size = ({ D }: Evaluation): number => Math.max(1, Math.abs(D));

  const evaluations: Evaluation[] = [];
  try {
    let best = await evaluate(new Float64Array(terms.length));
    if (!best) return null;
    evaluations.push(best);
    let aim = firstAim * Math.max(settled, (best.D - quick(best.shows)) / size(best));
    for (let round = 1, fruitless = 0; round < rounds && fruitless < fruitlessRounds; round++) {
      const squares = squaresOf(best);
      if (squares < 0.25) break;
      const { π, g, D }: Evaluation = best;
      const step = (aim * size(best)) / squares;
      const next = await evaluate(
        π.map((price, t) => Math.min(mostOf(t), Math.max(0, price - step * (g[t] as number)))),
      );
      if (!next) return null;
      evaluations.push(next);
      fruitless = next.D < D - settled * size(best) ? 0 : fruitless + 1;
      if (next.D < D) best = next;
      else aim /= 3;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  const bound = Math.min(quickly, ...evaluations.map(({ D }) => D));
  const close = evaluations.filter(({ D }) => D <= bound * (1 + near));
  const mean = (d: number, meter: number): number =>
    close.reduce((sum, { shows }) => sum + ((shows[d] as Float64Array)[meter] as number), 0) /
    Math.max(1, close.length);
  const best = evaluations.reduce<Evaluation | null>(
    (least, each) => (least && least.D <= each.D ? least : each),
    null,
  );
  return {
    bound,
    shows: days.map((_, d) => Float64Array.from({ length: meters }, (_, meter) => mean(d, meter))),
    best,
  };
};

/** Whole numbers that add up to `total`, as near to shares of it as their rooms allow: largest remainders. */
export const apportion = (total: number, shares: readonly number[], rooms: readonly number[]): number[] => {
  const sum = shares.reduce((all, share) => all + share, 0);
  const exact = shares.map((share) => (sum > 0 ? (total * share) / sum : total / shares.length));
  const whole = exact.map((value, d) => Math.min(rooms[d] as number, Math.floor(value)));
  for (let left = total - whole.reduce((all, value) => all + value, 0); left > 0; left--) {
    const order = whole
      .map((value, d) => ({
        d,
        lacks: value < (rooms[d] as number) ? (exact[d] as number) - value : -Infinity,
      }))
      .sort((a, b) => b.lacks - a.lacks);
    const next = order[0];
    if (!next || next.lacks === -Infinity) break;
    whole[next.d] = (whole[next.d] as number) + 1;
  }
  return whole;
};

/** Each day's least and most showings on every meter, so that days that keep them keep the terms over all. */
export const termsByDay = (
  meters: readonly Pick<InstanceFilm, "minShowsInAll" | "maxShowsInAll">[],
  own: DayTerms,
  locked: readonly Int32Array[], // [days][meters]
  shows: readonly Float64Array[],
): DayTerms[] => {
  const terms = shows.map(() => ({ least: own.least.slice(), most: own.most.slice() }));
  for (const [f, { minShowsInAll = 0, maxShowsInAll = unlimited }] of meters.entries()) {
    if (minShowsInAll === 0 && maxShowsInAll >= unlimited) continue;
    const expected = shows.map((n, d) => (n[f] as number) + ((locked[d] as Int32Array)[f] as number));
    const floor = shows.map((_, d) =>
      Math.max(own.least[f] as number, (locked[d] as Int32Array)[f] as number),
    );
    const ceiling = shows.map(() => Math.min(own.most[f] as number, mostShows));
    const fill = (total: number, base: readonly number[]): number[] => {
      const left = total - base.reduce((sum, n) => sum + n, 0);
      if (left <= 0) return [...base];
      const wanted = expected.map((n, d) => Math.max(0, n - (base[d] as number)));
      const rooms = ceiling.map((n, d) => Math.max(0, n - (base[d] as number)));
      return apportion(left, wanted, rooms).map((n, d) => n + (base[d] as number));
    };
    const least = fill(minShowsInAll, floor);
    const most = maxShowsInAll < unlimited ? fill(maxShowsInAll, least) : ceiling;
    for (const [d, day] of terms.entries()) {
      day.least[f] = least[d] as number;
      day.most[f] = maxShowsInAll < unlimited ? (most[d] as number) : (own.most[f] as number);
    }
  }
  return terms;
};

/** The days' shares of the terms over all; what a day turns out to have no room for moves on to one that may have. */
export class Shares {
  readonly terms: readonly DayTerms[];
  readonly #own: DayTerms;
  readonly #room: readonly Int32Array[]; // [days][films]

  constructor(own: DayTerms, terms: readonly DayTerms[]) {
    this.#own = own;
    this.terms = terms.map(({ least, most }) => ({ least: least.slice(), most: most.slice() }));
    this.#room = terms.map(() => own.most.slice());
  }

  /** False where no other day is left. */
  move(film: number, from: number, showings: number): boolean {
    const source = this.terms[from] as DayTerms;
    const room = this.#room[from] as Int32Array;
    room[film] = Math.min(room[film] as number, (source.least[film] as number) - showings);
    for (let n = 0; n < showings; n++) {
      if ((source.least[film] as number) <= (this.#own.least[film] as number)) return false;
      const [target] = this.terms
        .filter(
          ({ least }, d) =>
            d !== from && (least[film] as number) < ((this.#room[d] as Int32Array)[film] as number),
        )
        .sort((a, b) => (a.least[film] as number) - (b.least[film] as number));
      if (!target) return false;
      source.least[film] = (source.least[film] as number) - 1;
      target.least[film] = (target.least[film] as number) + 1;
      if ((target.most[film] as number) < (target.least[film] as number)) {
        target.most[film] = target.least[film] as number;
        source.most[film] = (source.most[film] as number) - 1;
      }
    }
    return true;
  }
}
