/**
 * How good or bad each token of a text speaks, by word lists and rules (Hutto & Gilbert 2014, VADER; for Chinese longest match first):
 *   v = valence of the word, · (1 + d) for a degree d before it ("very", "太"), · −0.7 within the scope of a negation, · 0.5 before and · 1.5 after the last "but".
 */
import { type FeelingWords, feelingMarks, feelingWords } from "./feeling-words.ts";
import { read, type Token } from "./reading.ts";

type Meaning =
  | { readonly kind: "valence" | "degree"; readonly value: number }
  | { readonly kind: "negation" | "contrast" | "stop" | "other" };
type Unit = Meaning & { readonly first: number; readonly last: number };

const flipped = -0.7;
const beforeContrast = 0.5;
const afterContrast = 1.5;
const other: Meaning = { kind: "other" };
const stop: Meaning = { kind: "stop" };

/** Open: by their letters before the star. Phrases of several words: by the first, longest first. */
interface Lexicon {
  readonly exact: ReadonlyMap<string, Meaning>;
  readonly open: ReadonlyMap<string, Meaning>;
  readonly phrases: ReadonlyMap<
    string,
    readonly { readonly words: readonly string[]; readonly meaning: Meaning }[]
  >;
}

const degree = 0.3;

const lexiconOf = ({ words, negations, contrasts, more, less }: FeelingWords): Lexicon => {
  const exact = new Map<string, Meaning>();
  const open = new Map<string, Meaning>();
  const phrases = new Map<string, { words: string[]; meaning: Meaning }[]>();
  const add = (phrase: string, meaning: Meaning): void => {
    const parts = read(phrase.replace("*", "")).map(({ word }) => word);
    if (phrase.endsWith("*")) open.set(phrase.slice(0, -1), meaning);
    else if (parts.length < 2 || /\p{Script=Han}/u.test(phrase)) exact.set(phrase, meaning);
    else {
      const first = parts[0] as string;
      const held = [...(phrases.get(first) ?? []), { words: parts, meaning }];
      phrases.set(
        first,
        held.sort((a, b) => b.words.length - a.words.length),
      );
    }
  };
  for (const [word, value] of Object.entries(words)) add(word, { kind: "valence", value });
  for (const word of more) add(word, { kind: "degree", value: degree });
  for (const word of less) add(word, { kind: "degree", value: -degree });
  for (const word of contrasts) add(word, { kind: "contrast" });
  for (const word of negations) add(word, { kind: "negation" });
  return { exact, open, phrases };
};
const english = lexiconOf(feelingWords.en);
const chinese = lexiconOf(feelingWords.zh).exact;
const marks: ReadonlyMap<string, number> = new Map(Object.entries(feelingMarks));

const shortestStem = Math.min(...[...english.open.keys()].map((stem) => stem.length));
const openMeaning = (word: string): Meaning | undefined => {
  for (let length = word.length; length >= shortestStem; length--) {
    const meaning = english.open.get(word.slice(0, length));
    if (meaning) return meaning;
  }
  return undefined;
};

/** The longest phrase of several words from here, else the word. */
const englishAt = (tokens: readonly Token[], at: number): Unit => {
  const { word } = tokens[at] as Token;
  for (const { words, meaning } of english.phrases.get(word) ?? [])
    if (words.every((each, n) => tokens[at + n]?.word === each))
      return { ...meaning, first: at, last: at + words.length - 1 };
  const meaning = stops.has(word[0] as string)
    ? stop
    : (english.exact.get(word) ?? openMeaning(word) ?? other);
  return { ...meaning, first: at, last: at };
};

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
    const { han } = tokens[at] as Token;
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
      const unit = englishAt(tokens, at);
      units.push(unit);
      at = unit.last;
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
