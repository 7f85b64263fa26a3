/**
 * How well labels that may go together are told, one by one. AP = Σ_k (R_k − R_{k−1}) P_k over the ranking (average precision); the baseline of AP is the
 * label's share, that of F1 is saying yes to all, 2p / (1 + p).
 */
export interface LabelScore {
  readonly support: number;
  readonly ap: number;
  readonly baselineAp: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly baselineF1: number;
}

export const averagePrecision = (scores: ArrayLike<number>, truth: ArrayLike<boolean>): number => {
  const order = Array.from({ length: scores.length }, (_, n) => n).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
  );
  let hits = 0;
  let sum = 0;
  for (const [rank, n] of order.entries())
    if (truth[n]) {
      hits++;
      sum += hits / (rank + 1);
    }
  return hits === 0 ? 0 : sum / hits;
};

export const f1At = (
  scores: ArrayLike<number>,
  truth: ArrayLike<boolean>,
  threshold: number,
): { readonly precision: number; readonly recall: number; readonly f1: number } => {
  let [hits, said, are] = [0, 0, 0];
  for (let n = 0; n < scores.length; n++) {
    const yes = (scores[n] as number) >= threshold;
    if (yes) said++;
    if (truth[n]) are++;
    if (yes && truth[n]) hits++;
  }
  const part = (whole: number): number => (whole === 0 ? 0 : hits / whole);
  return { precision: part(said), recall: part(are), f1: said + are === 0 ? 0 : (2 * hits) / (said + are) };
};

/** The threshold of the best F1. */
export const bestThreshold = (scores: ArrayLike<number>, truth: ArrayLike<boolean>): number => {
  let best = { threshold: 0.5, f1: -1 };
  for (const threshold of new Set(Array.from(scores))) {
    const { f1 } = f1At(scores, truth, threshold);
    if (f1 > best.f1) best = { threshold, f1 };
  }
  return best.threshold;
};
