/**
 * Multinomial denoising auto-encoder (Liang, Krishnan, Hoffman & Jebara 2018, Mult-DAE). x_u ∈ {0, 1}^films is what member u has seen:
 *   x̃ = dropout(x / |x|);  h = tanh(x̃ W₁ + b₁);  π = softmax(h W₂ + b₂);  loss = −Σ_u (1 / n_u) Σ_i x_ui ln π_ui,
 * the cross-entropy of a member's choices, each member counting once; AdamW with decoupled decay on W₁ and W₂.
 * Gradients by hand, so that every product is untransposed:  with d = (π − x / n) / batch:  ∂W₂ = hᵀd,  ∂b₂ = Σ d,
 *   e = (d W₂ᵀ) ∘ (1 − h²),  ∂W₁ = x̃ᵀe,  ∂b₁ = Σ e.
 * Films with fewer than `minSupport` histories are outside the softmax; together they keep their share of all choices, split by support.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Arrays, storedArray } from "../../shared/blocks/artefact.ts";
import { normal, type Random, seededRandom, shuffle } from "../../shared/domain/random.ts";
import { AdamW } from "./adamw.ts";
import { type NetworkWeights, networkScorer, wordLogits } from "./autoencoder-model.ts";
import {
  type Algorithm,
  countRatings,
  type Histories,
  historyOf,
  type Parameters,
  type TrainingData,
} from "./model.ts";
import { type ChoiceObjective, trainedChoices } from "./trained-choices.ts";
import { seenWords, supportedFilms, vocabularyOf } from "./vocabulary.ts";

const defaults: Parameters = {
  hidden: 200,
  dropout: 0.5,
  minSupport: 4,
  weightDecay: 0.02,
  learningRate: 0.002,
  batch: 128, // members per step
  epochs: 120,
  patience: 5,
};

export interface ChoiceBlock {
  readonly x: tf.Tensor2D; // [members, vocabulary] x / n
  readonly x̃: tf.Tensor2D; // [members, vocabulary]
  readonly x̃T: tf.Tensor2D; // [vocabulary, members]
}
export interface ChoiceTensors {
  readonly W1: tf.Tensor2D; // [vocabulary, hidden]
  readonly b1: tf.Tensor2D; // [1, hidden]
  readonly W2: tf.Tensor2D; // [hidden, vocabulary]
  readonly b2: tf.Tensor2D; // [1, vocabulary]
}

/** Gradients of the mean loss over the block, and its summed loss. Call inside `tf.tidy`. */
export const choiceGradients = (
  { x, x̃, x̃T }: ChoiceBlock,
  { W1, b1, W2, b2 }: ChoiceTensors,
): ChoiceTensors & { readonly loss: tf.Scalar } => {
  const members = x.shape[0];
  const h = tf.tanh(tf.add(tf.matMul(x̃, W1), b1)) as tf.Tensor2D;
  const logits = tf.add(tf.matMul(h, W2), b2);
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const exponential = tf.exp(shifted);
  const total = tf.sum(exponential, 1, true);
  const loss = tf.sub(tf.sum(tf.mul(tf.log(total), tf.sum(x, 1, true))), tf.sum(tf.mul(x, shifted)));
  const chosen = tf.sum(x, 1, true); // 1, or 0 for an empty history
  const d = tf.div(tf.sub(tf.mul(tf.div(exponential, total), chosen), x), members) as tf.Tensor2D;
  const e = tf.mul(tf.matMul(d, tf.transpose(W2)), tf.sub(1, tf.square(h))) as tf.Tensor2D;
  return {
    W1: tf.matMul(x̃T, e),
    b1: tf.sum(e, 0, true),
    W2: tf.matMul(tf.transpose(h), d),
    b2: tf.sum(d, 0, true),
    loss: loss as tf.Scalar,
  };
};

const parts = ["W1", "b1", "W2", "b2"] as const;

export const choiceObjective = (
  data: TrainingData,
  parameters: Parameters,
  seed: number,
): ChoiceObjective => {
  const { training, validation } = data;
  const support = countRatings(training, data.catalogue.filmIds.length);
  const { hidden, dropout, batch } = parameters as { hidden: number; dropout: number; batch: number };
  const vocabulary = vocabularyOf(supportedFilms(data, parameters.minSupport as number), support.length);
  const V = vocabulary.films.length;
  const wordsOf = (histories: Histories, u: number): number[] =>
    seenWords(vocabulary, historyOf(histories, u).films);
  const words = Array.from({ length: training.start.length - 1 }, (_, u) => wordsOf(training, u));
  const members = Int32Array.from(words.keys()).filter((u) => (words[u] as number[]).length > 0);
  shuffle(members, seededRandom(seed ^ 0x5bd1e995));
  const batches = Math.max(1, Math.ceil(members.length / batch));
  const held = Array.from(words.keys(), (u) => wordsOf(validation, u));
  const validated = members.filter((u) => (held[u] as number[]).length > 0);

  const blockOf = (b: number, random: Random): ChoiceBlock => {
    const chosen = members.filter((_, n) => n % batches === b);
    const B = chosen.length;
    const x = new Float32Array(B * V);
    const x̃ = new Float32Array(B * V);
    const x̃T = new Float32Array(V * B);
    for (const [row, u] of chosen.entries()) {
      const history = words[u] as number[];
      const kept = 1 / Math.sqrt(history.length) / (1 - dropout);
      for (const word of history) {
        x[row * V + word] = 1 / history.length;
        if (random() < dropout) continue;
        x̃[row * V + word] = kept;
        x̃T[word * B + row] = kept;
      }
    }
    return { x: tf.tensor2d(x, [B, V]), x̃: tf.tensor2d(x̃, [B, V]), x̃T: tf.tensor2d(x̃T, [V, B]) };
  };

  return {
    vocabulary,
    batches,
    create() {
      const random = seededRandom(seed);
      const drawn = (rows: number, columns: number): tf.Tensor2D => {
        const scale = Math.sqrt(2 / (rows + columns)); // Glorot & Bengio 2010
        return tf.tensor2d(
          Float32Array.from({ length: rows * columns }, () => scale * normal(random)),
          [rows, columns],
        );
      };
      const adamw = new AdamW({
        learningRate: parameters.learningRate as number,
        weightDecay: parameters.weightDecay as number,
      });
      adamw.add("W1", drawn(V, hidden));
      adamw.add("b1", tf.zeros([1, hidden]));
      adamw.add("W2", drawn(hidden, V));
      adamw.add(
        "b2",
        tf.tensor2d(
          Float32Array.from(vocabulary.films, (film) => Math.log(support[film] as number)),
          [1, V],
        ),
      );
      return adamw;
    },
    step(adamw, b, random) {
      const weights = {
        W1: adamw.value<tf.Tensor2D>("W1"),
        b1: adamw.value<tf.Tensor2D>("b1"),
        W2: adamw.value<tf.Tensor2D>("W2"),
        b2: adamw.value<tf.Tensor2D>("b2"),
      };
      const gradients = choiceGradients(blockOf(b, random), weights);
      for (const part of parts) adamw.apply(part, gradients[part], part === "W1" || part === "W2");
      return gradients.loss;
    },
    shownLoss: (sum) => sum / members.length,
    /** Cross-entropy per validation choice, over the films not yet seen. */
    async validate(weights) {
      let sum = 0;
      let choices = 0;
      for (let from = 0; from < validated.length; from += 256) {
        const block = validated.subarray(from, from + 256);
        const logits = await wordLogits(
          Array.from(block, (u) => words[u] as number[]),
          networkWeights(weights),
        );
        for (const [row, u] of block.entries()) {
          const seen = new Set(words[u] as number[]);
          let total = 0;
          for (let word = 0; word < V; word++)
            if (!seen.has(word)) total += Math.exp(logits[row * V + word] as number);
          for (const word of held[u] as number[]) {
            sum += Math.log(total) - (logits[row * V + word] as number);
            choices++;
          }
        }
      }
      return sum / Math.max(1, choices);
    },
  };
};

const networkWeights = (arrays: Arrays): NetworkWeights => ({
  W1: storedArray(arrays, "W1", Float32Array),
  b1: storedArray(arrays, "b1", Float32Array),
  W2: storedArray(arrays, "W2", Float32Array),
  b2: storedArray(arrays, "b2", Float32Array),
});

export const autoencoder: Algorithm = {
  name: "autoencoder",
  unit: "choice",
  defaults,
  ...trainedChoices("autoencoder", {
    parts: ["W1", "b1", "W2", "b2"],
    objective: choiceObjective,
    scorer: (catalogue, scale, ratings, vocabulary, weights) =>
      networkScorer(catalogue, scale, ratings, vocabulary, networkWeights(weights)),
  }),
};
