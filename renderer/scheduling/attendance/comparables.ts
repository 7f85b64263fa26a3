/**
 * The baseline of comparables: a film goes on as films did at the same week of their run.
 *
 *   y(f, v, t) = y(f, v, t - lag) * (sum after + k) / (sum before + k)   over films c on past days with week(c) = week(f)
 *
 * week: whole weeks since a film's first day, from `lastWeek` on taken together; k draws towards no change.
 */
import type { DaySeries } from "./day-series.ts";
import type { FilmFrame } from "./frames.ts";

const lastWeek = 10;
const k = 300;

export const comparableGrowth = (
  { firstPlayed }: DaySeries,
  past: readonly FilmFrame[],
): ((film: number, day: number) => number) => {
  const before = new Float64Array(lastWeek + 1).fill(k);
  const after = new Float64Array(lastWeek + 1).fill(k);
  const weekOf = (film: number, day: number): number =>
    Math.min(lastWeek, Math.floor((day - (firstPlayed[film] as number)) / 7));
  for (const frame of past)
    frame.film.forEach((film, i) => {
      const week = weekOf(film, frame.day[i] as number);
      before[week] = (before[week] as number) + (frame.before[i] as number);
      after[week] = (after[week] as number) + (frame.after[i] as number);
    });
  return (film, day) => {
    const week = weekOf(film, day);
    return (after[week] as number) / (before[week] as number);
  };
};
