/**
 * How far films' weeks miss, alone and together (what for: shared/domain/week-total.ts), by moments over past weeks w:
 *
 *   own = sum (y_wf - M_wf)^2 / sum M_wf^2,   shared = sum_w sum_(f != g) (y_wf - M_wf)(y_wg - M_wg) / sum_w sum_(f != g) M_wf M_wg
 *
 *   M_wf, y_wf: expected of film f, forecast from the days before the week, and what came.
 */
import type { TotalSpread } from "../../shared/domain/week-total.ts";

/** Of a past week, by film. */
export interface FilmWeek {
  readonly expected: number;
  readonly seen: number;
}

const leastWeeks = 4;
/** Of a house without a past of its own: its weeks lie within a factor of about one and three quarters. */
const unknown: TotalSpread = { own: 0.6, shared: 0.15, degrees: 8 };

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

export const totalSpreadOf = (weeks: readonly (readonly FilmWeek[])[]): TotalSpread => {
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
