/** A fitted multinomial auto-encoder as a preference model: what of a history speaks for a film. Symbols as in autoencoder.ts. */
import type { Reason } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import type { Artefact } from "./artefact.ts";
import { type ChoiceCalibration, likeProbability } from "./choice-calibration.ts";
import {
  type ChoiceModel,
  choiceLogs,
  hiddenOf,
  logitsOf,
  seenWords,
  spread,
  vocabularyLogits,
  wordsOf,
} from "./choice-model.ts";
import type { Catalogue, History, PreferenceModel, Taste } from "./model.ts";

/** Choices ahead of which a score speaks: the chance that a film is among them is 1 − (1 − π)^10. */
const horizon = 10;
const among = (logπ: number): number =>
  -Math.expm1(horizon * Math.log1p(-Math.min(Math.exp(logπ), 1 - 1e-9)));

/** Thinned copies of the history show how much hangs on single films (dropout as in training; Gal & Ghahramani 2016). */
const samples = 16;
const kept = 0.5;

const thinned = (model: ChoiceModel, films: Int32Array, random: Random): Float32Array[] => {
  const words = seenWords(model, films);
  return Array.from({ length: samples }, () => {
    const some = words.filter(() => random() < kept);
    const input = words.length === 0 ? 0 : 1 / Math.sqrt(words.length) / kept;
    return spread(model, logitsOf(model, hiddenOf(model, some, input)));
  });
};

/**
 * The log-odds that the history adds over an empty one, film by film: along the straight path from no input to x̃ the integral of
 * the gradient (Sundararajan, Taly & Yan 2017) is exact for tanh: share_j = Σ_h W₂[h, i] x̃_j W₁[j, h] (tanh(z_h + b_h) − tanh b_h) / z_h.
 */
const explain = (model: ChoiceModel, { films }: History, i: number): Reason[] => {
  const { W1, b1, W2, b2 } = model.weights;
  const word = model.wordOf[i] as number;
  const outside: Reason[] =
    model.ratings[i] === 0 ? [{ kind: "unrated", share: 0 }] : [{ kind: "standing", share: 0 }];
  if (word < 0) return outside;
  const hidden = b1.length;
  const words = seenWords(model, films);
  const input = words.length === 0 ? 0 : 1 / Math.sqrt(words.length);
  const slope = new Float64Array(hidden);
  for (let f = 0; f < hidden; f++) {
    let z = 0;
    for (const seen of words) z += input * (W1[seen * hidden + f] as number);
    const b = b1[f] as number;
    const mean = Math.abs(z) < 1e-6 ? 1 - Math.tanh(b) ** 2 : (Math.tanh(z + b) - Math.tanh(b)) / z;
    slope[f] = mean * input * (W2[f * b2.length + word] as number);
  }
  return words
    .map((seen): Reason => {
      let share = 0;
      for (let f = 0; f < hidden; f++) share += (slope[f] as number) * (W1[seen * hidden + f] as number);
      const film = model.vocabulary[seen] as number;
      return {
        kind: "film",
        film: model.catalogue.filmIds[film] as number,
        share,
        shared: [],
      };
    })
    .sort((one, other) => Math.abs(other.share) - Math.abs(one.share));
};

export const makeChoiceModel = (model: ChoiceModel, calibration: ChoiceCalibration): PreferenceModel => {
  const foldIn = (history: History): Taste => {
    const logs = choiceLogs(model, history.films);
    let copies: Float32Array[] | null = null;
    return {
      rank: () => logs,
      predict(i) {
        copies ??= thinned(model, history.films, seededRandom(history.films.length));
        const value = among(logs[i] as number);
        const range = copies.map((copy) => among(copy[i] as number)).sort((a, b) => a - b);
        const quantile = (q: number): number => range[Math.round(q * (samples - 1))] as number;
        return { value, low: Math.min(value, quantile(0.1)), high: Math.max(value, quantile(0.9)) };
      },
      like: (i) => likeProbability(model, calibration, history, logs, i),
      explain: (i) => explain(model, history, i),
    };
  };
  const V = model.vocabulary.length;
  const films = model.catalogue.filmIds.length;
  return {
    name: "autoencoder",
    unit: "choice",
    catalogue: model.catalogue,
    ratings: model.ratings,
    foldIn,
    async rankAll(histories) {
      const words = histories.map((history) => seenWords(model, history.films));
      const logits = await vocabularyLogits(words, model.weights, V);
      const ranks = new Float32Array(histories.length * films);
      for (let row = 0; row < histories.length; row++)
        ranks.set(spread(model, logits.subarray(row * V, (row + 1) * V)), row * films);
      return ranks;
    },
    save: () => ({
      header: { scale: model.scale, calibration: { mean: calibration.mean, logistic: calibration.logistic } },
      arrays: {
        filmIds: model.catalogue.filmIds,
        ratings: model.ratings,
        vocabulary: model.vocabulary.map((film) => model.catalogue.filmIds[film] as number),
        likes: calibration.likes,
        ...model.weights,
      },
    }),
  };
};

export const loadChoiceModel = ({ header, arrays }: Artefact, catalogue: Catalogue): PreferenceModel => {
  const { scale, calibration } = header as { scale: RatingScale; calibration: ChoiceCalibration };
  const stored = arrays as Partial<typeof arrays> as {
    W1: Float32Array;
    b1: Float32Array;
    W2: Float32Array;
    b2: Float32Array;
    filmIds: Int32Array;
    ratings: Int32Array;
    vocabulary: Int32Array;
    likes: Int32Array;
  };
  const films = catalogue.filmIds.length;
  const at = new Map([...catalogue.filmIds].map((id, index) => [id, index]));
  const vocabulary = stored.vocabulary.map((id) => at.get(id) ?? -1);
  const ratings = new Int32Array(films);
  const likes = new Int32Array(films);
  for (const [j, id] of stored.filmIds.entries()) {
    const i = at.get(id);
    if (i === undefined) continue;
    ratings[i] = stored.ratings[j] as number;
    likes[i] = stored.likes[j] as number;
  }
  const { W1, b1, W2, b2 } = stored;
  const model = {
    catalogue,
    scale,
    weights: { W1, b1, W2, b2 },
    vocabulary,
    wordOf: wordsOf(films, vocabulary),
    ratings,
  };
  return makeChoiceModel(model, { ...calibration, likes });
};
