/**
 * How far a predicted rating may be off: E(r − r̂)² = c₀ + c₁ x_iᵀA_u⁻¹x_i + c₂ / (n_i + 1), that is noise, what is unknown of
 * the member and what is unknown of the film; the 80 % interval is r̂ ± q s with the conformal quantile q of |r − r̂| / s.
 * Liking: P(r >= t) = σ(w₀ + w₁ (r̂ − t) / s), fitted to the validation ratings.
 */
import { likedFrom } from "../../shared/domain/interactions.ts";
import {
  conformalQuantile,
  fitLogistic,
  type Logistic,
  nonNegativeLeastSquares,
  probability,
} from "./calibration.ts";
import { expectedRating, type FactorModel, type FoldedMember, leverage } from "./factor-model.ts";
import type { Estimate, History } from "./model.ts";

export interface FactorCalibration {
  readonly c: readonly number[];
  readonly q: number;
  readonly liked: Logistic;
}

const features = (model: FactorModel, member: FoldedMember, i: number): number[] => [
  1,
  leverage(model, member, i),
  1 / ((model.ratings[i] as number) + 1),
];
const variance = (c: readonly number[], x: readonly number[]): number =>
  Math.max(
    1e-4,
    x.reduce((sum, value, n) => sum + value * (c[n] as number), 0),
  );

/** `member(u)` gives a member folded in from training ratings and the ratings held out from it. */
export const calibrate = (
  model: FactorModel,
  members: number,
  member: (u: number) => { readonly folded: FoldedMember; readonly heldOut: History },
): FactorCalibration => {
  const t = likedFrom(model.scale);
  const rows: number[][] = [];
  const expected: number[] = [];
  const truth: number[] = [];
  for (let u = 0; u < members; u++) {
    const { folded, heldOut } = member(u);
    for (const [n, i] of heldOut.films.entries()) {
      rows.push(features(model, folded, i));
      expected.push(expectedRating(model, folded, i));
      truth.push(heldOut.ratings[n] as number);
    }
  }
  const errors = truth.map((r, n) => r - (expected[n] as number));
  const c =
    rows.length === 0
      ? [(model.scale.max - model.scale.min) ** 2 / 12, 1, 1]
      : nonNegativeLeastSquares(
          rows,
          errors.map((e) => e * e),
        );
  const spread = rows.map((x) => Math.sqrt(variance(c, x)));
  const q = conformalQuantile(errors.map((e, n) => Math.abs(e) / (spread[n] as number)));
  const liked = fitLogistic(
    expected.map((r̂, n) => [1, (r̂ - t) / (spread[n] as number)]),
    truth.map((r) => r >= t),
    [0, 1.7],
  );
  return { c, q, liked };
};

const clamp = (model: FactorModel, r: number): number =>
  Math.min(model.scale.max, Math.max(model.scale.min, r));

export const predictRating = (
  model: FactorModel,
  { c, q }: FactorCalibration,
  member: FoldedMember,
  i: number,
): Estimate => {
  const s = Math.sqrt(variance(c, features(model, member, i)));
  const value = expectedRating(model, member, i);
  return { value, low: clamp(model, value - q * s), high: clamp(model, value + q * s) };
};

export const likeRating = (
  model: FactorModel,
  { c, liked }: FactorCalibration,
  member: FoldedMember,
  i: number,
): Estimate => {
  const s2 = variance(c, features(model, member, i));
  const unknown = Math.max(0, s2 - (c[0] as number)); // without the noise of a single rating
  const x = (expectedRating(model, member, i) - likedFrom(model.scale)) / Math.sqrt(s2);
  return probability(liked, [1, x], unknown * ((liked.w[1] as number) ** 2 / s2));
};
