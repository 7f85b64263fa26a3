/** Expected audience of a film on a day in a day-part, and of one showing of it: the formulas of truth.ts. */
import { normal } from "../../../shared/domain/random.ts";
import { type DayPart, dayParts, type IsoDate } from "../../../shared/domain/slate.ts";
import { addDays, daysBetween, holidaysBetween, monthOf, weekdayOf } from "./calendar.ts";
import { streamOf } from "./chance.ts";
import type { Film } from "./films.ts";
import { crisisTruth, demandTruth, priceTruth } from "./truth.ts";

export interface Demand {
  /** E_fdp. */
  readonly pool: (film: Film, date: IsoDate, part: DayPart) => number;
  readonly weather: ReadonlyMap<IsoDate, number>;
}

/** o_fg: shared genres over all genres of both, and a quarter more for the same tone. */
export const overlap = (f: Film, g: Film): number => {
  const shared = f.genres.filter((genre) => g.genres.includes(genre)).length;
  const all = new Set([...f.genres, ...g.genres]).size;
  return Math.min(1, shared / all + (f.tone === g.tone ? demandTruth.toneOverlap : 0));
};

/** trust_d: the share of the audience that the fault has not driven away. */
export const trustOn = (date: IsoDate, today: IsoDate): number => {
  const ago = daysBetween(date, today);
  if (ago > crisisTruth.starts) return 1;
  const lost = 1 - crisisTruth.floor;
  if (ago > crisisTruth.repaired) return 1 - lost * Math.min(1, (crisisTruth.starts - ago) / 7);
  return 1 - lost * 0.5 ** ((crisisTruth.repaired - ago) / crisisTruth.halfLife);
};

export const makeDemand = (from: IsoDate, today: IsoDate, seed: number): Demand => {
  const random = streamOf(seed, "weather");
  const weather = new Map<IsoDate, number>();
  let state = 0;
  for (let date = from; date <= today; date = addDays(date, 1)) {
    const { persistence, noise } = demandTruth.weather;
    state = persistence * state + Math.sqrt(1 - persistence ** 2) * noise * normal(random);
    weather.set(date, Math.exp(state));
  }
  const holidays = new Set(holidaysBetween(from, today).map(({ region, date }) => region + date));
  const riseDate = addDays(today, -priceTruth.rise.daysBefore);

  const pool = (film: Film, date: IsoDate, part: DayPart): number => {
    const weekday = weekdayOf(date);
    const holiday = holidays.has(`NL${date}`);
    const weeks = Math.max(0, daysBetween(film.releaseDate, date)) / 7;
    const genre = Object.keys(demandTruth.affinity).find((each) => film.genres.includes(each));
    const affinity = genre ? (demandTruth.affinity[genre]?.[dayParts.indexOf(part)] ?? 1) : 1;
    const log =
      demandTruth.level +
      demandTruth.strengthPerScale * film.scale +
      film.strengthNoise -
      film.decay * weeks +
      (date >= riseDate ? demandTruth.priceElasticity * Math.log(priceTruth.rise.factor) : 0);
    return (
      Math.exp(log) *
      (demandTruth.weekday[weekday] ?? 1) *
      demandTruth.part[part] *
      affinity *
      (part === "morning" && (weekday > 4 || holiday) ? demandTruth.weekendMorning : 1) *
      (part === "late" && (weekday === 4 || weekday === 5) ? demandTruth.weekendLate : 1) *
      (demandTruth.season[monthOf(date)] ?? 1) *
      (holiday ? demandTruth.holiday : 1) *
      (film.language === "zh" && holidays.has(`CN${date}`) ? demandTruth.chineseHoliday : 1) *
      (weather.get(date) ?? 1) *
      trustOn(date, today)
    );
  };

  return { pool, weather };
};

/** D_j / E_fdp for one of `n` showings of the film in the same day-part, before rivalry. */
export const shareOfShowing = (n: number, capacity: number, format: string): number =>
  n ** (demandTruth.repeat - 1) *
  (capacity / 150) ** demandTruth.roomElasticity *
  (demandTruth.format[format] ?? 1);

/** 1 + cannibalisation * sum_g o_fg E_gdp / E_dp, from the pools E_gdp of the films playing in (d, p). */
export const rivalry = (film: Film, pools: ReadonlyMap<Film, number>): number => {
  let all = 0;
  let shared = 0;
  for (const [other, size] of pools) {
    all += size;
    if (other !== film) shared += overlap(film, other) * size;
  }
  return 1 + (demandTruth.cannibalisation * shared) / all;
};
