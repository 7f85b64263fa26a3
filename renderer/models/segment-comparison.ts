/**
 * Two groups of members side by side. Of a film: the mean over a group's members of the probability that they like it; of a trait: the
 * mean over its members of the share of their liked films that carries it. With m, s² and n of the two groups' members asked,
 *   difference m_a − m_b,  standard error e = √(s_a² / n_a + s_b² / n_b),  interval ± z e,  p from the normal distribution (Welch),
 * and what is called different survives Benjamini and Hochberg (1995) at 5 % over all films, or over all traits. Members in both
 * groups count in both, which makes e too large rather than too small.
 */

import type { FilmTraits } from "../../shared/domain/interactions.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import { seededRandom, shuffle } from "../../shared/domain/random.ts";
import type { Audience } from "./audience.ts";
import { likedBy } from "./map/taste-space.ts";
import { mapTraits, traitKey } from "./map/traits.ts";
import type { PreferenceModel } from "./model.ts";
import type { Tastes } from "./preferences.ts";

export interface Difference {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly significant: boolean;
}

const mostAsked = 300;
const falseDiscoveries = 0.05;
const mostTraits = 200;
/** A trait of fewer films says more of the films than of taste. */
const fewestFilms = 3;

/** P(|N| > z): Abramowitz and Stegun 7.1.26, |error| < 1.5e-7. */
const twoSided = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.min(1, poly * Math.exp(-x * x));
};

const momentsOf = (values: readonly number[]): { mean: number; error2: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error2: values.length < 2 ? 0 : squares / (values.length - 1) / values.length };
};

export const differenceOf = (a: readonly number[], b: readonly number[]): Omit<Difference, "significant"> => {
  const [one, other] = [momentsOf(a), momentsOf(b)];
  const difference = one.mean - other.mean;
  const error = Math.sqrt(one.error2 + other.error2);
  const reach = intervalZ * error;
  return {
    a: one.mean,
    b: other.mean,
    difference,
    low: difference - reach,
    high: difference + reach,
    p: error > 0 ? twoSided(difference / error) : difference === 0 ? 1 : 0,
  };
};

/** Those that survive, in the order given. */
export const discoveries = (p: readonly number[]): boolean[] => {
  const order = [...p.keys()].sort((a, b) => (p[a] as number) - (p[b] as number));
  const last = order.findLastIndex(
    (at, rank) => (p[at] as number) <= ((rank + 1) / p.length) * falseDiscoveries,
  );
  const found = new Set(order.slice(0, last + 1));
  return p.map((_, at) => found.has(at));
};

const judged = <T extends { readonly p: number }>(rows: readonly T[]): (T & { significant: boolean })[] => {
  const significant = discoveries(rows.map(({ p }) => p));
  return rows.map((row, at) => ({ ...row, significant: significant[at] as boolean }));
};

const sampleOf = (members: readonly number[]): number[] => [
  ...shuffle(Int32Array.from(members), seededRandom(members.length)).slice(0, mostAsked),
];

export const compareFilms = async (
  tastes: Tastes,
  a: readonly number[],
  b: readonly number[],
  films: readonly number[],
  breathe: () => Promise<void>,
): Promise<(Difference & { readonly film: number })[]> => {
  const [one, other] = [sampleOf(a), sampleOf(b)];
  const rows = [];
  for (const film of films) {
    await breathe();
    const likes = (members: readonly number[]): number[] =>
      members.map((member) => tastes.of(member).like(film).value);
    rows.push({ film, ...differenceOf(likes(one), likes(other)) });
  }
  return judged(rows);
};

export const compareTraits = (
  { traits }: PreferenceModel["catalogue"],
  audience: Audience,
  a: readonly number[],
  b: readonly number[],
) => {
  const carriers = carriedBy(traits);
  const profiles = (members: readonly number[]): Map<string, number>[] =>
    members.flatMap((member) => {
      const liked = likedBy(audience, member);
      if (liked.length === 0) return [];
      const shares = new Map<string, number>();
      for (const film of liked)
        for (const trait of mapTraits(traits, film)) {
          const key = traitKey(trait);
          shares.set(key, (shares.get(key) ?? 0) + 1 / liked.length);
        }
      return [shares];
    });
  const [one, other] = [profiles(a), profiles(b)];
  if (one.length === 0 || other.length === 0) return [];
  return judged(
    carriers.map(({ trait, key }) => {
      const shares = (of: readonly Map<string, number>[]): number[] => of.map((each) => each.get(key) ?? 0);
      return { ...trait, ...differenceOf(shares(one), shares(other)) };
    }),
  );
};

/** Traits of the most films, first. */
const carriedBy = (traits: FilmTraits) => {
  const carriers = new Map<string, { trait: ReturnType<typeof mapTraits>[number]; films: number }>();
  for (let film = 0; film < traits.filmIds.length; film++)
    for (const trait of mapTraits(traits, film)) {
      const known = carriers.get(traitKey(trait));
      if (known) known.films++;
      else carriers.set(traitKey(trait), { trait, films: 1 });
    }
  return [...carriers]
    .filter(([, { films }]) => films >= fewestFilms)
    .sort(([, a], [, b]) => b.films - a.films)
    .slice(0, mostTraits)
    .map(([key, { trait }]) => ({ key, trait }));
};
