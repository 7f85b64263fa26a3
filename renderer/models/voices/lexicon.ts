/** What words and phrases say: of which aspect, how they feel, and what they do to the words after them. */
import type { AspectWord } from "../../../shared/domain/aspect-words.ts";
import type { Aspect } from "../../../shared/domain/voices.ts";
import { feelingLanguages, feelingMarks, feelingWords } from "../text/feeling-words.ts";
import { usedWords } from "./aspect-words.ts";
import { PhraseIndex } from "./phrase-index.ts";

/** What a phrase says; one may speak of several aspects, as "sound" does. */
export interface Sense {
  readonly about: readonly { readonly aspect: Aspect; readonly feeling: number }[];
  readonly feeling: number;
  readonly role: "word" | "negation" | "contrast" | "degree";
  readonly degree: number;
}

const nothing: Sense = { about: [], feeling: 0, role: "word", degree: 1 };
const join = (one: Sense, other: Sense): Sense => ({
  about: [...one.about, ...other.about],
  feeling: one.feeling || other.feeling,
  role: other.role === "word" ? one.role : other.role,
  degree: one.degree === 1 ? other.degree : one.degree,
});

export type Lexicon = PhraseIndex<Sense>;

/** Valences run to about ±4, most to ±2; a judgement of an aspect is ±1. */
const judgement = 0.5;
const degrees = { more: 1.3, less: 0.6 };

/** Aspects that a Chinese phrase names by its part: "配乐好听" speaks of the music. English parts its words by spaces. */
const aspectsWithin = (phrase: string, named: ReadonlyMap<string, ReadonlySet<Aspect>>): Aspect[] => {
  if (!/^\p{Script=Han}{3,}$/u.test(phrase)) return [];
  const within = new Set<Aspect>();
  for (let from = 0; from < phrase.length; from++)
    for (let to = from + 2; to <= phrase.length; to++)
      for (const aspect of named.get(phrase.slice(from, to)) ?? []) within.add(aspect);
  return [...within];
};

/** The lexicon of a library that changed these words. What the words of aspects say of a phrase stands above its valence. */
export const lexiconWith = (changed: readonly AspectWord[]): Lexicon => {
  const lexicon: Lexicon = new PhraseIndex(join);
  const add = (phrase: string, sense: Partial<Sense>): void => lexicon.add(phrase, { ...nothing, ...sense });
  const ofAspects = new Map<string, Set<Aspect>>();
  for (const { aspect, phrase, weight } of usedWords(changed)) {
    if (weight === null) continue;
    ofAspects.set(phrase, (ofAspects.get(phrase) ?? new Set()).add(aspect));
    add(phrase, { about: [{ aspect, feeling: weight }] });
  }
  const feel = (phrase: string, valence: number): void => {
    if (ofAspects.has(phrase)) return;
    const about = valence === 0 ? [] : aspectsWithin(phrase, ofAspects);
    add(phrase, { about: about.map((aspect) => ({ aspect, feeling: 0 })), feeling: judgement * valence });
  };
  for (const [mark, valence] of Object.entries(feelingMarks)) feel(mark, valence);
  for (const language of feelingLanguages) {
    const { words, negations, contrasts, more, less } = feelingWords[language];
    // Chinese words of no valence hold others within them, which are not meant.
    for (const [word, valence] of Object.entries(words))
      if (valence !== 0 || language === "zh") feel(word, valence);
    for (const phrase of negations) add(phrase, { role: "negation" });
    for (const phrase of contrasts) add(phrase, { role: "contrast" });
    for (const phrase of more) add(phrase, { role: "degree", degree: degrees.more });
    for (const phrase of less) add(phrase, { role: "degree", degree: degrees.less });
  }
  return lexicon;
};

/** The lexicon that every library starts with. */
export const includedLexicon = (): Lexicon => lexiconWith([]);
