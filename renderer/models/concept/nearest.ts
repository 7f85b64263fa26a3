/** Films alike in traits: the cosine of their rows without figures, each trait weighted by how rare it is, ln (films / films with it). */
import type { Concept } from "../../../shared/domain/concept.ts";
import type { ConceptField } from "../../../shared/domain/concept-outlook.ts";
import { learnBasis } from "./features.ts";
import type { Rows } from "./sparse-ridge.ts";

const traits: ReadonlySet<ConceptField> = new Set(["genre", "keyword", "synopsis", "person", "studio"]);
const namedShared = 4;

export interface Alike {
  readonly n: number;
  readonly likeness: number;
  readonly shared: readonly string[];
}

/** `films` are learned once; what is alike to a concept is then found at once. */
export const openNearest = (films: readonly Concept[]) => {
  const { features, rows } = learnBasis(films);
  const all = rows(films);
  const counts = new Float64Array(features.length);
  for (const j of all.column) counts[j] = (counts[j] as number) + 1;
  const weight = counts.map((count, j) => {
    const { field, crossed } = features[j] as (typeof features)[number];
    return count === 0 || crossed || !traits.has(field) ? 0 : Math.log(films.length / count);
  });
  const lengthOf = ({ start, column, value }: Rows, n: number): number => {
    let sum = 0;
    for (let at = start[n] as number; at < (start[n + 1] as number); at++)
      sum += ((value[at] as number) * (weight[column[at] as number] as number)) ** 2;
    return Math.sqrt(sum);
  };
  const lengths = Float64Array.from(films, (_, n) => lengthOf(all, n));
  return (concept: Concept, most: number): Alike[] => {
    const own = rows([concept]);
    const length = lengthOf(own, 0);
    const dense = new Float64Array(features.length);
    for (const [at, j] of own.column.entries())
      dense[j] = (own.value[at] as number) * (weight[j] as number) ** 2;
    const found = films.map((_, n) => {
      let sum = 0;
      for (let at = all.start[n] as number; at < (all.start[n + 1] as number); at++)
        sum += (all.value[at] as number) * (dense[all.column[at] as number] as number);
      return { n, likeness: sum > 0 ? sum / (length * (lengths[n] as number)) : 0 };
    });
    return found
      .filter(({ likeness }) => likeness > 0)
      .sort((a, b) => b.likeness - a.likeness || a.n - b.n)
      .slice(0, most)
      .map(({ n, likeness }) => {
        const shared: { readonly word: string; readonly by: number }[] = [];
        for (let at = all.start[n] as number; at < (all.start[n + 1] as number); at++) {
          const j = all.column[at] as number;
          const by = (all.value[at] as number) * (dense[j] as number);
          if (by > 0) shared.push({ word: (features[j] as (typeof features)[number]).value, by });
        }
        const words = shared.sort((a, b) => b.by - a.by).map(({ word }) => word);
        return { n, likeness, shared: [...new Set(words)].slice(0, namedShared) };
      });
  };
};
