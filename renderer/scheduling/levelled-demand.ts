/**
 * One figure for a film's day, whoever is asked: what its days say and what its showings say, each as much as the other.
 *
 *   R(f, d) = sqrt(Y(f, d) U(f, d))     demand'(s) = R / U demand(s)   for a showing s of film f on day d
 *
 * Y: the day's forecast (attendance/day-forecast.ts).  U: what the model of showings expects of the film's usual day. The mean of
 * logarithms misses less than either: of forecasts that err in different ways (Bates & Granger, The combination of forecasts, 1969).
 */
import type { DayOutlook } from "../../shared/contract/forecasting.ts";
import type { IsoDate, WeekProblem } from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import { scaledDemand } from "./scaled-demand.ts";
import { usualDay } from "./usual-day.ts";

export const reconciled = (byDays: number, byShowings: number): number => Math.sqrt(byDays * byShowings);

type Cell = DayOutlook["cells"][number];

/** The outlook with figures of films in `venues` reconciled with what their showings say, and the sums with them. */
export const reconciledOutlook = (
  { from, cells, films, days }: DayOutlook,
  venues: readonly { readonly venue: number; usual(film: number, date: IsoDate): number | null }[],
): DayOutlook => {
  const usualOf = new Map(venues.map(({ venue, usual }) => [venue, usual]));
  const changes = new Map<string, number>();
  const add = (key: string, change: number): void => {
    changes.set(key, (changes.get(key) ?? 0) + change);
  };
  const moved = <T extends { expected: number; low: number; high: number }>(each: T, change: number): T => {
    const times = Math.max(0, each.expected + change) / Math.max(each.expected, 1e-9);
    return { ...each, expected: each.expected * times, low: each.low * times, high: each.high * times };
  };
  const changed = cells.map((cell): Cell => {
    const usual = usualOf.get(cell.venue)?.(cell.film, cell.date);
    if (!usual || cell.expected <= 0) return cell;
    const change = reconciled(cell.expected, usual) - cell.expected;
    add(`${cell.film} ${cell.date}`, change);
    add(cell.date, change);
    return moved(cell, change);
  });
  return {
    from,
    cells: changed,
    films: films.map((each) => moved(each, changes.get(`${each.film} ${each.date}`) ?? 0)),
    days: days.map((each) => moved(each, changes.get(each.date) ?? 0)),
  };
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
