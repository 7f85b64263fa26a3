/**
 * Implicit alternating least squares (Hu, Koren & Volinsky 2008; Rendle et al. 2022, Revisiting iALS): what was seen counts as 1, everything
 * else as 0 with the small weight α,
 *   min_{P, Q} Σ_u Σ_{i ∈ N_u} (1 − p_u·q_i)² + α Σ_u Σ_i (p_u·q_i)² + λ (Σ_u (|N_u| + α I)^ν |p_u|² + Σ_i (|M_i| + α U)^ν |q_i|²),
 * solved in turn exactly: p_u = A_u⁻¹ Σ_{j ∈ N_u} q_j,  A_u = α QᵀQ + Σ_{j ∈ N_u} q_j q_jᵀ + λ (|N_u| + α I)^ν. A newcomer is folded in by the same formula,
 * and p_u·q_i = Σ_j q_iᵀA_u⁻¹q_j gives each film of the history its exact share.
 */
import { z } from "zod";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { breather } from "./breather.ts";
import { type ChoiceCalibration, calibrateChoices } from "./choice-calibration.ts";
import { makeChoiceModel, storedChoices } from "./choice-preferences.ts";
import { fitTemperature, tempered, wordHistories } from "./choice-temperature.ts";
import { factorise, solveFactorised } from "./linear-algebra.ts";
import {
  type Algorithm,
  type Catalogue,
  type ChoiceScorer,
  countRatings,
  type PreferenceModel,
} from "./model.ts";
import { seenWords, supportedFilms, type Vocabulary, vocabularyOf } from "./vocabulary.ts";

const defaults = {
  factors: 32,
  penalty: 0.01, // λ
  unseenWeight: 1, // α
  penaltyPower: 1, // ν
  epochs: 12,
  minSupport: 2,
};

const leastRidge = 1e-6;

interface FilmFactors {
  readonly k: number;
  readonly α: number;
  readonly λ: number;
  readonly ν: number;
  readonly Q: Float32Array; // [words x k]
}

/** αVᵀV of rows V, lower triangle. */
const gram = (V: Float32Array, k: number, α: number): Float64Array => {
  const G = new Float64Array(k * k);
  for (let row = 0; row < V.length; row += k)
    for (let f = 0; f < k; f++) {
      const x = α * (V[row + f] as number);
      for (let g = 0; g <= f; g++) G[f * k + g] = (G[f * k + g] as number) + x * (V[row + g] as number);
    }
  return G;
};

/** L of A for one entity that has seen `others`. */
const system = (
  others: readonly number[],
  V: Float32Array,
  G: Float64Array,
  k: number,
  penalty: number,
): Float64Array => {
  const A = Float64Array.from(G);
  for (const j of others) {
    const row = j * k;
    for (let f = 0; f < k; f++) {
      const x = V[row + f] as number;
      for (let g = 0; g <= f; g++) A[f * k + g] = (A[f * k + g] as number) + x * (V[row + g] as number);
    }
  }
  for (let f = 0; f < k; f++) A[f * k + f] = (A[f * k + f] as number) + penalty;
  return factorise(A, k);
};

const sumOf = (others: readonly number[], V: Float32Array, k: number, weight = 1): Float64Array => {
  const sum = new Float64Array(k);
  for (const j of others)
    for (let f = 0; f < k; f++) sum[f] = (sum[f] as number) + weight * (V[j * k + f] as number);
  return sum;
};

/** Never nothing: an empty system must be solved, too. */
const ridge = (λ: number, seen: number, unseen: number, ν: number): number =>
  Math.max(1e-6, λ * (seen + unseen) ** ν);
const ridgeOf = ({ α, λ, ν, k, Q }: FilmFactors, seen: number): number =>
  ridge(λ, seen, (α * Q.length) / k, ν);

const scorerOf = (
  catalogue: Catalogue,
  scale: RatingScale,
  ratings: Int32Array,
  vocabulary: Vocabulary,
  factors: FilmFactors,
  τ: number,
): ChoiceScorer => {
  const { k, Q } = factors;
  const G = gram(Q, k, factors.α);
  const words = vocabulary.films.length;
  const soften = tempered(vocabulary, ratings, τ);
  const logsOf = (seen: readonly number[], weight: number): Float32Array =>
    soften(scoresOf(factors, G, seen, weight));
  return {
    catalogue,
    scale,
    ratings,
    logs: (history) => logsOf(seenWords(vocabulary, history), 1),
    async logsOfMany(histories) {
      const logs = new Float32Array(histories.length * ratings.length);
      for (const [row, history] of histories.entries())
        logs.set(logsOf(seenWords(vocabulary, history), 1), row * ratings.length);
      return logs;
    },
    thinned: (history, random) =>
      logsOf(
        seenWords(vocabulary, history).filter(() => random() < 0.5),
        2,
      ),
    shares(history, i) {
      const word = vocabulary.wordOf[i] as number;
      if (word < 0 || word >= words) return null;
      const seen = seenWords(vocabulary, history);
      const L = system(seen, Q, G, k, ridgeOf(factors, seen.length));
      const w = solveFactorised(L, k, Q.subarray(word * k, (word + 1) * k));
      return Float64Array.from(history, (film) => {
        const j = vocabulary.wordOf[film] as number;
        if (j < 0) return 0;
        let share = 0;
        for (let f = 0; f < k; f++) share += (w[f] as number) * (Q[j * k + f] as number);
        return τ * share;
      });
    },
  };
};

/** p_u·q_i for all words; each film seen counts `weight`. */
const scoresOf = (
  factors: FilmFactors,
  G: Float64Array,
  seen: readonly number[],
  weight: number,
): Float64Array => {
  const { k, Q } = factors;
  const L = system(seen, Q, G, k, ridgeOf(factors, seen.length));
  const p = solveFactorised(L, k, sumOf(seen, Q, k, weight));
  return Float64Array.from({ length: Q.length / k }, (_, i) => {
    let score = 0;
    for (let f = 0; f < k; f++) score += (p[f] as number) * (Q[i * k + f] as number);
    return score;
  });
};

const made = (
  scorer: ChoiceScorer,
  calibration: ChoiceCalibration,
  vocabulary: Vocabulary,
  { Q, ...numbers }: FilmFactors,
  τ: number,
): PreferenceModel =>
  makeChoiceModel("implicit-als", scorer, calibration, () => ({
    header: { ...numbers, τ },
    arrays: { vocabulary: vocabulary.films.map((film) => scorer.catalogue.filmIds[film] as number), Q },
  }));

const fit: Algorithm["fit"] = async (data, parameters, seed, hooks) => {
  const { training, catalogue, scale } = data;
  const {
    factors: k,
    penalty: λ,
    unseenWeight: α,
    penaltyPower: ν,
    epochs,
    minSupport,
  } = parameters as typeof defaults;
  const vocabulary = vocabularyOf(supportedFilms(data, minSupport), catalogue.filmIds.length);
  const seenBy = wordHistories(training, vocabulary);
  const words = vocabulary.films.length;
  const seers: number[][] = Array.from({ length: words }, () => []);
  for (const [u, seen] of seenBy.entries()) for (const word of seen) seers[word]?.push(u);
  const random = seededRandom(seed);
  const drawn = (rows: number): Float32Array =>
    Float32Array.from({ length: rows * k }, () => (0.1 / Math.sqrt(k)) * normal(random));
  const P = drawn(seenBy.length);
  const Q = drawn(words);
  const breathe = breather(30);
  /** One side solved against the other. */
  const solve = async (
    rows: readonly (readonly number[])[],
    X: Float32Array,
    V: Float32Array,
  ): Promise<void> => {
    const G = gram(V, k, α);
    const unseen = (α * V.length) / k;
    for (const [row, others] of rows.entries()) {
      const L = system(others, V, G, k, Math.max(leastRidge, ridge(λ, others.length, unseen, ν)));
      X.set(solveFactorised(L, k, sumOf(others, V, k)), row * k);
      await breathe();
      hooks.signal.throwIfAborted();
    }
  };
  for (let epoch = 0; epoch < epochs && words > 0; epoch++) {
    await solve(seenBy, P, Q);
    await solve(seers, Q, P);
  }
  const ratings = countRatings(training, catalogue.filmIds.length);
  const factors = { k, α, λ, ν, Q };
  const G = gram(Q, k, α);
  const τ = fitTemperature(data, vocabulary, (seen) => scoresOf(factors, G, seen, 1));
  const scorer = scorerOf(catalogue, scale, ratings, vocabulary, factors, τ);
  return { model: made(scorer, calibrateChoices(scorer, data), vocabulary, factors, τ), curve: [] };
};

const Header = z.object({ τ: z.number(), k: z.number(), α: z.number(), λ: z.number(), ν: z.number() });

const load: Algorithm["load"] = (artefact, catalogue) => {
  const { scale, ratings, calibration, vocabulary: wordsOf } = storedChoices(artefact, catalogue);
  const { τ, k, α, λ, ν } = Header.parse(artefact.header);
  const vocabulary = wordsOf("vocabulary");
  const factors = { k, α, λ, ν, Q: artefact.arrays.Q as Float32Array };
  const scorer = scorerOf(catalogue, scale, ratings, vocabulary, factors, τ);
  return made(scorer, calibration, vocabulary, factors, τ);
};

export const implicitAls: Algorithm = { name: "implicit-als", unit: "choice", defaults, fit, load };
