/** What a library holds, in bins: how ratings are given, of what genres, of how known films, by how busy members. */
import type { DataSummary } from "../../../shared/contract/watching.ts";
import type { FilmTraits, Ratings } from "../../../shared/domain/interactions.ts";

const quantiles = 10;
/** Genres named; the others are one bin. */
const namedGenres = 20;
const otherGenres = "";

export const countOf = (column: Int32Array, among: number): Int32Array => {
  const counts = new Int32Array(among);
  for (const index of column) counts[index] = (counts[index] as number) + 1;
  return counts;
};

/** Edges that part the ratings into tenths by the count of their film or member: those it takes part in. */
export const edgesOf = (column: Int32Array, counts: Int32Array): number[] => {
  const ofRatings = Int32Array.from(column, (index) => counts[index] as number).sort();
  const edges = new Set<number>([1]);
  for (let q = 1; q < quantiles; q++)
    edges.add((ofRatings[Math.floor((q * ofRatings.length) / quantiles)] ?? 0) + 1);
  return [...edges].sort((a, b) => a - b);
};

/** Ratings by the bin of their film's or member's count; the first bin is of those without any. */
export const binned = (column: Int32Array, counts: Int32Array, edges: readonly number[]): number[] => {
  const bins = new Array<number>(edges.length + 1).fill(0);
  for (const index of column) {
    const count = counts[index] as number;
    let bin = 0;
    while (bin < edges.length && count >= (edges[bin] as number)) bin++;
    bins[bin] = (bins[bin] as number) + 1;
  }
  return bins;
};

export const valuesOf = (value: Float32Array): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const rating of value) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  return counts;
};

/** A rating counts for each genre of its film. */
export const genresOf = (film: Int32Array, { genres }: FilmTraits): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const index of film)
    for (const genre of genres[index] ?? []) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  return counts;
};

/** Counts of the bins that are named, and of all others together. */
export const inBins = (names: readonly string[], counts: ReadonlyMap<string, number>): number[] => {
  const rest = [...counts].reduce((sum, [name, count]) => sum + (names.includes(name) ? 0 : count), 0);
  return names.map((name) => (name === otherGenres ? rest : (counts.get(name) ?? 0)));
};

export const summarise = ({ film, value, at }: Ratings, traits: FilmTraits): DataSummary => {
  const genres = genresOf(film, traits);
  const named = [...genres].sort((a, b) => b[1] - a[1]).slice(0, namedGenres);
  const names = [...named.map(([name]) => name), otherGenres];
  const counts = inBins(names, genres);
  return {
    until: at.reduce((latest, moment) => Math.max(latest, moment), 0),
    values: [...valuesOf(value)].sort(([a], [b]) => a - b),
    genres: names.map((name, bin) => [name, counts[bin] as number]),
  };
};
