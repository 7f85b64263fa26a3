/**
 * The chance that a member likes a film once seen, from a model that only knows what is chosen: logistic in the log-odds of
 * the film's and of the member's share of likes (both smoothed towards the mean) and in ln π_ui − ln π_0i, how much more
 * likely the choice is for this member than for an unknown one. Fitted to the validation ratings.
 */
import { likedFrom, type RatingScale } from "../../shared/domain/interactions.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import { fitLogistic, type Logistic, logit, probability, sigmoid } from "./calibration.ts";
import { quadraticForm } from "./linear-algebra.ts";
import {
  type ChoiceScorer,
  type ColdLike,
  type Estimate,
  type History,
  historyOf,
  inOrder,
  type TrainingData,
} from "./model.ts";

export interface ChoiceCalibration {
  readonly mean: number; // share of likes among all ratings
  readonly likes: Int32Array; // [films]
  readonly logistic: Logistic;
}

/** Ratings at the mean that every share of likes is smoothed with. */
const smoothing = 5;
const smoothed = (likes: number, ratings: number, mean: number): number =>
  (likes + smoothing * mean) / (ratings + smoothing);

/** Members that are enough to fit four numbers. */
const enough = 1000;

interface Basis {
  readonly mean: number;
  readonly likes: Int32Array;
  readonly unknown: Float32Array; // ln π_0
}

export const likedIn = (scale: RatingScale, { ratings }: History): number => {
  const t = likedFrom(scale);
  return ratings.reduce((count, rating) => count + (rating >= t ? 1 : 0), 0);
};

const features = (
  scorer: ChoiceScorer,
  basis: Basis,
  history: History,
  logs: Float32Array,
  i: number,
): number[] => [
  1,
  logit(smoothed(basis.likes[i] as number, scorer.ratings[i] as number, basis.mean)),
  logit(smoothed(likedIn(scorer.scale, history), history.films.length, basis.mean)),
  (logs[i] as number) - (basis.unknown[i] as number),
];

export const calibrateChoices = (scorer: ChoiceScorer, data: TrainingData): ChoiceCalibration => {
  const { training, validation } = data;
  const t = likedFrom(data.scale);
  const likes = new Int32Array(scorer.ratings.length);
  let all = 0;
  for (const [n, film] of training.film.entries())
    if ((training.rating[n] as number) >= t) {
      likes[film] = (likes[film] as number) + 1;
      all++;
    }
  const mean = smoothed(all, training.film.length, 0.5);
  const basis = { mean, likes, unknown: scorer.logs(new Int32Array(0)) };
  const rows: number[][] = [];
  const truth: boolean[] = [];
  const members = [...validation.start.keys()]
    .slice(0, -1)
    .filter((u) => historyOf(validation, u).films.length > 0);
  const stride = Math.ceil(members.length / enough);
  for (const u of members.filter((_, n) => n % stride === 0)) {
    const heldOut = historyOf(validation, u);
    const history = historyOf(training, u);
    const logs = scorer.logs(inOrder(history));
    for (const [n, i] of heldOut.films.entries()) {
      rows.push(features(scorer, basis, history, logs, i));
      truth.push((heldOut.ratings[n] as number) >= t);
    }
  }
  return { mean, likes, logistic: fitLogistic(rows, truth, [-logit(mean), 1, 1, 0]) };
};

/** What is unknown of a film's share of likes, in log-odds of liking. */
const standingDoubt = ({ w }: Logistic, likes: number, ratings: number, mean: number): number => {
  const share = smoothed(likes, ratings, mean);
  return (w[1] as number) ** 2 / ((ratings + smoothing) * share * (1 - share));
};

/** The same for films that nobody has rated and a member who liked so many of those rated, by how much more likely the choice is than for an unknown member. */
export const coldLike = (
  { mean, logistic }: Pick<ChoiceCalibration, "mean" | "logistic">,
  liked: number,
  rated: number,
): ColdLike => {
  const { w, precision } = logistic;
  const own = [1, logit(mean), logit(smoothed(liked, rated, mean))];
  const rest = own.reduce((sum, x, n) => sum + (w[n] as number) * x, 0);
  const weight = w[3] as number;
  // The variance of wᵀx is quadratic in the excess: three values tell it.
  const L = Float64Array.from(precision);
  const variance = (x: readonly number[]): number => quadraticForm(L, x.length, x);
  const [less, here, more] = [-1, 0, 1].map((excess) => variance([...own, excess])) as [
    number,
    number,
    number,
  ];
  const [slope, bend] = [(more - less) / 2, (more + less) / 2 - here];
  const doubt = standingDoubt(logistic, 0, 0, mean) + here;
  const spread = intervalZ * Math.sqrt(variance([0, 0, 0, 1]));
  return {
    at(excess) {
      const η = rest + weight * excess;
      const ends = intervalZ * Math.sqrt(doubt + slope * excess + bend * excess ** 2);
      return { value: sigmoid(η), low: sigmoid(η - ends), high: sigmoid(η + ends) };
    },
    change(from, to) {
      const by = (w3: number): number => sigmoid(rest + w3 * to) - sigmoid(rest + w3 * from);
      const value = by(weight);
      const ends = [value, by(weight - spread), by(weight + spread)];
      return { value, low: Math.min(...ends), high: Math.max(...ends) };
    },
  };
};

const unknownLogs = new WeakMap<ChoiceScorer, Float32Array>();

export const likeProbability = (
  scorer: ChoiceScorer,
  { mean, likes, logistic }: ChoiceCalibration,
  history: History,
  logs: Float32Array,
  i: number,
): Estimate => {
  let unknown = unknownLogs.get(scorer);
  if (!unknown) {
    unknown = scorer.logs(new Int32Array(0));
    unknownLogs.set(scorer, unknown);
  }
  const variance = standingDoubt(logistic, likes[i] as number, scorer.ratings[i] as number, mean);
  return probability(logistic, features(scorer, { mean, likes, unknown }, history, logs, i), variance);
};
