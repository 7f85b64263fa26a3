import { coverageMetric } from "../../../shared/domain/intervals.ts";

/** The held-out figures worth showing, in the order of interest. */
export const shownMetrics = [
  "rmse",
  "mae",
  "ndcg@10",
  "recall@10",
  "accuracy",
  "f1_macro",
  coverageMetric,
] as const;
export type ShownMetric = (typeof shownMetrics)[number];

/** Errors are in units of the scale; everything else is a share. */
const errors: ReadonlySet<string> = new Set(["rmse", "mae"]);
export const isShare = (metric: ShownMetric): boolean => !errors.has(metric);
export const lowerIsBetter = (metric: ShownMetric): boolean => errors.has(metric);
