/** What a model of showings expects of a film's day whose programme is that of a week before, each showing at most its room. */
import type { IsoDate, ShowingHistory } from "../../shared/domain/slate.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import type { DemandModel } from "./demand.ts";
import { repeatsOf, slotOfHistory } from "./demand-terms.ts";

/** Null where the film did not play that day. */
export const usualDay = (history: ShowingHistory, model: DemandModel) => {
  const repeats = repeatsOf(history);
  const showings = new Map<string, number[]>();
  history.date.forEach((date, i) => {
    const key = `${history.film[i]} ${date}`;
    showings.set(key, [...(showings.get(key) ?? []), i]);
  });
  return (film: number, date: IsoDate): number | null => {
    const before = showings.get(`${film} ${isoDate(dayNumber(date) - 7)}`);
    if (!before) return null;
    return before.reduce((sum, i) => {
      const slot = { ...slotOfHistory(history, i), date };
      const mean = model.demand(slot) * (repeats[i] as number) ** -model.repeatExponent;
      return sum + model.admissions(slot, mean, history.capacity[i] as number);
    }, 0);
  };
};
