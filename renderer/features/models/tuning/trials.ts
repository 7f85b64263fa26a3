/** Trials of a search, each as far as it came: those judged in full first, then by their score. */
import type { SearchReport, TrialResult } from "../../../../shared/contract/tuning.ts";

export const trialsOf = ({ results, metric }: Pick<SearchReport, "results" | "metric">): TrialResult[] => {
  const furthest = new Map<number, TrialResult>();
  for (const result of results)
    if (result.rung >= (furthest.get(result.trial)?.rung ?? 0)) furthest.set(result.trial, result);
  const cost = ({ score }: TrialResult): number =>
    score === null ? Number.POSITIVE_INFINITY : metric === "rmse" ? score : -score;
  return [...furthest.values()].sort(
    (a, b) => b.rung - a.rung || (cost(a) === cost(b) ? a.trial - b.trial : cost(a) - cost(b)),
  );
};
