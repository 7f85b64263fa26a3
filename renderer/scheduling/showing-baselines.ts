/** What a showing is expected to draw by averages alone: of its film, or of its day-part, over showings before the origin. */
import { dayPartOf, type FilmTraits, type ShowingHistory } from "../../shared/domain/slate.ts";
import { dayNumber } from "./calendar.ts";
import { firstDays } from "./demand-terms.ts";
import { overlapsOf } from "./rivals.ts";

const averageBy = <K>(
  history: ShowingHistory,
  used: readonly number[],
  keyOf: (i: number) => K,
): ((i: number) => number) => {
  const sums = new Map<K, { total: number; count: number }>();
  const all = { total: 0, count: 0 };
  for (const i of used) {
    const sum = sums.get(keyOf(i)) ?? { total: 0, count: 0 };
    sums.set(keyOf(i), sum);
    for (const to of [sum, all]) {
      to.total += history.admissions[i] as number;
      to.count++;
    }
  }
  return (i) => {
    const { total, count } = sums.get(keyOf(i)) ?? all; // a film nobody has seen: the house's average
    return total / Math.max(1, count);
  };
};

export const filmAverage = (history: ShowingHistory, used: readonly number[]) =>
  averageBy(history, used, (i) => history.film[i] as number);

export const dayPartAverage = (history: ShowingHistory, used: readonly number[]) =>
  averageBy(history, used, (i) => dayPartOf(history.start[i] as number));

const comparables = 5;

/**
 * Of a film that has yet to open: what a showing drew in the first seven days of the films most like it by their traits, of those
 * whose opening the history holds; null where it holds none.
 */
export const comparableOpening = (
  history: ShowingHistory,
  used: readonly number[],
  traits: readonly FilmTraits[],
): ((film: number) => number | null) => {
  const opened = firstDays(history);
  const start = Math.min(...opened.values());
  const openings = new Map<number, { total: number; count: number }>();
  for (const i of used) {
    const film = history.film[i] as number;
    const first = opened.get(film) as number;
    if (first === start || dayNumber(history.date[i] as string) >= first + 7) continue;
    const sum = openings.get(film) ?? { total: 0, count: 0 };
    sum.total += history.admissions[i] as number;
    sum.count++;
    openings.set(film, sum);
  }
  const likeness = overlapsOf(traits, []);
  return (film) => {
    const nearest = [...openings]
      .map(([other, sum]) => ({ ...sum, alike: likeness(film, other) }))
      .sort((a, b) => b.alike - a.alike)
      .slice(0, comparables);
    const count = nearest.reduce((sum, each) => sum + each.count, 0);
    return count === 0 ? null : nearest.reduce((sum, { total }) => sum + total, 0) / count;
  };
};
