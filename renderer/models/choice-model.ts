/** A fitted multinomial auto-encoder: choice probabilities, and what of a history speaks for a film. Symbols as in autoencoder.ts. */
import * as tf from "@tensorflow/tfjs-core";
import type { Reason } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import { type ChoiceCalibration, likeProbability } from "./choice-calibration.ts";
import {
  type Artefact,
  type Catalogue,
  countRatings,
  type History,
  type PreferenceModel,
  type Taste,
  type TrainingData,
} from "./model.ts";
import { sharedTraits } from "./traits.ts";

export interface ChoiceWeights {
  readonly W1: Float32Array; // [vocabulary x hidden]
  readonly b1: Float32Array; // [hidden]
  readonly W2: Float32Array; // [hidden x vocabulary]
  readonly b2: Float32Array; // [vocabulary]
}
export interface ChoiceModel {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  readonly weights: ChoiceWeights;
  readonly vocabulary: Int32Array; // film of each word, -1 = no longer in the catalogue
  readonly wordOf: Int32Array; // [films] word of each film, -1 = outside
  readonly ratings: Int32Array; // [films] histories each film is in
}

const wordsOf = (films: number, vocabulary: Int32Array): Int32Array => {
  const wordOf = new Int32Array(films).fill(-1);
  for (const [word, film] of vocabulary.entries()) if (film >= 0) wordOf[film] = word;
  return wordOf;
};

export const withVocabulary = (
  { catalogue, scale, training }: TrainingData,
  vocabulary: Int32Array,
  weights: ChoiceWeights,
): ChoiceModel => ({
  catalogue,
  scale,
  weights,
  vocabulary,
  wordOf: wordsOf(catalogue.filmIds.length, vocabulary),
  ratings: countRatings(training, catalogue.filmIds.length),
});

/** Logits of the vocabulary for histories given as words, [members x vocabulary], on the engine. */
export const vocabularyLogits = async (
  histories: readonly (readonly number[])[],
  weights: ChoiceWeights,
  V: number,
): Promise<Float32Array> => {
  const B = histories.length;
  const logits = tf.tidy(() => {
    const x = new Float32Array(B * V);
    for (const [row, history] of histories.entries())
      for (const word of history) x[row * V + word] = 1 / Math.sqrt(history.length);
    const hidden = weights.b1.length;
    const z = tf.matMul(tf.tensor2d(x, [B, V]), tf.tensor2d(weights.W1, [V, hidden]));
    const h = tf.tanh(tf.add(z, tf.tensor2d(weights.b1, [1, hidden]))) as tf.Tensor2D;
    return tf.add(tf.matMul(h, tf.tensor2d(weights.W2, [hidden, V])), tf.tensor2d(weights.b2, [1, V]));
  });
  const values = (await logits.data()) as Float32Array;
  logits.dispose();
  return values;
};

/** h for seen words that each put `input` into the network. */
const hiddenOf = (
  { weights: { W1, b1 } }: ChoiceModel,
  words: readonly number[],
  input: number,
): Float64Array => {
  const hidden = b1.length;
  const h = Float64Array.from(b1);
  for (const word of words)
    for (let f = 0; f < hidden; f++) h[f] = (h[f] as number) + input * (W1[word * hidden + f] as number);
  return h.map(Math.tanh);
};

const logitsOf = ({ weights: { W2, b2 } }: ChoiceModel, h: Float64Array): Float64Array => {
  const logits = Float64Array.from(b2);
  const V = b2.length;
  for (const [f, activation] of h.entries())
    for (let word = 0; word < V; word++)
      logits[word] = (logits[word] as number) + activation * (W2[f * V + word] as number);
  return logits;
};

/** ln π over all films, those outside the vocabulary by support: choices add-half smoothed. */
export const spread = (model: ChoiceModel, logits: ArrayLike<number>): Float32Array => {
  const { ratings, wordOf } = model;
  let outside = 0;
  let all = 0;
  for (const [i, n] of ratings.entries()) {
    all += n;
    if (wordOf[i] === -1) outside += n + 0.5;
  }
  const share = outside / Math.max(1, all + outside);
  let largest = Number.NEGATIVE_INFINITY;
  for (let word = 0; word < logits.length; word++) largest = Math.max(largest, logits[word] as number);
  let total = 0;
  for (let word = 0; word < logits.length; word++) total += Math.exp((logits[word] as number) - largest);
  const inside = Math.log(1 - share) - Math.log(total) - largest;
  return Float32Array.from(ratings, (n, i) => {
    const word = wordOf[i] as number;
    return word >= 0 ? (logits[word] as number) + inside : Math.log((share * (n + 0.5)) / outside);
  });
};

/** ln π of all films for a history, as far as it lies in the vocabulary. */
export const choiceLogs = (model: ChoiceModel, films: Int32Array): Float32Array => {
  const words = seenWords(model, films);
  return spread(
    model,
    logitsOf(model, hiddenOf(model, words, words.length === 0 ? 0 : 1 / Math.sqrt(words.length))),
  );
};

const seenWords = ({ wordOf }: ChoiceModel, films: Int32Array): number[] =>
  Array.from(films, (film) => wordOf[film] as number).filter((word) => word >= 0);

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
        shared: sharedTraits(model.catalogue.traits, film, i),
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
