import { coverageMetric } from "../../../shared/domain/intervals.ts";

/** The held-out figures worth showing first, in the order of interest. */
export const shownMetrics = [
  "rmse",
  "mae",
  "ndcg@10",
  "recall@10",
  "accuracy",
  "f1_macro",
  coverageMetric,
  "ece",
] as const;
/** Of lists alone. */
export const listMetrics = ["ndcg@10", "recall@10", "precision@10", "mrr@10", "hit@10"] as const;
/** What lists are like, whether they hit or not. */
export const beyondMetrics = [
  "catalogue_coverage@10",
  "diversity@10",
  "novelty@10",
  "popularity@10",
  "popularity_lift@10",
  "gini@10",
] as const;
export const calibrationMetrics = [coverageMetric, "ece", "ece_mass", "brier"] as const;
export const comparedMetrics = [
  ...shownMetrics,
  ...listMetrics.slice(2),
  ...calibrationMetrics.slice(2),
  ...beyondMetrics,
] as const;
export type ShownMetric = (typeof comparedMetrics)[number];

/** In units of the scale, in bits, in multiples, or without a unit; everything else is a share. */
const plain: ReadonlySet<string> = new Set([
  ...["rmse", "mae", "novelty@10", "popularity_lift@10", "gini@10", "brier", "ece", "ece_mass", "mrr@10"],
]);
export const isShare = (metric: ShownMetric): boolean => !plain.has(metric);

const errors: ReadonlySet<string> = new Set(["rmse", "mae", "brier", "ece", "ece_mass"]);
export const lowerIsBetter = (metric: ShownMetric): boolean => errors.has(metric);
/** Neither more nor less of these is better by itself; coverage is best at what is claimed. */
const neutral: ReadonlySet<string> = new Set([
  ...[coverageMetric, "novelty@10", "diversity@10", "popularity@10", "popularity_lift@10", "gini@10"],
]);
export const hasBetterEnd = (metric: ShownMetric): boolean => !neutral.has(metric);
