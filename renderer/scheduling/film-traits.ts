/**
 * What films are made of (genres, language), as columns of the demand model: how strong films of a trait are, and how their audience
 * divides over the day. A film that has never played draws what its traits do.
 */
import { dayPartOf, type FilmTraits, type Minutes } from "../../shared/domain/slate.ts";

const leastFilms = 2; // a trait of one film is that film
const strengthRidge = 8;
const partRidge = 8;
/** Strength, then what the parts of the day differ from the evening. */
const perTrait = 4;

export interface TraitColumns {
  readonly ridge: readonly number[];
  /** Columns, ascending, in which a film's showing counts. */
  at(film: number, start: Minutes): number[];
}

/** Offsets of day-parts against the evening. */
export const partOffset = { morning: 1, afternoon: 2, evening: 0, late: 3 } as const;

export const traitColumns = (traits: readonly FilmTraits[], played: ReadonlySet<number>): TraitColumns => {
  const films = new Map<string, number>();
  for (const { film, traits: own } of traits)
    if (played.has(film)) for (const trait of own) films.set(trait, (films.get(trait) ?? 0) + 1);
  const names = [...films].flatMap(([trait, count]) => (count < leastFilms ? [] : [trait])).sort();
  const column = new Map(names.map((trait, index) => [trait, index * perTrait]));
  const columnsOf = new Map(
    traits.map(({ film, traits: own }) => [
      film,
      own.flatMap((trait) => column.get(trait) ?? []).sort((a, b) => a - b),
    ]),
  );
  return {
    ridge: names.flatMap(() => [strengthRidge, partRidge, partRidge, partRidge]),
    at: (film, start) => {
      const offset = partOffset[dayPartOf(start)];
      return (columnsOf.get(film) ?? []).flatMap((first) => (offset ? [first, first + offset] : [first]));
    },
  };
};
