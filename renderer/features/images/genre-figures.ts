/** What is measured in posters, by genre: quartiles of those with enough posters. */
import type { PosterLooks } from "../../../shared/contract/posters.ts";
import { type LookFeature, lookFeatures } from "../../../shared/domain/poster-look.ts";

/** Quartiles of fewer are chance. */
const fewest = 5;

export interface GenreRow {
  /** Null: all posters. */
  readonly genre: string | null;
  readonly posters: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

const quantile = (sorted: Float32Array, q: number): number => {
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  return below + (at % 1) * ((sorted[Math.ceil(at)] as number) - below);
};

const rowOf = (genre: string | null, values: readonly number[]): GenreRow => {
  const sorted = Float32Array.from(values).sort();
  return {
    genre,
    posters: sorted.length,
    low: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75),
  };
};

/** All posters first, then genres by their median, highest first. */
export const genreRows = ({ films, features, genres }: PosterLooks, feature: LookFeature): GenreRow[] => {
  const at = lookFeatures.indexOf(feature);
  const all = Array.from(films, (_, n) => features[n * lookFeatures.length + at] as number);
  const byGenre = new Map<string, number[]>();
  for (const [n, of] of genres.entries())
    for (const genre of of) {
      const list = byGenre.get(genre) ?? [];
      list.push(all[n] as number);
      byGenre.set(genre, list);
    }
  const rows = [...byGenre]
    .filter(([, values]) => values.length >= fewest)
    .map(([genre, values]) => rowOf(genre, values))
    .sort((a, b) => b.median - a.median);
  return all.length === 0 ? [] : [rowOf(null, all), ...rows];
};
