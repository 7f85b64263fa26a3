/** A model of choices as a preference model: the chance to be among the next films, liking, and what of a history speaks for a film. */
import { z } from "zod";
import type { Artefact } from "../../shared/blocks/artefact.ts";
import type { ModelName, Reason } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { intervalLevel } from "../../shared/domain/intervals.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import { type ChoiceCalibration, likeProbability } from "./choice-calibration.ts";
import {
  type Catalogue,
  type ChoiceScorer,
  type Estimate,
  type History,
  inOrder,
  type PreferenceModel,
  type Taste,
} from "./model.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/** Choices ahead of which a score speaks: the chance that a film is among them is 1 − (1 − π)^10. */
const horizon = 10;
export const amongNext = (logπ: number): number =>
  -Math.expm1(horizon * Math.log1p(-Math.min(Math.exp(logπ), 1 - 1e-9)));

/** Thinned copies of the history show how much hangs on single films (Gal & Ghahramani 2016). */
const copies = 16;

const tail = (1 - intervalLevel) / 2;

/** A history's thinned copies, by a chance that repeats. */
export const thinnedCopies = <T>(films: Int32Array, copy: (random: Random) => T): T[] => {
  const random = seededRandom(films.length);
  return Array.from({ length: copies }, () => copy(random));
};

/** A value with the ends of the interval that its copies make. */
export const withRange = (value: number, thinned: Float64Array): Estimate => {
  const range = thinned.slice().sort();
  const quantile = (q: number): number => range[Math.round(q * (range.length - 1))] as number;
  return { value, low: Math.min(value, quantile(tail)), high: Math.max(value, quantile(1 - tail)) };
};

const explain = (scorer: ChoiceScorer, films: Int32Array, i: number): Reason[] => {
  const shares = scorer.shares(films, i);
  if (!shares) return [{ kind: scorer.ratings[i] === 0 ? "unrated" : "standing", share: 0 }];
  const errors = scorer.shareErrors?.(films, i);
  return Array.from(
    films,
    (film, n): Reason => ({
      kind: "film",
      film: scorer.catalogue.filmIds[film] as number,
      share: shares[n] as number,
      ...(errors && { error: errors[n] as number }),
      shared: [],
    }),
  )
    .filter(({ share }) => share !== 0)
    .sort((one, other) => Math.abs(other.share) - Math.abs(one.share));
};

/** `save` tells what the scorer alone is made of. */
export const makeChoiceModel = (
  name: ModelName,
  scorer: ChoiceScorer,
  calibration: ChoiceCalibration,
  save: () => Artefact,
): PreferenceModel => {
  const { catalogue, ratings, scale } = scorer;
  return {
    name,
    unit: "choice",
    catalogue,
    ratings,
    choices: scorer,
    foldIn(history: History): Taste {
      const films = inOrder(history);
      const logs = scorer.logs(films);
      let thinned: Float32Array[] | null = null;
      return {
        rank: () => logs,
        predict(i) {
          thinned ??= thinnedCopies(films, (random) => scorer.thinned(films, random));
          return withRange(
            amongNext(logs[i] as number),
            Float64Array.from(thinned, (copy) => amongNext(copy[i] as number)),
          );
        },
        like: (i) => likeProbability(scorer, calibration, history, logs, i),
        explain: (i) => explain(scorer, films, i),
      };
    },
    rankAll: (histories) => scorer.logsOfMany(histories.map(inOrder)),
    save() {
      const { header, arrays } = save();
      const { mean, likes, logistic } = calibration;
      return {
        header: { ...header, scale, calibration: { mean, logistic } },
        arrays: { ...arrays, filmIds: catalogue.filmIds, ratings, likes },
      };
    },
  };
};

const Header = z.object({
  scale: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  calibration: z.object({
    mean: z.number(),
    logistic: z.object({ w: z.array(z.number()), precision: z.array(z.number()) }),
  }),
});

export interface StoredChoices {
  readonly scale: RatingScale;
  readonly ratings: Int32Array;
  readonly calibration: ChoiceCalibration;
  /** A stored figure of each film, 0 of those never met. */
  present<T extends Int32Array | Float32Array>(stored: T): T;
  /** Stored film ids as words; films that are no longer in the catalogue stay words without a film. */
  vocabulary(name: string): Vocabulary;
}

/** What `save` above stored, in the order of the present catalogue; films never met have nothing. Throws on another artefact. */
export const storedChoices = ({ header, arrays }: Artefact, catalogue: Catalogue): StoredChoices => {
  const { scale, calibration } = Header.parse(header);
  const films = catalogue.filmIds.length;
  const at = new Map([...catalogue.filmIds].map((id, index) => [id, index]));
  const ids = arrays.filmIds as Int32Array;
  const present = <T extends Int32Array | Float32Array>(stored: T): T => {
    const values = (stored instanceof Int32Array ? new Int32Array(films) : new Float32Array(films)) as T;
    for (const [j, id] of ids.entries()) {
      const i = at.get(id);
      if (i !== undefined) values[i] = stored[j] as number;
    }
    return values;
  };
  return {
    scale,
    ratings: present(arrays.ratings as Int32Array),
    calibration: { ...calibration, likes: present(arrays.likes as Int32Array) },
    present,
    vocabulary: (name) =>
      vocabularyOf(
        (arrays[name] as Int32Array).map((id) => at.get(id) ?? -1),
        films,
      ),
  };
};
