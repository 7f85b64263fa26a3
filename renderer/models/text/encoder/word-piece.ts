/**
 * Texts as word pieces (Schuster & Nakajima 2012; Devlin et al. 2019): characters that cannot be seen dropped, Chinese characters and marks words of
 * their own, letters made small and bare of accents if the encoder learned so; each word the longest pieces of the vocabulary from its left, pieces
 * within a word written "##…". Names of special pieces in a text are text.
 */
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import type { BadEncoder, ReadingConfig } from "./config.ts";

export interface Piece {
  readonly id: number;
  /** Where it stands in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

export interface WordPieces {
  readonly specials: Readonly<Record<Special, number>>;
  /** The first `most` pieces of a text. */
  pieces(text: string, most: number): Piece[];
}

const specials = { pad: "[PAD]", unknown: "[UNK]", start: "[CLS]", end: "[SEP]" } as const;
type Special = keyof typeof specials;
/** A longer word is unknown. */
const longestWord = 100;

const chinese =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b81f}\u{2b820}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u;
const mark = /[\p{P}$+<=>^`|~]/u;
const unseen = /[\0\ufffd]|(?![\t\n\r])\p{C}/u;
const blank = /\s/;

interface Word {
  text: string[]; // characters as the vocabulary knows them
  from: number[]; // where each stands
  to: number;
}

function* wordsOf(text: string, config: ReadingConfig): Generator<Word> {
  const bare = config.strip_accents ?? config.do_lower_case;
  let word: Word | null = null;
  let at = 0;
  for (const character of text) {
    const from = at;
    at += character.length;
    if (unseen.test(character)) continue;
    const alone = mark.test(character) || (config.tokenize_chinese_chars && chinese.test(character));
    if (word && (alone || blank.test(character))) {
      yield word;
      word = null;
    }
    if (blank.test(character)) continue;
    let form = config.do_lower_case ? character.toLowerCase() : character;
    if (bare) form = form.normalize("NFD").replace(/\p{Mn}/gu, "");
    word ??= { text: [], from: [], to: at };
    word.to = at;
    if (word.text.length <= longestWord)
      for (const unit of form) {
        word.text.push(unit);
        word.from.push(from);
      }
    if (alone) {
      if (word.text.length > 0) yield word;
      word = null;
    }
  }
  if (word && word.text.length > 0) yield word;
}

/** `vocabulary`: one piece a line; `most`: rows of the encoder's table. */
export const readVocabulary = (
  vocabulary: string,
  most: number,
  config: ReadingConfig,
): Result<WordPieces, BadEncoder> => {
  const bad = (problem: string): Result<never, BadEncoder> =>
    err({ type: "BadEncoder", file: "vocab.txt", problem });
  const lines = vocabulary.replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines.length > most) return bad("vocab_size");
  const idOf = new Map(lines.map((piece, id) => [piece, id]));
  const missing = Object.values(specials).find((piece) => !idOf.has(piece));
  if (missing !== undefined) return bad(missing);
  const special = (name: Special): number => idOf.get(specials[name]) as number;
  const unknown = special("unknown");

  const split = ({ text, from, to }: Word): Piece[] => {
    const whole: Piece = { id: unknown, from: from[0] as number, to };
    if (text.length > longestWord) return [whole];
    const pieces: Piece[] = [];
    for (let first = 0; first < text.length; ) {
      let last = text.length;
      let id: number | undefined;
      for (; last > first && id === undefined; last--)
        id = idOf.get((first > 0 ? "##" : "") + text.slice(first, last).join(""));
      if (id === undefined) return [whole];
      pieces.push({ id, from: from[first] as number, to: from[last + 1] ?? to });
      first = last + 1;
    }
    return pieces;
  };

  return ok({
    specials: { pad: special("pad"), unknown, start: special("start"), end: special("end") },
    pieces(text, most) {
      const pieces: Piece[] = [];
      for (const word of wordsOf(text, config)) {
        pieces.push(...split(word));
        if (pieces.length >= most) break;
      }
      return pieces.slice(0, most);
    },
  });
};
