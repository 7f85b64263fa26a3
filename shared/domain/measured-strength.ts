/**
 * How strong messages are, by campaigns with a control drawn by chance. A message to anybody brings e visits more (90 % interval); of those it
 * reaches the part p̄ would like a film that plays and would not come, so one contact with somebody of whom that holds brings
 *   b = ē / p̄,   ē = Σ e_i / s_i² / Σ 1 / s_i²,   s_i the standard error of e_i:
 * an association with whom messages were sent to and what played then, told with an interval of 80 %, as strengths are.
 */
import type { Strength } from "./allocation-instance.ts";
import type { CampaignResult } from "./campaign.ts";
import { intervalZ } from "./intervals.ts";

const z80 = 1.2816;
/** Strengths are told as multiples of themselves: an interval from nought would say nothing of how unsure they are. */
const leastShare = 0.1;
const bounded = (share: number): number => Math.min(1, Math.max(0, share));

/** Null while no campaign of messages has been measured, or nobody is left to be brought. `reachable`: p̄. */
export const measuredStrength = (results: readonly CampaignResult[], reachable: number): Strength | null => {
  const effects = results.flatMap(({ campaign, effect }) =>
    campaign.kind === "message" && effect && effect.high > effect.low ? [effect] : [],
  );
  if (effects.length === 0 || reachable <= 0) return null;
  const weights = effects.map(({ low, high }) => ((2 * intervalZ) / (high - low)) ** 2);
  const weight = weights.reduce((sum, each) => sum + each, 0);
  const mean = effects.reduce((sum, { value }, n) => sum + (value * (weights[n] as number)) / weight, 0);
  const value = bounded(mean / reachable);
  const reach = z80 / Math.sqrt(weight);
  return {
    value,
    low: Math.max(leastShare * value, bounded((mean - reach) / reachable)),
    high: Math.max(value, bounded((mean + reach) / reachable)),
    basis: "measured",
  };
};
