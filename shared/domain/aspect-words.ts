/** Words that speak of aspects: those that every library starts with, and what a house changed of them. */
import { fnv1a } from "./hash.ts";
import { type Aspect, aspects } from "./voices.ts";

export const wordLanguages = ["en", "zh"] as const;
export type WordLanguage = (typeof wordLanguages)[number];

export const heaviestWord = 3;
export const longestPhrase = 60;

export interface AspectPhrase {
  readonly aspect: Aspect;
  readonly language: WordLanguage;
  /** In small letters; a star at the end stands for any letters. */
  readonly phrase: string;
}
export interface AspectWord extends AspectPhrase {
  /** 0 = names the aspect, above = praises it, below = blames it, null = an included word that is not read; −3..3. */
  readonly weight: number | null;
}

export const wordKey = ({ aspect, language, phrase }: AspectPhrase): string =>
  `${aspect} ${language} ${phrase}`;

/** As it is looked for: in small letters, single spaces. "" where it is none. */
export const plainPhrase = (text: string): string => {
  const phrase = text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  return /[\p{L}\p{N}]/u.test(phrase) && !phrase.slice(0, -1).includes("*")
    ? phrase.slice(0, longestPhrase)
    : "";
};

/** Told apart by what was changed; "" where nothing was. */
export const wordsRevision = (changed: readonly AspectWord[]): string =>
  changed.length === 0
    ? ""
    : fnv1a(changed.map((word) => `${wordKey(word)} ${word.weight}`).join("\n")).toString(36);

/** Of a word among texts whose praise or blame is known. */
export interface LearnedWeight extends AspectPhrase {
  readonly weight: number;
  /** 95 %. */
  readonly low: number;
  readonly high: number;
  readonly praising: number; // texts
  readonly blaming: number;
}

/** The included words, as `assets/lexicons/aspects.json` lists them. */
export type IncludedWords = Readonly<
  Record<
    Aspect,
    Readonly<Record<WordLanguage, Readonly<Record<"terms" | "good" | "bad", readonly string[]>>>>
  >
>;
const kinds = [
  ["terms", 0],
  ["good", 1],
  ["bad", -1],
] as const;

export interface UsedWord extends AspectWord {
  /** The weight that every library starts with; null = not among the included words. */
  readonly included: number | null;
}

/** Included words in their order, then those that were added. */
export const wordsWith = (listed: IncludedWords, changed: readonly AspectWord[]): UsedWord[] => {
  const rest = new Map(changed.map((word) => [wordKey(word), word]));
  const all: UsedWord[] = [];
  for (const aspect of aspects)
    for (const language of wordLanguages)
      for (const [kind, weight] of kinds)
        for (const phrase of listed[aspect][language][kind]) {
          const word = { aspect, language, phrase, weight };
          const own = rest.get(wordKey(word));
          rest.delete(wordKey(word));
          all.push({ ...(own ?? word), included: weight });
        }
  return [...all, ...[...rest.values()].map((word) => ({ ...word, included: null }))];
};
