/**
 * A text as counts of hashed n-grams (Weinberger et al. 2009), told from three sides: `words`, one and two in a row; `phrases`, up to three in a row or with
 * words left out between, what follows a negation, and what follows "but"; `characters`, two to five in a row within a word, of Chinese one to three
 * in a row and whole words.
 */
import { bitsIn } from "../../../shared/domain/bits.ts";
import { fnv1a } from "../../../shared/domain/hash.ts";
import type { ReadText, Token } from "./reading.ts";

export const sides = ["words", "phrases", "characters"] as const;
export type Side = (typeof sides)[number];

const bits = 22;
const prime = 0x01000193;
const negations: ReadonlySet<string> = new Set(
  "not no never n't nor neither without hardly barely lack lacks lacking nothing none cannot 不 没 没有 不是 不够 无 别 毫无 不会 不能 并非 未".split(
    " ",
  ),
);
const scope = 4;
const contrasts = new Set(["but", "但", "但是", "可是", "不过", "然而", "可惜"]);

/** Called with the bucket of an n-gram and the tokens that it spans, first and last. */
export type Visit = (bucket: number, first: number, last: number) => void;

const spread = (h: number): number => {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) >>> (32 - bits);
};
/** Hashes of words roll on from the kind of their n-gram. */
const begun = (kind: number): number => 0x811c9dc5 ^ kind;
const rolled = (h: number, word: number): number => Math.imul(h ^ word, 0x9e3779b1) ^ (h >>> 15);

const visitWords = (hashes: Int32Array, visit: Visit): void => {
  for (let at = 0; at < hashes.length; at++) {
    const h = hashes[at] as number;
    visit(spread(rolled(begun(1), h)), at, at);
    if (at > 0) visit(spread(rolled(rolled(begun(2), hashes[at - 1] as number), h)), at - 1, at);
  }
};

const visitPhrases = (tokens: readonly Token[], hashes: Int32Array, visit: Visit): void => {
  visitWords(hashes, visit);
  let negated = 0;
  let afterBut = false;
  for (let at = 0; at < hashes.length; at++) {
    const h = hashes[at] as number;
    if (at > 1) {
      const [a, b] = [hashes[at - 2] as number, hashes[at - 1] as number];
      visit(spread(rolled(rolled(rolled(begun(3), a), b), h)), at - 2, at);
      visit(spread(rolled(rolled(begun(4), a), h)), at - 2, at);
    }
    if (at > 2) visit(spread(rolled(rolled(begun(5), hashes[at - 3] as number), h)), at - 3, at);
    const { word } = tokens[at] as Token;
    if (negations.has(word)) negated = scope;
    else if (negated-- > 0) visit(spread(rolled(begun(6), h)), at, at);
    if (afterBut) visit(spread(rolled(begun(7), h)), at, at);
    if (contrasts.has(word)) afterBut = true;
  }
};

const edge = 0x20;
const visitCharacters = (tokens: readonly Token[], visit: Visit): void => {
  for (let at = 0; at < tokens.length; at++) {
    const { word, han } = tokens[at] as Token;
    if (!han) {
      const code = (place: number): number =>
        place < 0 || place >= word.length ? edge : word.charCodeAt(place);
      for (let from = -1; from < word.length; from++) {
        let h = 0x811c9dc5;
        for (let n = 1; n <= 5 && from + n <= word.length + 1; n++) {
          h = Math.imul(h ^ code(from + n - 1), prime);
          if (n > 1) visit(spread(h ^ n), at, at);
        }
      }
      continue;
    }
    visit(spread(rolled(begun(8), fnv1a(word))), at, at);
    // Chinese n-grams cross the words, whose borders are a guess.
    for (let from = 0; from < word.length; from++) {
      let h = 0x811c9dc5;
      let [token, place] = [at, from];
      for (let n = 1; n <= 3; n++) {
        if (place === (tokens[token] as Token).word.length) {
          token++;
          place = 0;
        }
        if (!tokens[token]?.han) break;
        h = Math.imul(h ^ (tokens[token] as Token).word.charCodeAt(place++), prime);
        visit(spread(h ^ n), at, token);
      }
    }
  }
};

export const visitGrams = (tokens: readonly Token[], side: Side, visit: Visit): void => {
  if (side === "characters") {
    visitCharacters(tokens, visit);
    return;
  }
  const hashes = new Int32Array(tokens.length);
  for (let at = 0; at < hashes.length; at++) hashes[at] = fnv1a((tokens[at] as Token).word);
  if (side === "words") visitWords(hashes, visit);
  else visitPhrases(tokens, hashes, visit);
};

/** Rows of distinct columns with their counts, compressed: those of row n lie from start[n] to start[n + 1], in the order in which the text holds them. */
export interface Counts {
  readonly start: Int32Array; // [rows + 1]
  readonly column: Int32Array;
  readonly count: Float32Array;
}

/**
 * A column for each n-gram that at least `least` of the texts hold. Columns ascend with their buckets, so that a bucket's column is its rank: the bits of
 * smaller ones, counted by words (Jacobson 1989). A table of columns would be sixteen times the size, and lie outside the processor's nearer memories.
 */
export class Vocabulary {
  readonly side: Side;
  readonly buckets: Int32Array; // [columns], ascending
  readonly #held = new Int32Array((2 ** bits) >>> 5);
  /** Buckets held by earlier words. */
  readonly #before = new Int32Array((2 ** bits) >>> 5);

  /** Throws on buckets that do not ascend or lie outside the hash. */
  constructor(side: Side, buckets: Int32Array) {
    this.side = side;
    this.buckets = buckets;
    let last = -1;
    for (const bucket of buckets) {
      if (bucket <= last || bucket >= 2 ** bits) throw new Error(`damaged buckets of ${side}`);
      last = bucket;
    }
    for (const bucket of buckets)
      this.#held[bucket >>> 5] = (this.#held[bucket >>> 5] as number) | (1 << (bucket & 31));
    for (let word = 1; word < this.#held.length; word++)
      this.#before[word] = (this.#before[word - 1] as number) + bitsIn(this.#held[word - 1] as number);
  }

  /** −1 = none. */
  columnOf(bucket: number): number {
    const word = this.#held[bucket >>> 5] as number;
    const bit = 1 << (bucket & 31);
    return (word & bit) === 0 ? -1 : (this.#before[bucket >>> 5] as number) + bitsIn(word & (bit - 1));
  }
}

export const learnVocabulary = (texts: readonly ReadText[], side: Side, least: number): Vocabulary => {
  const held = new Uint8Array(2 ** bits); // texts, at most `least`
  const last = new Int32Array(2 ** bits).fill(-1);
  for (const [n, { tokens }] of texts.entries())
    visitGrams(tokens, side, (bucket) => {
      if (last[bucket] === n) return;
      last[bucket] = n;
      if ((held[bucket] as number) < least) held[bucket] = (held[bucket] as number) + 1;
    });
  const buckets: number[] = [];
  for (let bucket = 0; bucket < held.length; bucket++) if (held[bucket] === least) buckets.push(bucket);
  return new Vocabulary(side, Int32Array.from(buckets));
};

export const countGrams = (texts: readonly ReadText[], vocabulary: Vocabulary): Counts => {
  const { side, buckets } = vocabulary;
  let column = new Int32Array(1024);
  let count = new Float32Array(1024);
  const start = new Int32Array(texts.length + 1);
  /** Where a column was put last: within the row at hand, or before it. */
  const place = new Int32Array(buckets.length).fill(-1);
  let [filled, from] = [0, 0];
  const add: Visit = (bucket) => {
    const j = vocabulary.columnOf(bucket);
    if (j < 0) return;
    const at = place[j] as number;
    if (at >= from) {
      count[at] = (count[at] as number) + 1;
      return;
    }
    if (filled === column.length) [column, count] = [widened(column), widened(count)];
    place[j] = filled;
    column[filled] = j;
    count[filled++] = 1;
  };
  for (const [n, { tokens }] of texts.entries()) {
    from = filled;
    visitGrams(tokens, side, add);
    start[n + 1] = filled;
  }
  return { start, column: column.subarray(0, filled), count: count.subarray(0, filled) };
};

const widened = <T extends Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>>(values: T): T => {
  const wider = new (values.constructor as new (length: number) => T)(2 * values.length);
  wider.set(values);
  return wider;
};
