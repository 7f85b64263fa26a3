/** Rows of a forecast: some of them, or added up by what they share. */
import type { DayForecast } from "./day-forecast.ts";

/** The rows for which `keep` holds, in their order. */
export const rowsWhere = (forecast: DayForecast, keep: (row: number) => boolean): DayForecast => {
  const kept = Array.from(forecast.day.keys()).filter(keep);
  if (kept.length === forecast.day.length) return forecast;
  const whole = (column: Int32Array) => Int32Array.from(kept, (i) => column[i] as number);
  const real = (column: Float64Array) => Float64Array.from(kept, (i) => column[i] as number);
  return {
    ...forecast,
    pair: whole(forecast.pair),
    day: whole(forecast.day),
    before: real(forecast.before),
    seen: real(forecast.seen),
    expected: real(forecast.expected),
    comparable: real(forecast.comparable),
  };
};

export interface AddedUp {
  readonly key: Int32Array;
  readonly expected: Float64Array;
  readonly seen: Float64Array;
  readonly before: Float64Array;
}

export const addedUp = (forecast: DayForecast, keyOf: (row: number) => number): AddedUp => {
  const at = new Map<number, number>();
  const place = Array.from(forecast.day, (_, i) => {
    const key = keyOf(i);
    const known = at.get(key) ?? at.size;
    at.set(key, known);
    return known;
  });
  const sum = (column: Float64Array): Float64Array => {
    const sums = new Float64Array(at.size);
    column.forEach((value, i) => {
      sums[place[i] as number] = (sums[place[i] as number] as number) + value;
    });
    return sums;
  };
  return {
    key: Int32Array.from(at.keys()),
    expected: sum(forecast.expected),
    seen: sum(forecast.seen),
    before: sum(forecast.before),
  };
};
