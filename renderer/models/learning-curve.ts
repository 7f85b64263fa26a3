/**
 * Quality against the share of the ratings learned from: nested random parts of all that is not held out, the same held-out ratings for each.
 * Members are known by their part too: it is as if the library held no more.
 */
import type { CurvePoint } from "../../shared/contract/learning-curve.ts";
import type { FilmTraits, Ratings } from "../../shared/domain/interactions.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { evaluate } from "./evaluate.ts";
import type { Algorithm, Histories, Parameters, TrainingHooks } from "./model.ts";
import type { Split } from "./split.ts";

export const shares = [0.2, 0.4, 0.6, 0.8, 1] as const;
const shown = ["rmse", "coverage@90", "ndcg@10", "recall@10", "accuracy"] as const;

/** Whether a pair is in the part; those in a smaller part are in every larger one. */
const isIn = (seed: number, member: number, film: number, share: number): boolean =>
  seededRandom(seed + Math.imul(member + 1, 0x9e3779b1) + Math.imul(film + 1, 0x85ebca6b))() < share;

export const part = ({ start, film, rating, at }: Histories, share: number, seed: number): Histories => {
  const kept: number[] = [];
  const starts = new Int32Array(start.length);
  for (let u = 0; u < start.length - 1; u++) {
    for (let n = start[u] as number; n < (start[u + 1] as number); n++)
      if (isIn(seed, u, film[n] as number, share)) kept.push(n);
    starts[u + 1] = kept.length;
  }
  return {
    start: starts,
    film: Int32Array.from(kept, (n) => film[n] as number),
    rating: Float32Array.from(kept, (n) => rating[n] as number),
    at: Uint32Array.from(kept, (n) => at[n] as number),
  };
};

interface CurveInput {
  readonly algorithm: Algorithm;
  readonly parameters: Parameters;
  readonly ratings: Pick<Ratings, "filmIds" | "scale">;
  readonly traits: FilmTraits;
  readonly split: Split;
  readonly seed: number;
}

/** `told` is called after each point; `breathe` may throw to cancel. */
export const learningCurve = async (
  { algorithm, parameters, ratings, traits, split, seed }: CurveInput,
  hooks: TrainingHooks,
  breathe: () => Promise<void>,
  told: (points: readonly CurvePoint[]) => void,
): Promise<CurvePoint[]> => {
  const points: CurvePoint[] = [];
  const catalogue = { filmIds: ratings.filmIds, traits };
  for (const share of shares) {
    const training = part(split.training, share, seed);
    const validation = part(split.validation, share, seed);
    const data = { catalogue, scale: ratings.scale, training, validation };
    const { model } = await algorithm.fit(data, parameters, seed, hooks, null);
    const known = part(split.known, share, seed);
    const options = { training, seed };
    const judged = await evaluate(model, ratings.scale, known, split.test, breathe, options);
    points.push({
      share,
      ratings: training.film.length,
      metrics: Object.fromEntries(
        shown.map((name) => {
          const value = judged.metrics[name] ?? null;
          const interval = judged.evaluation.intervals[name] ?? null;
          return [name, value === null ? null : { value, interval }];
        }),
      ),
    });
    told(points);
    await breathe();
  }
  return points;
};
