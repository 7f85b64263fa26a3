/**
 * Whether probabilities mean what they say (Guo et al. 2017): predictions in bins, in each the mean probability beside the share that came
 * true; ECE = Σ_b n_b / n · |p̄_b − ȳ_b|. Bins are equally wide, or hold equally many predictions (equal mass).
 */
export interface ReliabilityBin {
  /** Mean probability. */
  readonly predicted: number;
  /** Share that came true. */
  readonly observed: number;
  readonly count: number;
}

export const reliabilityBinCount = 15;

/** Bins with anything in them, by probability ascending. */
export const reliabilityBins = (
  probability: ArrayLike<number>,
  truth: ArrayLike<boolean>,
  kind: "width" | "mass",
  bins = reliabilityBinCount,
): ReliabilityBin[] => {
  const n = probability.length;
  const order = Int32Array.from({ length: n }, (_, at) => at);
  if (kind === "mass") order.sort((a, b) => (probability[a] as number) - (probability[b] as number) || a - b);
  const sums = Array.from({ length: bins }, () => ({ predicted: 0, observed: 0, count: 0 }));
  for (const [place, at] of order.entries()) {
    const p = probability[at] as number;
    const bin = Math.min(bins - 1, Math.floor(kind === "width" ? p * bins : (place * bins) / n));
    const sum = sums[bin] as (typeof sums)[number];
    sum.predicted += p;
    sum.observed += truth[at] ? 1 : 0;
    sum.count++;
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ predicted, observed, count }) => ({
      predicted: predicted / count,
      observed: observed / count,
      count,
    }));
};

/** Null without predictions. */
export const expectedCalibrationError = (bins: readonly ReliabilityBin[]): number | null => {
  const n = bins.reduce((sum, { count }) => sum + count, 0);
  if (n === 0) return null;
  return bins.reduce(
    (sum, { predicted, observed, count }) => sum + (count / n) * Math.abs(predicted - observed),
    0,
  );
};
