/** Intervals from the ratios of past errors to their usual size (split conformal prediction: Papadopoulos et al. 2002; Lei et al. 2018). */

/** Share of outcomes that an interval is meant to hold. */
export const outcomeLevel = 0.8;

/** The value under which a share of new ones will fall, with the correction for few (⌈share (n + 1)⌉-th smallest). */
const conformal = (sorted: Float64Array, share: number): number => {
  const n = sorted.length;
  const at = share < 0.5 ? Math.floor(share * (n + 1)) - 1 : Math.ceil(share * (n + 1)) - 1;
  return sorted[Math.min(n - 1, Math.max(0, at))] as number;
};

/** Both ends of the ratios that hold a share of those given. */
export const ends = (ratios: Float64Array, level: number): readonly [number, number] => {
  const sorted = ratios.slice().sort();
  return [conformal(sorted, (1 - level) / 2), conformal(sorted, (1 + level) / 2)];
};

/** Quantiles of ratios, either side of the median drawn out so that the ends of the outcome level lie where intervals have them. */
export const stretched = (
  sorted: Float64Array,
  below: number,
  above: number,
): ((share: number) => number) => {
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const from = Math.min(sorted.length - 2, Math.max(0, Math.floor(place)));
    const [a, b] = [sorted[from] as number, sorted[from + 1] as number];
    return a + (b - a) * (place - from);
  };
  const middle = at(0.5);
  const tail = (1 - outcomeLevel) / 2;
  const down = (middle - below) / Math.max(1e-9, middle - at(tail));
  const up = (above - middle) / Math.max(1e-9, at(1 - tail) - middle);
  return (share) => middle + (at(share) - middle) * (share < 0.5 ? down : up);
};

const levelStep = 0.01;
const highestLevel = 0.98;

/**
 * Errors from one origin go together, as the times change for all films: the least level at which intervals from the other origins hold what they are meant to
 * of the forecasts from each. `origins` of the ratios.
 */
export const levelOf = (ratios: Float64Array, origins: readonly number[]): number => {
  const parts = [...new Set(origins)].map((origin) => ({
    own: ratios.filter((_, n) => origins[n] === origin),
    others: ratios.filter((_, n) => origins[n] !== origin),
  }));
  const holds = (level: number): boolean => {
    const covered = parts.map(({ own, others }) => {
      const [low, high] = ends(others, level);
      return own.filter((ratio) => low <= ratio && ratio <= high).length / own.length;
    });
    return covered.reduce((sum, share) => sum + share, 0) / covered.length >= outcomeLevel;
  };
  let level = outcomeLevel;
  while (level < highestLevel && !holds(level)) level += levelStep;
  return level;
};
