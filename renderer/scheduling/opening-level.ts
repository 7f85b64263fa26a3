/**
 * What films that have yet to play here draw of what their kind says.
 *
 *   c = weighted median over films f that opened here of A_f / E_f, weights E_f, beside one film of A / E = 1 that weighs `prior`
 *
 *   A_f: what came in the film's first seven days;  E_f: what the terms it shares with other films expect of those showings.
 *
 * The terms are means of logarithms, which films that draw far more than their kind hardly move. The median, as forecasts are judged
 * by absolute error (Gneiting, Making and evaluating point forecasts, JASA 2011).
 */
import type { ShowingHistory } from "../../shared/domain/slate.ts";
import { weightedMedian } from "./attendance/least-absolute.ts";
import { dayNumber } from "./calendar.ts";
import { firstDays } from "./demand-terms.ts";

const prior = 300; // admissions

/** `expected(i)`: of showing `i`, as if its film had never played; the films of the history's first day may have played before it. */
export const openingLevel = (
  history: ShowingHistory,
  used: readonly number[],
  expected: (i: number) => number,
): number => {
  const opened = firstDays(history);
  const start = Math.min(...opened.values());
  const openings = new Map<number, { seen: number; expected: number }>();
  for (const i of used) {
    const film = history.film[i] as number;
    const first = opened.get(film) as number;
    if (first === start || dayNumber(history.date[i] as string) >= first + 7) continue;
    const sum = openings.get(film) ?? { seen: 0, expected: 0 };
    sum.seen += history.admissions[i] as number;
    sum.expected += expected(i);
    openings.set(film, sum);
  }
  const films = [...openings.values(), { seen: prior, expected: prior }];
  return weightedMedian(
    Float64Array.from(films, (film) => film.seen / film.expected),
    Float64Array.from(films, (film) => film.expected),
  );
};
