/** How many of the effects that are called real may be false (Benjamini & Hochberg 1995). */
import { normalBelow } from "../../shared/domain/normal-distribution.ts";

/** For each estimate with its standard deviation: the share of false ones expected among those as far from 0. */
export const falseDiscoveries = (
  effects: readonly { readonly estimate: number; readonly sd: number }[],
): Float64Array => {
  const p = effects.map(({ estimate, sd }) => (sd > 0 ? 2 * normalBelow(-Math.abs(estimate) / sd) : 1));
  const order = [...p.keys()].sort((a, b) => (p[b] as number) - (p[a] as number));
  const q = new Float64Array(p.length);
  let least = 1;
  for (const [place, at] of order.entries()) {
    least = Math.min(least, ((p[at] as number) * p.length) / (p.length - place));
    q[at] = least;
  }
  return q;
};
