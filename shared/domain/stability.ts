/**
 * Population stability index (Siddiqi 2006): Σ_b (a_b − e_b) ln(a_b / e_b) over the bins of a distribution, e expected and
 * a actual; half a count is added to each bin, so that empty ones count. Below 0.1 it is called stable, from 0.25 shifted.
 * Chance alone makes it as large as χ²_q(B − 1) (1/n + 1/m) (Yurdakul 2018): small samples are held to that, too.
 */
export const stabilityWatch = 0.1;
export const stabilityAlert = 0.25;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const shares = (counts: readonly number[]): readonly number[] => {
  const total = sum(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / total);
};

export const stabilityIndex = (expected: readonly number[], actual: readonly number[]): number => {
  const e = shares(expected);
  return shares(actual).reduce(
    (total, a, bin) => total + (a - (e[bin] as number)) * Math.log(a / (e[bin] as number)),
    0,
  );
};

/** 95 % quantile of χ² with k degrees of freedom (Wilson & Hilferty 1931). */
const chiSquare95 = (k: number): number => k * (1 - 2 / (9 * k) + 1.6449 * Math.sqrt(2 / (9 * k))) ** 3;

/** What 19 of 20 pairs of samples of one distribution stay below. */
export const stabilityByChance = (expected: readonly number[], actual: readonly number[]): number =>
  chiSquare95(Math.max(1, expected.length - 1)) *
  (1 / Math.max(1, sum(expected)) + 1 / Math.max(1, sum(actual)));

export type Level = "calm" | "watch" | "alert";

export const stabilityLevel = (index: number, byChance: number): Level =>
  index < stabilityWatch || index <= byChance ? "calm" : index < stabilityAlert ? "watch" : "alert";
