/** Effects with the share of false ones expected among those called real up to each. */
import type { Effect } from "../../../shared/domain/experience-report.ts";
import { falseDiscoveries } from "../false-discoveries.ts";

export const withFalseDiscoveries = (effects: readonly Omit<Effect, "q">[]): Effect[] => {
  const q = falseDiscoveries(
    effects.map(({ estimate, low, high }) => ({ estimate, sd: (high - low) / (2 * 1.96) })),
  );
  return effects.map((effect, at) => ({ ...effect, q: q[at] as number }));
};
