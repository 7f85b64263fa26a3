/**
 * What a library's own texts say of the words of aspects: with p praising and q blaming texts that hold a word, of P and Q in all,
 *   w = ln((p + ½) / (q + ½)) − ln((P + ½) / (Q + ½)),   w ± 1.96 √(1/(p + ½) + 1/(q + ½))   (Haldane 1956; Woolf 1955).
 * A word behind a negation is not counted. The praise or blame is that of the text in which the sentence stands.
 */
import { type AspectWord, heaviestWord, type LearnedWeight } from "../../../shared/domain/aspect-words.ts";
import { feelingLanguages, feelingWords } from "../text/feeling-words.ts";
import { folded } from "../text/reading.ts";
import { isLetter, PhraseIndex } from "./phrase-index.ts";

/** Texts that must hold a word before its weight is told. */
export const fewestHolding = 20;
const z = 1.96;
const reach = { letters: 28, han: 5 };

interface Held {
  readonly words: readonly number[];
  readonly negates: boolean;
}

export class WordWeights {
  readonly #words: readonly AspectWord[];
  readonly #index = new PhraseIndex<Held>((one, other) => ({
    words: [...one.words, ...other.words],
    negates: one.negates || other.negates,
  }));
  readonly #praising: Int32Array;
  readonly #blaming: Int32Array;
  #praise = 0;
  #blame = 0;

  constructor(words: readonly AspectWord[]) {
    this.#words = words;
    this.#praising = new Int32Array(words.length);
    this.#blaming = new Int32Array(words.length);
    for (const [n, { phrase }] of words.entries()) this.#index.add(phrase, { words: [n], negates: false });
    for (const language of feelingLanguages)
      for (const phrase of feelingWords[language].negations)
        this.#index.add(phrase, { words: [], negates: true });
  }

  add(text: string, praises: boolean): void {
    const counts = praises ? this.#praising : this.#blaming;
    if (praises) this.#praise++;
    else this.#blame++;
    for (const word of this.#heldIn(folded(text).text)) counts[word] = (counts[word] as number) + 1;
  }

  #heldIn(text: string): ReadonlySet<number> {
    const held = new Set<number>();
    let negation = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at);
      const starts =
        at === 0 || !isLetter(code) || !isLetter(text.charCodeAt(at - 1)) || text.startsWith("n't", at);
      const found = starts ? this.#index.at(text, at) : null;
      if (!found) {
        at++;
        continue;
      }
      const near = code > 0x2e80 ? reach.han : reach.letters;
      if (at - negation > near) for (const word of found.value.words) held.add(word);
      if (found.value.negates) negation = found.to;
      at = found.to;
    }
    return held;
  }

  /** Of words that enough texts hold. */
  learned(): LearnedWeight[] {
    const base = Math.log((this.#praise + 0.5) / (this.#blame + 0.5));
    return this.#words.flatMap(({ aspect, language, phrase }, n) => {
      const [p, q] = [this.#praising[n] as number, this.#blaming[n] as number];
      if (p + q < fewestHolding) return [];
      const w = Math.log((p + 0.5) / (q + 0.5)) - base;
      const half = z * Math.sqrt(1 / (p + 0.5) + 1 / (q + 0.5));
      const weight = Math.max(-heaviestWord, Math.min(heaviestWord, w));
      return [{ aspect, language, phrase, weight, low: w - half, high: w + half, praising: p, blaming: q }];
    });
  }
}
