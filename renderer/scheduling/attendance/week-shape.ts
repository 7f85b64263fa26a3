/**
 * How a week looks from an origin: weekdays as the last four weeks had them, on the log scale. A common profile, weighted by the
 * root of a film's mean, and each venue's deviation from it, shrunk: sum of residuals / (count + kappa).
 */
import { weekday } from "../calendar.ts";
import { type DaySeries, logOf } from "./day-series.ts";

export interface WeekShape {
  readonly common: Float64Array; // [7]
  readonly venue: Float64Array; // [venues x 7]
}

const span = 28;
const kappa = 4;

export const weekdayAt = (series: DaySeries, day: number): number => weekday(series.firstDay + day);

/** Reads days before `origin` alone. */
export const weekShape = (series: DaySeries, origin: number): WeekShape => {
  const { pairs, days, admissions, venueOf, venues } = series;
  const from = Math.max(0, origin - span);
  const weekdays = Uint8Array.from({ length: origin - from }, (_, i) => weekdayAt(series, from + i));
  /** Calls with the deviation of every known cell from its pair's mean. */
  const each = (
    adjust: (pair: number, dayOfWeek: number) => number,
    use: (pair: number, dayOfWeek: number, deviation: number, level: number) => void,
  ): void => {
    for (let pair = 0; pair < pairs; pair++) {
      let sum = 0;
      let count = 0;
      let tickets = 0;
      for (let day = from; day < origin; day++) {
        const seen = admissions[pair * days + day] as number;
        if (Number.isNaN(seen)) continue;
        sum += logOf(seen) - adjust(pair, weekdays[day - from] as number);
        tickets += seen;
        count++;
      }
      if (count === 0) continue;
      const level = Math.sqrt(tickets / (origin - from));
      for (let day = from; day < origin; day++) {
        const seen = admissions[pair * days + day] as number;
        if (Number.isNaN(seen)) continue;
        const dayOfWeek = weekdays[day - from] as number;
        use(pair, dayOfWeek, logOf(seen) - adjust(pair, dayOfWeek) - sum / count, level);
      }
    }
  };
  const common = new Float64Array(7);
  const weights = new Float64Array(7);
  each(
    () => 0,
    (_, k, deviation, level) => {
      common[k] = (common[k] as number) + level * deviation;
      weights[k] = (weights[k] as number) + level;
    },
  );
  for (let k = 0; k < 7; k++) common[k] = (common[k] as number) / Math.max(weights[k] as number, 1e-9);
  const mean = common.reduce((sum, value) => sum + value / 7, 0);
  for (let k = 0; k < 7; k++) common[k] = (common[k] as number) - mean;

  const venue = new Float64Array(venues.length * 7);
  const counts = new Float64Array(venues.length * 7).fill(kappa);
  each(
    (_, k) => common[k] as number,
    (pair, k, deviation) => {
      const at = (venueOf[pair] as number) * 7 + k;
      venue[at] = (venue[at] as number) + deviation;
      counts[at] = (counts[at] as number) + 1;
    },
  );
  for (let i = 0; i < venue.length; i++) venue[i] = (venue[i] as number) / (counts[i] as number);
  return { common, venue };
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
};
