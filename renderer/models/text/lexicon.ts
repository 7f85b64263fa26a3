/**
 * How good or bad each token of a text speaks, by word lists and rules (Hutto & Gilbert 2014, VADER; for Chinese longest match first):
 *   v = valence of the word, · (1 + d) for a degree d before it ("very", "太"), · −0.7 within the scope of a negation, · 0.5 before and · 1.5 after the last "but".
 * The lists of films outrank the general ones: "kill" or "tragedy" there say what a film is about, not whether it is good.
 */
import films from "../../../assets/lexicons/films.json" with { type: "json" };
import polarity from "../../../assets/lexicons/polarity.json" with { type: "json" };
import type { Token } from "./reading.ts";

type Meaning =
  | { readonly kind: "valence" | "degree"; readonly value: number }
  | { readonly kind: "negation" | "contrast" | "stop" | "other" };
type Unit = Meaning & { readonly first: number; readonly last: number };

const flipped = -0.7;
const beforeContrast = 0.5;
const afterContrast = 1.5;
const other: Meaning = { kind: "other" };
const stop: Meaning = { kind: "stop" };

const functionWords = {
  en: {
    negation:
      "not no never n't nor neither without hardly barely scarcely rarely lack lacks lacking nothing none cannot",
    contrast: "but however although though yet",
    more: "very really truly so extremely incredibly remarkably absolutely totally utterly highly deeply too most completely thoroughly",
    less: "somewhat slightly fairly rather almost partly mildly occasionally sometimes",
    other: "",
  },
  zh: {
    negation:
      "不 没 没有 无 别 未 并非 不是 不够 不算 毫无 从不 从未 难以 不太 不怎么 谈不上 称不上 不会 没什么 没那么 不能 并不 绝不 不再",
    contrast: "但 但是 可是 不过 然而 却 虽然 只是",
    more: "很 太 非常 特别 超 超级 极 极其 十分 真的 真 实在 相当 最 巨 贼 挺 好",
    less: "有点 有些 略 略显 稍微 还算 比较 稍",
    other:
      "不管 不但 不仅 不仅仅 不同 不得不 不禁 不论 不断 不止 没事 无论 无数 别人 别的 特别是 区别 未来 爱情 爱人 恋爱 可爱 美国 美女 好像 好莱坞 好久 真相 假如 差点 差不多 坑里 散场 太阳 太空 超人 超级英雄 极限 最后 最终 最近 比较级",
  },
} as const;

const lexicon = (language: "en" | "zh"): ReadonlyMap<string, Meaning> => {
  const words = functionWords[language];
  const entries = (list: string, meaning: Meaning): [string, Meaning][] =>
    list.split(" ").map((word) => [word, meaning]);
  const film = Object.entries(films[language]).flatMap(([value, list]) =>
    list.map((word): [string, Meaning] => [word, { kind: "valence", value: Number(value) }]),
  );
  return new Map<string, Meaning>([
    ...Object.entries(polarity[language]).map(([word, value]): [string, Meaning] => [
      word,
      { kind: "valence", value },
    ]),
    ...entries(words.other, other),
    ...film,
    ...entries(words.more, { kind: "degree", value: 0.3 }),
    ...entries(words.less, { kind: "degree", value: -0.3 }),
    ...entries(words.contrast, { kind: "contrast" }),
    ...entries(words.negation, { kind: "negation" }),
  ]);
};
const english = lexicon("en");
const chinese = lexicon("zh");
const marks: ReadonlyMap<string, number> = new Map([
  ...Object.entries(polarity.marks),
  ...Object.entries(films.marks).flatMap(([value, list]) =>
    list.map((mark): [string, number] => [mark, Number(value)]),
  ),
]);

const startsOf = (words: Iterable<string>): ReadonlyMap<string, number> => {
  const longest = new Map<string, number>();
  for (const word of words) {
    const start = word[0] as string;
    longest.set(start, Math.max(longest.get(start) ?? 0, word.length));
  }
  return longest;
};
/** Length of the longest word that starts so. */
const chineseStarts = startsOf(chinese.keys());
const markStarts = startsOf(marks.keys());
const stops = new Set([...".,;!?。，；！？、…()（）:—-"]);

/** An emoticon takes up to three tokens; a run of emoji is one. */
const markAt = (tokens: readonly Token[], at: number): Unit | null => {
  const { word } = tokens[at] as Token;
  if (!markStarts.has(word[0] as string)) return null;
  let joined = word;
  let found: Unit | null = null;
  for (let last = at; last < tokens.length && last < at + 3; last++) {
    if (last > at) {
      const token = tokens[last] as Token;
      if (token.from !== (tokens[last - 1] as Token).to) break;
      joined += token.word;
    }
    const value = marks.get(joined);
    if (value !== undefined) found = { kind: "valence", value, first: at, last };
  }
  if (found) return found;
  let sum = 0;
  for (const character of word) sum += marks.get(character) ?? 0;
  return sum === 0 ? null : { kind: "valence", value: Math.max(-5, Math.min(5, sum)), first: at, last: at };
};

/** A run of Chinese tokens; words cross their borders, which are a guess. */
const chineseUnits = (tokens: readonly Token[], from: number, to: number, units: Unit[]): void => {
  let characters = "";
  const tokenOf: number[] = [];
  for (let at = from; at < to; at++) {
    const { word } = tokens[at] as Token;
    characters += word;
    for (let place = 0; place < word.length; place++) tokenOf.push(at);
  }
  for (let place = 0; place < characters.length; ) {
    const first = tokenOf[place] as number;
    const longest = Math.min(chineseStarts.get(characters[place] as string) ?? 0, characters.length - place);
    let length = 0;
    let meaning: Meaning | undefined;
    for (length = longest; length > 0; length--) {
      meaning = chinese.get(characters.slice(place, place + length));
      // A character within a longer word is no word of its own, unless it negates or grades.
      const part = length === 1 && (tokens[first] as Token).word.length > 1;
      if (meaning && !(part && meaning.kind === "valence")) break;
    }
    const last = tokenOf[place + Math.max(1, length) - 1] as number;
    const before = units.at(-1);
    if (length > 0) units.push({ ...(meaning as Meaning), first, last });
    else if (!(before?.kind === "other" && before.last === first)) units.push({ ...other, first, last });
    place += Math.max(1, length);
  }
};

const unitsOf = (tokens: readonly Token[]): Unit[] => {
  const units: Unit[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { word, han } = tokens[at] as Token;
    if (han) {
      let to = at + 1;
      while (tokens[to]?.han) to++;
      chineseUnits(tokens, at, to, units);
      at = to - 1;
      continue;
    }
    const mark = markAt(tokens, at);
    if (mark) {
      units.push(mark);
      at = mark.last;
    } else {
      const meaning = stops.has(word[0] as string) ? stop : (english.get(word) ?? other);
      units.push({ ...meaning, first: at, last: at });
    }
  }
  return units;
};

/** Units that a negation reaches over. */
const scope = 3;

/** [tokens] */
export const valencesOf = (tokens: readonly Token[]): Float64Array => {
  const valences = new Float64Array(tokens.length);
  const units = unitsOf(tokens);
  const turn = units.findLastIndex(({ kind }) => kind === "contrast");
  for (const [u, unit] of units.entries()) {
    if (unit.kind !== "valence" || unit.value === 0) continue;
    let value = unit.value;
    for (let before = u - 1; before >= 0 && before >= u - scope; before--) {
      const earlier = units[before] as Unit;
      if (earlier.kind === "stop" || earlier.kind === "contrast") break;
      if (earlier.kind === "degree" && before >= u - 2) value *= 1 + earlier.value;
      if (earlier.kind === "negation") {
        value *= flipped;
        break;
      }
    }
    if (turn >= 0) value *= u < turn ? beforeContrast : afterContrast;
    const each = value / (unit.last - unit.first + 1);
    for (let at = unit.first; at <= unit.last; at++) valences[at] = (valences[at] as number) + each;
  }
  return valences;
};
