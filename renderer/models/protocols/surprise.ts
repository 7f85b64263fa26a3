/**
 * Surprise's table (N. Hug, surpriselib.com): five folds of all ratings, RMSE and MAE of each fold predicted from the other four;
 * with them how many ratings the intervals hold, and how far off the liked-probabilities are. A part of the
 * four is kept for the model's own validation; members are known by all four when the fold is predicted.
 */
import { likedFrom } from "../../../shared/domain/interactions.ts";
import { coverageMetric } from "../../../shared/domain/intervals.ts";
import { mae, rmse } from "../../../shared/domain/metrics.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { expectedCalibrationError, reliabilityBins } from "../../../shared/domain/reliability.ts";
import { historyOf, type Taste } from "../model.ts";
import { allHistories, splitRatings } from "../split.ts";
import { type ProtocolInput, type Trial, timedFit } from "./protocol.ts";

const folds = 5;

/** Fold of each rating, as equal as can be. */
export const randomFolds = (ratings: number, seed: number): Int32Array => {
  const order = shuffle(
    Int32Array.from({ length: ratings }, (_, row) => row),
    seededRandom(seed),
  );
  const fold = new Int32Array(ratings);
  for (const [place, row] of order.entries()) fold[row] = place % folds;
  return fold;
};

/** One trial a fold. `fold` is by rating. */
export const surpriseFiveFold = async (
  input: ProtocolInput,
  fold: Int32Array,
  seed: number,
  told: (done: number, of: number) => void,
): Promise<Trial[]> => {
  const { ratings, traits, hooks } = input;
  const catalogue = { filmIds: ratings.filmIds, traits };
  const likes = likedFrom(ratings.scale);
  const liked = (truth: readonly number[]): boolean[] => truth.map((rating) => rating >= likes);
  const trials: Trial[] = [];
  const names = [...new Set(fold)].sort((a, b) => a - b);
  for (const name of names) {
    const rows = [...fold.keys()];
    const known = withRows(
      ratings,
      rows.filter((row) => fold[row] !== name),
    );
    const { training, validation } = splitRatings(known, "random", 0, seed);
    const { model, seconds } = await timedFit(
      input,
      { catalogue, scale: ratings.scale, training, validation },
      seed,
    );
    const started = performance.now();
    const histories = allHistories(known);
    const truth: number[] = [];
    const expected: number[] = [];
    const like: number[] = [];
    let inside = 0;
    let member = -1;
    let taste: Taste | null = null;
    for (const row of rows.filter((one) => fold[one] === name)) {
      const u = ratings.member[row] as number;
      if (u !== member || !taste) {
        await hooks.breathe();
        taste = model.foldIn(historyOf(histories, u));
        member = u;
      }
      const rating = ratings.value[row] as number;
      const { value, low, high } = taste.predict(ratings.film[row] as number);
      truth.push(rating);
      expected.push(value);
      like.push(taste.like(ratings.film[row] as number).value);
      if (low <= rating && rating <= high) inside++;
    }
    trials.push({
      metrics: {
        rmse: rmse(truth, expected) ?? 0,
        mae: mae(truth, expected) ?? 0,
        [coverageMetric]: inside / Math.max(1, truth.length),
        ece: expectedCalibrationError(reliabilityBins(like, liked(truth), "width")) ?? 0,
        ece_mass: expectedCalibrationError(reliabilityBins(like, liked(truth), "mass")) ?? 0,
      },
      counts: { ratings: truth.length, members: ratings.memberIds.length, films: ratings.filmIds.length },
      fit: seconds,
      score: (performance.now() - started) / 1000,
    });
    told(trials.length, names.length);
  }
  return trials;
};

/** Some of the ratings, members and films staying as they are numbered. */
const withRows = (ratings: ProtocolInput["ratings"], rows: readonly number[]): ProtocolInput["ratings"] => ({
  ...ratings,
  member: Int32Array.from(rows, (row) => ratings.member[row] as number),
  film: Int32Array.from(rows, (row) => ratings.film[row] as number),
  value: Float32Array.from(rows, (row) => ratings.value[row] as number),
  at: Float64Array.from(rows, (row) => ratings.at[row] as number),
});
