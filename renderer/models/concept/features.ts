/**
 * What is known of a film before its release, as a sparse row: figures as piecewise linear terms between quantiles, traits as indicators, the synopsis by
 * tf-idf, and each genre crossed with budget, year and running time. Budgets count against the usual one of their year, so that money of different
 * times compares.
 */
import type { Concept } from "../../../shared/domain/concept.ts";
import type { ConceptField } from "../../../shared/domain/concept-outlook.ts";
import { read } from "../text/reading.ts";
import type { Rows } from "./sparse-ridge.ts";

interface Feature {
  readonly field: ConceptField;
  readonly value: string;
  /** How it is told: by the trait itself, or by how the trait goes with a figure. */
  readonly crossed: boolean;
}
export interface Basis {
  readonly features: readonly Feature[];
  rows(films: readonly Concept[]): Rows;
}

/** Films that a value needs to have an effect of its own. */
const fewest: Readonly<Partial<Record<ConceptField, number>>> = {
  genre: 5,
  keyword: 3,
  synopsis: 3,
  person: 2,
  studio: 3,
  language: 3,
  country: 4,
  certificate: 5,
};
const knots = [0.1, 0.3, 0.5, 0.7, 0.9];
const earliestYear = 1950;
/** The last years share one level: a trend of the past is not taken to go on. */
const levelYears = 6;
const [shortest, longest] = [60, 220];

/** The words of a title that the films of a series share. */
export const stemOf = (title: string): string => {
  const told = title.toLowerCase().replace(/^(the|a|an) /, "");
  return (told.split(/[:：]| - | (?:part |chapter |episode )?(?:\d+|[ivx]{2,4})$/)[0] ?? told).trim();
};

const wordsOf = (synopsis: string): string[] =>
  read(synopsis)
    .map(({ word }) => word)
    .filter((word) => /^[\p{L}\p{N}]{2,}$/u.test(word) || /\p{Script=Han}/u.test(word));

const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;

/** A figure as itself and its parts above the knots, each standardised on the films learned from; unknown figures are in the middle. */
const hinges = (values: readonly number[]) => {
  const known = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  const ends = known.length === 0 ? [] : [...new Set(knots.map((share) => quantile(known, share)))];
  const terms = [
    (x: number): number => x,
    ...ends.map(
      (knot) =>
        (x: number): number =>
          Math.max(0, x - knot),
    ),
  ].map((term) => {
    const told = known.map(term);
    const mean = told.reduce((sum, value) => sum + value, 0) / Math.max(1, told.length);
    const spread = Math.sqrt(
      told.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, told.length),
    );
    return (x: number): number => (Number.isNaN(x) || spread === 0 ? 0 : (term(x) - mean) / spread);
  });
  return (x: number): number[] => terms.map((term) => term(x));
};

const runtimeOf = ({ runtime }: Concept): number =>
  runtime === null ? Number.NaN : Math.min(longest, Math.max(shortest, runtime));
const logBudget = ({ budget }: Concept): number =>
  budget === null || budget <= 0 ? Number.NaN : Math.log(budget);

/** The usual log budget of a year: a parabola through those known. */
const usualBudget = (
  films: readonly Concept[],
  yearOf: (film: Concept) => number,
): ((year: number) => number) => {
  const known = films.filter((film) => !Number.isNaN(logBudget(film)) && film.year !== null);
  const t = (year: number): number => (year - 2000) / 20;
  const A = [0, 0, 0].map(() => [1e-6, 1e-6, 1e-6]);
  const c = [0, 0, 0];
  for (const film of known) {
    const x = t(yearOf(film));
    const powers = [1, x, x * x];
    for (let i = 0; i < 3; i++) {
      c[i] = (c[i] as number) + (powers[i] as number) * logBudget(film);
      for (let j = 0; j < 3; j++)
        (A[i] as number[])[j] =
          ((A[i] as number[])[j] as number) +
          (powers[i] as number) * (powers[j] as number) +
          (i === j ? 1e-6 : 0);
    }
  }
  // Gauss without pivots: the matrix is positive definite.
  for (let i = 0; i < 3; i++)
    for (let j = i + 1; j < 3; j++) {
      const [above, row] = [A[i] as number[], A[j] as number[]];
      const by = (row[i] as number) / (above[i] as number);
      for (let k = i; k < 3; k++) row[k] = (row[k] as number) - by * (above[k] as number);
      c[j] = (c[j] as number) - by * (c[i] as number);
    }
  const a = [0, 0, 0];
  for (let i = 2; i >= 0; i--) {
    const row = A[i] as number[];
    let sum = c[i] as number;
    for (let k = i + 1; k < 3; k++) sum -= (row[k] as number) * (a[k] as number);
    a[i] = sum / (row[i] as number);
  }
  return (year) => {
    const x = t(Number.isNaN(year) ? 2000 : year);
    return (a[0] as number) + (a[1] as number) * x + (a[2] as number) * x * x;
  };
};

const traitsOf = (film: Concept): readonly (readonly [ConceptField, string])[] => [
  ...film.genres.map((value) => ["genre", value] as const),
  ...film.keywords.map((value) => ["keyword", value.toLowerCase()] as const),
  ...film.people.map((value) => ["person", value] as const),
  ...(
    [
      ["studio", film.studio],
      ["language", film.language],
      ["country", film.country],
      ["certificate", film.certificate],
      ["month", film.month === null ? "" : `${film.month}`],
    ] as const
  ).filter(([, value]) => value !== ""),
];

export const learnBasis = (films: readonly Concept[]): Basis => {
  const level = films.reduce((last, { year }) => Math.max(last, year ?? 0), 0) - levelYears;
  const yearOf = ({ year }: Concept): number =>
    year === null ? Number.NaN : Math.min(level, Math.max(year, earliestYear));
  const features: Feature[] = [];
  const columns = new Map<string, number>();
  const add = (key: string, field: ConceptField, value: string, crossed = false): void => {
    columns.set(key, features.length);
    features.push({ field, value, crossed });
  };
  const usual = usualBudget(films, yearOf);
  const relative = (film: Concept): number => logBudget(film) - usual(yearOf(film));
  const figures = (
    [
      ["budget", relative],
      ["year", yearOf],
      ["runtime", runtimeOf],
    ] as const
  ).map(([field, of]) => ({ field, of, terms: hinges(films.map(of)) }));
  for (const { field, terms } of figures)
    for (const [n] of terms(Number.NaN).entries()) add(`${field}#${n}`, field, "");

  const counts = new Map<string, number>();
  const documents = new Map<string, number>();
  for (const film of films) {
    for (const key of new Set(traitsOf(film).map(([field, value]) => `${field}:${value}`)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const word of new Set(wordsOf(film.synopsis))) documents.set(word, (documents.get(word) ?? 0) + 1);
  }
  for (const [key, count] of counts) {
    const at = key.indexOf(":");
    const [field, value] = [key.slice(0, at) as ConceptField, key.slice(at + 1)];
    if (count < (fewest[field] ?? 1)) continue;
    add(key, field, value);
    if (field === "genre") for (const figure of figures) add(`${key}*${figure.field}`, "genre", value, true);
  }
  for (const [word, count] of documents)
    if (count >= (fewest.synopsis as number) && count < 0.3 * films.length)
      add(`synopsis:${word}`, "synopsis", word);
  add("series:", "series", "");

  /** The year in which a series was first met. */
  const first = new Map<string, number>();
  for (const { title, year } of films) {
    const stem = stemOf(title);
    if (year !== null) first.set(stem, Math.min(first.get(stem) ?? year, year));
  }

  const rowOf = (film: Concept): readonly (readonly [number, number])[] => {
    const row: [number, number][] = [];
    const put = (key: string, value: number): void => {
      const column = columns.get(key);
      if (column !== undefined && value !== 0) row.push([column, value]);
    };
    const told = figures.map(({ field, of, terms }) => ({ field, values: terms(of(film)) }));
    for (const { field, values } of told)
      for (const [n, value] of values.entries()) put(`${field}#${n}`, value);
    const traits = traitsOf(film);
    const keywords = 1 / Math.sqrt(1 + film.keywords.length);
    for (const key of new Set(traits.map(([field, value]) => `${field}:${value}`))) {
      put(key, key.startsWith("keyword:") ? keywords : 1);
      if (key.startsWith("genre:"))
        for (const { field, values } of told) put(`${key}*${field}`, values[0] as number);
    }
    const words = new Map<string, number>();
    for (const word of wordsOf(film.synopsis)) words.set(word, (words.get(word) ?? 0) + 1);
    const weighed = [...words].flatMap(([word, count]) => {
      const column = columns.get(`synopsis:${word}`);
      if (column === undefined) return [];
      const idf = Math.log(films.length / (documents.get(word) as number));
      return [[column, (1 + Math.log(count)) * idf] as const];
    });
    const length = Math.hypot(...weighed.map(([, weight]) => weight)) || 1;
    for (const [column, weight] of weighed) row.push([column, weight / length]);
    const since = first.get(stemOf(film.title));
    if (since !== undefined && since < (film.year ?? 0)) put("series:", 1);
    return row;
  };

  return {
    features,
    rows(given) {
      const rows = given.map(rowOf);
      const start = new Int32Array(rows.length + 1);
      for (const [n, row] of rows.entries()) start[n + 1] = (start[n] as number) + row.length;
      return {
        start,
        column: Int32Array.from(rows.flatMap((row) => row.map(([column]) => column))),
        value: Float64Array.from(rows.flatMap((row) => row.map(([, value]) => value))),
      };
    },
  };
};
