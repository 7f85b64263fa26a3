/**
 * Texts with labels, as the field judges classifiers: `text-split` learns from one file and is judged on another; `text-10fold` parts one file into ten folds
 * that hold each class alike, learns from nine and is judged on the tenth.
 */
import type { EvaluatedTexts, EvaluateTextsRequest } from "../../../shared/contract/texts.ts";
import { classReport } from "../../../shared/domain/class-report.ts";
import type { LabelledTexts } from "../../../shared/domain/labelled-texts.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { measured } from "../text/measured.ts";
import { type ReadText, readText } from "../text/reading.ts";
import type { TextAlgorithm } from "../text/text-model.ts";
import { bestTextModel, textAlgorithms } from "../text/text-models.ts";
import { summarise, type Trial } from "./protocol.ts";

const folds = 10;
/** Fewer have no fold without a class. */
const fewest = 20;

export interface TextProtocolHooks {
  /** Lets messages in; may throw to cancel. */
  breathe(): Promise<void>;
  told(share: number): void;
}

interface Read {
  readonly texts: readonly ReadText[];
  readonly label: Int32Array;
}

const readAll = async (texts: readonly string[], breathe: () => Promise<void>): Promise<ReadText[]> => {
  const all: ReadText[] = [];
  for (const text of texts) {
    all.push(readText(text));
    await breathe();
  }
  return all;
};

/** Folds that hold each class alike, [texts]. */
export const stratifiedFolds = (label: Int32Array, seed: number): Int32Array => {
  const order = shuffle(Int32Array.from(label.keys()), seededRandom(seed)).sort(
    (a, b) => (label[a] as number) - (label[b] as number),
  );
  const fold = new Int32Array(label.length);
  for (const [place, n] of order.entries()) fold[n] = place % folds;
  return fold;
};

interface Judged {
  readonly trial: Trial;
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
}

const judge = async (
  algorithm: TextAlgorithm,
  learned: Read,
  held: Read,
  classes: readonly string[],
  seed: number,
  step: (share: number) => Promise<void>,
): Promise<Judged> => {
  const started = performance.now();
  const task = { texts: learned.texts, labels: learned.label, classes };
  const model = await algorithm.fit(task, seed, { step });
  const fitted = performance.now();
  const P = await model.predict(held.texts, { step: () => step(1) });
  model.dispose();
  const scored = performance.now();
  const { predicted, metrics } = measured(P, held.label, classes.length);
  return {
    truth: held.label,
    predicted,
    trial: {
      metrics,
      counts: { learned: learned.label.length, judged: held.label.length, classes: classes.length },
      fit: (fitted - started) / 1000,
      score: (scored - fitted) / 1000,
    },
  };
};

const chosen = ({ texts, label }: Read, rows: readonly number[]): Read => ({
  texts: rows.map((n) => texts[n] as ReadText),
  label: Int32Array.from(rows, (n) => label[n] as number),
});

export const runTextProtocol = async (
  { protocol, model: wanted, seeds, texts, test }: EvaluateTextsRequest,
  { breathe, told }: TextProtocolHooks,
  /** In place of one by name. */
  given: TextAlgorithm | null = null,
): Promise<
  Result<
    EvaluatedTexts,
    | { readonly type: "UnknownLabel"; readonly label: string; readonly known: string[] }
    | { readonly type: "TooFewTexts"; readonly texts: number; readonly needed: number }
  >
> => {
  const name = wanted === "best" ? bestTextModel : wanted;
  const algorithm = given ?? textAlgorithms[name];
  const classes = [...new Set(texts.labels)].sort();
  const unknown = test?.labels.find((label) => !classes.includes(label));
  if (unknown !== undefined) return err({ type: "UnknownLabel", label: unknown, known: classes });
  if (texts.texts.length < fewest)
    return err({ type: "TooFewTexts", texts: texts.texts.length, needed: fewest });
  const readLabelled = async (from: LabelledTexts): Promise<Read> => ({
    texts: await readAll(from.texts, breathe),
    label: Int32Array.from(from.labels, (label) => classes.indexOf(label)),
  });
  const all = await readLabelled(texts);
  const held = test && (await readLabelled(test));
  const judged: Judged[] = [];
  const trials = held ? seeds.length : folds * seeds.length;
  const step = async (share: number): Promise<void> => {
    told((judged.length + share) / trials);
    await breathe();
  };
  for (const seed of seeds) {
    if (held) judged.push(await judge(algorithm, all, held, classes, seed, step));
    else {
      const fold = stratifiedFolds(all.label, seed);
      const rows = [...fold.keys()];
      for (let f = 0; f < folds; f++)
        judged.push(
          await judge(
            algorithm,
            chosen(
              all,
              rows.filter((n) => fold[n] !== f),
            ),
            chosen(
              all,
              rows.filter((n) => fold[n] === f),
            ),
            classes,
            seed,
            step,
          ),
        );
    }
  }
  const pooled = (part: "truth" | "predicted"): number[] => judged.flatMap((one) => [...one[part]]);
  const report = classReport(pooled("truth"), pooled("predicted"), classes.length);
  const total = (part: "fit" | "score"): number => judged.reduce((sum, { trial }) => sum + trial[part], 0);
  return ok({
    protocol,
    model: given ? "encoder" : name,
    seeds,
    metrics: summarise(judged.map(({ trial }) => trial)),
    counts: judged[0]?.trial.counts ?? {},
    report: {
      classes: Object.fromEntries(
        classes.map((name, c) => [name, report.classes[c] as (typeof report.classes)[number]]),
      ),
      micro: report.micro,
      macro: report.macro,
      weighted: report.weighted,
    },
    seconds: { fit: total("fit"), score: total("score") },
  });
};
