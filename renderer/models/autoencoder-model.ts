/** A fitted multinomial auto-encoder: choice probabilities from a history. Symbols as in autoencoder.ts. */
import * as tf from "@tensorflow/tfjs-core";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import type { Random } from "../../shared/domain/random.ts";
import type { Catalogue, ChoiceScorer } from "./model.ts";
import { seenWords, spread, type Vocabulary } from "./vocabulary.ts";

export interface NetworkWeights {
  readonly W1: Float32Array; // [words x hidden]
  readonly b1: Float32Array; // [hidden]
  readonly W2: Float32Array; // [hidden x words]
  readonly b2: Float32Array; // [words]
}

/** Share of the history that a thinned copy keeps, as in training (Gal & Ghahramani 2016). */
const kept = 0.5;

/** Logits of the words for histories given as words, [members x words], on the engine. */
export const wordLogits = async (
  histories: readonly (readonly number[])[],
  weights: NetworkWeights,
): Promise<Float32Array> => {
  const B = histories.length;
  const V = weights.b2.length;
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
const hiddenOf = ({ W1, b1 }: NetworkWeights, words: readonly number[], input: number): Float64Array => {
  const hidden = b1.length;
  const h = Float64Array.from(b1);
  for (const word of words)
    for (let f = 0; f < hidden; f++) h[f] = (h[f] as number) + input * (W1[word * hidden + f] as number);
  return h.map(Math.tanh);
};

const logitsOf = ({ W2, b2 }: NetworkWeights, h: Float64Array): Float64Array => {
  const logits = Float64Array.from(b2);
  const V = b2.length;
  for (const [f, activation] of h.entries())
    for (let word = 0; word < V; word++)
      logits[word] = (logits[word] as number) + activation * (W2[f * V + word] as number);
  return logits;
};

const inputOf = (words: readonly number[]): number => (words.length === 0 ? 0 : 1 / Math.sqrt(words.length));

/**
 * The log-odds that the history adds over an empty one, film by film: along the straight path from no input to x̃ the integral of
 * the gradient (Sundararajan, Taly & Yan 2017) is exact for tanh: share_j = Σ_h W₂[h, i] x̃_j W₁[j, h] (tanh(z_h + b_h) − tanh b_h) / z_h.
 */
const sharesOf = (weights: NetworkWeights, vocabulary: Vocabulary, history: Int32Array, word: number) => {
  const { W1, b1, W2, b2 } = weights;
  const hidden = b1.length;
  const words = seenWords(vocabulary, history);
  const input = inputOf(words);
  const slope = new Float64Array(hidden);
  for (let f = 0; f < hidden; f++) {
    let z = 0;
    for (const seen of words) z += input * (W1[seen * hidden + f] as number);
    const b = b1[f] as number;
    const mean = Math.abs(z) < 1e-6 ? 1 - Math.tanh(b) ** 2 : (Math.tanh(z + b) - Math.tanh(b)) / z;
    slope[f] = mean * input * (W2[f * b2.length + word] as number);
  }
  return Float64Array.from(history, (film) => {
    const seen = vocabulary.wordOf[film] as number;
    if (seen < 0) return 0;
    let share = 0;
    for (let f = 0; f < hidden; f++) share += (slope[f] as number) * (W1[seen * hidden + f] as number);
    return share;
  });
};

export const networkScorer = (
  catalogue: Catalogue,
  scale: RatingScale,
  ratings: Int32Array,
  vocabulary: Vocabulary,
  weights: NetworkWeights,
): ChoiceScorer => {
  const logsOf = (words: readonly number[], input: number): Float32Array =>
    spread(vocabulary, ratings, logitsOf(weights, hiddenOf(weights, words, input)));
  const films = catalogue.filmIds.length;
  return {
    catalogue,
    scale,
    ratings,
    logs(history) {
      const words = seenWords(vocabulary, history);
      return logsOf(words, inputOf(words));
    },
    async logsOfMany(histories) {
      const words = histories.map((history) => seenWords(vocabulary, history));
      const logits = await wordLogits(words, weights);
      const V = weights.b2.length;
      const logs = new Float32Array(histories.length * films);
      for (let row = 0; row < histories.length; row++)
        logs.set(spread(vocabulary, ratings, logits.subarray(row * V, (row + 1) * V)), row * films);
      return logs;
    },
    thinned(history: Int32Array, random: Random) {
      const words = seenWords(vocabulary, history);
      const some = words.filter(() => random() < kept);
      return logsOf(some, inputOf(words) / kept);
    },
    byPath: true,
    shares(history, i) {
      const word = vocabulary.wordOf[i] as number;
      return word < 0 ? null : sharesOf(weights, vocabulary, history, word);
    },
  };
};
