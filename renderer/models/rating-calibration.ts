/**
 * How far a predicted rating may be off: E(r − r̂)² = Σ c_k x_k with c >= 0 over a model's own features x of its uncertainty, x_0 = 1
 * the noise of a single rating; the interval is r̂ ± q s with the conformal quantile q of |r − r̂| / s.
 * Liking: P(r >= t) = σ(w₀ + w₁ (r̂ − t) / s), fitted to the validation ratings.
 */
import { likedFrom, type RatingScale } from "../../shared/domain/interactions.ts";
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
  readonly q: number;
  readonly liked: Logistic;
}

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
  const q = conformalQuantile(errors.map((e, n) => Math.abs(e) / (spread[n] as number)));
  const liked = fitLogistic(
    expected.map(({ rating }, n) => [1, (rating - t) / (spread[n] as number)]),
    truth.map((r) => r >= t),
    [0, 1.7],
  );
  return { c, q, liked };
};

const clamp = ({ min, max }: RatingScale, r: number): number => Math.min(max, Math.max(min, r));

export const ratingEstimate = (
  scale: RatingScale,
  { c, q }: RatingCalibration,
  { rating, features }: Expected,
): Estimate => {
  const s = Math.sqrt(variance(c, features));
  return { value: rating, low: clamp(scale, rating - q * s), high: clamp(scale, rating + q * s) };
};

export const likeEstimate = (
  scale: RatingScale,
  { c, liked }: RatingCalibration,
  { rating, features }: Expected,
): Estimate => {
  const s2 = variance(c, features);
  const unknown = Math.max(0, s2 - (c[0] as number)); // without the noise of a single rating
  const x = (rating - likedFrom(scale)) / Math.sqrt(s2);
  return probability(liked, [1, x], unknown * ((liked.w[1] as number) ** 2 / s2));
};
