/** Texts as rows of numbers: what a linear model of n-grams reads. */
import { type Counts, countGrams, type Side, sides, type Vocabulary } from "./n-grams.ts";
import type { ReadText } from "./reading.ts";

/** How counts become values: 1 where an n-gram is there, or (1 + ln tf) · idf, each text of length 1. */
export const weightings = ["present", "tf-idf"] as const;
export type Weighting = (typeof weightings)[number];

export interface LearnedSide {
  readonly vocabulary: Vocabulary;
  readonly idf: Float32Array; // [columns]
}
export type LearnedSides = Readonly<Record<Side, LearnedSide>>;

export interface SideRows {
  readonly counts: Counts;
  readonly values: Readonly<Record<Weighting, Float32Array>>;
}
export type Rows = Readonly<Record<Side, SideRows>>;

/** ln((1 + N) / (1 + df)) + 1 */
export const inverseFrequency = ({ start, column }: Counts, columns: number): Float32Array => {
  const df = new Float32Array(columns);
  for (const j of column) df[j] = (df[j] as number) + 1;
  return df.map((held) => Math.log(start.length / (1 + held)) + 1); // start has N + 1 entries
};

const tfIdfOf = ({ start, column, count }: Counts, idf: Float32Array): Float32Array => {
  const values = new Float32Array(count.length);
  for (let at = 0; at < count.length; at++) {
    const tf = count[at] as number;
    values[at] = (tf === 1 ? 1 : 1 + Math.log(tf)) * (idf[column[at] as number] as number);
  }
  for (let n = 0; n + 1 < start.length; n++) {
    const [from, to] = [start[n] as number, start[n + 1] as number];
    let squares = 0;
    for (let at = from; at < to; at++) squares += (values[at] as number) ** 2;
    const length = Math.sqrt(squares) || 1;
    for (let at = from; at < to; at++) values[at] = (values[at] as number) / length;
  }
  return values;
};

/** Each weighting is reckoned when a part first asks for it. */
const valuesOf = (counts: Counts, idf: Float32Array): SideRows["values"] => {
  let present: Float32Array | null = null;
  let tfIdf: Float32Array | null = null;
  return {
    get present() {
      present ??= new Float32Array(counts.count.length).fill(1);
      return present;
    },
    get "tf-idf"() {
      tfIdf ??= tfIdfOf(counts, idf);
      return tfIdf;
    },
  };
};

export const rowsOf = (texts: readonly ReadText[], learned: LearnedSides): Rows => {
  const one = (side: Side): SideRows => {
    const { vocabulary, idf } = learned[side];
    const counts = countGrams(texts, vocabulary);
    return { counts, values: valuesOf(counts, idf) };
  };
  return bySide(one);
};

export const bySide = <T>(of: (side: Side) => T): Readonly<Record<Side, T>> =>
  Object.fromEntries(sides.map((side) => [side, of(side)])) as Record<Side, T>;

/** Σ_j w_j x_nj */
export const product = (
  weights: Float32Array,
  { counts: { start, column }, values }: SideRows,
  weighting: Weighting,
  n: number,
): number => {
  const value = values[weighting];
  let sum = 0;
  for (let at = start[n] as number; at < (start[n + 1] as number); at++)
    sum += (weights[column[at] as number] as number) * (value[at] as number);
  return sum;
};
