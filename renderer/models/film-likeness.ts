/**
 * What films have in common, by field: within a field a film is its words weighted (1 + ln c) ln(N / df) (c times in the film, in df of N films)
 * and scaled to length one; films' likeness is Σ_field w_field f_i·f_j. Words in a single film link nothing and are left out.
 */
import { likenessFields } from "../../shared/contract/training.ts";
import type { FilmTraits } from "../../shared/domain/interactions.ts";

export type LikenessField = (typeof likenessFields)[number];
export type FieldWeights = Readonly<Partial<Record<LikenessField, number>>>;

/** Rows of words with weights, films in the order asked for. */
export interface FilmWords {
  readonly words: readonly { readonly field: LikenessField; readonly word: string }[];
  readonly start: Int32Array; // [films + 1]
  readonly word: Int32Array;
  readonly weight: Float32Array;
}

/** Latin words of a text, and pairs of neighbouring Chinese characters, which need no dictionary. */
const textWords = (text: string, shortest: number): string[] => {
  const latin = text.toLowerCase().match(/[\p{Script=Latin}]+/gu) ?? [];
  const han = (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) =>
    Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2)),
  );
  return [...latin.filter((word) => word.length >= shortest), ...han];
};
const known = (value: string): string[] => (value === "" ? [] : [value]);

/** Neighbouring years share two of their three words, films three years apart none. */
const yearWords = (year: number): string[] =>
  year <= 0 ? [] : [0, 1, 2].map((shift) => `${shift}:${Math.floor((year + shift) / 3)}`);

const wordsOf: Readonly<Record<LikenessField, (traits: FilmTraits, film: number) => readonly string[]>> = {
  genre: ({ genres }, film) => genres[film] ?? [],
  person: ({ people }, film) => people[film] ?? [],
  year: ({ years }, film) => yearWords(years[film] ?? 0),
  keyword: ({ keywords }, film) => keywords[film] ?? [],
  synopsis: ({ synopses }, film) => textWords(synopses[film] ?? "", 4),
  title: ({ titles }, film) => textWords(titles[film] ?? "", 3),
  studio: ({ studios }, film) => known(studios[film] ?? ""),
  language: ({ languages }, film) => known(languages[film] ?? ""),
  country: ({ countries }, film) => known(countries[film] ?? ""),
  certificate: ({ certificates }, film) => known(certificates[film] ?? ""),
  runtime: ({ runtimes }, film) => (runtimes[film] ? [`${Math.floor((runtimes[film] as number) / 15)}`] : []),
};

const counted = (words: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** Words of the given films, each field's scaled by √w so that products of rows are likenesses. */
export const filmWords = (traits: FilmTraits, films: Int32Array, weights: FieldWeights): FilmWords => {
  const words: { field: LikenessField; word: string }[] = [];
  const rows: { word: number; weight: number }[][] = Array.from(films, () => []);
  for (const field of likenessFields) {
    const fieldWeight = weights[field] ?? 0;
    if (fieldWeight === 0) continue;
    const documents = Array.from(films, (film) => counted(wordsOf[field](traits, film)));
    const df = counted(documents.flatMap((document) => [...document.keys()]));
    const at = new Map<string, number>();
    for (const [word, count] of df)
      if (count >= 2) {
        at.set(word, words.length);
        words.push({ field, word });
      }
    for (const [row, document] of documents.entries()) {
      const entries = [...document]
        .filter(([word]) => at.has(word))
        .map(([word, count]) => ({
          word: at.get(word) as number,
          weight: (1 + Math.log(count)) * Math.log(films.length / (df.get(word) as number)),
        }))
        .filter(({ weight }) => weight > 0);
      const length = Math.hypot(...entries.map(({ weight }) => weight));
      for (const { word, weight } of entries)
        rows[row]?.push({ word, weight: (Math.sqrt(fieldWeight) * weight) / length });
    }
  }
  const start = new Int32Array(films.length + 1);
  for (const [row, entries] of rows.entries()) start[row + 1] = (start[row] as number) + entries.length;
  const flat = rows.flat();
  return {
    words,
    start,
    word: Int32Array.from(flat, ({ word }) => word),
    weight: Float32Array.from(flat, ({ weight }) => weight),
  };
};

/** The words of some of the films. */
export const rowsOf = ({ words, start, word, weight }: FilmWords, films: Int32Array): FilmWords => {
  const places = Array.from(films, (film) =>
    Array.from(
      { length: (start[film + 1] as number) - (start[film] as number) },
      (_, n) => (start[film] as number) + n,
    ),
  );
  const chosen = places.flat();
  const rows = new Int32Array(films.length + 1);
  for (const [row, own] of places.entries()) rows[row + 1] = (rows[row] as number) + own.length;
  return {
    words,
    start: rows,
    word: Int32Array.from(chosen, (n) => word[n] as number),
    weight: Float32Array.from(chosen, (n) => weight[n] as number),
  };
};

/** Adds `scale` times the likeness of every pair of rows to K [rows x rows]. */
export const addLikeness = (
  { words, start, word, weight }: FilmWords,
  scale: number,
  K: Float32Array,
): void => {
  const rows = start.length - 1;
  const holders: { row: number; weight: number }[][] = words.map(() => []);
  for (let row = 0; row < rows; row++)
    for (let n = start[row] as number; n < (start[row + 1] as number); n++)
      holders[word[n] as number]?.push({ row, weight: weight[n] as number });
  for (const sharing of holders)
    for (const one of sharing) {
      const own = scale * one.weight;
      const at = one.row * rows;
      for (const other of sharing) K[at + other.row] = (K[at + other.row] as number) + own * other.weight;
    }
};

const everydayWeights: FieldWeights = {
  genre: 1,
  person: 1,
  keyword: 0.5,
  year: 0.5,
  studio: 0.4,
  language: 0.3,
  certificate: 0.2,
  runtime: 0.2,
};

const unitWords = new WeakMap<FilmTraits, FilmWords>();

/** All films with rows of length one, or nothing: products of rows are cosines. Made once for a catalogue. */
export const unitFilmWords = (traits: FilmTraits): FilmWords => {
  const known = unitWords.get(traits);
  if (known) return known;
  const films = Int32Array.from(traits.filmIds.keys());
  const { words, start, word, weight } = filmWords(traits, films, everydayWeights);
  for (const film of films) {
    const row = weight.subarray(start[film], start[film + 1]);
    const length = Math.hypot(...row);
    for (let n = 0; n < row.length; n++) row[n] = (row[n] as number) / length;
  }
  const made = { words, start, word, weight };
  unitWords.set(traits, made);
  return made;
};
