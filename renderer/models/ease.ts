/**
 * EASE (Steck 2019, Embarrassingly shallow autoencoders): min_B |X − XB|² + λ |B|² with diag(B) = 0, X ∈ {0, 1}^(members x films), has the
 * solution B = I − P diag(P)⁻¹, P = (XᵀX + λ I)⁻¹. The denoising relative (Steck 2020, EDLAE) drops inputs with probability p: its penalty is
 * λ + p / (1 − p) (XᵀX)_ii on the diagonal. Two things join XᵀX here:
 *   β Σ_u Σ_{i, j ∈ N_u} exp(−|t_ui − t_uj| / σ), t_ui the place of i in the order in which u chose: what is chosen together belongs together;
 *   γ K, K the films' likeness in genres and years (side information as further rows of X: Jeunen et al. 2020), for films of few histories.
 */
import * as tf from "@tensorflow/tfjs-core";
import { wordHistories } from "./choice-temperature.ts";
import { addLikeness, filmWords } from "./film-likeness.ts";
import { invert } from "./inverse.ts";
import {
  coOccurrence,
  type FilmWeights,
  linearChoiceModel,
  loadLinearChoiceModel,
  mirror,
} from "./linear-choice.ts";
import type { Algorithm, Histories, TrainingData } from "./model.ts";
import { breather } from "./optimise.ts";
import { supportedFilms, type Vocabulary, vocabularyOf } from "./vocabulary.ts";

const defaults = {
  penalty: 400, // λ
  dropout: 0, // p
  nearness: 2, // β
  reach: 15, // σ, in choices
  likeness: 20, // γ
  minSupport: 2,
  mostFilms: 6000,
};

/** Places in the order of choosing; choices of the same moment share their mean place. */
const places = (at: Uint32Array): Float64Array => {
  const order = [...at.keys()].sort((a, b) => (at[a] as number) - (at[b] as number));
  const place = new Float64Array(at.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && at[order[to] as number] === at[order[from] as number]) to++;
    for (const n of order.slice(from, to)) place[n] = (from + to - 1) / 2;
    from = to;
  }
  return place;
};

/** Adds to G's upper triangle, diagonal included. */
const addNearness = (
  G: Float32Array,
  { start, film, at }: Histories,
  { films, wordOf }: Vocabulary,
  β: number,
  σ: number,
): void => {
  const V = films.length;
  // Places are whole or half: one table of what each distance weighs.
  const weightOf: number[] = [];
  for (let u = 0; u < start.length - 1; u++) {
    const from = start[u] as number;
    const place = places(at.subarray(from, start[u + 1]));
    const words = Int32Array.from(place, (_, n) => wordOf[film[from + n] as number] as number);
    while (weightOf.length <= 2 * place.length) weightOf.push(β * Math.exp(-weightOf.length / 2 / σ));
    for (let n = 0; n < words.length; n++) {
      const i = words[n] as number;
      if (i < 0) continue;
      const own = place[n] as number;
      // Films of a history ascend, and so do their words.
      for (let m = n; m < words.length; m++) {
        const j = words[m] as number;
        if (j < 0) continue;
        const cell = i * V + j;
        G[cell] = (G[cell] as number) + (weightOf[2 * Math.abs(own - (place[m] as number))] as number);
      }
    }
  }
};

const easeWeights = async (
  data: TrainingData,
  { penalty: λ, dropout: p, nearness: β, reach: σ, likeness: γ, minSupport, mostFilms }: typeof defaults,
  signal: AbortSignal,
): Promise<FilmWeights> => {
  const films = supportedFilms(data, minSupport, mostFilms);
  const vocabulary = vocabularyOf(films, data.catalogue.filmIds.length);
  const V = films.length;
  if (V === 0) return { vocabulary, B: new Float32Array(0) };
  const G = coOccurrence(wordHistories(data.training, vocabulary), V);
  for (let i = 0; i < V; i++) {
    const own = G[i * V + i] as number;
    G[i * V + i] = own + λ + (p / (1 - p)) * own;
  }
  if (β > 0) {
    addNearness(G, data.training, vocabulary, β, σ);
    mirror(G, V);
  }
  if (γ > 0) addLikeness(filmWords(data.catalogue.traits, films, { genre: 1, year: 1 }), γ, G);
  const breathe = breather(30);
  const A = tf.tensor2d(G, [V, V]);
  try {
    const P = await invert(A, async () => {
      await breathe();
      signal.throwIfAborted();
    });
    const B = (await P.data()) as Float32Array;
    P.dispose();
    const diagonal = Float32Array.from({ length: V }, (_, i) => B[i * V + i] as number);
    for (let j = 0; j < V; j++)
      for (let i = 0; i < V; i++)
        B[j * V + i] = i === j ? 0 : -(B[j * V + i] as number) / (diagonal[i] as number);
    return { vocabulary, B };
  } finally {
    A.dispose();
  }
};

export const ease: Algorithm = {
  name: "ease",
  unit: "choice",
  defaults,
  async fit(data, parameters, _seed, hooks) {
    const weights = await easeWeights(data, parameters as typeof defaults, hooks.signal);
    return { model: linearChoiceModel("ease", data, weights), curve: [] };
  },
  load: (artefact, catalogue) => loadLinearChoiceModel("ease", artefact, catalogue),
};
