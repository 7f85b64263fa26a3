/**
 * Leaving features out of a forecast: a ridge regression with them and one without, β = (XᵀWX + λ I)⁻¹ XᵀWy with columns scaled to deviation 1 and weights
 * to sum 1, λ chosen on rows of their own; both judged on rows that neither has seen, their difference with an interval by bootstrap over whole films,
 * whose rows go together (Cameron & Miller 2015).
 */

import type { Ablation } from "../../../shared/contract/talk.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import { factorise, solveFactorised } from "../linear-algebra.ts";

export const fewestFilms = 10;
const penalties = [0.001, 0.01, 0.1, 1, 10]; // λ
const draws = 1000;
const seed = 1;

export type Column = Float64Array;
export type Forecast = (row: number) => number;

const fitted = (
  columns: readonly Column[],
  y: Column,
  w: Column,
  rows: readonly number[],
  λ: number,
): Forecast => {
  const total = rows.reduce((sum, i) => sum + (w[i] as number), 0);
  const mean = (values: Column): number =>
    rows.reduce((sum, i) => sum + (w[i] as number) * (values[i] as number), 0) / total;
  const scaled = columns.map((column) => {
    const centre = mean(column);
    const spread = Math.sqrt(mean(column.map((value) => (value - centre) ** 2)));
    return column.map((value) => (spread > 1e-9 ? (value - centre) / spread : 0));
  });
  const β0 = mean(y);
  const p = columns.length;
  const A = new Float64Array(p * p);
  const b = new Float64Array(p);
  for (const [j, one] of scaled.entries()) {
    for (const [k, other] of scaled.entries())
      A[j * p + k] = mean(one.map((value, i) => value * (other[i] as number))) + (j === k ? λ : 0);
    b[j] = mean(one.map((value, i) => value * ((y[i] as number) - β0)));
  }
  const β = solveFactorised(factorise(A, p), p, b);
  return (row) => scaled.reduce((sum, column, j) => sum + (β[j] as number) * (column[row] as number), β0);
};

export interface Arm {
  readonly forecast: Forecast;
  /** Weighted squared error on the days that chose λ. */
  readonly error: number;
}

/** λ by the `choosing` rows, then learned from both. */
export const chosenRidge = (
  columns: readonly Column[],
  { y, w }: { readonly y: Column; readonly w: Column },
  learned: readonly number[],
  choosing: readonly number[],
): Arm => {
  const errorOf = (forecast: Forecast): number =>
    choosing.reduce((sum, i) => sum + (w[i] as number) * ((y[i] as number) - forecast(i)) ** 2, 0);
  const tried = penalties.map((λ) => ({ λ, error: errorOf(fitted(columns, y, w, learned, λ)) }));
  const { λ, error } = tried.reduce((best, one) => (one.error < best.error ? one : best));
  return { forecast: fitted(columns, y, w, [...learned, ...choosing], λ), error };
};

/** Of a film, sums over its judged rows. */
export interface Missed {
  rows: number;
  seen: number;
  without: number;
  with: number;
}
const totalOf = (films: readonly Missed[]): Missed => {
  const total: Missed = { rows: 0, seen: 0, without: 0, with: 0 };
  for (const { rows, seen, without, with: also } of films) {
    total.rows += rows;
    total.seen += seen;
    total.without += without;
    total.with += also;
  }
  return total;
};

/** `figure` makes an error of the sums; what lies outside the interval of nought is told. */
export const judged = (
  films: readonly Missed[],
  chosen: boolean,
  figure: (missed: number, of: Missed) => number,
): Ablation => {
  const gainOf = (drawn: readonly Missed[]): number => {
    const total = totalOf(drawn);
    return figure(total.without, total) - figure(total.with, total);
  };
  const random = seededRandom(seed);
  const gains = Float64Array.from({ length: draws }, () =>
    gainOf(films.map(() => films[Math.floor(random() * films.length)] as Missed)),
  ).sort();
  const low = gains[Math.floor(0.025 * draws)] as number;
  const high = gains[Math.ceil(0.975 * draws) - 1] as number;
  const total = totalOf(films);
  return {
    films: films.length,
    rows: total.rows,
    without: figure(total.without, total),
    with: figure(total.with, total),
    gain: { value: gainOf(films), low, high },
    chosen,
    verdict: low > 0 ? "helps" : high < 0 ? "harms" : "none",
  };
};
