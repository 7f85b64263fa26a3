/**
 * 80 % intervals of showings by split conformal prediction: quantiles of standardised residuals on weeks that the fit had not seen
 * (Vovk et al., 2005; Lei et al., 2018). Admissions are whole people, so an interval reaches to the next half, and a residual is
 * measured from there. What was claimed and missed lately moves the share asked for: alpha <- alpha + gamma (target - missed) a week
 * (Gibbs & Candès, Adaptive conformal inference under distribution shift, NeurIPS 2021).
 */

export interface Range {
  readonly low: number;
  readonly high: number;
}
/** Quantiles (10 %, 90 %) of standardised residuals. */
export type Spread = Range;
/** The normal's, until unseen weeks have been scored. */
export const normalSpread: Spread = { low: -1.2816, high: 1.2816 };

/** What came less what was expected, and half a person, in standard deviations. */
export interface Residual {
  readonly off: number;
  readonly half: number;
}

const target = 0.2;
const gamma = 0.1;
const leastResiduals = 100;
/** Where so many are scored, more change little. */
export const enoughResiduals = 300;
/** Houses of few showings have too few to score in fewer weeks. */
export const mostWeeksScored = 20;

export const isInside = ({ off, half }: Residual, { low, high }: Spread): boolean =>
  off + half >= low && off - half <= high;

/** Too few residuals say nothing of a tail: then the normal's quantiles stand. */
export const spreadOf = (residuals: readonly Residual[], missing = target): Spread => {
  const count = residuals.length;
  if (count < leastResiduals) return normalSpread;
  const ranked = (of: (residual: Residual) => number): number[] => residuals.map(of).sort((a, b) => a - b);
  const beyond = Math.floor(((count + 1) * missing) / 2); // on either side
  const low = ranked(({ off, half }) => off + half)[Math.max(0, beyond - 1)] as number;
  const high = ranked(({ off, half }) => off - half)[Math.min(count - 1, count - beyond)] as number;
  return { low: Math.min(0, low), high: Math.max(0, high) };
};

/** Spreads for one week after another, each made of what the weeks before it missed. */
export const rollingSpread = () => {
  const past: (readonly Residual[])[] = [];
  let missing = target;
  return {
    spread: (): Spread => spreadOf(past.flat(), missing),
    score: (residuals: readonly Residual[], claimed: Spread): void => {
      const missed = residuals.filter((residual) => !isInside(residual, claimed)).length;
      if (claimed !== normalSpread && residuals.length > 0)
        missing = Math.max(0.02, Math.min(0.6, missing + gamma * (target - missed / residuals.length)));
      past.push(residuals);
      if (past.length > mostWeeksScored) past.shift();
    },
  };
};
