/**
 * Classes of texts by stacked linear models (Wolpert 1992) of n-grams:
 *   z₁ naive Bayes on words; z₂, z₃ logistic regression on log-count ratios of phrases and of characters (NBLR; Wang & Manning 2012);
 *   z₄ logistic regression on characters weighted (1 + ln tf) · ln((1 + N) / (1 + df)) + 1, each text of length 1.
 * The log-odds of a class are η = β₀ + Σ_k β_k z_k / s_k + β₅ f₁ + β₆ f₂, s_k the deviation of z_k, f what word lists say (feeling.ts), β by logistic
 * regression on z_k of texts that the parts had not learned from (five folds), so that σ(η) is calibrated. More than two classes: one against the rest each, made to sum to 1.
 * All parts are linear in what the text holds, so what each token adds to η is exact.
 */
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { fitLogistic } from "../calibration.ts";
import { feelingOf } from "./feeling.ts";
import {
  bySide,
  inverseFrequency,
  type LearnedSides,
  product,
  type Rows,
  rowsOf,
  type SideRows,
  type Weighting,
} from "./gram-rows.ts";
import { type LogOdds, linearTextModel } from "./linear-text-model.ts";
import { logCountRatio } from "./log-count-ratio.ts";
import { countGrams, learnVocabulary, type Side } from "./n-grams.ts";
import { fitSparseLogistic } from "./sparse-logistic.ts";
import type { TextHooks, TextModel, TextTask } from "./text-model.ts";

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
const fitPart = (
  kind: PartKind,
  { counts, values }: SideRows,
  columns: number,
  rows: Int32Array,
  y: Uint8Array,
  seed: number,
): Part => {
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

const deviation = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
};

/** Fold of each text, dealt out in `order`; texts of a group follow the first of them. */
const foldsOf = (order: Int32Array, groups: Int32Array | undefined): Uint8Array => {
  const foldOf = new Uint8Array(order.length);
  const dealt = new Map<number, number>();
  for (const n of order) {
    const group = groups ? (groups[n] as number) : n;
    const place = dealt.get(group) ?? dealt.size;
    dealt.set(group, place);
    foldOf[n] = place % folds;
  }
  return foldOf;
};

const fitLogOdds = async (
  learned: LearnedSides,
  rows: Rows,
  feelings: readonly (readonly [number, number])[],
  y: Uint8Array,
  groups: Int32Array | undefined,
  seed: number,
  step: () => Promise<void>,
): Promise<LogOdds> => {
  const order = shuffle(Int32Array.from(y.keys()), seededRandom(seed));
  const foldOf = foldsOf(order, groups);
  const fitted = async (kind: PartKind, from: Int32Array): Promise<Part> => {
    const columns = learned[kind.side].vocabulary.buckets.length;
    const part = fitPart(kind, rows[kind.side], columns, from, y, seed);
    await step();
    return part;
  };
  const z = kinds.map(() => new Float64Array(y.length));
  for (let fold = 0; fold < folds; fold++) {
    const rest = order.filter((n) => foldOf[n] !== fold);
    const held = order.filter((n) => foldOf[n] === fold);
    for (const [k, kind] of kinds.entries()) {
      const { weights, intercept } = await fitted(kind, rest);
      for (const n of held)
        (z[k] as Float64Array)[n] = intercept + product(weights, rows[kind.side], kind.weighting, n);
    }
  }
  const deviations = z.map(deviation);
  const { w } = fitLogistic(
    feelings.map((f, n) => [
      1,
      ...f,
      ...z.map((scores, k) => (scores[n] as number) / (deviations[k] as number)),
    ]),
    Array.from(y, Boolean),
    [0, 0, 0, ...z.map(() => 1 / z.length)],
  );
  const [β0, β1, β2, ...βs] = w as [number, number, number, ...number[]];
  let base = β0;
  const weights: Float32Array[] = [];
  for (const [k, kind] of kinds.entries()) {
    const part = await fitted(kind, order);
    const β = (βs[k] as number) / (deviations[k] as number);
    base += β * part.intercept;
    weights.push(part.weights.map((weight) => β * weight));
  }
  return { base, weights, β: [β1, β2] };
};

export const fitStacked = async (
  { texts, labels, classes, groups }: TextTask,
  seed: number,
  hooks: TextHooks,
): Promise<TextModel> => {
  const learned = bySide((side) => {
    const vocabulary = learnVocabulary(texts, side, least[side]);
    return { vocabulary, idf: inverseFrequency(countGrams(texts, vocabulary), vocabulary.buckets.length) };
  });
  const rows = rowsOf(texts, learned);
  const feelings = texts.map((text) => feelingOf(text).f);
  const against = classes.length === 2 ? [1] : classes.map((_, c) => c);
  const steps = against.length * (folds + 1) * kinds.length;
  let done = 0;
  const odds: LogOdds[] = [];
  for (const c of against)
    odds.push(
      await fitLogOdds(
        learned,
        rows,
        feelings,
        Uint8Array.from(labels, (label) => (label === c ? 1 : 0)),
        groups,
        seed,
        () => hooks.step(++done / steps),
      ),
    );
  return linearTextModel(classes, {
    parts: kinds.map(({ side, weighting }) => ({ side, weighting })),
    sides: learned,
    odds,
  });
};
