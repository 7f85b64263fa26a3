/**
 * Gamma-gamma model of what a visit is worth (Fader, Hardie & Lee 2005, RFM and CLV: using iso-value curves, Journal of Marketing
 * Research 42; eq. 1a of Fader & Hardie's note of 2013):
 *
 *   z_ij ~ Γ(p, ν_i),   ν_i ~ Γ(q, γ),   z̄_i mean spend over x_i visits
 *   L_i = Γ(p x + q) / (Γ(p x) Γ(q)) γ^q z̄^(p x − 1) x^(p x) / (γ + x z̄)^(p x + q)
 *   E[Z_i | z̄_i, x_i] = p (γ + x z̄) / (p x + q − 1)
 *
 * Symbols: z spend of a visit, ν a member's scale, p, q, γ shape and scale of the distributions. It takes spend to be independent of how
 * often a member comes.
 */
import { logGamma } from "./gamma-function.ts";
import { leastOf } from "./nelder-mead.ts";

export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly γ: number;
}

/** Visits with a known spend, and their mean, by member; at least one member has some. */
export const fitGammaGamma = (x: Float64Array, mean: Float64Array): GammaGamma => {
  const rows = [...x.keys()].filter((i) => (x[i] as number) > 0 && (mean[i] as number) > 0);
  const average = rows.reduce((sum, i) => sum + (mean[i] as number), 0) / rows.length;
  // In units of the average, so that the start fits every currency.
  const of = ([p, q, γ]: readonly number[]): GammaGamma => ({
    p: Math.exp(p as number),
    q: 1 + Math.exp(q as number),
    γ: Math.exp(γ as number),
  });
  const { at } = leastOf(
    (point) => {
      const { p, q, γ } = of(point);
      let sum = 0;
      for (const i of rows) {
        const n = x[i] as number;
        const z̄ = (mean[i] as number) / average;
        sum +=
          logGamma(p * n + q) -
          logGamma(p * n) -
          logGamma(q) +
          q * Math.log(γ) +
          (p * n - 1) * Math.log(z̄) +
          p * n * Math.log(n) -
          (p * n + q) * Math.log(γ + n * z̄);
      }
      return -sum;
    },
    [1, 1, 1],
  );
  const { p, q, γ } = of(at);
  return { p, q, γ: γ * average };
};

export const expectedSpend = ({ p, q, γ }: GammaGamma, x: number, mean: number): number =>
  (p * (γ + (x === 0 ? 0 : x * mean))) / (p * x + q - 1);
