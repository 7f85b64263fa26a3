/** What a showing is expected to draw by averages alone: of its film, or of its day-part, over showings before the origin. */
import { dayPartOf, type ShowingHistory } from "../../shared/domain/slate.ts";

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
