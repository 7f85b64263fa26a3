/**
 * The next film from the order of the last ones: self-attention (SASRec, Kang & McAuley 2018) with one block. Of a window of places t, w_0 the start
 * and w_t the t-th film, in rows:
 *   x_t = dropout(E[w_t] + P_t),  A = softmax(x W_q (x W_k)ᵀ / √d) over places up to t,  h = x + A x W_v,
 *   y = h + relu(h / rms(h) W₁ + b₁) W₂,  z = y / rms(y),  π(w_{t+1} = i) ∝ exp(z_t·E_i + c_i),
 * normalisation by root mean square (Zhang & Sennrich 2019). Loss: cross-entropy of the film that came next against those not yet chosen, many
 * negatives in the manner of Klenitskiy & Vasilev 2023: `negatives` films drawn for each step, each standing for V / `negatives` others.
 * AdamW, decay on the matrices. Films of few histories are outside the softmax, as in autoencoder.ts.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Arrays, storedArray } from "../../shared/blocks/artefact.ts";
import { normal, type Random, seededRandom, shuffle } from "../../shared/domain/random.ts";
import { AdamW } from "./adamw.ts";
import {
  type Algorithm,
  countRatings,
  type Histories,
  historyOf,
  inOrder,
  type Parameters,
  type TrainingData,
} from "./model.ts";
import {
  type AttentionTensors,
  attentionGradients,
  attentionParts,
  type SequenceBlock,
} from "./self-attention-gradient.ts";
import {
  type AttentionWeights,
  attentionScorer,
  attentionTables,
  logitsOfMany,
} from "./self-attention-model.ts";
import { type ChoiceObjective, trainedChoices } from "./trained-choices.ts";
import { seenWords, supportedFilms, vocabularyOf } from "./vocabulary.ts";

const defaults = {
  width: 64, // d
  places: 50, // T
  negatives: 512,
  dropout: 0.3,
  weightDecay: 0.01,
  learningRate: 0.006,
  batch: 32, // windows per step
  minSupport: 2,
  mostFilms: 20_000,
  epochs: 40,
  patience: 4,
};

/** Steps after which an epoch ends, however large the library. */
const mostSteps = 400;
const barredBy = -1e9;

/** Places of the next choices: the films before `from` are out of sight. */
interface Window {
  readonly member: number;
  readonly from: number;
  readonly to: number;
}

export const attentionObjective = (
  data: TrainingData,
  parameters: Parameters,
  seed: number,
): ChoiceObjective => {
  const { training, validation } = data;
  const {
    width: d,
    places: T,
    negatives,
    dropout,
    batch,
    minSupport,
    mostFilms,
  } = parameters as typeof defaults;
  const support = countRatings(training, data.catalogue.filmIds.length);
  const supported = supportedFilms(data, minSupport, mostFilms);
  const vocabulary = vocabularyOf(
    supported.length > 0 ? supported : supportedFilms(data, 1, mostFilms),
    support.length,
  );
  const V = vocabulary.films.length;
  const wordsOf = (histories: Histories, u: number): number[] =>
    seenWords(vocabulary, inOrder(historyOf(histories, u)));
  const words = Array.from({ length: training.start.length - 1 }, (_, u) => wordsOf(training, u));
  const held = Array.from(words.keys(), (u) => wordsOf(validation, u));
  const validated = [...words.keys()].filter((u) => (held[u] as number[]).length > 0);
  const choices = words.reduce((sum, history) => sum + history.length, 0);

  /** Windows end to end over each history, cut at another place in every epoch. */
  const windowsOf = (random: Random): Window[] =>
    words.flatMap((history, member) => {
      const windows: Window[] = [];
      const first = history.length > T ? -Math.floor(random() * T) : 0;
      for (let from = first; from < history.length; from += T)
        windows.push({ member, from: Math.max(0, from), to: Math.min(history.length, from + T) });
      return windows;
    });
  const steps = Math.ceil(words.reduce((sum, { length }) => sum + Math.ceil(length / T), 0) / batch);
  const batches = Math.max(1, Math.min(mostSteps, steps));
  let dealt: { readonly random: Random; readonly windows: Window[] } | null = null;
  const windowsFor = (b: number, random: Random): Window[] => {
    if (dealt?.random !== random) {
      const all = windowsOf(random);
      const order = shuffle(Int32Array.from(all.keys()), random);
      dealt = { random, windows: Array.from(order, (n) => all[n] as Window) };
    }
    return dealt.windows.filter((_, n) => n % steps === b);
  };

  const blockOf = (windows: readonly Window[], random: Random): SequenceBlock => {
    const rows = windows.length * T;
    const input = new Int32Array(rows).fill(V);
    const target = new Int32Array(rows);
    const weight = new Float32Array(rows);
    const K = Math.min(V, negatives);
    const candidates = shuffle(
      Int32Array.from({ length: V }, (_, word) => word),
      random,
    ).slice(0, K);
    const candidateAt = new Int32Array(V).fill(-1);
    for (const [n, word] of candidates.entries()) candidateAt[word] = n;
    const barred = new Float32Array(rows * K);
    for (const [w, { member, from, to }] of windows.entries()) {
      const history = words[member] as number[];
      for (let at = from; at < to; at++) {
        const row = w * T + at - from;
        if (at > from) input[row] = history[at - 1] as number;
        target[row] = history[at] as number;
        weight[row] = 1;
      }
      // Chosen before, or being chosen: no alternative from that place on.
      for (let at = 0; at < to; at++) {
        const n = candidateAt[history[at] as number] as number;
        if (n < 0) continue;
        for (let place = Math.max(from, at); place < to; place++)
          barred[(w * T + place - from) * K + n] = barredBy;
      }
    }
    return {
      places: T,
      input,
      target,
      weight: tf.tensor2d(weight, [rows, 1]),
      kept: tf.tensor2d(
        Float32Array.from({ length: rows * d }, () => (random() < dropout ? 0 : 1 / (1 - dropout))),
        [rows, d],
      ),
      candidates,
      barred: tf.tensor2d(barred, [rows, K]),
      standsFor: V / K,
    };
  };

  return {
    vocabulary,
    batches,
    create() {
      const random = seededRandom(seed);
      const drawn = (rows: number, columns: number, scale: number): tf.Tensor2D =>
        tf.tensor2d(
          Float32Array.from({ length: rows * columns }, () => scale * normal(random)),
          [rows, columns],
        );
      const glorot = 1 / Math.sqrt(d); // Glorot & Bengio 2010
      const adamw = new AdamW({
        learningRate: parameters.learningRate as number,
        weightDecay: parameters.weightDecay as number,
        beta2: 0.98,
      });
      adamw.add("E", drawn(V + 1, d, 0.1));
      const c = Float32Array.from({ length: V + 1 }, (_, word) =>
        word < V ? Math.log(support[vocabulary.films[word] as number] as number) : 0,
      );
      adamw.add("c", tf.tensor2d(c, [V + 1, 1]));
      adamw.add("P", drawn(T, d, 0.1));
      for (const part of ["Wq", "Wk", "Wv", "W1"] as const) adamw.add(part, drawn(d, d, glorot));
      adamw.add("b1", tf.zeros([1, d]));
      adamw.add("W2", drawn(d, d, glorot));
      return adamw;
    },
    step(adamw, b, random) {
      const weights = Object.fromEntries(
        attentionParts.map((part) => [part, adamw.value<tf.Tensor2D>(part)]),
      ) as AttentionTensors;
      const gradients = attentionGradients(blockOf(windowsFor(b, random), random), weights);
      for (const part of attentionParts) adamw.apply(part, gradients[part], part !== "b1" && part !== "c");
      return gradients.loss;
    },
    shownLoss: (sum) => sum / Math.max(1, choices * Math.min(1, batches / steps)),
    /** Cross-entropy per validation choice, over the films not yet seen. */
    async validate(weights) {
      const tables = attentionTables(attentionWeights(weights));
      let sum = 0;
      let count = 0;
      for (let from = 0; from < validated.length; from += 256) {
        const block = validated.slice(from, from + 256);
        const logits = await logitsOfMany(
          tables,
          block.map((u) => words[u] as number[]),
        );
        for (const [row, u] of block.entries()) {
          const seen = new Set(words[u] as number[]);
          let total = 0;
          for (let word = 0; word < V; word++)
            if (!seen.has(word)) total += Math.exp(logits[row * V + word] as number);
          for (const word of held[u] as number[]) {
            sum += Math.log(total) - (logits[row * V + word] as number);
            count++;
          }
        }
      }
      return sum / Math.max(1, count);
    },
  };
};

const attentionWeights = (arrays: Arrays): AttentionWeights => {
  const part = (name: keyof AttentionWeights) => storedArray(arrays, name, Float32Array);
  return {
    E: part("E"),
    c: part("c"),
    P: part("P"),
    Wq: part("Wq"),
    Wk: part("Wk"),
    Wv: part("Wv"),
    W1: part("W1"),
    b1: part("b1"),
    W2: part("W2"),
  };
};

export const selfAttention: Algorithm = {
  name: "self-attention",
  unit: "choice",
  defaults,
  ...trainedChoices("self-attention", {
    parts: attentionParts,
    objective: attentionObjective,
    scorer: (catalogue, scale, ratings, vocabulary, weights) =>
      attentionScorer(catalogue, scale, ratings, vocabulary, attentionTables(attentionWeights(weights))),
  }),
};
