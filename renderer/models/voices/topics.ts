/**
 * What a subject's texts are about, by their own words: words and pairs of words that more of them hold than other texts do, by the log-odds ratio with an
 * informative Dirichlet prior, in standard errors (Monroe, Colaresi & Quinn 2008).
 */
import { read } from "../text/reading.ts";

export interface Topic {
  readonly words: string;
  /** Places of the texts that hold it. */
  readonly texts: readonly number[];
}

const fewest = 3;
const most = 12;
const surest = 2.6; // standard errors
const common = new Set(
  "the and but for with that this was were are you not all its his her their they them from have has had just one out very really quite truly remarkably also what when who how would could can will there than then too into about after again even more most only over some such been being any did does doing down each few further here itself nor now off once other our own same she should these those through under until where which while why your 的 了 是 在 我 也 都 就 和 有 不 一个 没有 还是 真的 特别 非常 相当 实在 而且 但是 可是 不过 然而 可惜 另外 加上 话说 回来 自己 这个 那个 什么 因为 所以".split(
    " ",
  ),
);

const wordsOf = (text: string): Set<string> => {
  const found = new Set<string>();
  let before = "";
  for (const { word, han } of read(text).slice(0, 400)) {
    const tells =
      (han ? word.length > 1 : word.length > 2) && /^[\p{L}\p{N}]+$/u.test(word) && !common.has(word);
    if (tells) {
      found.add(word);
      if (before) found.add(han ? before + word : `${before} ${word}`);
    }
    before = tells ? word : "";
  }
  return found;
};

const counted = (texts: readonly string[]): Map<string, number[]> => {
  const holders = new Map<string, number[]>();
  for (const [n, text] of texts.entries())
    for (const word of wordsOf(text)) {
      const held = holders.get(word);
      if (held) held.push(n);
      else holders.set(word, [n]);
    }
  return holders;
};

/** `names`: of the subject, which says nothing of what is said of it. */
export const topicsOf = (
  own: readonly string[],
  others: readonly string[],
  names: readonly string[],
): Topic[] => {
  const named = new Set(names.flatMap((name) => [...wordsOf(name)]));
  const [mine, theirs] = [counted(own), counted(others)];
  const z = (word: string, texts: number): number => {
    const elsewhere = theirs.get(word)?.length ?? 0;
    const prior = (10 * (texts + elsewhere + 0.5)) / (own.length + others.length + 1);
    const δ =
      Math.log((texts + prior) / (own.length + 10 - texts - prior)) -
      Math.log((elsewhere + prior) / (others.length + 10 - elsewhere - prior));
    return δ / Math.sqrt(1 / (texts + prior) + 1 / (elsewhere + prior));
  };
  const topics: Topic[] = [];
  const ranked = [...mine]
    .filter(([word, texts]) => texts.length >= fewest && word.split(" ").every((part) => !named.has(part)))
    .map(([words, texts]) => ({ words, texts, z: z(words, texts.length) }))
    .filter((topic) => topic.z > surest)
    .sort((a, b) => b.z - a.z || b.words.length - a.words.length);
  for (const { words, texts } of ranked) {
    // A word within a chosen pair, or a pair around a chosen word, names the same topic.
    if (topics.some((topic) => topic.words.includes(words) || words.includes(topic.words))) continue;
    // A pair that makes up most of a word says more than the word.
    const pair = ranked.find(
      (each) =>
        each.words.length > words.length &&
        each.words.includes(words) &&
        2 * each.texts.length >= texts.length,
    );
    topics.push(pair ? { words: pair.words, texts: pair.texts } : { words, texts });
    if (topics.length === most) break;
  }
  return topics;
};
