/**
 * EASE (Steck 2019, Embarrassingly shallow autoencoders): min_B |X − XB|² + λ |B|² with diag(B) = 0, X ∈ {0, 1}^(members x films), has the
 * solution B = I − P diag(P)⁻¹, P = (XᵀX + λ I)⁻¹. The denoising relative (Steck 2020, EDLAE) drops inputs with probability p: its penalty is
 * λ + p / (1 − p) (XᵀX)_ii on the diagonal. Two things join XᵀX here:
 *   β Σ_u Σ_{i, j ∈ N_u} exp(−|t_ui − t_uj| / σ), t_ui the place of i in the order in which u chose: what is chosen together belongs together;
 *   γ K, K the films' likeness in genres and years (side information as further rows of X: Jeunen et al. 2020), for films of few histories.
 */

import { breather } from "./breather.ts";
import { survivingLoss } from "./engine-loss.ts";
import { addLikeness, filmWords } from "./film-likeness.ts";
import { invert } from "./inverse.ts";
import { type FilmWeights, linearChoiceModel, loadLinearChoiceModel, mirror } from "./linear-choice.ts";
import type { Algorithm, Histories, TrainingData, TrainingHooks } from "./model.ts";
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

/** Twice the places in the order of choosing; choices of the same moment share their mean place. */
const doublePlaces = (at: Uint32Array): Int32Array => {
  const order = Uint32Array.from(at.keys()).sort((a, b) => (at[a] as number) - (at[b] as number));
  const place = new Int32Array(at.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && at[order[to] as number] === at[order[from] as number]) to++;
    for (let n = from; n < to; n++) place[order[n] as number] = from + to - 1;
    from = to;
  }
  return place;
};

/** XᵀX with nearness, [words x words]. */
const togetherness = (
  { start, film, at }: Histories,
  { films, wordOf }: Vocabulary,
  β: number,
  σ: number,
): Float32Array => {
  const V = films.length;
  const G = new Float32Array(V * V);
  let longest = 0;
  for (let u = 0; u < start.length - 1; u++)
    longest = Math.max(longest, (start[u + 1] as number) - (start[u] as number));
  // Places are whole or half: one table of what each distance weighs.
  const weightOf = Float32Array.from({ length: 2 * longest }, (_, d) => 1 + β * Math.exp(-d / 2 / σ));
  for (let u = 0; u < start.length - 1; u++) {
    const from = start[u] as number;
    const place = doublePlaces(at.subarray(from, start[u + 1]));
    const words = new Int32Array(place.length);
    let known = 0;
    for (let n = 0; n < place.length; n++) {
      const word = wordOf[film[from + n] as number] as number;
      if (word < 0) continue;
      words[known] = word;
      place[known] = place[n] as number;
      known++;
    }
    // Films of a history ascend, and so do their words: the upper triangle is enough.
    for (let n = 0; n < known; n++) {
      const row = (words[n] as number) * V;
      const own = place[n] as number;
      for (let m = n; m < known; m++) {
        const cell = row + (words[m] as number);
        G[cell] = (G[cell] as number) + (weightOf[Math.abs(own - (place[m] as number))] as number);
      }
    }
  }
  mirror(G, V);
  return G;
};

const easeWeights = async (
  data: TrainingData,
  { penalty: λ, dropout: p, nearness: β, reach: σ, likeness: γ, minSupport, mostFilms }: typeof defaults,
  hooks: TrainingHooks,
): Promise<FilmWeights> => {
  const films = supportedFilms(data, minSupport, mostFilms);
  const vocabulary = vocabularyOf(films, data.catalogue.filmIds.length);
  const V = films.length;
  if (V === 0) return { vocabulary, B: new Float32Array(0) };
  const G = togetherness(data.training, vocabulary, β, σ);
  for (let i = 0; i < V; i++) {
    const own = (G[i * V + i] as number) / (1 + β); // n_i
    G[i * V + i] = (G[i * V + i] as number) + λ + (p / (1 - p)) * own;
  }
  if (γ > 0) addLikeness(filmWords(data.catalogue.traits, films, { genre: 1, year: 1 }), γ, G);
  const breathe = breather(30);
  const B = await survivingLoss(hooks, () =>
    invert(G, V, async () => {
      await breathe();
      hooks.signal.throwIfAborted();
    }),
  );
  const diagonal = Float32Array.from({ length: V }, (_, i) => B[i * V + i] as number);
  for (let j = 0; j < V; j++)
    for (let i = 0; i < V; i++)
      B[j * V + i] = i === j ? 0 : -(B[j * V + i] as number) / (diagonal[i] as number);
  return { vocabulary, B };
};

export const ease: Algorithm = {
  name: "ease",
  unit: "choice",
  defaults,
  async fit(data, parameters, _seed, hooks) {
    const weights = await easeWeights(data, parameters as typeof defaults, hooks);
    return { model: linearChoiceModel("ease", data, weights), curve: [] };
  },
  load: (artefact, catalogue) => loadLinearChoiceModel("ease", artefact, catalogue),
};
