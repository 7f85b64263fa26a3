/**
 * How far a predicted rating may be off: s² = E(r − r̂)² = Σ c_k x_k with c >= 0 over a model's own features x of its uncertainty, x_0 = 1
 * the noise of a single rating. The interval is r̂ ± q(r̂) s, cut at the scale's ends, where q is the conformal quantile of |r − r̂| / s
 * among the validation ratings of like r̂ (Mondrian bins; Vovk, Gammerman & Shafer 2005), linear between the middles of the bins: near the
 * ends of the scale a rating can miss to one side alone. A rating on an end of the scale is held as soon as the interval reaches that end.
 * Where the validation ratings are of members met for the first time, of whom there are few in the latest weeks, those who came before
 * them count beside them: ratings of the last arrivals among the members learned from, each expected as of somebody unknown, less its own
 * share in the film's standing (leave-one-out; leverage 1 / (n_i + 1)); together they weigh as much as the newcomers alone did.
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
  type Weighed,
} from "./calibration.ts";
import { type Estimate, type Histories, type History, historyOf } from "./model.ts";

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
  residuals: readonly (Weighed & { readonly rating: number })[],
): RatingCalibration["quantiles"] => {
  const sorted = [...residuals].sort((a, b) => a.rating - b.rating);
  const bins = Math.max(1, Math.min(mostBins, Math.floor(sorted.length / enough)));
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.floor((bin * sorted.length) / bins);
    const inside = sorted.slice(from, Math.floor(((bin + 1) * sorted.length) / bins));
    return { at: inside[Math.floor(inside.length / 2)]?.rating ?? 0, q: conformalQuantile(inside) };
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

const clamp = ({ min, max }: RatingScale, r: number): number => Math.min(max, Math.max(min, r));

/** A rating that was kept apart, and what was expected of it. */
interface Row {
  readonly expected: Expected;
  readonly truth: number;
  readonly weight: number;
}

/** Members who are enough to tell how newcomers rate. */
const enoughArrivals = 300;
const unknown: History = { films: new Int32Array(0), ratings: new Float32Array(0) };

interface Calibrating {
  readonly scale: RatingScale;
  readonly training: Histories;
  readonly validation: Histories;
  /** What somebody with this history is expected to rate. */
  readonly fold: (history: History) => (i: number) => Expected;
  /** Training ratings by film. */
  readonly ratings: Int32Array;
}

/** Ratings of the members who came last before validation, as if nothing were known of them; each weighs 1. */
const arrivals = ({ training, fold, ratings, scale }: Calibrating): Row[] => {
  const came: { readonly u: number; readonly at: number }[] = [];
  for (let u = 0; u < training.start.length - 1; u++) {
    const theirs = training.at.subarray(training.start[u], training.start[u + 1]);
    if (theirs.length > 0) came.push({ u, at: theirs.reduce((first, at) => Math.min(first, at)) });
  }
  const latest = came.sort((a, b) => b.at - a.at || a.u - b.u).slice(0, enoughArrivals);
  const of = fold(unknown);
  return latest.flatMap(({ u }) => {
    const { films, ratings: truths } = historyOf(training, u);
    return Array.from(films, (i, n): Row => {
      const truth = truths[n] as number;
      const { rating, features } = of(i);
      const leverage = 1 / ((ratings[i] as number) + 1);
      const apart = truth - (truth - rating) / (1 - leverage);
      return { truth, expected: { rating: clamp(scale, apart), features }, weight: 1 };
    });
  });
};

const rowsOf = (data: Calibrating): Row[] => {
  const { training, validation, fold } = data;
  const known: Row[] = [];
  const newcomers: Row[] = [];
  for (let u = 0; u < validation.start.length - 1; u++) {
    const heldOut = historyOf(validation, u);
    if (heldOut.films.length === 0) continue;
    const history = historyOf(training, u);
    const of = fold(history);
    const into = history.films.length === 0 ? newcomers : known;
    for (const [n, i] of heldOut.films.entries())
      into.push({ expected: of(i), truth: heldOut.ratings[n] as number, weight: 1 });
  }
  if (newcomers.length === 0) return known;
  const unknowns = [...newcomers, ...arrivals(data)];
  const weight = newcomers.length / unknowns.length;
  return [...known, ...unknowns.map((row) => ({ ...row, weight }))];
};

export const calibrateRatings = (data: Calibrating): RatingCalibration => {
  const { scale } = data;
  const t = likedFrom(scale);
  const all = rowsOf(data);
  const expected = all.map(({ expected }) => expected);
  const errors = all.map(({ expected, truth }) => truth - expected.rating);
  const weights = all.map(({ weight }) => weight);
  const c =
    all.length === 0
      ? [(scale.max - scale.min) ** 2 / 12, 1, 1]
      : nonNegativeLeastSquares(
          expected.map(({ features }) => features),
          errors.map((e) => e * e),
          weights,
        );
  const spread = expected.map(({ features }) => Math.sqrt(variance(c, features)));
  const quantiles = fitQuantiles(
    expected.map(({ rating }, n) => ({
      rating,
      scaled: Math.abs(errors[n] as number) / (spread[n] as number),
      weight: weights[n] as number,
    })),
  );
  const liked = fitLogistic(
    expected.map(({ rating }, n) => likedFeatures(scale, rating, spread[n] as number)),
    all.map(({ truth }) => truth >= t),
    [0, 1.7, 0, 0, 0],
    weights,
  );
  return { c, quantiles, liked };
};

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
