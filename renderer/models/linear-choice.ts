/**
 * Choices scored by film-to-film weights: s_ui = Σ_{j ∈ N_u} B_ji, made chances by choice-temperature.ts. Since scores are sums, each film of
 * a history has its exact share of the log-odds, τ B_ji. Algorithms of this form only differ in how they come by B.
 */
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import type { Artefact } from "../../shared/blocks/artefact.ts";
import type { ModelName } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type ChoiceCalibration, calibrateChoices } from "./choice-calibration.ts";
import { makeChoiceModel, storedChoices } from "./choice-preferences.ts";
import { fitTemperature, tempered } from "./choice-temperature.ts";
import {
  type Catalogue,
  type ChoiceScorer,
  countRatings,
  type PreferenceModel,
  type TrainingData,
} from "./model.ts";
import { seenWords, type Vocabulary } from "./vocabulary.ts";

export interface FilmWeights {
  readonly vocabulary: Vocabulary;
  readonly B: Float32Array; // [words x words], row j speaks for the columns
}

/** Share of the history that a thinned copy keeps. */
const kept = 0.5;

/** The lower triangle made the upper one's mirror image. */
export const mirror = (G: Float32Array, n: number): void => {
  // By tiles, so that both triangles stay in the cache.
  for (let tile = 0; tile < n; tile += 32)
    for (let i = tile; i < n; i++)
      for (let j = tile; j < Math.min(i, tile + 32); j++) G[i * n + j] = G[j * n + i] as number;
};

/** G = XᵀX: histories that two words share, [words x words]; words ascend within a history. */
export const coOccurrence = (histories: readonly (readonly number[])[], words: number): Float32Array => {
  const G = new Float32Array(words * words);
  for (const history of histories) {
    for (let n = 0; n < history.length; n++) {
      const row = (history[n] as number) * words;
      for (let m = n; m < history.length; m++) {
        const cell = row + (history[m] as number);
        G[cell] = (G[cell] as number) + 1;
      }
    }
  }
  mirror(G, words);
  return G;
};

const scoresOf = ({ B, vocabulary }: FilmWeights, words: readonly number[], weight: number): Float64Array => {
  const V = vocabulary.films.length;
  const scores = new Float64Array(V);
  // Four films at a time: each score is loaded and stored a quarter as often.
  const fours = words.length - (words.length % 4);
  for (let n = 0; n < fours; n += 4) {
    const [a, b, c, d] = [words[n], words[n + 1], words[n + 2], words[n + 3]] as [
      number,
      number,
      number,
      number,
    ];
    for (let i = 0; i < V; i++)
      scores[i] =
        (scores[i] as number) +
        ((B[a * V + i] as number) +
          (B[b * V + i] as number) +
          (B[c * V + i] as number) +
          (B[d * V + i] as number));
  }
  for (const j of words.slice(fours))
    for (let i = 0; i < V; i++) scores[i] = (scores[i] as number) + (B[j * V + i] as number);
  if (weight !== 1) for (let i = 0; i < V; i++) scores[i] = weight * (scores[i] as number);
  return scores;
};

/** XB in one product: what a graphics device does best; elsewhere sums over the few films of a history are quicker. */
const denseScores = async (
  { B, vocabulary }: FilmWeights,
  seen: readonly (readonly number[])[],
): Promise<Float32Array[]> => {
  const V = vocabulary.films.length;
  const X = new Float32Array(seen.length * V);
  for (const [row, words] of seen.entries()) for (const word of words) X[row * V + word] = 1;
  const product = tf.tidy(() => tf.matMul(tf.tensor2d(X, [seen.length, V]), tf.tensor2d(B, [V, V])));
  const scores = (await product.data()) as Float32Array;
  product.dispose();
  return seen.map((_, row) => scores.subarray(row * V, (row + 1) * V));
};

const linearScorer = (
  catalogue: Catalogue,
  scale: RatingScale,
  ratings: Int32Array,
  weights: FilmWeights,
  τ: number,
): ChoiceScorer => {
  const { vocabulary, B } = weights;
  const V = vocabulary.films.length;
  const films = catalogue.filmIds.length;
  const logsOf = tempered(vocabulary, ratings, τ);
  return {
    catalogue,
    scale,
    ratings,
    logs: (history) => logsOf(scoresOf(weights, seenWords(vocabulary, history), 1)),
    async logsOfMany(histories) {
      const seen = histories.map((history) => seenWords(vocabulary, history));
      const scores =
        tf.getBackend() === "webgl"
          ? await denseScores(weights, seen)
          : seen.map((words) => scoresOf(weights, words, 1));
      const logs = new Float32Array(histories.length * films);
      for (const [row, values] of scores.entries()) logs.set(logsOf(values), row * films);
      return logs;
    },
    thinned: (history, random) =>
      logsOf(
        scoresOf(
          weights,
          seenWords(vocabulary, history).filter(() => random() < kept),
          1 / kept,
        ),
      ),
    shares(history, i) {
      const word = vocabulary.wordOf[i] as number;
      if (word < 0) return null;
      return Float64Array.from(history, (film) => {
        const seen = vocabulary.wordOf[film] as number;
        return seen < 0 ? 0 : τ * (B[seen * V + word] as number);
      });
    },
  };
};

const made = (
  name: ModelName,
  scorer: ChoiceScorer,
  calibration: ChoiceCalibration,
  { vocabulary, B }: FilmWeights,
  τ: number,
): PreferenceModel =>
  makeChoiceModel(name, scorer, calibration, () => ({
    header: { τ },
    arrays: { vocabulary: vocabulary.films.map((film) => scorer.catalogue.filmIds[film] as number), B },
  }));

/** Gives weights their temperature and calibration. */
export const linearChoiceModel = (
  name: ModelName,
  data: TrainingData,
  weights: FilmWeights,
): PreferenceModel => {
  const { catalogue, scale, training } = data;
  const ratings = countRatings(training, catalogue.filmIds.length);
  const { vocabulary } = weights;
  const τ = fitTemperature(data, vocabulary, (seen) => scoresOf(weights, seen, 1));
  const scorer = linearScorer(catalogue, scale, ratings, weights, τ);
  return made(name, scorer, calibrateChoices(scorer, data), weights, τ);
};

const Header = z.object({ τ: z.number() });

export const loadLinearChoiceModel = (
  name: ModelName,
  artefact: Artefact,
  catalogue: Catalogue,
): PreferenceModel => {
  const { scale, ratings, calibration, vocabulary } = storedChoices(artefact, catalogue);
  const { τ } = Header.parse(artefact.header);
  const weights = { vocabulary: vocabulary("vocabulary"), B: artefact.arrays.B as Float32Array };
  const scorer = linearScorer(catalogue, scale, ratings, weights, τ);
  return made(name, scorer, calibration, weights, τ);
};
