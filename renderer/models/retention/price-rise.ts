/**
 * The day from which like seats cost more: of all weeks w the one whose step b_w explains most of ln price within a class of like showings
 * (a change point by least squares: Bai 1997, Estimation of a change point in multiple regression models).
 *
 *   ln price_n = a_c(n) + b_w [day_n >= w] + e_n,   b_w = Σ d̃ ỹ / Σ d̃²,   both less their means within the class c
 *
 * Symbols: n visit, c class: film, version, weekend or not, before 17:00 or not.
 */
import type { Visits } from "../../../shared/domain/experience.ts";
import { mondayOf } from "./house-weeks.ts";

export interface PriceRise {
  readonly day: number; // since 1970
  readonly share: number; // of the price before
}

const leastShare = 0.02;
const leastZ = 6;
const fewestVisits = 500;

/** Of the visits before `until`; null where prices did not rise, or are not known. */
export const priceRise = (visits: Visits, until: number): PriceRise | null => {
  const rows = [...visits.day.keys()].filter(
    (n) => (visits.day[n] as number) < until && (visits.price[n] as number) > 0,
  );
  if (rows.length < fewestVisits) return null;
  const classes = new Map<string, number[]>();
  for (const n of rows) {
    const day = visits.day[n] as number;
    const weekday = day - mondayOf(day);
    const early = (visits.start[n] as number) < 1020;
    const weekend = weekday > 4 || (weekday === 4 && !early);
    const key = `${visits.film[n]} ${visits.version[n]} ${weekend} ${early}`;
    const its = classes.get(key);
    if (its) its.push(n);
    else classes.set(key, [n]);
  }
  const groups = [...classes.values()].map((its) => {
    const y = its.map((n) => Math.log(visits.price[n] as number));
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    return { days: its.map((n) => visits.day[n] as number), y: y.map((value) => value - mean) };
  });
  const first = mondayOf(
    rows.reduce((least, n) => Math.min(least, visits.day[n] as number), Number.POSITIVE_INFINITY),
  );
  const total = groups.reduce((sum, { y }) => sum + y.reduce((all, value) => all + value ** 2, 0), 0);
  let best = { day: 0, b: 0, z: 0 };
  for (let day = first + 14; day < until - 7; day += 7) {
    let [xy, xx] = [0, 0];
    for (const { days, y } of groups) {
      let [after, sum] = [0, 0];
      for (const [at, its] of days.entries())
        if (its >= day) {
          after++;
          sum += y[at] as number;
        }
      xy += sum; // ỹ sums to nought within the class
      xx += after - after ** 2 / days.length;
    }
    if (xx <= 0) continue;
    const b = xy / xx;
    const s = Math.sqrt(Math.max(1e-12, total - b * xy) / (rows.length - groups.length));
    const z = (b * Math.sqrt(xx)) / s;
    if (z > best.z) best = { day, b, z };
  }
  const share = Math.exp(best.b) - 1;
  return best.z >= leastZ && share >= leastShare ? { day: best.day, share } : null;
};
