/**
 * Classes of texts by stacked linear models (Wolpert 1992) of n-grams:
 *   z₁ naive Bayes on words; z₂, z₃ logistic regression on log-count ratios of phrases and of characters (NBLR; Wang & Manning 2012);
 *   z₄ logistic regression on characters weighted (1 + ln tf) · ln((1 + N) / (1 + df)) + 1, each text of length 1.
 * The log-odds of a class are η = β₀ + Σ_k β_k z_k / s_k, s_k the deviation of z_k, β by logistic regression on z_k of texts that the parts had not
 * learned from (five folds), so that σ(η) is calibrated. More than two classes: one against the rest each, made to sum to 1.
 * All parts are linear in what the text holds, so what each token adds to η is exact.
 */
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { fitLogistic, sigmoid } from "../calibration.ts";
import { logCountRatio } from "./log-count-ratio.ts";
import {
  type Counts,
  countGrams,
  learnVocabulary,
  type Side,
  type Vocabulary,
  visitGrams,
} from "./n-grams.ts";
import type { Token } from "./reading.ts";
import { fitSparseLogistic } from "./sparse-logistic.ts";
import type { Explained, TextClassifier, TextHooks, TextTask } from "./text-model.ts";

/** How the counts of a side become a part's values. */
type Weighting = "present" | "tf-idf";
interface PartKind {
  readonly side: Side;
  readonly weighting: Weighting;
  readonly learner: "naive-bayes" | "ratio-logistic" | "logistic";
  readonly C: number;
}
const kinds: readonly PartKind[] = [
  { side: "words", weighting: "present", learner: "naive-bayes", C: 0 },
  { side: "phrases", weighting: "present", learner: "ratio-logistic", C: 1 },
  { side: "characters", weighting: "present", learner: "ratio-logistic", C: 0.1 },
  { side: "characters", weighting: "tf-idf", learner: "logistic", C: 3 },
];
/** Texts that must hold an n-gram before it has a column. */
const least: Readonly<Record<Side, number>> = { words: 1, phrases: 1, characters: 2 };
const folds = 5;

interface Part {
  readonly weights: Float32Array; // [columns of its side]
  readonly intercept: number;
}
/** One class against the rest. */
interface Binary {
  readonly parts: readonly Part[];
  readonly β: readonly number[]; // [1 + parts], of z as it is
}

interface LearnedSide {
  readonly vocabulary: Vocabulary;
  readonly idf: Float32Array; // [columns]
}
/** A side of many texts. */
interface SideRows extends LearnedSide {
  readonly counts: Counts;
  readonly values: Readonly<Record<Weighting, Float32Array>>;
}

const inverseFrequency = ({ start, column }: Counts, columns: number): Float32Array => {
  const df = new Float32Array(columns);
  for (const j of column) df[j] = (df[j] as number) + 1;
  return df.map((held) => Math.log(start.length / (1 + held)) + 1); // start has N + 1 entries
};

const weighted = ({ start, column, count }: Counts, idf: Float32Array): SideRows["values"] => {
  const tfIdf = Float32Array.from(
    count,
    (tf, at) => (1 + Math.log(tf)) * (idf[column[at] as number] as number),
  );
  for (let n = 0; n + 1 < start.length; n++) {
    const row = tfIdf.subarray(start[n], start[n + 1]);
    let squares = 0;
    for (const value of row) squares += value * value;
    const length = Math.sqrt(squares) || 1;
    for (let at = 0; at < row.length; at++) row[at] = (row[at] as number) / length;
  }
  return { present: new Float32Array(count.length).fill(1), "tf-idf": tfIdf };
};

const fitPart = (
  kind: PartKind,
  { vocabulary, counts, values }: SideRows,
  rows: Int32Array,
  y: Uint8Array,
  seed: number,
): Part => {
  const columns = vocabulary.buckets.length;
  const value = values[kind.weighting];
  if (kind.learner === "logistic") {
    const { w, intercept } = fitSparseLogistic({ ...counts, value }, columns, rows, y, kind.C, seed);
    return { weights: Float32Array.from(w), intercept };
  }
  const { r, prior } = logCountRatio(counts, columns, rows, y);
  if (kind.learner === "naive-bayes") return { weights: Float32Array.from(r), intercept: prior };
  const scaled = value.map((one, at) => one * (r[counts.column[at] as number] as number));
  const { w, intercept } = fitSparseLogistic({ ...counts, value: scaled }, columns, rows, y, kind.C, seed);
  return { weights: Float32Array.from(w, (one, j) => one * (r[j] as number)), intercept };
};

const score = (
  { weights, intercept }: Part,
  { counts, values }: SideRows,
  weighting: Weighting,
  n: number,
): number => {
  const value = values[weighting];
  let z = intercept;
  for (let at = counts.start[n] as number; at < (counts.start[n + 1] as number); at++)
    z += (weights[counts.column[at] as number] as number) * (value[at] as number);
  return z;
};

type Sides = Readonly<Record<Side, SideRows>>;

const sidesOf = (
  texts: readonly (readonly Token[])[],
  vocabularyFor: (side: Side) => Vocabulary,
  idfFor: (side: Side) => Float32Array | null,
): Sides => {
  const one = (side: Side): SideRows => {
    const vocabulary = vocabularyFor(side);
    const counts = countGrams(texts, vocabulary);
    const idf = idfFor(side) ?? inverseFrequency(counts, vocabulary.buckets.length);
    return { vocabulary, idf, counts, values: weighted(counts, idf) };
  };
  return { words: one("words"), phrases: one("phrases"), characters: one("characters") };
};

const deviation = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
};

const fitBinary = async (
  sides: Sides,
  y: Uint8Array,
  seed: number,
  { step }: { step(): Promise<void> },
): Promise<Binary> => {
  const rows = shuffle(
    Int32Array.from(y, (_, n) => n),
    seededRandom(seed),
  );
  const z = kinds.map(() => new Float64Array(y.length));
  for (let fold = 0; fold < folds; fold++) {
    const rest = rows.filter((_, place) => place % folds !== fold);
    const held = rows.filter((_, place) => place % folds === fold);
    for (const [k, kind] of kinds.entries()) {
      const part = fitPart(kind, sides[kind.side], rest, y, seed);
      for (const n of held) (z[k] as Float64Array)[n] = score(part, sides[kind.side], kind.weighting, n);
      await step();
    }
  }
  const deviations = z.map(deviation);
  const { w } = fitLogistic(
    Array.from(y, (_, n) => [1, ...z.map((scores, k) => (scores[n] as number) / (deviations[k] as number))]),
    Array.from(y, Boolean),
    [0, ...z.map(() => 1 / z.length)],
  );
  const β = w.map((weight, k) => (k === 0 ? weight : weight / (deviations[k - 1] as number)));
  const parts: Part[] = [];
  for (const kind of kinds) {
    parts.push(fitPart(kind, sides[kind.side], rows, y, seed));
    await step();
  }
  return { parts, β };
};

const classifier = (
  classes: readonly string[],
  binaries: readonly Binary[],
  vocabularies: Readonly<Record<Side, LearnedSide>>,
): TextClassifier => {
  const sidesOfTexts = (texts: readonly (readonly Token[])[]): Sides =>
    sidesOf(
      texts,
      (side) => vocabularies[side].vocabulary,
      (side) => vocabularies[side].idf,
    );
  const logOdds = ({ parts, β }: Binary, sides: Sides, n: number): number => {
    let η = β[0] as number;
    for (const [k, kind] of kinds.entries())
      η += (β[k + 1] as number) * score(parts[k] as Part, sides[kind.side], kind.weighting, n);
    return η;
  };
  const predict = (texts: readonly (readonly Token[])[]): Float64Array => {
    const sides = sidesOfTexts(texts);
    const P = new Float64Array(texts.length * classes.length);
    for (let n = 0; n < texts.length; n++) {
      const row = P.subarray(n * classes.length, (n + 1) * classes.length);
      for (const [c, binary] of binaries.entries()) row[c] = sigmoid(logOdds(binary, sides, n));
      if (binaries.length === 1) row.set([1 - (row[0] as number), row[0] as number]);
      else {
        const total = row.reduce((sum, p) => sum + p, 0) || 1;
        for (let c = 0; c < row.length; c++) row[c] = (row[c] as number) / total;
      }
    }
    return P;
  };
  const explain = (tokens: readonly Token[], of: number): Explained => {
    const { parts, β } = binaries[binaries.length === 1 ? 0 : of] as Binary;
    const sign = binaries.length === 1 && of === 0 ? -1 : 1;
    const sides = sidesOfTexts([tokens]);
    const shares = new Float64Array(tokens.length);
    let base = β[0] as number;
    for (const [k, kind] of kinds.entries()) {
      const { weights, intercept } = parts[k] as Part;
      const factor = β[k + 1] as number;
      base += factor * intercept;
      const { vocabulary, counts, values } = sides[kind.side];
      const worth = new Map(
        Array.from(counts.column, (j, at) => [
          j,
          (factor * (weights[j] as number) * (values[kind.weighting][at] as number)) /
            (counts.count[at] as number),
        ]),
      );
      visitGrams(tokens, kind.side, (bucket, first, last) => {
        const whole = worth.get(vocabulary.column[bucket] as number);
        if (whole === undefined) return;
        const each = whole / (last - first + 1);
        for (let at = first; at <= last; at++) shares[at] = (shares[at] as number) + each;
      });
    }
    return { base: sign * base, shares: shares.map((share) => sign * share) };
  };
  return { classes, predict, explain };
};

/** Without the texts that it was learned from. */
const learned = ({ vocabulary, idf }: SideRows): LearnedSide => ({ vocabulary, idf });

export const fitStacked = async (
  { texts, labels, classes }: TextTask,
  seed: number,
  hooks: TextHooks,
): Promise<TextClassifier> => {
  const sides = sidesOf(
    texts,
    (side) => learnVocabulary(texts, side, least[side]),
    () => null,
  );
  const against = classes.length === 2 ? [1] : classes.map((_, c) => c);
  const steps = against.length * (folds + 1) * kinds.length;
  let done = 0;
  const binaries: Binary[] = [];
  for (const c of against)
    binaries.push(
      await fitBinary(
        sides,
        Uint8Array.from(labels, (label) => (label === c ? 1 : 0)),
        seed,
        {
          step: () => hooks.step(++done / steps),
        },
      ),
    );
  return classifier(classes, binaries, {
    words: learned(sides.words),
    phrases: learned(sides.phrases),
    characters: learned(sides.characters),
  });
};
