/**
 * What a model of showings expects of a film's day whose programme is that of a week before, or of the last week known, each showing
 * at most its room.
 */
import type { IsoDate, ShowingHistory } from "../../shared/domain/slate.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import type { DemandModel } from "./demand.ts";
import { repeatsOf, slotOfHistory } from "./demand-terms.ts";

/** Null where the film did not play that day. */
export const usualDay = (history: ShowingHistory, model: DemandModel) => {
  const repeats = repeatsOf(history);
  const lastDay = history.date.reduce((last, date) => Math.max(last, dayNumber(date)), -1);
  const showings = new Map<string, number[]>();
  history.date.forEach((date, i) => {
    const key = `${history.film[i]} ${date}`;
    showings.set(key, [...(showings.get(key) ?? []), i]);
  });
  return (film: number, date: IsoDate): number | null => {
    const day = dayNumber(date);
    const weeks = Math.max(1, Math.ceil((day - lastDay) / 7));
    const before = showings.get(`${film} ${isoDate(day - 7 * weeks)}`);
    if (!before) return null;
    return before.reduce((sum, i) => {
      const slot = { ...slotOfHistory(history, i), date };
      const mean = model.demand(slot) * (repeats[i] as number) ** -model.repeatExponent;
      return sum + model.admissions(slot, mean, history.capacity[i] as number);
    }, 0);
  };
};
