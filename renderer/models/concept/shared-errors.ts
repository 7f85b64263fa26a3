/**
 * How much of the errors of forecasts films share, so that films fail together as they did in the past:
 *
 *   z_i = √a · f + √g · (u_i · F) + √(1 − a − g|u_i|²) · e_i,   f, F_k, e_i ~ N(0, 1)
 *
 *   z_i: normal scores of the errors of forecasts from one origin;  u_i: genres of film i, each 1/√(number of them);
 *   f: what befalls all films of those years;  F_k: what befalls genre k.  E[z_i z_j] = a + g · u_i·u_j, so that a and g are the line through
 *   products of pairs (regression of products on relatedness: Haseman & Elston 1972; Golan, Lander & Rosset 2014). Their spread: delete-a-group
 *   jackknife, a group all films of a year of release (Künsch 1989).
 */
import { normalQuantile } from "../../../shared/domain/normal-distribution.ts";
import type { SharedError, SharedErrors } from "../../../shared/domain/portfolio.ts";
import type { PastForecast } from "./outcome-model.ts";

const z90 = 1.6449;
const most = 0.95; // of the variance: something is each film's own
const fewestGroups = 3;

export type GenreLoads = ReadonlyMap<string, number>;
export const genreLoads = (genres: readonly string[]): GenreLoads => {
  const own = [...new Set(genres)];
  return new Map(own.map((genre) => [genre, 1 / Math.sqrt(own.length)]));
};
const likeness = (a: GenreLoads, b: GenreLoads): number => {
  let sum = 0;
  for (const [genre, load] of a) sum += load * (b.get(genre) ?? 0);
  return sum;
};

/** Sums over pairs: count, k, k², p, pk with k the likeness and p the product. */
type Sums = Float64Array;
const lineThrough = ([n, k, kk, p, pk]: ArrayLike<number> & Iterable<number>): readonly [number, number] => {
  const det = (n as number) * (kk as number) - (k as number) ** 2;
  if (!(det > 1e-9)) return [Math.max(0, (n as number) > 0 ? (p as number) / (n as number) : 0), 0];
  return [
    ((kk as number) * (p as number) - (k as number) * (pk as number)) / det,
    ((n as number) * (pk as number) - (k as number) * (p as number)) / det,
  ];
};

const normalScores = (ratios: readonly number[]): Float64Array => {
  const order = [...ratios.keys()].sort((a, b) => (ratios[a] as number) - (ratios[b] as number));
  const scores = new Float64Array(ratios.length);
  for (const [place, at] of order.entries()) scores[at] = normalQuantile((place + 0.5) / ratios.length);
  return scores;
};

export const learnSharedErrors = (past: readonly PastForecast[]): SharedErrors => {
  const z = normalScores(past.map(({ ratio }) => ratio));
  const loads = past.map(({ film }) => genreLoads(film.genres));
  const total: Sums = new Float64Array(5);
  /** Of pairs in which a film of the year is. */
  const withYear = new Map<number, Sums>();
  const add = (sums: Sums, k: number, p: number): void => {
    for (const [at, by] of [1, k, k * k, p, p * k].entries()) sums[at] = (sums[at] as number) + by;
  };
  const sumsOf = (year: number): Sums => {
    const known = withYear.get(year) ?? new Float64Array(5);
    withYear.set(year, known);
    return known;
  };
  for (const origin of new Set(past.map((each) => each.origin))) {
    const own = [...past.keys()].filter((n) => (past[n] as PastForecast).origin === origin);
    for (const [place, i] of own.entries())
      for (let at = 0; at < place; at++) {
        const j = own[at] as number;
        const k = likeness(loads[i] as GenreLoads, loads[j] as GenreLoads);
        const p = (z[i] as number) * (z[j] as number);
        const [year, other] = [(past[i] as PastForecast).year, (past[j] as PastForecast).year];
        add(total, k, p);
        add(sumsOf(year), k, p);
        if (other !== year) add(sumsOf(other), k, p);
      }
  }
  const line = lineThrough(total);
  const without = [...withYear.values()].map((sums) =>
    lineThrough(total.map((all, at) => all - (sums[at] as number))),
  );
  const G = without.length;
  const ranged = (at: 0 | 1, limit: number): SharedError => {
    const value = Math.min(limit, Math.max(0, line[at]));
    if (G < fewestGroups) return { value, low: 0, high: limit };
    const mean = without.reduce((sum, each) => sum + each[at], 0) / G;
    const spread = Math.sqrt(((G - 1) / G) * without.reduce((sum, each) => sum + (each[at] - mean) ** 2, 0));
    return {
      value,
      low: Math.max(0, value - z90 * spread),
      high: Math.min(limit, value + z90 * spread),
    };
  };
  const all = ranged(0, most);
  return { all, genre: ranged(1, most - all.value), films: new Set(past.map(({ id }) => id)).size };
};
