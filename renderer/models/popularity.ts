/**
 * Popularity with decay, the line that every other model must clear: π_i ∝ ½ + Σ_{n: film(n) = i} 2^(−(T − t_n) / h), t_n the time of a choice,
 * T that of the latest, h the half-life. h is given in days, or with 0 that of `halfLives` under which the held-out choices are likeliest,
 * Σ_u Σ_{i chosen} ln (π_i / Σ_{i' not seen by u} π_i'). Choices without a time count as the oldest known. A history has no say.
 */
import { z } from "zod";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type ChoiceCalibration, calibrateChoices } from "./choice-calibration.ts";
import { makeChoiceModel, storedChoices } from "./choice-preferences.ts";
import {
  type Algorithm,
  type Catalogue,
  type ChoiceScorer,
  countRatings,
  type Histories,
  historyOf,
  type PreferenceModel,
  type TrainingData,
} from "./model.ts";

const defaults = { halfLife: 0 };

const day = 86_400; // seconds
const halfLives = [7, 14, 30, 60, 90, 180, 365, 730, 1460, Number.POSITIVE_INFINITY]; // days

/** Choices of each film, an old one counting less. */
const decayed = ({ film, at }: Histories, films: number, halfLife: number): Float32Array => {
  let latest = 0;
  let oldest = Number.POSITIVE_INFINITY;
  for (const t of at) {
    if (t === 0) continue;
    latest = Math.max(latest, t);
    oldest = Math.min(oldest, t);
  }
  const weights = new Float32Array(films);
  for (const [n, i] of film.entries()) {
    const age = latest === 0 ? 0 : latest - ((at[n] as number) || oldest);
    weights[i] = (weights[i] as number) + 2 ** (-age / (day * halfLife));
  }
  return weights;
};

const logsOf = (weights: Float32Array): Float32Array => {
  const total = weights.reduce((sum, weight) => sum + weight + 0.5, 0);
  return weights.map((weight) => Math.log((weight + 0.5) / total));
};

/** ln-likelihood of the held-out choices among the films not yet seen. */
const likelihood = ({ training, validation }: TrainingData, logs: Float32Array): number => {
  let sum = 0;
  for (let u = 0; u < validation.start.length - 1; u++) {
    const { films: chosen } = historyOf(validation, u);
    if (chosen.length === 0) continue;
    let left = 1;
    for (const film of historyOf(training, u).films) left -= Math.exp(logs[film] as number);
    for (const film of chosen) sum += (logs[film] as number) - Math.log(Math.max(left, 1e-9));
  }
  return sum;
};

const learnedHalfLife = (data: TrainingData, films: number): number => {
  const values = halfLives.map((halfLife) =>
    likelihood(data, logsOf(decayed(data.training, films, halfLife))),
  );
  // Of equals the longest: without times nothing decays.
  return halfLives[values.lastIndexOf(Math.max(...values))] as number;
};

const scorerOf = (
  catalogue: Catalogue,
  scale: RatingScale,
  ratings: Int32Array,
  weights: Float32Array,
): ChoiceScorer => {
  const logs = logsOf(weights);
  return {
    catalogue,
    scale,
    ratings,
    logs: () => logs,
    async logsOfMany(histories) {
      const all = new Float32Array(histories.length * logs.length);
      for (let row = 0; row < histories.length; row++) all.set(logs, row * logs.length);
      return all;
    },
    thinned: () => logs,
    shares: () => null,
  };
};

const made = (
  scorer: ChoiceScorer,
  calibration: ChoiceCalibration,
  weights: Float32Array,
  halfLife: number | null,
): PreferenceModel =>
  makeChoiceModel("popularity", scorer, calibration, () => ({ header: { halfLife }, arrays: { weights } }));

const fit: Algorithm["fit"] = async (data, parameters) => {
  const { catalogue, scale, training } = data;
  const films = catalogue.filmIds.length;
  const halfLife = (parameters as typeof defaults).halfLife || learnedHalfLife(data, films);
  const weights = decayed(training, films, halfLife);
  const scorer = scorerOf(catalogue, scale, countRatings(training, films), weights);
  const known = Number.isFinite(halfLife) ? halfLife : null;
  return { model: made(scorer, calibrateChoices(scorer, data), weights, known), curve: [] };
};

const Header = z.object({ halfLife: z.number().nullable() }); // days, null = nothing decays

const load: Algorithm["load"] = (artefact, catalogue) => {
  const { scale, ratings, calibration, present } = storedChoices(artefact, catalogue);
  const { halfLife } = Header.parse(artefact.header);
  const weights = present(artefact.arrays.weights as Float32Array);
  return made(scorerOf(catalogue, scale, ratings, weights), calibration, weights, halfLife);
};

export const popularity: Algorithm = { name: "popularity", unit: "choice", defaults, fit, load };
