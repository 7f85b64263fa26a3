/** Word lists of `assets/lexicons` as one index of phrases, searched from left to right, the longest phrase first. A star at a phrase's end stands for any letters. */
import aspectWords from "../../../assets/lexicons/aspects.json" with { type: "json" };
import { type Aspect, aspects } from "../../../shared/domain/voices.ts";
import { type FeelingLanguage, feelingLanguages, feelingMarks, feelingWords } from "../text/feeling-words.ts";

/** What a phrase says; one may speak of several aspects, as "sound" does. */
export interface Sense {
  readonly about: readonly { readonly aspect: Aspect; readonly feeling: number }[];
  readonly feeling: number;
  readonly role: "word" | "negation" | "contrast" | "degree";
  readonly degree: number;
}

interface Node {
  readonly next: Map<number, Node>;
  exact: Sense | null;
  /** Of the phrase with a star. */
  open: Sense | null;
}
const newNode = (): Node => ({ next: new Map(), exact: null, open: null });

const nothing: Sense = { about: [], feeling: 0, role: "word", degree: 1 };
const join = (one: Sense | null, other: Sense): Sense =>
  one === null
    ? other
    : {
        about: [...one.about, ...other.about],
        feeling: one.feeling || other.feeling,
        role: other.role === "word" ? one.role : other.role,
        degree: one.degree === 1 ? other.degree : one.degree,
      };

/** Letters that join into words; Chinese has no such borders. */
export const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 0xc0 && code < 0x250) ||
  (code >= 0x370 && code < 0x600);

export class Lexicon {
  readonly #root = newNode();

  add(phrase: string, sense: Partial<Sense>): void {
    const open = phrase.endsWith("*");
    let node = this.#root;
    for (const unit of (open ? phrase.slice(0, -1) : phrase).toLowerCase().split("")) {
      const code = unit.charCodeAt(0);
      const next = node.next.get(code) ?? newNode();
      node.next.set(code, next);
      node = next;
    }
    const whole = { ...nothing, ...sense };
    if (open) node.open = join(node.open, whole);
    else node.exact = join(node.exact, whole);
  }

  /** The longest phrase that starts at `from`, in small letters. */
  at(text: string, from: number): { readonly sense: Sense; readonly to: number } | null {
    let node = this.#root;
    let found: { sense: Sense; to: number } | null = null;
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at);
      const ends = at === text.length || !isLetter(code) || !isLetter(text.charCodeAt(at - 1));
      if (at > from) {
        if (node.exact && ends) found = { sense: node.exact, to: at };
        if (node.open) {
          let to = at;
          while (to < text.length && isLetter(text.charCodeAt(to))) to++;
          if (!found || to > found.to) found = { sense: node.open, to };
        }
      }
      const next = at < text.length ? node.next.get(code) : undefined;
      if (!next) return found;
      node = next;
    }
  }
}

type Words = Readonly<Record<FeelingLanguage, { terms: string[]; good: string[]; bad: string[] }>>;

/** Valences run to about ±4, most to ±2; a judgement of an aspect is ±1. */
const judgement = 0.5;
const degrees = { more: 1.3, less: 0.6 };

/** The lexicon that comes with the application. What the lists of aspects say of a phrase stands above its valence. */
export const includedLexicon = (): Lexicon => {
  const lexicon = new Lexicon();
  const ofAspects = new Set<string>();
  for (const aspect of aspects) {
    const of: Words = aspectWords[aspect];
    for (const language of feelingLanguages)
      for (const [kind, feeling] of [
        ["terms", 0],
        ["good", 1],
        ["bad", -1],
      ] as const)
        for (const phrase of of[language][kind]) {
          ofAspects.add(phrase);
          lexicon.add(phrase, { about: [{ aspect, feeling }] });
        }
  }
  const feel = (phrase: string, valence: number): void => {
    if (!ofAspects.has(phrase)) lexicon.add(phrase, { feeling: judgement * valence });
  };
  for (const [mark, valence] of Object.entries(feelingMarks)) feel(mark, valence);
  for (const language of feelingLanguages) {
    const { words, negations, contrasts, more, less } = feelingWords[language];
    // Chinese words of no valence hold others within them, which are not meant.
    for (const [word, valence] of Object.entries(words))
      if (valence !== 0 || language === "zh") feel(word, valence);
    for (const phrase of negations) lexicon.add(phrase, { role: "negation" });
    for (const phrase of contrasts) lexicon.add(phrase, { role: "contrast" });
    for (const phrase of more) lexicon.add(phrase, { role: "degree", degree: degrees.more });
    for (const phrase of less) lexicon.add(phrase, { role: "degree", degree: degrees.less });
  }
  return lexicon;
};
