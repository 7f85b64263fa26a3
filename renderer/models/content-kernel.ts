/**
 * Kernel ridge regression over films by what they are about (content-ridge.ts has its formula). Films that somebody chose are fitted to
 * what each member did not choose, too; a film judged by its content alone is therefore left out of the fit. With A = (K + λ I)⁻¹ and α = A z
 * that needs no other inverse (block inverse): without film i, A becomes A_lm − A_li A_im / A_ii and α_l becomes α_l − A_li α_i / A_ii, with z_i = 0, and
 *   s_i = f_i·Fᵀα − α_i (1 / A_ii − λ).
 */
import type { FilmWords } from "./film-likeness.ts";
import type { ContentView } from "./model.ts";
import { seenWords, type Vocabulary } from "./vocabulary.ts";

export interface Ridge {
  readonly warm: Vocabulary; // films seen by anybody: rows of A
  readonly A: Float32Array; // (K + λ I)⁻¹ [warm x warm]
  /** Null in models stored before films were left out of their own fit. */
  readonly λ: number | null;
  readonly F: FilmWords; // of all films of the catalogue
}

const along = ({ start, word, weight }: FilmWords, film: number, weights: Float64Array): number => {
  let score = 0;
  for (let n = start[film] as number; n < (start[film + 1] as number); n++)
    score += (weight[n] as number) * (weights[word[n] as number] as number);
  return score;
};

/** Fᵀα. */
const weightsOf = ({ warm, F }: Ridge, α: Float64Array): Float64Array => {
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

/** A v, for v with few entries or many. */
const times = (A: Float32Array, v: Float64Array): Float64Array => {
  const V = v.length;
  const product = new Float64Array(V);
  for (let j = 0; j < V; j++) {
    const x = v[j] as number;
    if (x === 0) continue;
    for (let l = 0; l < V; l++) product[l] = (product[l] as number) + x * (A[j * V + l] as number);
  }
  return product;
};

/** `film`: left out as though nobody had chosen it; -1 or a film nobody chose: none. */
export const contentView = (ridge: Ridge, film: number): ContentView => {
  const { warm, A, λ, F } = ridge;
  const V = warm.films.length;
  const i = film < 0 ? -1 : (warm.wordOf[film] as number);
  const fitted = (v: Float64Array): Float64Array => {
    if (i >= 0) v[i] = 0;
    const α = times(A, v);
    if (i < 0) return α;
    const part = (α[i] as number) / (A[i * V + i] as number);
    for (let l = 0; l < V; l++) α[l] = (α[l] as number) - part * (A[i * V + l] as number);
    α[i] = 0;
    return α;
  };
  const own = Float64Array.from({ length: V }, (_, l) => {
    if (λ === null || l === i) return 0;
    const without = i < 0 ? 0 : (A[l * V + i] as number) ** 2 / (A[i * V + i] as number);
    return 1 / ((A[l * V + l] as number) - without) - λ;
  });
  return {
    scores(history, weight = 1) {
      const z = new Float64Array(V);
      for (const word of seenWords(warm, history)) z[word] = weight;
      const α = fitted(z);
      const weights = weightsOf(ridge, α);
      const scores = Float64Array.from({ length: F.start.length - 1 }, (_, each) => along(F, each, weights));
      for (const [l, each] of warm.films.entries())
        if (each >= 0) scores[each] = (scores[each] as number) - (α[l] as number) * (own[l] as number);
      return scores;
    },
    pulls(row) {
      const words = new Float64Array(F.words.length);
      for (const { word, weight } of row) words[word] = weight;
      const g = fitted(Float64Array.from(warm.films, (each) => (each < 0 ? 0 : along(F, each, words))));
      return Float64Array.from(warm.wordOf, (word) => (word < 0 ? 0 : (g[word] as number)));
    },
    wordWeights: (choices) =>
      weightsOf(
        ridge,
        fitted(Float64Array.from(warm.films, (each) => (each < 0 ? 0 : (choices[each] as number)))),
      ),
  };
};
