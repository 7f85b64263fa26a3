/** How many of the effects that are called real may be false (Benjamini & Hochberg 1995). */
import type { Effect } from "../../../shared/domain/experience-report.ts";

/** Φ by Abramowitz & Stegun 26.2.17; errors below 7.5e-8. */
const upperTail = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
};

export const withFalseDiscoveries = (effects: readonly Omit<Effect, "q">[]): Effect[] => {
  const p = effects.map(({ estimate, low, high }) => {
    const sd = (high - low) / (2 * 1.96);
    return sd > 0 ? 2 * upperTail(Math.abs(estimate) / sd) : 1;
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
