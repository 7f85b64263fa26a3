/** How many of the effects that are called real may be false (Benjamini & Hochberg 1995). */
import type { Effect } from "../../../shared/domain/experience-report.ts";
import { normalBelow } from "../../../shared/domain/normal-distribution.ts";

export const withFalseDiscoveries = (effects: readonly Omit<Effect, "q">[]): Effect[] => {
  const p = effects.map(({ estimate, low, high }) => {
    const sd = (high - low) / (2 * 1.96);
    return sd > 0 ? 2 * normalBelow(-Math.abs(estimate) / sd) : 1;
  });
  const order = [...p.keys()].sort((a, b) => (p[b] as number) - (p[a] as number));
  const q = new Float64Array(p.length);
  let least = 1;
  for (const [place, at] of order.entries()) {
    least = Math.min(least, ((p[at] as number) * p.length) / (p.length - place));
    q[at] = least;
  }
  return effects.map((effect, at) => ({ ...effect, q: q[at] as number }));
};
