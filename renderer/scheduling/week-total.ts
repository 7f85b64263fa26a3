/**
 * 80 % interval of what a week of showings draws together. Its showings miss together, because a film is misjudged in all of them
 * and the weather is the whole house's:
 *
 *   T = M exp(e),   Var e = own sum_f q_f^2 + shared (1 - sum_f q_f^2),   q_f = M_f / M
 *   own = sum (y_wf - M_wf)^2 / sum M_wf^2,   shared = sum_w sum_(f != g) (y_wf - M_wf)(y_wg - M_wg) / sum_w sum_(f != g) M_wf M_wg
 *
 *   M_f: expected of film f in the week;  y_wf, M_wf: what came and what was expected of past weeks, each forecast from the days before
 *   it.  As few weeks as there are widen the interval as Student's t with as many degrees of freedom.
 */
import type { Range } from "./showing-intervals.ts";

/** Of a past week, by film. */
export interface FilmWeek {
  readonly expected: number;
  readonly seen: number;
}

/** 90 % quantile of Student's t; Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5). */
const studentT90 = (degrees: number): number => {
  const z = 1.2815515655;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
};

const leastWeeks = 4;
/** Of a house without a past of its own: its weeks lie within a factor of about one and three quarters. */
const unknown = { own: 0.6, shared: 0.15, degrees: 8 };

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

const moments = (weeks: readonly (readonly FilmWeek[])[]) => {
  if (weeks.length < leastWeeks) return unknown;
  const films = weeks.flat();
  const own =
    sumOf(films, ({ seen, expected }) => (seen - expected) ** 2) /
    Math.max(
      1e-9,
      sumOf(films, ({ expected }) => expected ** 2),
    );
  const between = (week: readonly FilmWeek[], of: (film: FilmWeek) => number): number =>
    sumOf(week, of) ** 2 - sumOf(week, (film) => of(film) ** 2);
  const together =
    sumOf(weeks, (week) => between(week, ({ seen, expected }) => seen - expected)) /
    Math.max(
      1e-9,
      sumOf(weeks, (week) => between(week, ({ expected }) => expected)),
    );
  return { own, shared: Math.max(0, Math.min(own, together)), degrees: weeks.length };
};

export type TotalRange = (films: readonly number[]) => Range;

/** Of admissions expected by film, added up. */
export const weekTotals = (weeks: readonly (readonly FilmWeek[])[]): TotalRange => {
  const { own, shared, degrees } = moments(weeks);
  return (films) => {
    const total = sumOf(films, (mean) => mean);
    if (total <= 0) return { low: 0, high: 0 };
    const alone = sumOf(films, (mean) => (mean / total) ** 2);
    // Counting alone: of a week of few people the moments know too little.
    const deviation = Math.sqrt(own * alone + shared * (1 - alone) + 1 / total);
    const reach = Math.exp(studentT90(degrees) * deviation);
    return { low: total / reach, high: total * reach };
  };
};
