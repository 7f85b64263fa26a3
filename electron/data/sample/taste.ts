/** t_uf for every member and film: what the models of the application are to find. */
import { normal } from "../../../shared/domain/random.ts";
import { streamOf } from "./chance.ts";
import type { Film } from "./films.ts";
import { tasteGroups } from "./taste-groups.ts";
import { memberSpread, ratingTruth } from "./truth.ts";

export interface Taste {
  /** [members x films], row by member index, column by film id - 1. */
  readonly of: Float32Array;
  readonly films: number;
}

export const tasteOf = (taste: Taste, member: number, film: Film): number =>
  taste.of[member * taste.films + film.id - 1] as number;

const traitsOf = (film: Film): string[] => [
  ...film.genres.map((genre) => `genre:${genre}`),
  `tone:${film.tone}`,
  `language:${film.language}`,
];

/** `groups[u]` is the index of u's taste group. */
export const makeTaste = (
  groups: Uint8Array,
  films: readonly Film[],
  people: number,
  seed: number,
): Taste => {
  const random = streamOf(seed, "taste");
  const traits = [...new Set(films.flatMap(traitsOf))].sort();
  const column = new Map(traits.map((trait, index) => [trait, index]));
  const columns = films.map((film) => traitsOf(film).map((trait) => column.get(trait) as number));
  const stars = films.map((film) => new Set([film.director.id, ...film.cast.map(({ id }) => id)]));
  const of = new Float32Array(groups.length * films.length);
  const weights = new Float64Array(traits.length);
  for (let u = 0; u < groups.length; u++) {
    const group = tasteGroups[groups[u] as number];
    for (let k = 0; k < traits.length; k++)
      weights[k] = (group?.weights[traits[k] as string] ?? 0) + memberSpread.weight * normal(random);
    const nameless = Array.from(
      { length: ratingTruth.nameless },
      () => memberSpread.nameless * normal(random),
    );
    // Squared draws favour the people who are cast most.
    const favourites = Array.from(
      { length: memberSpread.favourites },
      () => 1 + Math.floor(random() ** 2 * people),
    );
    films.forEach((film, i) => {
      let sum = 0;
      for (const k of columns[i] as number[]) sum += weights[k] as number;
      for (let k = 0; k < nameless.length; k++) sum += (nameless[k] as number) * (film.nameless[k] as number);
      for (const person of favourites) if (stars[i]?.has(person)) sum += memberSpread.favouriteWeight;
      of[u * films.length + i] = sum;
    });
  }
  standardise(of, groups.length, films.length);
  return { of, films: films.length };
};

/** Centred over members for each film; one scale for all pairs. */
const standardise = (of: Float32Array, members: number, films: number): void => {
  let squares = 0;
  for (let i = 0; i < films; i++) {
    let mean = 0;
    for (let u = 0; u < members; u++) mean += of[u * films + i] as number;
    mean /= members;
    for (let u = 0; u < members; u++) {
      const at = u * films + i;
      of[at] = (of[at] as number) - mean;
      squares += (of[at] as number) ** 2;
    }
  }
  const factor = ratingTruth.taste / Math.sqrt(squares / of.length);
  for (let k = 0; k < of.length; k++) of[k] = (of[k] as number) * factor;
};
