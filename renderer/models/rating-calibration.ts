/**
 * How far a predicted rating may be off: s² = E(r − r̂)² = Σ c_k x_k with c >= 0 over a model's own features x of its uncertainty, x_0 = 1
 * the noise of a single rating. The interval is r̂ ± q(r̂) s, cut at the scale's ends, where q is the conformal quantile of |r − r̂| / s
 * among the validation ratings of like r̂ (Mondrian bins; Vovk, Gammerman & Shafer 2005), linear between the middles of the bins: near the
 * ends of the scale a rating can miss to one side alone. A rating on an end of the scale is held as soon as the interval reaches that end.
 * Liking: P(r >= t) = σ(wᵀ(1, x, x², ln s, x ln s)) with x = (r̂ − t) / s and s in quarters of the scale, fitted to the validation ratings.
 */
import { likedFrom, type RatingScale } from "../../shared/domain/interactions.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import {
  conformalQuantile,
  fitLogistic,
  type Logistic,
  nonNegativeLeastSquares,
  probability,
} from "./calibration.ts";
import type { Estimate, History } from "./model.ts";

export interface RatingCalibration {
  readonly c: readonly number[];
  /** q at the middles of the bins, by r̂ ascending. */
  readonly quantiles: readonly { readonly at: number; readonly q: number }[];
  readonly liked: Logistic;
}

/** As stored before intervals claimed 90 %: one quantile of an 80 % interval, and a logistic in x alone. */
interface FormerCalibration {
  readonly c: readonly number[];
  readonly q: number;
  readonly liked: Logistic;
}
const formerZ = 1.2816;

export const presentCalibration = (stored: RatingCalibration | FormerCalibration): RatingCalibration =>
  "quantiles" in stored ? stored : { ...stored, quantiles: [{ at: 0, q: (stored.q * intervalZ) / formerZ }] };

/** An expected rating on the scale, and what the model knows of its uncertainty. */
export interface Expected {
  readonly rating: number;
  readonly features: readonly number[];
}

const variance = (c: readonly number[], x: readonly number[]): number =>
  Math.max(
    1e-4,
    x.reduce((sum, value, n) => sum + value * (c[n] as number), 0),
  );

const mostBins = 10;
/** Ratings that are enough for a quantile of their own. */
const enough = 100;

const fitQuantiles = (
  residuals: readonly { readonly rating: number; readonly scaled: number }[],
): RatingCalibration["quantiles"] => {
  const sorted = [...residuals].sort((a, b) => a.rating - b.rating);
  const bins = Math.max(1, Math.min(mostBins, Math.floor(sorted.length / enough)));
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.floor((bin * sorted.length) / bins);
    const inside = sorted.slice(from, Math.floor(((bin + 1) * sorted.length) / bins));
    return {
      at: inside[Math.floor(inside.length / 2)]?.rating ?? 0,
      q: conformalQuantile(inside.map(({ scaled }) => scaled)),
    };
  });
};

const quantileAt = (quantiles: RatingCalibration["quantiles"], rating: number): number => {
  const next = quantiles.findIndex(({ at }) => at >= rating);
  const above = quantiles[next] ?? quantiles.at(-1);
  const below = quantiles[next - 1] ?? above;
  if (!above || !below) return intervalZ;
  const width = above.at - below.at;
  return width === 0 || next <= 0 ? above.q : below.q + ((above.q - below.q) * (rating - below.at)) / width;
};

const likedFeatures = (scale: RatingScale, rating: number, s: number): number[] => {
  const x = (rating - likedFrom(scale)) / s;
  const doubt = Math.log((4 * s) / Math.max(scale.max - scale.min, scale.step));
  return [1, x, x * x, doubt, x * doubt];
};

/** `member(u)` gives what a member known from training ratings is expected to rate, and the ratings held out. */
export const calibrateRatings = (
  scale: RatingScale,
  members: number,
  member: (u: number) => { readonly expected: (i: number) => Expected; readonly heldOut: History },
): RatingCalibration => {
  const t = likedFrom(scale);
  const expected: Expected[] = [];
  const truth: number[] = [];
  for (let u = 0; u < members; u++) {
    const { expected: of, heldOut } = member(u);
    for (const [n, i] of heldOut.films.entries()) {
      expected.push(of(i));
      truth.push(heldOut.ratings[n] as number);
    }
  }
  const errors = truth.map((r, n) => r - (expected[n] as Expected).rating);
  const c =
    expected.length === 0
      ? [(scale.max - scale.min) ** 2 / 12, 1, 1]
      : nonNegativeLeastSquares(
          expected.map(({ features }) => features),
          errors.map((e) => e * e),
        );
  const spread = expected.map(({ features }) => Math.sqrt(variance(c, features)));
  const quantiles = fitQuantiles(
    expected.map(({ rating }, n) => ({
      rating,
      scaled: Math.abs(errors[n] as number) / (spread[n] as number),
    })),
  );
  const liked = fitLogistic(
    expected.map(({ rating }, n) => likedFeatures(scale, rating, spread[n] as number)),
    truth.map((r) => r >= t),
    [0, 1.7, 0, 0, 0],
  );
  return { c, quantiles, liked };
};

const clamp = ({ min, max }: RatingScale, r: number): number => Math.min(max, Math.max(min, r));

export const ratingEstimate = (
  scale: RatingScale,
  { c, quantiles }: RatingCalibration,
  { rating, features }: Expected,
): Estimate => {
  const reach = quantileAt(quantiles, rating) * Math.sqrt(variance(c, features));
  return { value: rating, low: clamp(scale, rating - reach), high: clamp(scale, rating + reach) };
};

export const likeEstimate = (
  scale: RatingScale,
  { c, liked }: RatingCalibration,
  { rating, features }: Expected,
): Estimate => {
  const s2 = variance(c, features);
  const unknown = Math.max(0, s2 - (c[0] as number)); // without the noise of a single rating
  const x = likedFeatures(scale, rating, Math.sqrt(s2)).slice(0, liked.w.length);
  const [, slope = 0, bend = 0, , turn = 0] = liked.w;
  const steepness = slope + 2 * bend * (x[1] as number) + turn * (x[3] ?? 0);
  return probability(liked, x, (unknown * steepness ** 2) / s2);
};
