/**
 * Which label is good: said by the labels themselves, else by the words that stand in the texts under each.
 * For a label l: g_l, b_l = its texts' good and bad words; lean_l = (g_l - b_l) / (g_l + b_l). The label that leans
 * more to good is good; the two must lie apart by `apart` and rest on `enough` words each. Larger numbers are not
 * simply good: in some data sets 1 marks the negative.
 */
import type { Reason } from "../../../../shared/contract/import-mapping.ts";
import { perColumn } from "./column-profile.ts";
import { badWords, goodWords } from "./lexicon.ts";

export interface PolarityGuess {
  readonly polarity: Readonly<Record<string, -1 | 0 | 1>>;
  readonly reason: Reason;
}

const goodLabel =
  /^(?:pos|positive|good|fresh|like|liked|1 positive|recommended|好评|正面|积极|正向|推荐|好)$/i;
const badLabel =
  /^(?:neg|negative|bad|rotten|dislike|disliked|not recommended|差评|负面|消极|负向|不推荐|差)$/i;
const middleLabel = /^(?:neu|neutral|mixed|中评|中性|中立|一般)$/i;
const mostLabels = 3;

const apart = 0.1;
const enough = 20;
const wordOf = /\p{Script=Han}+|[\p{L}']+/gu;

interface Lean {
  readonly label: string;
  readonly good: ReadonlyMap<string, number>;
  readonly bad: ReadonlyMap<string, number>;
  readonly words: number;
  readonly lean: number;
}

const add = (counts: Map<string, number>, word: string): void => {
  counts.set(word, (counts.get(word) ?? 0) + 1);
};
const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, n) => sum + n, 0);

/** Unsegmented Chinese has no spaces: every run of two or three characters in it may be a word. */
const wordsOf = function* (text: string): Generator<string> {
  for (const [word] of text.slice(0, 2_000).toLowerCase().matchAll(wordOf)) {
    yield word;
    if (word.length > 3 && /^\p{Script=Han}/u.test(word))
      for (let i = 0; i + 2 <= word.length; i++) {
        yield word.slice(i, i + 2);
        if (i + 3 <= word.length) yield word.slice(i, i + 3);
      }
  }
};

const leanOf = (label: string, texts: readonly string[]): Lean => {
  const good = new Map<string, number>();
  const bad = new Map<string, number>();
  for (const text of texts)
    for (const word of wordsOf(text)) {
      if (goodWords.has(word)) add(good, word);
      if (badWords.has(word)) add(bad, word);
    }
  const g = total(good);
  const b = total(bad);
  return { label, good, bad, words: g + b, lean: g + b === 0 ? 0 : (g - b) / (g + b) };
};

const frequent = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([word]) => word)
    .join(", ");

const byName = (labels: readonly string[]): PolarityGuess | null => {
  const good = labels.filter((label) => goodLabel.test(label));
  const bad = labels.filter((label) => badLabel.test(label));
  const middle = labels.filter((label) => middleLabel.test(label));
  if (good.length === 0 || bad.length === 0 || good.length + bad.length + middle.length < labels.length)
    return null;
  const polarity = Object.fromEntries([
    ...good.map((label) => [label, 1] as const),
    ...bad.map((label) => [label, -1] as const),
    ...middle.map((label) => [label, 0] as const),
  ]);
  return { polarity, reason: { code: "polarityByName", params: { good: good[0] ?? "", bad: bad[0] ?? "" } } };
};

/** Labels that say good and bad themselves, such as fresh and rotten. */
export const saysPolarity = perColumn(
  ({ distinct }): boolean =>
    distinct.size >= 2 && distinct.size <= mostLabels && byName([...distinct.keys()]) !== null,
);

const ranked = (order: readonly string[]): Record<string, -1 | 0 | 1> =>
  Object.fromEntries(
    order.map((label, i) => [label, i === 0 ? -1 : i === order.length - 1 ? 1 : 0] as const),
  );

/** null where the labels are too many to be a polarity. */
export const guessPolarity = (
  labelled: readonly (readonly [label: string, text: string])[],
): PolarityGuess | null => {
  const texts = new Map<string, string[]>();
  for (const [label, text] of labelled) {
    const held = texts.get(label);
    if (held) held.push(text);
    else if (texts.size > mostLabels) return null;
    else texts.set(label, [text]);
  }
  if (texts.size < 2 || texts.size > mostLabels) return null;
  const labels = [...texts.keys()];
  const said = byName(labels);
  if (said) return said;
  const leans = [...texts].map(([label, under]) => leanOf(label, under)).toSorted((a, b) => a.lean - b.lean);
  const [worst, best] = [leans[0], leans.at(-1)];
  if (worst && best && best.lean - worst.lean >= apart && Math.min(worst.words, best.words) >= enough)
    return {
      polarity: ranked(leans.map(({ label }) => label)),
      reason: {
        code: "polarityByWords",
        params: {
          good: best.label,
          bad: worst.label,
          goodWords: frequent(best.good),
          badWords: frequent(worst.bad),
        },
      },
    };
  const order = labels.toSorted((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  return {
    polarity: ranked(order),
    reason: { code: "polarityAssumed", params: { good: order.at(-1) ?? "" } },
  };
};
