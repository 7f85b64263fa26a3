/**
 * Classes of texts by what their words are known to say, learned from few texts or none: the log-odds of a class against the rest are
 * β₀ + β₁ f₁ + β₂ f₂ (feeling.ts), with a β for texts in Chinese and one for others.
 */
import { z } from "zod";
import type { Artefact } from "../../../shared/blocks/artefact.ts";
import { fitLogistic, sigmoid } from "../calibration.ts";
import { type Feeling, feelingOf, weighed, weighedShares } from "./feeling.ts";
import type { ReadText, Token } from "./reading.ts";
import type { TextAlgorithm, TextModel } from "./text-model.ts";

const together = 1000;

interface Spoken {
  readonly chinese: boolean;
  readonly feeling: Feeling;
}

const isChinese = (tokens: readonly Token[]): boolean => {
  let han = 0;
  for (const token of tokens) han += token.han ? 1 : -1;
  return han > 0;
};

const spoken = (text: ReadText): Spoken => ({ chinese: isChinese(text.tokens), feeling: feelingOf(text) });

const Triple = z.tuple([z.number(), z.number(), z.number()]);
const Odds = z.object({ chinese: Triple, other: Triple });
type Odds = z.infer<typeof Odds>;
const Header = z.object({ odds: z.array(Odds).min(1) });

const lexiconModel = (classes: readonly string[], odds: readonly Odds[]): TextModel => {
  const of = classes.length;
  const fill = (row: Float64Array, text: ReadText): void => {
    const read = spoken(text);
    for (const [c, { chinese, other }] of odds.entries()) {
      const [β0, β1, β2] = read.chinese ? chinese : other;
      row[c] = sigmoid(β0 + weighed(read.feeling, [β1, β2]));
    }
    if (odds.length === 1) row.set([1 - (row[0] as number), row[0] as number]);
    else {
      const total = row.reduce((sum, p) => sum + p, 0);
      for (let c = 0; c < of; c++) row[c] = total > 0 ? (row[c] as number) / total : 1 / of;
    }
  };
  return {
    name: "lexicon",
    classes,
    async predict(texts, hooks) {
      const P = new Float64Array(texts.length * of);
      for (const [n, text] of texts.entries()) {
        fill(P.subarray(n * of, (n + 1) * of), text);
        if ((n + 1) % together === 0 || n + 1 === texts.length) await hooks.step((n + 1) / texts.length);
      }
      return P;
    },
    async explain(text, c) {
      const sign = odds.length === 1 && c === 0 ? -1 : 1;
      const { chinese, other } = odds[odds.length === 1 ? 0 : c] as Odds;
      const read = spoken(text);
      const [β0, β1, β2] = read.chinese ? chinese : other;
      return {
        base: sign * β0,
        shares: weighedShares(read.feeling, [sign * β1, sign * β2]),
      };
    },
    save: () => ({ header: { odds: [...odds] } satisfies z.infer<typeof Header>, arrays: {} }),
    dispose() {},
  };
};

export const loadLexicon = ({ header }: Artefact, classes: readonly string[]): TextModel => {
  const { odds } = Header.parse(header);
  if (odds.length !== (classes.length === 2 ? 1 : classes.length))
    throw new Error("a lexicon model of other classes");
  return lexiconModel(classes, odds);
};

export const lexiconAlgorithm: TextAlgorithm = {
  async fit({ texts, labels, classes }, _seed, hooks) {
    const read: Spoken[] = [];
    for (const [n, text] of texts.entries()) {
      read.push(spoken(text));
      if ((n + 1) % together === 0 || n + 1 === texts.length) await hooks.step((n + 1) / texts.length);
    }
    const fitted = (c: number, chinese: boolean): [number, number, number] => {
      const rows = [...read.keys()].filter((n) => (read[n] as Spoken).chinese === chinese);
      const { w } = fitLogistic(
        rows.map((n) => [1, ...(read[n] as Spoken).feeling.f]),
        rows.map((n) => labels[n] === c),
        [0, 0, 0],
      );
      return Triple.parse(w);
    };
    const against = classes.length === 2 ? [1] : classes.map((_, c) => c);
    return lexiconModel(
      classes,
      against.map((c) => ({ chinese: fitted(c, true), other: fitted(c, false) })),
    );
  },
  load: loadLexicon,
};

/**
 * What the application starts with, before there are rated reviews. β by this algorithm's own fit on the training part of SST-2 (English) and on 5,629
 * comments on films (Chinese).
 */
export const bundledSentiment = (): TextModel =>
  lexiconModel(["negative", "positive"], [{ chinese: [0.45, 2.62, -1.1], other: [-0.39, 2.79, 0.2] }]);
