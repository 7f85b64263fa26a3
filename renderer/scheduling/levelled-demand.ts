/**
 * One figure for a film's day, whoever is asked: what its days say and what its showings say, each as much as the other.
 *
 *   R(f, d) = sqrt(Y(f, d) U(f, d))     demand'(s) = R / U demand(s)   for a showing s of film f on day d
 *
 * Y: the day's forecast (attendance/day-forecast.ts).  U: what the model of showings expects of the film's usual day. The mean of
 * logarithms misses less than either: of forecasts that err in different ways (Bates & Granger, The combination of forecasts, 1969).
 */
import type { DayOutlook } from "../../shared/contract/forecasting.ts";
import { movedOutlook } from "../../shared/domain/outlook.ts";
import type { IsoDate, WeekProblem } from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import { scaledDemand } from "./scaled-demand.ts";
import { usualDay } from "./usual-day.ts";

export const reconciled = (byDays: number, byShowings: number): number => Math.sqrt(byDays * byShowings);

/** The outlook with figures of films in `venues` reconciled with what their showings say, and the sums with them. */
export const reconciledOutlook = (
  outlook: DayOutlook,
  venues: readonly { readonly venue: number; usual(film: number, date: IsoDate): number | null }[],
): DayOutlook => {
  const usualOf = new Map(venues.map(({ venue, usual }) => [venue, usual]));
  const moved = movedOutlook(outlook, ({ venue, film, date, expected }) => {
    const usual = usualOf.get(venue)?.(film, date);
    return usual && expected > 0 ? reconciled(expected, usual) : null;
  });
  return { ...moved, rivals: outlook.rivals };
};

/** The model of showings, levelled so that a usual day draws what the outlook says. */
export const levelledDemand = (
  { history, outlook = [] }: Pick<WeekProblem, "history" | "outlook">,
  model: DemandModel,
): DemandModel => {
  if (outlook.length === 0) return model;
  const usualOf = usualDay(history, model);
  const ratios = new Map(
    outlook.flatMap(({ film, date, expected }) => {
      const usual = usualOf(film, date);
      return usual ? [[`${film} ${date}`, expected / usual] as const] : [];
    }),
  );
  return scaledDemand(model, "lately", (film, date) => ratios.get(`${film} ${date}`) ?? null);
};
