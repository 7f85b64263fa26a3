/**
 * What sets a cluster of films apart: traits with the largest p ln(p / q), p their share of the cluster, q of all films (the parts of
 * the Kullback-Leibler divergence). Films count by ln(1 + ratings), for a name should fit the films one knows.
 */
import type { FilmTraits } from "../../../shared/domain/interactions.ts";
import { type MapTrait, mapTraits, traitKey } from "./traits.ts";

export interface TellingTrait extends MapTrait {
  readonly share: number;
  readonly usual: number;
}

const leastLift = 1.3;
const leastScore = 0.04;
const leastFilms = 3;
const named = 3;
/** At most so many of one kind. */
const most = { genre: 2, person: 1, decade: 1, language: 1 } as const;

export const clusterTraits = (
  traits: FilmTraits,
  cluster: Int16Array,
  count: number,
  ratings: ArrayLike<number>,
): TellingTrait[][] => {
  const overall = new Map<string, number>();
  const within = Array.from(
    { length: count },
    () => new Map<string, { trait: MapTrait; weight: number; films: number }>(),
  );
  const weights = new Float64Array(count);
  let total = 0;
  for (let film = 0; film < cluster.length; film++) {
    const weight = Math.log(2 + (ratings[film] as number));
    const at = cluster[film] as number;
    total += weight;
    if (at >= 0) weights[at] = (weights[at] as number) + weight;
    for (const trait of mapTraits(traits, film)) {
      const key = traitKey(trait);
      overall.set(key, (overall.get(key) ?? 0) + weight);
      const found = within[at]?.get(key);
      if (found) {
        found.weight += weight;
        found.films++;
      } else within[at]?.set(key, { trait, weight, films: 1 });
    }
  }
  return within.map((carried, at) => {
    const scored = [...carried].flatMap(([key, { trait, weight, films }]) => {
      const share = weight / (weights[at] as number);
      const usual = (overall.get(key) as number) / total;
      const score = share * Math.log(share / usual);
      return films < leastFilms || share < usual * leastLift || score < leastScore
        ? []
        : [{ ...trait, share, usual, score }];
    });
    const left: Record<string, number> = { ...most };
    return scored
      .sort((a, b) => b.score - a.score || (traitKey(a) < traitKey(b) ? -1 : 1))
      .filter(({ kind }) => {
        left[kind] = (left[kind] as number) - 1;
        return (left[kind] as number) >= 0;
      })
      .slice(0, named)
      .map(({ kind, value, share, usual }) => ({ kind, value, share, usual }));
  });
};
