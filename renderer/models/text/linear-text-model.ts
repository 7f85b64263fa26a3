/**
 * A fitted linear model of n-grams and of what word lists say: the log-odds of a class against the rest are
 *   η = b + Σ_k w_k · x_k + β₁ f₁ + β₂ f₂, x_k the text as part k reads it, f as in feeling.ts.
 * Two classes share one η; of more, σ(η) are made to sum to 1. What each token adds to η is exact.
 */
import { z } from "zod";
import { type Artefact, storedArray } from "../../../shared/blocks/artefact.ts";
import { sigmoid } from "../calibration.ts";
import { type Feeling, feelingOf, weighed, weighedShares } from "./feeling.ts";
import { bySide, type LearnedSides, product, type Rows, rowsOf, weightings } from "./gram-rows.ts";
import { type Side, sides, Vocabulary, visitGrams } from "./n-grams.ts";
import type { ReadText } from "./reading.ts";
import type { Explained, TextModel } from "./text-model.ts";

const Part = z.object({ side: z.enum(sides), weighting: z.enum(weightings) });
type Part = z.infer<typeof Part>;

export interface LinearTexts {
  readonly parts: readonly Part[];
  readonly sides: LearnedSides;
  /** Of each class against the rest; of two classes, the second alone. */
  readonly odds: readonly LogOdds[];
}
export interface LogOdds {
  readonly base: number;
  readonly weights: readonly Float32Array[]; // by part, [columns of its side]
  readonly β: readonly [number, number];
}

/** Texts that are read as rows at a time. */
const together = 500;

export const linearTextModel = (classes: readonly string[], linear: LinearTexts): TextModel => {
  const { parts, sides: learned, odds } = linear;
  const logOdds = ({ base, weights, β }: LogOdds, rows: Rows, n: number, feeling: Feeling): number => {
    let η = base + weighed(feeling, β);
    for (const [k, { side, weighting }] of parts.entries())
      η += product(weights[k] as Float32Array, rows[side], weighting, n);
    return η;
  };
  const fill = (row: Float64Array, rows: Rows, n: number, feeling: Feeling): void => {
    for (const [c, one] of odds.entries()) row[c] = sigmoid(logOdds(one, rows, n, feeling));
    if (odds.length === 1) row.set([1 - (row[0] as number), row[0] as number]);
    else {
      const total = row.reduce((sum, p) => sum + p, 0);
      for (let c = 0; c < row.length; c++) row[c] = total > 0 ? (row[c] as number) / total : 1 / row.length;
    }
  };
  return {
    name: "linear",
    classes,
    async predict(texts, hooks) {
      const of = classes.length;
      const P = new Float64Array(texts.length * of);
      for (let from = 0; from < texts.length; from += together) {
        const batch = texts.slice(from, from + together);
        const rows = rowsOf(batch, learned);
        for (const [n, text] of batch.entries())
          fill(P.subarray((from + n) * of, (from + n + 1) * of), rows, n, feelingOf(text));
        await hooks.step((from + batch.length) / texts.length);
      }
      return P;
    },
    async explain(text, of) {
      const { base, shares } = sharesOf(text, linear, odds[odds.length === 1 ? 0 : of] as LogOdds);
      const sign = odds.length === 1 && of === 0 ? -1 : 1;
      return { base: sign * base, shares: shares.map((share) => sign * share) };
    },
    save: () => saved(linear),
    dispose() {},
  };
};

const sharesOf = (text: ReadText, { parts, sides: learned }: LinearTexts, odds: LogOdds): Explained => {
  const rows = rowsOf([text], learned);
  const shares = weighedShares(feelingOf(text), odds.β);
  for (const [k, { side, weighting }] of parts.entries()) {
    const weights = odds.weights[k] as Float32Array;
    const { counts, values } = rows[side];
    const worth = new Map(
      Array.from(counts.column, (j, at) => [
        j,
        ((weights[j] as number) * (values[weighting][at] as number)) / (counts.count[at] as number),
      ]),
    );
    visitGrams(text.tokens, side, (bucket, first, last) => {
      const whole = worth.get(learned[side].vocabulary.columnOf(bucket));
      if (whole === undefined) return;
      const each = whole / (last - first + 1);
      for (let at = first; at <= last; at++) shares[at] = (shares[at] as number) + each;
    });
  }
  return { base: odds.base, shares };
};

const Header = z.object({
  parts: z.array(Part).min(1).readonly(),
  bases: z.array(z.number()).min(1),
  feelings: z.array(z.tuple([z.number(), z.number()])).readonly(),
});

const saved = ({ parts, sides: learned, odds }: LinearTexts): Artefact => ({
  header: {
    parts,
    bases: odds.map(({ base }) => base),
    feelings: odds.map(({ β: [β1, β2] }): [number, number] => [β1, β2]),
  } satisfies z.infer<typeof Header>,
  arrays: Object.fromEntries([
    ...sides.flatMap((side) => [
      [`${side}/buckets`, learned[side].vocabulary.buckets],
      [`${side}/idf`, learned[side].idf],
    ]),
    ...odds.flatMap(({ weights }, c) => weights.map((values, k) => [`weights/${c}/${k}`, values])),
  ]),
});

export const loadLinear = ({ header, arrays }: Artefact, classes: readonly string[]): TextModel => {
  const { parts, bases, feelings } = Header.parse(header);
  const rest = classes.length === 2 ? 1 : classes.length;
  if (bases.length !== rest || feelings.length !== rest)
    throw new Error("a linear text model of other classes");
  const array = (name: string, columns: number): Float32Array => {
    const values = storedArray(arrays, name, Float32Array);
    if (values.length !== columns) throw new Error(`a linear text model with a damaged ${name}`);
    return values;
  };
  const learned = bySide((side: Side) => {
    const vocabulary = new Vocabulary(side, storedArray(arrays, `${side}/buckets`, Int32Array));
    return { vocabulary, idf: array(`${side}/idf`, vocabulary.buckets.length) };
  });
  const odds = bases.map((base, c) => ({
    base,
    β: feelings[c] as [number, number],
    weights: parts.map(({ side }, k) => array(`weights/${c}/${k}`, learned[side].vocabulary.buckets.length)),
  }));
  return linearTextModel(classes, { parts, sides: learned, odds });
};
