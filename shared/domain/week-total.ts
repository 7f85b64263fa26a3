/**
 * 80 % interval of what a week of showings draws together. They miss together, because a film is misjudged in all of its showings and
 * the weather is the whole house's:
 *
 *   T = M exp(e),   Var e = own sum_f q_f^2 + shared (1 - sum_f q_f^2) + 1 / M,   q_f = M_f / M
 *
 *   M_f: expected of film f in the week;  own: variance of a film's week, relative to what was expected;  shared: what any two films of
 *   a week have in common of it;  1 / M: counting.  As few weeks as these were learned from widen it as Student's t.
 */
export interface TotalSpread {
  readonly own: number;
  readonly shared: number;
  /** Weeks they were learned from. */
  readonly degrees: number;
}

export interface TotalRange {
  readonly low: number;
  readonly high: number;
}

/** 90 % quantile of Student's t; Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5). */
const studentT90 = (degrees: number): number => {
  const z = 1.2815515655;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
};

/** `films`: admissions expected of each. */
export const weekTotal = ({ own, shared, degrees }: TotalSpread, films: readonly number[]): TotalRange => {
  const total = films.reduce((sum, mean) => sum + mean, 0);
  if (total <= 0) return { low: 0, high: 0 };
  const alone = films.reduce((sum, mean) => sum + (mean / total) ** 2, 0);
  const deviation = Math.sqrt(own * alone + shared * (1 - alone) + 1 / total);
  const reach = Math.exp(studentT90(degrees) * deviation);
  return { low: total / reach, high: total * reach };
};

/** Of showings with their films. */
export const weekTotalOf = (
  spread: TotalSpread,
  showings: Iterable<{ readonly film: number; readonly mean: number }>,
): TotalRange => {
  const films = new Map<number, number>();
  for (const { film, mean } of showings) films.set(film, (films.get(film) ?? 0) + mean);
  return weekTotal(spread, [...films.values()]);
};
