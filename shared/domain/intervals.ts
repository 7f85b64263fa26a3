/** What every interval of a prediction claims. Forecasts of attendance claim 80 %, as the plan format says. */

/** Share of truths that an interval is meant to hold. */
export const intervalLevel = 0.9;
/** Standard normal quantile of the upper end. */
export const intervalZ = 1.6449;
export const coverageMetric = `coverage@${100 * intervalLevel}` as const;

/** A figure with its interval. */
export interface Ranged {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
