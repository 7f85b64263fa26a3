/** What a search says of its parameters, as the key of a sentence with what stands in it. */
import type { Importance, SearchReport } from "../../../../shared/contract/tuning.ts";

export type Verdict = "tooFew" | "nothing" | "unclear" | "one" | "several";

/** A share that is worth a name. */
const leastShare = 0.1;
const mostOfAll = 0.5;
/** Variance foretold below which the shares are not to be trusted. */
const leastForetold = 0.2;

export const named = ({ parameters }: Importance): Importance["parameters"] =>
  parameters.filter(({ share }) => share >= leastShare);

export const verdictOn = ({ importance }: Pick<SearchReport, "importance">): Verdict => {
  if (!importance) return "tooFew";
  const { spread, chance, foretold, parameters } = importance;
  if (spread <= chance) return "nothing";
  if (foretold < leastForetold) return "unclear";
  return (parameters[0]?.share ?? 0) >= mostOfAll ? "one" : "several";
};

/** How much better the best is than the defaults, and whether that is more than chance: two standard errors of the difference. */
export const gainOf = ({
  best,
  defaults,
  metric,
}: Pick<SearchReport, "best" | "defaults" | "metric">): {
  gain: number;
  error: number;
  clear: boolean;
} | null => {
  if (!best || !defaults || best.score === null || defaults.score === null) return null;
  const gain = (metric === "rmse" ? -1 : 1) * (best.score - defaults.score);
  const error = best.error ?? 0;
  return { gain, error, clear: gain > 2 * error };
};
