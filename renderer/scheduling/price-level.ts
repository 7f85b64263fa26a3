/**
 * How dear a house is on a day against its own usual, where its sales say what was paid:
 *
 *   x(d) = log(sum_i a_i p_i / sum_i a_i q_k(i))   over the showings i of the seven days until d
 *
 *   a_i: admissions;  p_i: what one of them paid on average;  q_k: the mean of p over showings of one kind (weekday or weekend, part of the
 *   day, screen), so that a week of many matinees is no cheaper week.  Of days to come: the last seven known.
 */
import { dayPartOf, type IsoDate, type ShowingHistory } from "../../shared/domain/slate.ts";
import { dayNumber, weekday } from "./calendar.ts";

export interface PriceLevel {
  /** 0 where nothing is known. */
  past(date: IsoDate): number;
  readonly lately: number;
  /** Whether anybody knows what was paid. */
  readonly known: boolean;
}

const leastPaid = 50; // admissions in the seven days
const furthest = Math.log(2);

export const priceLevel = (history: ShowingHistory, used: readonly number[]): PriceLevel => {
  const { price } = history;
  const paid = price ? used.filter((i) => (price[i] as number) > 0) : [];
  const priceOf = (i: number): number => price?.[i] as number;
  const kindOf = (i: number): string => {
    const isWeekend = weekday(dayNumber(history.date[i] as string)) >= 4;
    return `${isWeekend} ${dayPartOf(history.start[i] as number)} ${history.screen[i]}`;
  };
  const sums = new Map<string, { takings: number; admissions: number }>();
  for (const i of paid) {
    const sum = sums.get(kindOf(i)) ?? { takings: 0, admissions: 0 };
    sum.takings += priceOf(i) * (history.admissions[i] as number);
    sum.admissions += history.admissions[i] as number;
    sums.set(kindOf(i), sum);
  }
  const days = new Map<number, { takings: number; usual: number; admissions: number }>();
  let last = Number.NEGATIVE_INFINITY;
  for (const i of used) last = Math.max(last, dayNumber(history.date[i] as string));
  for (const i of paid) {
    const day = dayNumber(history.date[i] as string);
    const sum = days.get(day) ?? { takings: 0, usual: 0, admissions: 0 };
    const kind = sums.get(kindOf(i)) as { takings: number; admissions: number };
    const admissions = history.admissions[i] as number;
    sum.takings += priceOf(i) * admissions;
    sum.usual += (kind.takings / kind.admissions) * admissions;
    sum.admissions += admissions;
    days.set(day, sum);
  }
  const levels = new Map<number, number>();
  const levelOn = (day: number): number => {
    const known = levels.get(day);
    if (known !== undefined) return known;
    const week = Array.from({ length: 7 }, (_, back) => days.get(day - back)).filter(
      (sum) => sum !== undefined,
    );
    const total = (of: "takings" | "usual" | "admissions"): number =>
      week.reduce((sum, each) => sum + each[of], 0);
    const level = total("admissions") < leastPaid ? 0 : Math.log(total("takings") / total("usual"));
    const clipped = Math.max(-furthest, Math.min(furthest, level));
    levels.set(day, clipped);
    return clipped;
  };
  return { past: (date) => levelOn(dayNumber(date)), lately: levelOn(last), known: paid.length > 0 };
};
