/**
 * What films have in common, by field: within a field a film is its words weighted (1 + ln c) ln(N / df) (c times in the film, in df of N films)
 * and scaled to length one; films' likeness is Σ_field w_field f_i·f_j. Words in a single film link nothing and are left out. Of a poster the
 * axes of its picture (poster-axes.ts) are the words; a film without one has none, and is by it neither like nor unlike others.
 */
import { likenessFields, type traitFields } from "../../shared/contract/training.ts";
import type { FilmTraits } from "../../shared/domain/interactions.ts";

export type LikenessField = (typeof likenessFields)[number];
export type TraitField = (typeof traitFields)[number];
export type FieldWeights = Readonly<Partial<Record<TraitField, number>>>;

interface Field {
  readonly field: LikenessField;
  readonly scale: number; // √w
  readonly wordAt: ReadonlyMap<string, { readonly word: number; readonly idf: number }>;
}

/** Of posters: the words from `first` on. */
interface Axes {
  readonly first: number;
  readonly scale: number; // √w
  readonly count: number;
}

/** Rows of words with weights, films in the order asked for. */
export interface FilmWords {
  readonly words: readonly { readonly field: TraitField; readonly word: string }[];
  readonly fields: readonly Field[];
  readonly axes: Axes;
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

type Document = ReadonlyMap<string, number>;

const fieldRow = ({ scale, wordAt }: Field, document: Document) => {
  const entries = [...document].flatMap(([text, count]) => {
    const known = wordAt.get(text);
    return known && known.idf > 0 ? [{ word: known.word, weight: (1 + Math.log(count)) * known.idf }] : [];
  });
  const length = Math.hypot(...entries.map(({ weight }) => weight));
  return entries.map(({ word, weight }) => ({ word, weight: (scale * weight) / length }));
};

/** A film's words, each with its weight. */
export type FilmRow = readonly { readonly word: number; readonly weight: number }[];

const posterRow = ({ first, scale, count }: Axes, picture: Float32Array | null | undefined): FilmRow =>
  picture && count > 0
    ? Array.from(picture, (value, axis) => ({ word: first + axis, weight: scale * value }))
    : [];

/** Words of the given films, each field's scaled by √w so that products of rows are likenesses. */
export const filmWords = (traits: FilmTraits, films: Int32Array, weights: FieldWeights): FilmWords => {
  const words: { field: TraitField; word: string }[] = [];
  const fields: Field[] = [];
  const rows: { word: number; weight: number }[][] = Array.from(films, () => []);
  for (const field of likenessFields) {
    const fieldWeight = weights[field] ?? 0;
    if (fieldWeight === 0) continue;
    const documents = Array.from(films, (film) => counted(wordsOf[field](traits, film)));
    const df = counted(documents.flatMap((document) => [...document.keys()]));
    const wordAt = new Map<string, { word: number; idf: number }>();
    for (const [word, count] of df)
      if (count >= 2) {
        wordAt.set(word, { word: words.length, idf: Math.log(films.length / count) });
        words.push({ field, word });
      }
    const own: Field = { field, scale: Math.sqrt(fieldWeight), wordAt };
    fields.push(own);
    for (const [row, document] of documents.entries()) rows[row]?.push(...fieldRow(own, document));
  }
  const pictures = Array.from(films, (film) => traits.posters?.[film]);
  const scale = Math.sqrt(weights.poster ?? 0);
  const count = scale === 0 ? 0 : (pictures.find((picture) => picture)?.length ?? 0);
  const axes: Axes = { first: words.length, scale, count };
  for (let axis = 0; axis < count; axis++) words.push({ field: "poster", word: `${axis}` });
  for (const [row, picture] of pictures.entries()) rows[row]?.push(...posterRow(axes, picture));
  const start = new Int32Array(films.length + 1);
  for (const [row, entries] of rows.entries()) start[row + 1] = (start[row] as number) + entries.length;
  const flat = rows.flat();
  return {
    words,
    fields,
    axes,
    start,
    word: Int32Array.from(flat, ({ word }) => word),
    weight: Float32Array.from(flat, ({ weight }) => weight),
  };
};

export const rowAt = ({ start, word, weight }: FilmWords, film: number): FilmRow =>
  Array.from({ length: (start[film + 1] as number) - (start[film] as number) }, (_, n) => ({
    word: word[(start[film] as number) + n] as number,
    weight: weight[(start[film] as number) + n] as number,
  }));

/** The row that a film of other traits would have among these. */
export const rowAmong = ({ fields, axes }: FilmWords, traits: FilmTraits, film: number): FilmRow =>
  [
    ...fields.flatMap((field) => fieldRow(field, counted(wordsOf[field.field](traits, film)))),
    ...posterRow(axes, traits.posters?.[film]),
  ].map(({ word, weight }) => ({ word, weight: Math.fround(weight) }));

/** Fields of which a film has words, none of them shared with the films of the rows. */
export const strangeTo = (
  { fields }: FilmWords,
  traits: FilmTraits,
  film: number,
): { readonly field: LikenessField; readonly word: string }[] =>
  fields.flatMap(({ field, wordAt }) => {
    const own = wordsOf[field](traits, film);
    const strange = own.filter((word) => !wordAt.has(word));
    const oneOf = field === "year" && strange.length < own.length;
    return oneOf ? [] : strange.map((word) => ({ field, word }));
  });

/** The words of some of the films. */
export const rowsOf = (
  { words, fields, axes, start, word, weight }: FilmWords,
  films: Int32Array,
): FilmWords => {
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
    fields,
    axes,
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
  poster: 0.3,
};

const unitWords = new WeakMap<FilmTraits, FilmWords>();

/** All films with rows of length one, or nothing: products of rows are cosines. Made once for a catalogue. */
export const unitFilmWords = (traits: FilmTraits): FilmWords => {
  const known = unitWords.get(traits);
  if (known) return known;
  const films = Int32Array.from(traits.filmIds.keys());
  const made = filmWords(traits, films, everydayWeights);
  const { start, weight } = made;
  for (const film of films) {
    const row = weight.subarray(start[film], start[film + 1]);
    const length = Math.hypot(...row);
    for (let n = 0; n < row.length; n++) row[n] = (row[n] as number) / length;
  }
  unitWords.set(traits, made);
  return made;
};
