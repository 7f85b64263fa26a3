/**
 * Demand with the user's overrides in the place of the model's figures.
 *
 *   demand'(s) = r(f, d) demand(s)   for a showing s of film f on day d;   r = the factor given, or  N / M(f, d)
 *
 * N: admissions a day as the user says.  M: what the model expects of the film's programme that day: its showings of the same
 * weekday a week before, each at most its room; of a film that did not play then, one showing at eight in the evening.
 */
import { type ForecastOverride, figureOf, overrideOf } from "../../shared/domain/overrides.ts";
import type { IsoDate, ShowingHistory, WeekProblem } from "../../shared/domain/slate.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import type { DemandModel } from "./demand.ts";
import { repeatsOf, slotOfHistory } from "./demand-terms.ts";

/** What the model expects of a film's day whose programme is that of a week before. */
export const usualDay = (history: ShowingHistory, model: DemandModel) => {
  const repeats = repeatsOf(history);
  return (film: number, date: IsoDate): number => {
    const before = isoDate(dayNumber(date) - 7);
    let sum = 0;
    let played = false;
    history.date.forEach((day, i) => {
      if (day !== before || history.film[i] !== film) return;
      played = true;
      const slot = { ...slotOfHistory(history, i), date };
      const mean = model.demand(slot) * (repeats[i] as number) ** -model.repeatExponent;
      sum += model.admissions(slot, mean, history.capacity[i] as number);
    });
    return played ? sum : model.demand({ film, screen: -1, date, start: 1200 });
  };
};

export const overriddenDemand = (
  { house, history, overrides = [] }: Pick<WeekProblem, "house" | "history" | "overrides">,
  model: DemandModel,
): DemandModel => {
  if (overrides.length === 0) return model;
  const expected = usualDay(history, model);
  const ratios = new Map<string, number>();
  const ratioOf = (override: ForecastOverride, film: number, date: IsoDate): number => {
    if (override.kind === "factor") return override.value;
    const key = `${film} ${date}`;
    const usual = Math.max(expected(film, date), 1e-6);
    const ratio = ratios.get(key) ?? figureOf(override, usual) / usual;
    ratios.set(key, ratio);
    return ratio;
  };
  const ratio = (film: number, date: IsoDate): number | null => {
    const override = overrideOf(overrides, house.venue, film, date);
    return override ? ratioOf(override, film, date) : null;
  };
  return {
    ...model,
    demand: (slot) => model.demand(slot) * (ratio(slot.film, slot.date) ?? 1),
    factors: (slot) => {
      const times = ratio(slot.film, slot.date);
      const factors = model.factors(slot);
      return times === null ? factors : [...factors, { factor: "override", times }];
    },
    among: (films) => overriddenDemand({ house, history, overrides }, model.among(films)),
  };
};
