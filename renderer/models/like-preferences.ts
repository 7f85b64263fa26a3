/**
 * A classifier of liking as a preference model. Its score is calibrated on the validation ratings (Platt 1999): P(like) = σ(w₀ + w₁ score),
 * so that the parts of a score are parts of the log-odds. The interval holds the doubt of the calibration and of how a film with
 * few ratings stands, whose log-odds move those of liking about one for one.
 */
import { z } from "zod";
import { type Artefact, storedArray } from "../../shared/blocks/artefact.ts";
import type { ModelName, Reason } from "../../shared/contract/training.ts";
import { likedFrom } from "../../shared/domain/interactions.ts";
import { fitLogistic, type Logistic, probability } from "./calibration.ts";
import {
  featureGroups,
  featuresOf,
  featuresOfAll,
  type LikeBasis,
  likeBasis,
  profileOf,
  type Standings,
  standingsOf,
} from "./like-features.ts";
import {
  type Catalogue,
  type Histories,
  type History,
  historyOf,
  type PreferenceModel,
  type TrainingData,
} from "./model.ts";

/** A score and its parts: they add up to it, whatever its unit. */
export interface LikeScorer {
  /** Of films with their features X, [films x features]. */
  scores(X: Float64Array, films: Int32Array): Float64Array;
  /** What it is for nobody in particular, and what each feature adds. */
  parts(x: Float64Array, film: number): { readonly base: number; readonly parts: Float64Array };
}

/** Ratings that are learned from, and members who are enough to calibrate. */
const mostRows = 300_000;
const enough = 2000;

export interface LikeRows {
  readonly x: readonly Float64Array[];
  readonly film: Int32Array;
  readonly liked: Uint8Array;
}

/** Every n-th member, so that the ratings are not too many. */
const thinned = (histories: Histories, most: number): number[] => {
  const members = [...histories.start.keys()].slice(0, -1);
  const stride = Math.max(1, Math.ceil(histories.film.length / most));
  return members.filter((u) => u % stride === 0);
};

export const basisOf = ({ catalogue, scale, training }: TrainingData, κ: number): LikeBasis =>
  likeBasis(catalogue, scale, standingsOf(training, catalogue.filmIds.length, scale), κ);

/** The training ratings, each as it looked without itself. */
export const rowsOf = async (
  basis: LikeBasis,
  training: Histories,
  breathe: () => Promise<void>,
): Promise<LikeRows> => {
  const t = likedFrom(basis.scale);
  const x: Float64Array[] = [];
  const film: number[] = [];
  const liked: number[] = [];
  for (const u of thinned(training, mostRows)) {
    const history = historyOf(training, u);
    const profile = profileOf(basis, history);
    for (const [n, i] of history.films.entries()) {
      const r = history.ratings[n] as number;
      x.push(featuresOf(basis, profile, i, r));
      film.push(i);
      liked.push(r >= t ? 1 : 0);
    }
    await breathe();
  }
  return { x, film: Int32Array.from(film), liked: Uint8Array.from(liked) };
};

export const calibrateLikes = (
  basis: LikeBasis,
  scorer: LikeScorer,
  { training, validation }: TrainingData,
): Logistic => {
  const t = likedFrom(basis.scale);
  const rows: number[][] = [];
  const truth: boolean[] = [];
  const members = [...validation.start.keys()]
    .slice(0, -1)
    .filter((u) => historyOf(validation, u).films.length > 0);
  const stride = Math.max(1, Math.ceil(members.length / enough));
  for (const u of members.filter((_, n) => n % stride === 0)) {
    const profile = profileOf(basis, historyOf(training, u));
    const heldOut = historyOf(validation, u);
    for (const score of scorer.scores(featuresOfAll(basis, profile, heldOut.films), heldOut.films))
      rows.push([1, score]);
    for (const r of heldOut.ratings) truth.push(r >= t);
  }
  return fitLogistic(rows, truth, [0, 1]);
};

export const makeLikeModel = (
  name: ModelName,
  basis: LikeBasis,
  scorer: LikeScorer,
  logistic: Logistic,
  save: () => Artefact,
): PreferenceModel => {
  const { catalogue, scale, standings, κ } = basis;
  const films = Int32Array.from(catalogue.filmIds.keys());
  const [w0, w1] = logistic.w as [number, number];

  const doubt = (film: number): number => {
    const n = (standings.ratings[film] as number) + 5;
    const p = ((standings.likes[film] as number) + 5 * basis.share) / n;
    return 1 / (n * p * (1 - p));
  };
  const logOdds = (history: History): Float32Array => {
    const X = featuresOfAll(basis, profileOf(basis, history), films);
    return Float32Array.from(scorer.scores(X, films), (score) => w0 + w1 * score);
  };
  return {
    name,
    unit: "like",
    catalogue,
    ratings: standings.ratings,
    foldIn(history) {
      const profile = profileOf(basis, history);
      const like = (i: number) => {
        const [score] = scorer.scores(featuresOf(basis, profile, i, null), Int32Array.of(i));
        return probability(logistic, [1, score as number], doubt(i));
      };
      return {
        rank: () => logOdds(history),
        predict: like,
        like,
        explain(i) {
          const { base, parts } = scorer.parts(featuresOf(basis, profile, i, null), i);
          const shares = new Map<string, number>();
          for (const [n, part] of parts.entries()) {
            const group = featureGroups[n] as string;
            shares.set(group, (shares.get(group) ?? 0) + w1 * part);
          }
          const reasons = featureGroups
            .filter((group, n) => featureGroups.indexOf(group) === n)
            .map((group): Reason => {
              const share = shares.get(group) as number;
              if (group === "habit") return { kind: "habit", share };
              if (group === "standing")
                return { kind: standings.ratings[i] === 0 ? "unrated" : "standing", share };
              return { kind: "alike", field: group, share };
            })
            .filter(({ kind, share }) => share !== 0 || kind === "unrated")
            .sort((one, other) => Math.abs(other.share) - Math.abs(one.share));
          return [{ kind: "average", share: w0 + w1 * base }, ...reasons];
        },
      };
    },
    async rankAll(histories) {
      const all = new Float32Array(histories.length * films.length);
      for (const [row, history] of histories.entries()) all.set(logOdds(history), row * films.length);
      return all;
    },
    save() {
      const { header, arrays } = save();
      return {
        header: { ...header, scale, κ, logistic },
        arrays: { ...arrays, filmIds: catalogue.filmIds, ...standings },
      };
    },
  };
};

const Header = z.object({
  scale: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  κ: z.number(),
  logistic: z.object({ w: z.array(z.number()), precision: z.array(z.number()) }),
});

/** What `save` above stored, in the order of the present catalogue. Throws on another artefact. */
export const storedLikes = (
  { header, arrays }: Artefact,
  catalogue: Catalogue,
): { readonly basis: LikeBasis; readonly logistic: Logistic } => {
  const { scale, κ, logistic } = Header.parse(header);
  const films = catalogue.filmIds.length;
  const at = new Map([...catalogue.filmIds].map((id, index) => [id, index]));
  const standings = {
    ratings: new Int32Array(films),
    likes: new Int32Array(films),
    sum: new Float32Array(films),
  } satisfies Standings;
  const stored: Standings = {
    ratings: storedArray(arrays, "ratings", Int32Array),
    likes: storedArray(arrays, "likes", Int32Array),
    sum: storedArray(arrays, "sum", Float32Array),
  };
  for (const [j, id] of storedArray(arrays, "filmIds", Int32Array).entries()) {
    const i = at.get(id);
    if (i === undefined) continue;
    standings.ratings[i] = stored.ratings[j] as number;
    standings.likes[i] = stored.likes[j] as number;
    standings.sum[i] = stored.sum[j] as number;
  }
  return { basis: likeBasis(catalogue, scale, standings, κ), logistic };
};
