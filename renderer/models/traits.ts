/** Traits of films as words and numbers, and what is shared between two films. */
import type { SharedTrait } from "../../shared/contract/training.ts";
import type { FilmTraits } from "../../shared/domain/interactions.ts";

export const traitsOf = (traits: FilmTraits, film: number): SharedTrait[] => {
  const year = traits.years[film] ?? 0;
  const certificate = traits.certificates[film] ?? "";
  return [
    ...(traits.genres[film] ?? []).map((value) => ({ trait: "genre", value }) as const),
    ...(traits.people[film] ?? []).map((value) => ({ trait: "person", value }) as const),
    ...(year > 0 ? [{ trait: "decade", value: `${Math.floor(year / 10) * 10}` } as const] : []),
    ...(certificate === "" ? [] : [{ trait: "certificate", value: certificate } as const]),
  ];
};

const wordOf = ({ trait, value }: SharedTrait): string => `${trait}:${value}`;

/** Traits worth naming as a link between two films; certificates and decades are too common to be one. */
export const sharedTraits = (traits: FilmTraits, a: number, b: number): SharedTrait[] => {
  const words = new Set(traitsOf(traits, a).map(wordOf));
  return traitsOf(traits, b).filter(
    (trait) => (trait.trait === "genre" || trait.trait === "person") && words.has(wordOf(trait)),
  );
};

/** Additive effects of traits on a figure of the films. */
export type TraitEffects = ReadonlyMap<string, number>;

/**
 * y_i ≈ Σ_{t ∈ traits(i)} e_t, weighted by w_i, with penalty κ e_t²: ridge regression by cyclic coordinate descent.
 * κ is in ratings: an effect needs as many to count for half.
 */
export const fitTraitEffects = (
  traits: FilmTraits,
  y: ArrayLike<number>,
  w: ArrayLike<number>,
  κ: number,
): TraitEffects => {
  const filmsOf = new Map<string, number[]>();
  for (let film = 0; film < y.length; film++) {
    if ((w[film] as number) === 0) continue;
    for (const trait of traitsOf(traits, film)) {
      const word = wordOf(trait);
      const films = filmsOf.get(word);
      if (films) films.push(film);
      else filmsOf.set(word, [film]);
    }
  }
  const effects = new Map<string, number>();
  const residual = Float64Array.from(y);
  for (let sweep = 0; sweep < 10; sweep++)
    for (const [word, films] of filmsOf) {
      const old = effects.get(word) ?? 0;
      let right = 0;
      let weight = κ;
      for (const film of films) {
        right += (w[film] as number) * ((residual[film] as number) + old);
        weight += w[film] as number;
      }
      const effect = right / weight;
      effects.set(word, effect);
      for (const film of films) residual[film] = (residual[film] as number) + old - effect;
    }
  return effects;
};

export const effectsOn = (
  effects: TraitEffects,
  traits: FilmTraits,
  film: number,
): { trait: SharedTrait; effect: number }[] =>
  traitsOf(traits, film).flatMap((trait) => {
    const effect = effects.get(wordOf(trait));
    return effect === undefined ? [] : [{ trait, effect }];
  });
