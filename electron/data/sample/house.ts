/** The cinema: eight screens, its hours, and what a seat costs. */
import type { House, IsoDate, Minutes } from "../../../shared/domain/slate.ts";
import { addDays, weekdayOf } from "./calendar.ts";
import type { Film } from "./films.ts";
import { priceTruth } from "./truth.ts";

const rooms: readonly (readonly [string, number, readonly string[]])[] = [
  ["1 Aurora", 380, ["2D", "3D", "LF"]],
  ["2 Meridian", 262, ["2D", "3D"]],
  ["3 Canal", 208, ["2D", "3D"]],
  ["4 Garden", 172, ["2D", "3D"]],
  ["5 Foundry", 138, ["2D"]],
  ["6 Library", 112, ["2D"]],
  ["7 Attic", 84, ["2D"]],
  ["8 Lantern", 60, ["2D"]],
];

export const houseNameZh = "八方影城";
/** Whose holidays fill the house. */
export const houseRegion = "NL";

export const house: House = {
  venue: 1,
  name: "Marquee Eight",
  timeZone: "Europe/Amsterdam",
  opens: 600,
  lastStart: 1380,
  closes: 1590,
  trailers: 15,
  cleaning: 15,
  stagger: 5,
  grid: 15,
  screens: rooms.map(([name, capacity, formats], index) => ({ screen: index + 1, name, capacity, formats })),
};

const isChildrens = (film: Film): boolean => film.genres.includes("Children");

/** Average price of a seat in euro, before rounding. */
export const priceOf = (
  film: Film,
  format: string,
  date: IsoDate,
  start: Minutes,
  today: IsoDate,
): number => {
  const weekday = weekdayOf(date);
  const matinee = weekday < 5 && start < 1020;
  const weekendEvening = weekday >= 4 && start >= 1020;
  const base = matinee
    ? priceTruth.matinee
    : weekendEvening
      ? priceTruth.weekendEvening
      : priceTruth.standard;
  const rise = date >= addDays(today, -priceTruth.rise.daysBefore) ? priceTruth.rise.factor : 1;
  return (
    (base + (priceTruth.supplement[format] ?? 0)) * rise * (isChildrens(film) ? priceTruth.childrensFilm : 1)
  );
};
