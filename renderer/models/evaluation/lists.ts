/**
 * What lists of ten are like beyond hitting what was held out. With n_i members who had rated film i in training, M of them in all:
 * novelty is the mean self-information −log₂ (n_i + 1) / (M + 1) (Vargas & Castells 2011), diversity the mean over pairs of 1 − Jaccard of their
 * genres (Ziegler et al. 2005), popularity the mean n_i / M; over all lists, catalogue coverage is the share of films in any of them, and the
 * Gini coefficient says how unequally they share the places.
 */
import type { FilmTraits } from "../../../shared/domain/interactions.ts";

const jaccard = (a: readonly string[], b: readonly string[]): number => {
  const both = a.filter((genre) => b.includes(genre)).length;
  return both / (a.length + b.length - both);
};

/** Null where fewer than two of the films have a genre. */
export const diversityOf = (
  films: readonly number[],
  { genres }: Pick<FilmTraits, "genres">,
): number | null => {
  const known = films.map((i) => genres[i] ?? []).filter((names) => names.length > 0);
  if (known.length < 2) return null;
  let sum = 0;
  for (const [n, one] of known.entries())
    for (const other of known.slice(n + 1)) sum += 1 - jaccard(one, other);
  return (2 * sum) / (known.length * (known.length - 1));
};

/** Σ_i (2 i − n − 1) x_i / (n Σ x), x ascending: 0 where all get the same, near 1 where one gets all. Null where nobody gets anything. */
export const gini = (counts: Int32Array): number | null => {
  const sorted = counts.slice().sort();
  const n = sorted.length;
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < n; i++) {
    total += sorted[i] as number;
    weighted += (2 * (i + 1) - n - 1) * (sorted[i] as number);
  }
  return total === 0 ? null : weighted / (n * total);
};
