/** Figures of merit. Pure functions of predictions and truth; NaN never stands for "no data": such cases give null. */

import { type ClassScore, classReport } from "./class-report.ts";

/** RMSE = sqrt(mean (r - r̂)²); null for no ratings. */
export const rmse = (truth: ArrayLike<number>, predicted: ArrayLike<number>): number | null => {
  if (truth.length === 0) return null;
  let sum = 0;
  for (let n = 0; n < truth.length; n++) sum += ((truth[n] as number) - (predicted[n] as number)) ** 2;
  return Math.sqrt(sum / truth.length);
};

/** MAE = mean |r - r̂|; null for no ratings. */
export const mae = (truth: ArrayLike<number>, predicted: ArrayLike<number>): number | null => {
  if (truth.length === 0) return null;
  let sum = 0;
  for (let n = 0; n < truth.length; n++) sum += Math.abs((truth[n] as number) - (predicted[n] as number));
  return sum / truth.length;
};

export interface ClassificationReport {
  readonly liked: ClassScore;
  readonly notLiked: ClassScore;
  readonly micro: ClassScore;
  readonly macro: ClassScore;
  readonly weighted: ClassScore;
  readonly accuracy: number;
}

/**
 * Precision, recall, F1 and support of both classes and their averages: micro pools the decisions (so that with two exhaustive classes
 * it equals accuracy), macro is the plain mean, weighted is weighted by support. 0 / 0 counts as 0.
 */
export const classificationReport = (
  truth: ArrayLike<boolean>,
  predicted: ArrayLike<boolean>,
): ClassificationReport => {
  const { classes, ...averages } = classReport(Array.from(truth, Number), Array.from(predicted, Number), 2);
  const [notLiked, liked] = classes as [ClassScore, ClassScore];
  return { liked, notLiked, ...averages };
};

/** Indices of the k largest scores, best first, ties by smaller index; -Infinity is never taken. */
export const topK = (scores: ArrayLike<number>, k: number): number[] => {
  const best: number[] = [];
  let worst = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score === Number.NEGATIVE_INFINITY || (best.length === k && score <= worst)) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] as number] as number) < score) at--;
    best.splice(at, 0, i);
    if (best.length > k) best.pop();
    worst = scores[best[best.length - 1] as number] as number;
  }
  return best;
};

/** Share of the relevant items among the first k: hits / |relevant|. Null if nothing is relevant. */
export const recallAtK = (
  ranked: readonly number[],
  relevant: ReadonlySet<number>,
  k: number,
): number | null => {
  if (relevant.size === 0) return null;
  return ranked.slice(0, k).filter((item) => relevant.has(item)).length / relevant.size;
};

/**
 * NDCG@k (Järvelin & Kekäläinen 2002) with gain 1 and discount log2(rank + 1), over the best that k places allow.
 * Null if nothing is relevant.
 */
export const ndcgAtK = (
  ranked: readonly number[],
  relevant: ReadonlySet<number>,
  k: number,
): number | null => {
  if (relevant.size === 0) return null;
  let gain = 0;
  let ideal = 0;
  for (let rank = 1; rank <= k; rank++) {
    const item = ranked[rank - 1];
    if (item !== undefined && relevant.has(item)) gain += 1 / Math.log2(rank + 1);
    if (rank <= relevant.size) ideal += 1 / Math.log2(rank + 1);
  }
  return gain / ideal;
};

/** Mean of the values that are there; null if there is none. */
export const meanOf = (values: readonly (number | null)[]): number | null => {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return null;
  return present.reduce((sum, value) => sum + value, 0) / present.length;
};
