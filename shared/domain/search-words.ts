/**
 * Words of a text as the search index knows them. Letters are folded to their plain form; each Chinese, Japanese or
 * Korean character is a word of its own, so that a phrase of one or two of them is found.
 */
const unfolded: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
};
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const pieces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}]+/gu;

const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => unfolded[letter] as string)
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "");

/** Every word of the text, folded, with spaces between. */
export const searchText = (text: string): string => {
  const words = folded(text).match(pieces) ?? [];
  return words
    .flatMap((word) => (eastAsian.test(word) ? [...word].filter((character) => character !== "") : [word]))
    .join(" ");
};

/**
 * An FTS5 query for what was typed: words in any order, each the beginning of one; characters that stand together must
 * stand together. Null when nothing of it is a word.
 */
export const matchOf = (typed: string): string | null => {
  const terms: string[] = [];
  for (const part of folded(typed).split(/\s+/)) {
    const words = searchText(part).split(" ").filter(Boolean);
    if (words.length > 0) terms.push(`"${words.join(" ")}" *`);
  }
  return terms.length > 0 ? terms.join(" ") : null;
};
