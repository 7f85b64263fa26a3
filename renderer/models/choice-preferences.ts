/** A model of choices as a preference model: the chance to be among the next films, liking, and what of a history speaks for a film. */
import type { ModelName, Reason } from "../../shared/contract/training.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import type { Artefact } from "./artefact.ts";
import { type ChoiceCalibration, likeProbability } from "./choice-calibration.ts";
import type { Catalogue, ChoiceScorer, History, PreferenceModel, Taste } from "./model.ts";

/** Choices ahead of which a score speaks: the chance that a film is among them is 1 − (1 − π)^10. */
const horizon = 10;
const among = (logπ: number): number =>
  -Math.expm1(horizon * Math.log1p(-Math.min(Math.exp(logπ), 1 - 1e-9)));

/** Thinned copies of the history show how much hangs on single films (Gal & Ghahramani 2016). */
const copies = 16;

const explain = (scorer: ChoiceScorer, { films }: History, i: number): Reason[] => {
  const shares = scorer.shares(films, i);
  if (!shares) return [{ kind: scorer.ratings[i] === 0 ? "unrated" : "standing", share: 0 }];
  return Array.from(
    films,
    (film, n): Reason => ({
      kind: "film",
      film: scorer.catalogue.filmIds[film] as number,
      share: shares[n] as number,
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
      const logs = scorer.logs(history.films);
      let thinned: Float32Array[] | null = null;
      return {
        rank: () => logs,
        predict(i) {
          if (!thinned) {
            const random = seededRandom(history.films.length);
            thinned = Array.from({ length: copies }, () => scorer.thinned(history.films, random));
          }
          const value = among(logs[i] as number);
          const range = thinned.map((copy) => among(copy[i] as number)).sort((a, b) => a - b);
          const quantile = (q: number): number => range[Math.round(q * (copies - 1))] as number;
          return { value, low: Math.min(value, quantile(0.1)), high: Math.max(value, quantile(0.9)) };
        },
        like: (i) => likeProbability(scorer, calibration, history, logs, i),
        explain: (i) => explain(scorer, history, i),
      };
    },
    rankAll: (histories) => scorer.logsOfMany(histories.map(({ films }) => films)),
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

/** What was stored of the films, in the order of the present catalogue; films never met have none. */
export const presentFilms = (
  { arrays }: Artefact,
  catalogue: Catalogue,
): { readonly at: ReadonlyMap<number, number>; readonly ratings: Int32Array; readonly likes: Int32Array } => {
  const stored = arrays as { filmIds: Int32Array; ratings: Int32Array; likes: Int32Array };
  const at = new Map([...catalogue.filmIds].map((id, index) => [id, index]));
  const ratings = new Int32Array(catalogue.filmIds.length);
  const likes = new Int32Array(catalogue.filmIds.length);
  for (const [j, id] of stored.filmIds.entries()) {
    const i = at.get(id);
    if (i === undefined) continue;
    ratings[i] = stored.ratings[j] as number;
    likes[i] = stored.likes[j] as number;
  }
  return { at, ratings, likes };
};
