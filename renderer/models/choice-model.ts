/** A fitted multinomial auto-encoder: choice probabilities from a history. Symbols as in autoencoder.ts. */
import * as tf from "@tensorflow/tfjs-core";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type Catalogue, countRatings, type TrainingData } from "./model.ts";

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

export const wordsOf = (films: number, vocabulary: Int32Array): Int32Array => {
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
export const hiddenOf = (
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

export const logitsOf = ({ weights: { W2, b2 } }: ChoiceModel, h: Float64Array): Float64Array => {
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

export const seenWords = ({ wordOf }: ChoiceModel, films: Int32Array): number[] =>
  Array.from(films, (film) => wordOf[film] as number).filter((word) => word >= 0);
