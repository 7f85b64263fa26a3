/**
 * How much a week draws against a usual one, by Bayesian linear regression on weeks of attendance:
 *   y_t = log(admissions_t / days that venues played in t) = x_t β + ε,  ε ~ N(0, σ²),  β ~ N(0, Π⁻¹)
 *   x_t = (1, sin φ, cos φ, sin 2φ, cos 2φ, h),  φ = 2π day of the year / 365.25,  h: holidays in the week, a venue's mean
 *   S_t = exp(β' (x_t − x̄)),  x̄: a year's mean
 * Little history leaves S near 1 and its draws wide.
 */
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { normal, type Random } from "../../../shared/domain/random.ts";
import { choleskyOf, solveInPlace } from "../cholesky.ts";

const size = 6;
/** Standard deviations of β before any week is seen: a level of any kind, seasons by a quarter, a holiday by a seventh. */
const priorDeviation = [10, 0.25, 0.25, 0.15, 0.15, 0.15];
const leastNoise = 0.05;
const daysAWeek = 7;
const daysAYear = 365.25;

export interface Season {
  /** Weeks learned from. */
  readonly weeks: number;
  /** log S of the seven days from `day` on, at the mean of β or at a draw. */
  at(day: number, beta?: Float64Array): number;
  draw(random: Random): Float64Array;
}

/** Admissions of the seven days from each `first` + 7 n on, of whole weeks. */
export const wholeWeeks = ({ day }: AttendanceDays, first: number) => {
  if (day.length === 0) return { from: 0, weeks: 0, weekOf: () => -1 };
  const earliest = day.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const latest = day.reduce((most, each) => Math.max(most, each), 0);
  const phase = (((first - earliest) % daysAWeek) + daysAWeek) % daysAWeek;
  const from = earliest + phase;
  const weeks = Math.max(0, Math.floor((latest + 1 - from) / daysAWeek));
  return {
    from,
    weeks,
    weekOf: (each: number): number => {
      const week = Math.floor((each - from) / daysAWeek);
      return week >= 0 && week < weeks ? week : -1;
    },
  };
};

const holidayCounter = ({ venue, holidays }: AttendanceDays): ((from: number) => number) => {
  const venues = Math.max(1, new Set(venue).size);
  const counts = new Map<number, number>();
  for (const { days } of holidays)
    for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1 / venues);
  return (from) => {
    let sum = 0;
    for (let day = from; day < from + daysAWeek; day++) sum += counts.get(day) ?? 0;
    return sum;
  };
};

export const seasonOf = (data: AttendanceDays, first: number): Season => {
  const { from, weeks, weekOf } = wholeWeeks(data, first);
  const holidaysFrom = holidayCounter(data);
  const admissions = new Float64Array(weeks);
  const open = Array.from({ length: weeks }, () => new Set<number>());
  for (let i = 0; i < data.day.length; i++) {
    const day = data.day[i] as number;
    const week = weekOf(day);
    if (week < 0) continue;
    admissions[week] = (admissions[week] as number) + (data.admissions[i] as number);
    open[week]?.add((data.venue[i] as number) * daysAWeek + ((day - from) % daysAWeek));
  }
  const known = [...admissions.keys()].filter((week) => (admissions[week] as number) > 0);
  const yearOfHolidays = Array.from({ length: 52 }, (_, n) => holidaysFrom(first + daysAWeek * n));
  const usualHolidays = yearOfHolidays.reduce((sum, each) => sum + each, 0) / 52;
  const featuresOf = (day: number): number[] => {
    const phase = (2 * Math.PI * ((day + daysAWeek / 2) % daysAYear)) / daysAYear;
    return [
      1,
      Math.sin(phase),
      Math.cos(phase),
      Math.sin(2 * phase),
      Math.cos(2 * phase),
      holidaysFrom(day) - usualHolidays,
    ];
  };
  const xs = known.map((week) => featuresOf(from + daysAWeek * week));
  const ys = known.map((week) => Math.log((admissions[week] as number) / (open[week] as Set<number>).size));
  const level = ys.reduce((sum, y) => sum + y, 0) / Math.max(1, ys.length);
  const dot = (x: readonly number[], beta: Float64Array): number =>
    x.reduce((sum, value, at) => sum + value * (beta[at] as number), 0);

  const posterior = (noise: number) => {
    const a = new Float64Array(size * size);
    const b = new Float64Array(size);
    for (let k = 0; k < size; k++) a[k * size + k] = (priorDeviation[k] as number) ** -2;
    for (const [n, x] of xs.entries())
      for (let k = 0; k < size; k++) {
        b[k] = (b[k] as number) + ((x[k] as number) * ((ys[n] as number) - level)) / noise ** 2;
        for (let l = 0; l < size; l++)
          a[k * size + l] = (a[k * size + l] as number) + ((x[k] as number) * (x[l] as number)) / noise ** 2;
      }
    const factor = choleskyOf(a, size);
    return { factor, beta: solveInPlace(factor, b) };
  };
  let noise = 0.3;
  let fitted = posterior(noise);
  if (xs.length > size) {
    const squares = xs.reduce((sum, x, n) => sum + ((ys[n] as number) - level - dot(x, fitted.beta)) ** 2, 0);
    noise = Math.max(leastNoise, Math.sqrt(squares / (xs.length - size)));
    fitted = posterior(noise);
  }
  const { factor, beta: mean } = fitted;
  return {
    weeks: known.length,
    at: (day, beta = mean) => {
      const x = featuresOf(day);
      x[0] = 0;
      return dot(x, beta);
    },
    /** β̂ + L⁻ᵀ z */
    draw: (random) => {
      const z = Float64Array.from({ length: size }, () => normal(random));
      for (let i = size - 1; i >= 0; i--) {
        let sum = z[i] as number;
        for (let k = i + 1; k < size; k++) sum -= (factor.lower[k * size + i] as number) * (z[k] as number);
        z[i] = sum / (factor.lower[i * size + i] as number);
      }
      return z.map((value, k) => value + (mean[k] as number));
    },
  };
};
