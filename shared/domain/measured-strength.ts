/**
 * How strong messages are, by campaigns with a control drawn by chance. A message to anybody brings e visits more; of those it reaches the
 * part p̄ would like a film that plays and would not come, and only these can be brought, each with the strength b:
 *   e_i ~ N(b p̄, s_i²),   ln b ~ N(ln b₀, σ₀²):   the median and the 80 % interval of b given all e_i, on a grid of ln b.
 * b₀ is what is assumed without a measurement; σ₀ is so wide that one good campaign outweighs it, and few members leave it as it is. An association with
 * whom messages were sent to and what played then.
 */
import type { Strength } from "./allocation-instance.ts";
import type { CampaignResult } from "./campaign.ts";
import { intervalZ } from "./intervals.ts";

/** Four strengths of five lie between a fifth and five times what is assumed. */
const σ0 = Math.log(5) / 1.2816;
const steps = 1000;
const reach = 4; // of the grid, in σ₀

/** Null while no campaign of messages has been measured, or nobody is left to be brought. `reachable`: p̄; `assumed`: b₀ > 0. */
export const measuredStrength = (
  results: readonly CampaignResult[],
  reachable: number,
  assumed: number,
): Strength | null => {
  const effects = results.flatMap(({ campaign, effect }) =>
    campaign.kind === "message" && effect && effect.high > effect.low
      ? [{ e: effect.value, s: (effect.high - effect.low) / (2 * intervalZ) }]
      : [],
  );
  if (effects.length === 0 || reachable <= 0) return null;
  const strengths = Array.from({ length: steps + 1 }, (_, n) =>
    Math.min(1, assumed * Math.exp(σ0 * reach * ((2 * n) / steps - 1))),
  );
  const logs = strengths.map((b, n) => {
    const z = reach * ((2 * n) / steps - 1);
    return effects.reduce((sum, { e, s }) => sum - ((e - b * reachable) / s) ** 2 / 2, -(z * z) / 2);
  });
  const top = Math.max(...logs);
  const weights = logs.map((each) => Math.exp(each - top));
  const total = weights.reduce((sum, each) => sum + each, 0);
  const quantile = (q: number): number => {
    let below = 0;
    const at = weights.findIndex((each) => {
      below += each;
      return below >= q * total;
    });
    return strengths[at < 0 ? steps : at] as number;
  };
  return { value: quantile(0.5), low: quantile(0.1), high: quantile(0.9), basis: "measured" };
};
