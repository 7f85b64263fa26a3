/**
 * Demand with the user's overrides in the place of the model's figures.
 *
 *   demand'(s) = r(f, d) demand(s)   for a showing s of film f on day d;   r = the factor given, or  N / M(f, d)
 *
 * N: admissions a day as the user says.  M: what the model expects of the film's usual day; of a film that did not play a week
 * before, of one showing at eight in the evening.
 */
import { type ForecastOverride, figureOf, overrideOf } from "../../shared/domain/overrides.ts";
import type { IsoDate, WeekProblem } from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import { scaledDemand } from "./scaled-demand.ts";
import { usualDay } from "./usual-day.ts";

export const overriddenDemand = (
  { house, history, overrides = [] }: WeekProblem,
  model: DemandModel,
): DemandModel => {
  if (overrides.length === 0) return model;
  const usualOf = usualDay(history, model);
  const ratios = new Map<string, number>();
  const ratioOf = (override: ForecastOverride, film: number, date: IsoDate): number => {
    if (override.kind === "factor") return override.value;
    const key = `${film} ${date}`;
    const known = ratios.get(key);
    if (known !== undefined) return known;
    const usual = usualOf(film, date) ?? model.demand({ film, screen: -1, date, start: 1200 });
    const ratio = figureOf(override, usual) / Math.max(usual, 1e-6);
    ratios.set(key, ratio);
    return ratio;
  };
  return scaledDemand(model, "override", (film, date) => {
    const override = overrideOf(overrides, house.venue, film, date);
    return override ? ratioOf(override, film, date) : null;
  });
};
