/**
 * Reads a text as tokens: words, clitics ("n't", "'s"), runs of marks, emoji; Chinese as the words of its writer where these stand apart,
 * else by dictionary (Unicode Annex 29, `Intl.Segmenter`). What cannot be seen (controls, zero-width, direction marks) is not read.
 */
export interface Token {
  /** As it is compared: in small letters, full-width forms and ligatures resolved. */
  readonly word: string;
  readonly han: boolean;
  /** Where it stands in the text as given, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

export interface ReadText {
  readonly text: string;
  readonly tokens: readonly Token[];
}

const pieces =
  /\p{Script=Han}+|n't(?![\p{L}\p{N}])|'\p{L}{1,2}(?![\p{L}\p{N}])|(?:(?!\p{Script=Han}|n't(?![\p{L}\p{N}]))[\p{L}\p{M}\p{N}])+|\p{Extended_Pictographic}+|([!?.])\1*|[^\s]/gu;
/** The same for small ASCII letters alone. */
const plainPieces =
  /n't(?![a-z0-9])|'[a-z]{1,2}(?![a-z0-9])|(?:(?!n't(?![a-z0-9]))[a-z0-9])+|([!?.])\1*|[^\s]/g;
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]|\uFE0E|\uFE0F/u;
const plain = /^[\t\n\r\x20-\x7e]*$/;
const blank = /\s/;

interface Folded {
  readonly text: string;
  /** Where the character behind each unit of it starts in the original, and one beyond the end; null = in the same place. */
  readonly place: Int32Array | null;
}

export const folded = (text: string): Folded => {
  if (plain.test(text)) return { text: text.toLowerCase(), place: null };
  let folded = "";
  const place: number[] = [];
  let at = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    const asItIs = (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x61 && code <= 0x7a);
    if (asItIs) {
      folded += character;
      place.push(at++);
      continue;
    }
    const form = blank.test(character)
      ? " "
      : unseen.test(character)
        ? ""
        : character.normalize("NFKC").toLowerCase().replace("’", "'");
    folded += form;
    for (let unit = 0; unit < form.length; unit++) place.push(at);
    at += character.length;
  }
  place.push(at);
  return { text: folded, place: Int32Array.from(place) };
};

/** Longest mean run of Chinese that is still taken for one word, when spaces stand between the runs. */
const longestWord = 3;
const fewestWords = 4;

const chinese = new Intl.Segmenter("zh", { granularity: "word" });

export const read = (text: string): Token[] => {
  const { text: seen, place } = folded(text);
  if (!place)
    return Array.from(seen.matchAll(plainPieces), ({ 0: word, index: from }) => ({
      word,
      han: false,
      from,
      to: from + word.length,
    }));
  const found = [...seen.matchAll(pieces)].map((match) => ({ word: match[0], at: match.index }));
  const isHan = ({ word }: { word: string }): boolean => /^\p{Script=Han}/u.test(word);
  const runs = found.filter(isHan);
  const characters = runs.reduce((sum, { word }) => sum + word.length, 0);
  const segmented = runs.length >= fewestWords && characters <= longestWord * runs.length;
  const tokens: Token[] = [];
  const add = (word: string, at: number, han: boolean): void => {
    const from = place[at] as number;
    const last = place[at + word.length - 1] as number;
    const to = last + String.fromCodePoint(text.codePointAt(last) as number).length;
    const before = tokens.at(-1);
    // A character may resolve to several pieces ("½", "㈱"), which cannot be set apart in the text as given.
    if (before && from < before.to) tokens[tokens.length - 1] = { ...before, word: before.word + word, to };
    else tokens.push({ word, han, from, to });
  };
  for (const piece of found) {
    const han = isHan(piece);
    if (!han || segmented) add(piece.word, piece.at, han);
    else for (const { segment, index } of chinese.segment(piece.word)) add(segment, piece.at + index, true);
  }
  return tokens;
};

export const readText = (text: string): ReadText => ({ text, tokens: read(text) });
