/** A fitted self-attentive model: what comes next after a history. Symbols as in self-attention.ts. */
import * as tf from "@tensorflow/tfjs-core";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type Random, seededRandom, shuffle } from "../../shared/domain/random.ts";
import type { Catalogue, ChoiceScorer } from "./model.ts";
import { seenWords, spread, type Vocabulary } from "./vocabulary.ts";

export interface AttentionWeights {
  readonly E: Float32Array; // [words + 1, d] the last row is the start
  readonly c: Float32Array; // [words + 1]
  readonly P: Float32Array; // [T, d]
  readonly Wq: Float32Array; // [d, d]
  readonly Wk: Float32Array;
  readonly Wv: Float32Array;
  readonly W1: Float32Array;
  readonly b1: Float32Array; // [d]
  readonly W2: Float32Array;
}

/** Orders of the history that Shapley values are sampled over. */
const orders = 24;

/** What attention reads, for every word and for every place: keys and values are sums of the two. */
interface Tables {
  readonly d: number;
  readonly places: number; // T
  readonly start: number; // the word that every history begins with
  readonly weights: AttentionWeights;
  readonly keyOfWord: Float32Array;
  readonly valueOfWord: Float32Array;
  readonly keyOfPlace: Float32Array;
  readonly valueOfPlace: Float32Array;
}

const product = (X: Float32Array, W: Float32Array, d: number): Float32Array => {
  const out = new Float32Array(X.length);
  for (let row = 0; row < X.length; row += d)
    for (let f = 0; f < d; f++) {
      const x = X[row + f] as number;
      for (let g = 0; g < d; g++) out[row + g] = (out[row + g] as number) + x * (W[f * d + g] as number);
    }
  return out;
};

export const attentionTables = (weights: AttentionWeights): Tables => {
  const d = weights.b1.length;
  const { E, P, Wk, Wv } = weights;
  return {
    d,
    places: P.length / d,
    start: E.length / d - 1,
    weights,
    keyOfWord: product(E, Wk, d),
    valueOfWord: product(E, Wv, d),
    keyOfPlace: product(P, Wk, d),
    valueOfPlace: product(P, Wv, d),
  };
};

const times = (x: Float64Array, W: Float32Array): Float64Array => {
  const d = x.length;
  const out = new Float64Array(d);
  for (let f = 0; f < d; f++) {
    const value = x[f] as number;
    if (value === 0) continue;
    for (let g = 0; g < d; g++) out[g] = (out[g] as number) + value * (W[f * d + g] as number);
  }
  return out;
};

const normalised = (y: Float64Array): Float64Array => {
  const rms = Math.sqrt(y.reduce((sum, value) => sum + value * value, 0) / y.length + 1e-6);
  return y.map((value) => value / rms);
};

/** The words that are still within reach, oldest first. */
const reach = ({ places }: Tables, words: readonly number[]): readonly number[] => words.slice(-(places - 1));

/** z after a history, given as words, oldest first. */
export const stateAfter = (tables: Tables, words: readonly number[]): Float64Array => {
  const { d, weights, start, keyOfWord, valueOfWord, keyOfPlace, valueOfPlace } = tables;
  const { E, P, Wq, W1, b1, W2 } = weights;
  const sequence = [start, ...reach(tables, words)];
  const last = sequence.length - 1;
  const x = new Float64Array(d);
  for (let f = 0; f < d; f++)
    x[f] = (E[(sequence[last] as number) * d + f] as number) + (P[last * d + f] as number);
  const q = times(x, Wq);
  const attention = new Float64Array(sequence.length);
  let largest = Number.NEGATIVE_INFINITY;
  for (const [place, word] of sequence.entries()) {
    let dot = 0;
    for (let f = 0; f < d; f++)
      dot += (q[f] as number) * ((keyOfWord[word * d + f] as number) + (keyOfPlace[place * d + f] as number));
    attention[place] = dot / Math.sqrt(d);
    largest = Math.max(largest, attention[place] as number);
  }
  let total = 0;
  for (const [place, score] of attention.entries()) {
    attention[place] = Math.exp(score - largest);
    total += attention[place] as number;
  }
  const h = x;
  for (const [place, word] of sequence.entries()) {
    const a = (attention[place] as number) / total;
    for (let f = 0; f < d; f++)
      h[f] =
        (h[f] as number) +
        a * ((valueOfWord[word * d + f] as number) + (valueOfPlace[place * d + f] as number));
  }
  const u = times(normalised(h), W1).map((value, f) => Math.max(0, value + (b1[f] as number)));
  const y = times(u, W2);
  return normalised(y.map((value, f) => value + (h[f] as number)));
};

const along = (E: Float32Array, word: number, z: ArrayLike<number>): number => {
  let sum = 0;
  for (let f = 0; f < z.length; f++) sum += (E[word * z.length + f] as number) * (z[f] as number);
  return sum;
};

const logitsAfter = (tables: Tables, words: readonly number[]): Float64Array => {
  const { E, c } = tables.weights;
  const z = stateAfter(tables, words);
  return Float64Array.from({ length: tables.start }, (_, word) => along(E, word, z) + (c[word] as number));
};

/** Logits after many histories, [histories x words], on the engine. */
export const logitsOfMany = async (
  tables: Tables,
  histories: readonly (readonly number[])[],
): Promise<Float32Array> => {
  const { d, start: V, weights } = tables;
  const Z = new Float32Array(histories.length * d);
  for (const [row, words] of histories.entries()) Z.set(stateAfter(tables, words), row * d);
  const logits = tf.tidy(() => {
    const E = tf.tensor2d(weights.E.subarray(0, V * d), [V, d]);
    const c = tf.tensor2d(weights.c.subarray(0, V), [1, V]);
    return tf.add(tf.matMul(tf.tensor2d(Z, [histories.length, d]), tf.transpose(E)), c);
  });
  const values = (await logits.data()) as Float32Array;
  logits.dispose();
  return values;
};

/**
 * What each word of a history adds to z, by sampled order: Shapley's value averages it over all orders in which the history could come
 * together (Štrumbelj & Kononenko 2014). In each order the parts telescope, so they add up to z(history) − z(nothing) exactly.
 */
const additions = (tables: Tables, words: readonly number[]): readonly Float64Array[] => {
  const random = seededRandom(words.length);
  const { d } = tables;
  const nothing = stateAfter(tables, []);
  return Array.from({ length: orders }, () => {
    const added = new Float64Array(words.length * d);
    const present = words.map(() => false);
    let before = nothing;
    for (const n of shuffle(Int32Array.from(words.keys()), random)) {
      present[n] = true;
      const after = stateAfter(
        tables,
        words.filter((_, other) => present[other]),
      );
      for (let f = 0; f < d; f++) added[n * d + f] = (after[f] as number) - (before[f] as number);
      before = after;
    }
    return added;
  });
};

export const attentionScorer = (
  catalogue: Catalogue,
  scale: RatingScale,
  ratings: Int32Array,
  vocabulary: Vocabulary,
  tables: Tables,
): ChoiceScorer => {
  const films = catalogue.filmIds.length;
  const { d, weights } = tables;
  const logsOf = (words: readonly number[]): Float32Array =>
    spread(vocabulary, ratings, logitsAfter(tables, words));

  /** Of the history last explained: a list of recommendations explains the same one again and again. */
  let latest: { readonly key: string; readonly added: readonly Float64Array[] } | null = null;
  const additionsOf = (words: readonly number[]): readonly Float64Array[] => {
    const key = words.join();
    if (latest?.key !== key) latest = { key, added: additions(tables, words) };
    return latest.added;
  };
  /** By film of the history: its share in each order. */
  const sharesByOrder = (history: Int32Array, i: number): readonly (readonly number[])[] | null => {
    const word = vocabulary.wordOf[i] as number;
    if (word < 0) return null;
    const words = reach(tables, seenWords(vocabulary, history));
    const added = additionsOf(words);
    const place = new Map(words.map((seen, n) => [seen, n]));
    return Array.from(history, (film) => {
      const n = place.get(vocabulary.wordOf[film] as number);
      if (n === undefined) return [];
      return added.map((order) => along(weights.E, word, order.subarray(n * d, (n + 1) * d)));
    });
  };
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

  return {
    catalogue,
    scale,
    ratings,
    logs: (history) => logsOf(seenWords(vocabulary, history)),
    async logsOfMany(histories) {
      const V = tables.start;
      const logits = await logitsOfMany(
        tables,
        histories.map((history) => seenWords(vocabulary, history)),
      );
      const logs = new Float32Array(histories.length * films);
      for (let row = 0; row < histories.length; row++)
        logs.set(spread(vocabulary, ratings, logits.subarray(row * V, (row + 1) * V)), row * films);
      return logs;
    },
    thinned: (history: Int32Array, random: Random) =>
      logsOf(seenWords(vocabulary, history).filter(() => random() < 0.5)),
    shares(history, i) {
      const shares = sharesByOrder(history, i);
      return shares && Float64Array.from(shares, mean);
    },
    shareErrors(history, i) {
      const shares = sharesByOrder(history, i);
      if (!shares) return null;
      return Float64Array.from(shares, (values) => {
        const centre = mean(values);
        const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
        return Math.sqrt(squares / (orders - 1) / orders);
      });
    },
  };
};
