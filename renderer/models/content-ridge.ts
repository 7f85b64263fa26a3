/**
 * Films by what they are about, for films that nobody has seen: kernel ridge regression of what members chose on the films' likeness
 * (Saunders, Gammerman & Vovk 1998). With K = FFᵀ the likeness of the films seen by anybody (film-likeness.ts) and z ∈ {0, 1}^films a history,
 *   α = (K + λ I)⁻¹ z,   s_i = f_i·Fᵀα,
 * so that a film's score is a sum over its own words, and over the history: film j adds Σ_l [(K + λ I)⁻¹]_jl f_l·f_i.
 */
import { z } from "zod";
import { likenessFields } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type ChoiceCalibration, calibrateChoices } from "./choice-calibration.ts";
import { makeChoiceModel, storedChoices } from "./choice-preferences.ts";
import { fitTemperature, tempered } from "./choice-temperature.ts";
import { addLikeness, type FieldWeights, type FilmWords, filmWords, rowsOf } from "./film-likeness.ts";
import { invert } from "./inverse.ts";
import {
  type Algorithm,
  type Catalogue,
  type ChoiceScorer,
  countRatings,
  type PreferenceModel,
} from "./model.ts";
import { breather } from "./optimise.ts";
import { seenWords, supportedFilms, type Vocabulary, vocabularyOf } from "./vocabulary.ts";

const defaults = {
  penalty: 5, // λ
  genre: 1,
  person: 1,
  year: 0.5,
  keyword: 0.5,
  synopsis: 1,
  title: 0.2,
  studio: 0.5,
  language: 0.2,
  country: 0.2,
  certificate: 0.2,
  runtime: 0.4,
  mostFilms: 4000,
};

interface Ridge {
  readonly warm: Vocabulary; // films seen by anybody: rows of A
  readonly A: Float32Array; // (K + λ I)⁻¹ [warm x warm]
  readonly F: FilmWords; // of all films of the catalogue
}

/** Fᵀα. */
const wordWeights = ({ warm, F }: Ridge, α: Float64Array): Float64Array => {
  const weights = new Float64Array(F.words.length);
  for (const [row, film] of warm.films.entries()) {
    const a = α[row] as number;
    if (a === 0 || film < 0) continue;
    for (let n = F.start[film] as number; n < (F.start[film + 1] as number); n++) {
      const word = F.word[n] as number;
      weights[word] = (weights[word] as number) + a * (F.weight[n] as number);
    }
  }
  return weights;
};

const along = ({ start, word, weight }: FilmWords, film: number, weights: Float64Array): number => {
  let score = 0;
  for (let n = start[film] as number; n < (start[film + 1] as number); n++)
    score += (weight[n] as number) * (weights[word[n] as number] as number);
  return score;
};

/** s of all films for a history given as warm films, each of which counts `weight`. */
const scoresOf = (ridge: Ridge, seen: readonly number[], weight: number): Float64Array => {
  const V = ridge.warm.films.length;
  const α = new Float64Array(V);
  for (const j of seen)
    for (let l = 0; l < V; l++) α[l] = (α[l] as number) + weight * (ridge.A[j * V + l] as number);
  const weights = wordWeights(ridge, α);
  return Float64Array.from({ length: ridge.F.start.length - 1 }, (_, film) => along(ridge.F, film, weights));
};

/** The film's own words as weights, so that f_l·f_i is the film l along them. */
const ownWords = ({ F }: Ridge, film: number): Float64Array => {
  const weights = new Float64Array(F.words.length);
  for (let n = F.start[film] as number; n < (F.start[film + 1] as number); n++)
    weights[F.word[n] as number] = F.weight[n] as number;
  return weights;
};

const everyFilm = (films: number): Vocabulary =>
  vocabularyOf(
    Int32Array.from({ length: films }, (_, film) => film),
    films,
  );

const scorerOf = (
  catalogue: Catalogue,
  scale: RatingScale,
  ratings: Int32Array,
  ridge: Ridge,
  τ: number,
): ChoiceScorer => {
  const { warm, A, F } = ridge;
  const V = warm.films.length;
  const soften = tempered(everyFilm(ratings.length), ratings, τ);
  const logs = (history: Int32Array): Float32Array => soften(scoresOf(ridge, seenWords(warm, history), 1));
  return {
    catalogue,
    scale,
    ratings,
    logs,
    async logsOfMany(histories) {
      const all = new Float32Array(histories.length * ratings.length);
      for (const [row, history] of histories.entries()) all.set(logs(history), row * ratings.length);
      return all;
    },
    thinned: (history, random) =>
      soften(
        scoresOf(
          ridge,
          seenWords(warm, history).filter(() => random() < 0.5),
          2,
        ),
      ),
    shares(history, i) {
      if (F.start[i] === F.start[i + 1]) return null;
      const own = ownWords(ridge, i);
      const k = Float64Array.from(warm.films, (film) => (film < 0 ? 0 : along(F, film, own)));
      return Float64Array.from(history, (film) => {
        const j = warm.wordOf[film] as number;
        if (j < 0) return 0;
        let share = 0;
        for (let l = 0; l < V; l++) share += (A[j * V + l] as number) * (k[l] as number);
        return τ * share;
      });
    },
  };
};

const made = (
  scorer: ChoiceScorer,
  calibration: ChoiceCalibration,
  { warm, A }: Ridge,
  weights: FieldWeights,
  τ: number,
): PreferenceModel =>
  makeChoiceModel("content-ridge", scorer, calibration, () => ({
    header: { τ, weights },
    arrays: { warm: warm.films.map((film) => scorer.catalogue.filmIds[film] as number), A },
  }));

const fit: Algorithm["fit"] = async (data, parameters, _seed, hooks) => {
  const { penalty: λ, mostFilms, ...weights } = parameters as typeof defaults;
  const { catalogue, scale, training } = data;
  const films = catalogue.filmIds.length;
  const warmFilms = supportedFilms(data, 1, mostFilms);
  const V = warmFilms.length;
  const K = new Float32Array(V * V);
  const F = filmWords(
    catalogue.traits,
    Int32Array.from({ length: films }, (_, film) => film),
    weights,
  );
  addLikeness(rowsOf(F, warmFilms), 1, K);
  for (let l = 0; l < V; l++) K[l * V + l] = (K[l * V + l] as number) + λ;
  const breathe = breather(30);
  const A = await invert(K, V, async () => {
    await breathe();
    hooks.signal.throwIfAborted();
  });
  const ridge = { warm: vocabularyOf(warmFilms, films), A, F };
  const ratings = countRatings(training, films);
  const all = everyFilm(films);
  const τ = fitTemperature(data, all, (seen) =>
    scoresOf(ridge, seenWords(ridge.warm, Int32Array.from(seen)), 1),
  );
  const scorer = scorerOf(catalogue, scale, ratings, ridge, τ);
  return { model: made(scorer, calibrateChoices(scorer, data), ridge, weights, τ), curve: [] };
};

const Header = z.object({ τ: z.number(), weights: z.partialRecord(z.enum(likenessFields), z.number()) });

const load: Algorithm["load"] = (artefact, catalogue) => {
  const { scale, ratings, calibration, vocabulary } = storedChoices(artefact, catalogue);
  const { τ, weights } = Header.parse(artefact.header);
  const films = catalogue.filmIds.length;
  const ridge = {
    warm: vocabulary("warm"),
    A: artefact.arrays.A as Float32Array,
    F: filmWords(
      catalogue.traits,
      Int32Array.from({ length: films }, (_, film) => film),
      weights,
    ),
  };
  const scorer = scorerOf(catalogue, scale, ratings, ridge, τ);
  return made(scorer, calibration, ridge, weights, τ);
};

export const contentRidge: Algorithm = { name: "content-ridge", unit: "choice", defaults, fit, load };
