/**
 * Films by what they are about, for films that nobody has seen: kernel ridge regression of what members chose on the films' likeness
 * (Saunders, Gammerman & Vovk 1998). With K = FFᵀ the likeness of the films seen by anybody (film-likeness.ts) and z ∈ {0, 1}^films a history,
 *   α = (K + λ I)⁻¹ z,   s_i = f_i·Fᵀα,
 * so that a film's score is a sum over its own words, and over the history: film j adds Σ_l [(K + λ I)⁻¹]_jl f_l·f_i.
 * A film that was chosen is left out of its own score (content-kernel.ts): all are told by their content, whether anybody has seen them or not.
 * Posters are among the words only where they earn it: the ln-likelihood of validation choices, each film told by its content alone, rises by more than
 * the standard error of that gain over members (the one-standard-error rule, Breiman, Friedman, Olshen & Stone 1984).
 */
import { z } from "zod";
import { traitFields } from "../../shared/contract/training.ts";
import type { FilmTraits, RatingScale } from "../../shared/domain/interactions.ts";
import { breather } from "./breather.ts";
import { type ChoiceCalibration, calibrateChoices, coldLike } from "./choice-calibration.ts";
import { makeChoiceModel, storedChoices } from "./choice-preferences.ts";
import { tempered, temperedFit } from "./choice-temperature.ts";
import { contentView, type Ridge } from "./content-kernel.ts";
import { survivingLoss } from "./engine-loss.ts";
import { addLikeness, type FieldWeights, filmWords, rowAt, rowsOf } from "./film-likeness.ts";
import { invert } from "./inverse.ts";
import {
  type Algorithm,
  type Catalogue,
  type ChoiceScorer,
  countRatings,
  type PreferenceModel,
} from "./model.ts";
import { supportedFilms, type Vocabulary, vocabularyOf } from "./vocabulary.ts";

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
  poster: 0.5,
  mostFilms: 4000,
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
  const { F, λ } = ridge;
  const whole = contentView(ridge, -1);
  const soften = tempered(everyFilm(ratings.length), ratings, τ);
  const logs = (history: Int32Array): Float32Array => soften(whole.scores(history));
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
        whole.scores(
          history.filter(() => random() < 0.5),
          2,
        ),
      ),
    shares(history, i) {
      const row = rowAt(F, i);
      if (row.length === 0) return null;
      const pulls = (λ === null ? whole : contentView(ridge, i)).pulls(row);
      return Float64Array.from(history, (film) => τ * (pulls[film] as number));
    },
  };
};

/** Films that somebody chose whose posters are in the fit. */
const pictured = ({ warm, F }: Ridge): Int32Array =>
  warm.films.filter((film) => film >= 0 && rowAt(F, film).some(({ word }) => word >= F.axes.first));

/** A was made without the posters that came since to films that somebody had chosen. */
const asFitted = (
  traits: FilmTraits,
  filmIds: Int32Array,
  warm: Vocabulary,
  fitted: ReadonlySet<number>,
): FilmTraits =>
  traits.posters
    ? {
        ...traits,
        posters: traits.posters.map((poster, film) =>
          (warm.wordOf[film] as number) >= 0 && !fitted.has(filmIds[film] as number) ? null : poster,
        ),
      }
    : traits;

const made = (
  scorer: ChoiceScorer,
  calibration: ChoiceCalibration,
  ridge: Ridge,
  weights: FieldWeights,
  τ: number,
): PreferenceModel => ({
  ...makeChoiceModel("content-ridge", scorer, calibration, () => ({
    header: { τ, weights, penalty: ridge.λ },
    arrays: {
      warm: ridge.warm.films.map((film) => scorer.catalogue.filmIds[film] as number),
      A: ridge.A,
      pictured: pictured(ridge).map((film) => scorer.catalogue.filmIds[film] as number),
    },
  })),
  content: {
    words: ridge.F,
    τ,
    coldLike: (liked, rated) => coldLike(calibration, liked, rated),
    without: (film) => contentView(ridge, film),
  },
});

interface Candidate {
  readonly ridge: Ridge;
  readonly weights: FieldWeights;
  readonly τ: number;
  /** Of each validation member's choices. */
  readonly likelihoods: Float64Array;
}

/** Whether what was added raises the likelihood by more than chance would. */
const earnsIt = (without: Float64Array, added: Float64Array): boolean => {
  const n = added.length;
  if (n < 2) return false;
  const gains = added.map((value, u) => value - (without[u] as number));
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (n - 1);
  return mean > Math.sqrt(variance / n);
};

const fitBy =
  (earns: typeof earnsIt): Algorithm["fit"] =>
  async (data, parameters, _seed, hooks) => {
    const { penalty: λ, mostFilms, ...given } = parameters as typeof defaults;
    const { catalogue, scale, training } = data;
    const films = catalogue.filmIds.length;
    const warmFilms = supportedFilms(data, 1, mostFilms);
    const V = warmFilms.length;
    const all = everyFilm(films);
    const candidate = async (weights: FieldWeights): Promise<Candidate> => {
      const K = new Float32Array(V * V);
      const F = filmWords(
        catalogue.traits,
        Int32Array.from({ length: films }, (_, film) => film),
        weights,
      );
      addLikeness(rowsOf(F, warmFilms), 1, K);
      for (let l = 0; l < V; l++) K[l * V + l] = (K[l * V + l] as number) + λ;
      const breathe = breather(30);
      const A = await survivingLoss(hooks, () =>
        invert(K, V, async () => {
          await breathe();
          hooks.signal.throwIfAborted();
        }),
      );
      const ridge = { warm: vocabularyOf(warmFilms, films), A, λ, F };
      const whole = contentView(ridge, -1);
      return {
        ridge,
        weights,
        ...temperedFit(data, all, (seen) => whole.scores(Int32Array.from(seen))),
      };
    };
    // Posters that come later are for the next training.
    const bare = await candidate({ ...given, poster: 0 });
    const pictured = given.poster > 0 && catalogue.traits.posters ? await candidate(given) : null;
    const { ridge, weights, τ } = pictured && earns(bare.likelihoods, pictured.likelihoods) ? pictured : bare;
    const scorer = scorerOf(catalogue, scale, countRatings(training, films), ridge, τ);
    return { model: made(scorer, calibrateChoices(scorer, data), ridge, weights, τ), curve: [] };
  };

const Header = z.object({
  τ: z.number(),
  penalty: z.number().nullable().default(null),
  weights: z.partialRecord(z.enum(traitFields), z.number()),
});

const load: Algorithm["load"] = (artefact, catalogue) => {
  const { scale, ratings, calibration, vocabulary } = storedChoices(artefact, catalogue);
  const { τ, weights, penalty } = Header.parse(artefact.header);
  const films = catalogue.filmIds.length;
  const warm = vocabulary("warm");
  const fitted = new Set((artefact.arrays.pictured ?? []) as Int32Array);
  const ridge = {
    warm,
    A: artefact.arrays.A as Float32Array,
    λ: penalty,
    F: filmWords(
      asFitted(catalogue.traits, catalogue.filmIds, warm, fitted),
      Int32Array.from({ length: films }, (_, film) => film),
      weights,
    ),
  };
  const scorer = scorerOf(catalogue, scale, ratings, ridge, τ);
  return made(scorer, calibration, ridge, weights, τ);
};

export const contentRidge: Algorithm = {
  name: "content-ridge",
  unit: "choice",
  defaults,
  fit: fitBy(earnsIt),
  load,
};
/** With posters whatever validation says, and without any: to measure what they add. */
export const posterAblation = {
  with: { ...contentRidge, fit: fitBy(() => true) },
  without: { ...contentRidge, defaults: { ...defaults, poster: 0 } },
} as const satisfies Readonly<Record<string, Algorithm>>;
