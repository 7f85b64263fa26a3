/**
 * Intervals by split conformal prediction: quantiles of log(seen / expected) on forecasts of the weeks before, each made from its own
 * origin, within bins of the expected size (Vovk, Lindsay, Nouretdinov & Gammerman, Mondrian confidence machine, 2003).
 * What was claimed and missed lately moves the quantiles asked for: alpha <- alpha + gamma (target - missed) a week
 * (Gibbs & Candès, Adaptive conformal inference under distribution shift, NeurIPS 2021).
 */
import { logOf } from "./day-series.ts";

interface Scored {
  readonly expected: Float64Array;
  readonly seen: Float64Array;
}
interface Interval {
  readonly low: number;
  readonly high: number;
}

const bins = 8;
const leastInABin = 50;
/** Of a house without a past of its own: within a factor of two and a half. */
const unknown = Math.log(2.5);

/** Intervals that miss a share `missing` of what was scored. */
const intervalsFrom = (scored: readonly Scored[], missing: number): ((expected: number) => Interval) => {
  const rows = scored
    .flatMap(({ expected, seen }) =>
      Array.from(expected, (mean, i) => ({ mean, off: logOf(seen[i] as number) - logOf(mean) })),
    )
    .sort((a, b) => a.mean - b.mean);
  const count = Math.min(bins, Math.floor(rows.length / leastInABin));
  if (count === 0)
    return (expected) => ({ low: expected / Math.exp(unknown), high: expected * Math.exp(unknown) });
  const made = Array.from({ length: count }, (_, b) => {
    const part = rows.slice(
      Math.floor((b * rows.length) / count),
      Math.floor(((b + 1) * rows.length) / count),
    );
    const offs = part.map(({ off }) => off).sort((a, b) => a - b);
    const at = (share: number): number =>
      offs[Math.max(0, Math.min(offs.length - 1, Math.round(share * (offs.length - 1))))] as number;
    return { upTo: (part.at(-1) as { mean: number }).mean, low: at(missing / 2), high: at(1 - missing / 2) };
  });
  return (expected) => {
    const bin = made.find(({ upTo }) => expected <= upTo) ?? (made.at(-1) as (typeof made)[number]);
    const base = Math.max(0.5, expected);
    return { low: base * Math.exp(bin.low), high: base * Math.exp(bin.high) };
  };
};

const weeksScored = 8; // that intervals are made of
const target = 0.2;
const gamma = 0.1;

/** The origins to score before the first that is asked for. */
export const earlierOrigins = (first: number, earliest: number, horizon: number): number[] => {
  const origins: number[] = [];
  for (
    let origin = first - horizon;
    origin >= earliest && first - origin <= 7 * weeksScored;
    origin -= horizon
  )
    origins.unshift(origin);
  return origins;
};

/** 80 % intervals for one origin after another, each made of what the origins before it missed. */
export const rollingIntervals = (horizon: number) => {
  const past: Scored[] = [];
  let missing = target;
  return {
    intervals: () => intervalsFrom(past, missing),
    score: ({ expected, seen }: Scored, within: (expected: number) => Interval): void => {
      let missed = 0;
      seen.forEach((value, i) => {
        const { low, high } = within(expected[i] as number);
        if (value < low || value > high) missed++;
      });
      if (past.length > 0 && seen.length > 0)
        missing = Math.max(0.02, Math.min(0.6, missing + gamma * (target - missed / seen.length)));
      past.push({ expected, seen });
      if (past.length > Math.ceil((7 * weeksScored) / horizon)) past.shift();
    },
  };
};
