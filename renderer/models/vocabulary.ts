/**
 * The films that a model of choices speaks of itself (its words); those with too little support stand outside and together keep their
 * share of all choices, split by support: choices add-half smoothed.
 */
import { countRatings, type TrainingData } from "./model.ts";

export interface Vocabulary {
  readonly films: Int32Array; // film of each word, -1 = no longer in the catalogue
  readonly wordOf: Int32Array; // [films] word of each film, -1 = outside
}

export const vocabularyOf = (films: Int32Array, catalogueSize: number): Vocabulary => {
  const wordOf = new Int32Array(catalogueSize).fill(-1);
  for (const [word, film] of films.entries()) if (film >= 0) wordOf[film] = word;
  return { films, wordOf };
};

/** Films with at least `minSupport` histories, the `most` best supported of them, ascending. */
export const supportedFilms = (
  { training, catalogue }: TrainingData,
  minSupport: number,
  most = Number.POSITIVE_INFINITY,
): Int32Array => {
  const support = countRatings(training, catalogue.filmIds.length);
  const films = [...support.keys()].filter((i) => (support[i] as number) >= minSupport);
  if (films.length <= most) return Int32Array.from(films);
  const best = films.sort((a, b) => (support[b] as number) - (support[a] as number) || a - b).slice(0, most);
  return Int32Array.from(best).sort();
};

export const seenWords = ({ wordOf }: Vocabulary, history: Int32Array): number[] =>
  Array.from(history, (film) => wordOf[film] as number).filter((word) => word >= 0);

/** ln π over all films from logits of the words. */
export const spread = (
  { wordOf }: Vocabulary,
  ratings: Int32Array,
  logits: Float32Array | Float64Array,
): Float32Array => {
  let outside = 0;
  let all = 0;
  for (let i = 0; i < ratings.length; i++) {
    const n = ratings[i] as number;
    all += n;
    if (wordOf[i] === -1) outside += n + 0.5;
  }
  const share = outside / Math.max(1, all + outside);
  let largest = Number.NEGATIVE_INFINITY;
  for (let word = 0; word < logits.length; word++) largest = Math.max(largest, logits[word] as number);
  let total = 0;
  for (let word = 0; word < logits.length; word++) total += Math.exp((logits[word] as number) - largest);
  const inside = Math.log(1 - share) - Math.log(total) - largest;
  const logs = new Float32Array(ratings.length);
  for (let i = 0; i < logs.length; i++) {
    const word = wordOf[i] as number;
    logs[i] =
      word >= 0
        ? (logits[word] as number) + inside
        : Math.log((share * ((ratings[i] as number) + 0.5)) / outside);
  }
  return logs;
};
