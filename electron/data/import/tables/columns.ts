/** Names of columns: short, without control characters, each one once; "1", "2", … where the source names none. */

const longest = 200;

const cleaned = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}\uFEFF]+/gu, " ")
    .trim()
    .slice(0, longest);

export const columnNames = (header: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return header.map((name, i) => {
    const base = cleaned(name) || String(i + 1);
    let unique = base;
    for (let n = 2; taken.has(unique); n++) unique = `${base} (${n})`;
    taken.add(unique);
    return unique;
  });
};

export const numberedColumns = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => String(i + 1));

const numeric = /^[-+]?[\d.,\s]*\d[\d.,\s]*%?$/;
const dateLike = /^\d{1,4}[-/.年]\d{1,2}/;
const wordLike = /^[\p{L}_#%№][\p{L}\p{M}\p{N}\s_.,:;()[\]{}/\\%#&'’"+*°€$£¥<>=?!|—–-]*$/u;
const longestName = 80;

/**
 * Whether the first row names the columns: it holds words, each once, where rows below hold numbers, dates or words that
 * come again or run long.
 */
export const looksLikeHeader = (rows: readonly (readonly string[])[]): boolean => {
  const [first = [], ...rest] = rows;
  const names = first.map((name) => name.replace(/^\uFEFF/, "").trim());
  const filled = names.filter((name) => name !== "");
  if (filled.length === 0 || filled.length < names.length / 2) return false;
  if (filled.some((name) => name.length > longestName || !wordLike.test(name))) return false;
  if (new Set(filled).size !== filled.length) return false;
  if (rest.length === 0) return filled.length > 1;
  const other = names.some((_, i) => {
    const values = rest.map((row) => (row[i] ?? "").trim()).filter((value) => value !== "");
    const numbers = values.filter((value) => numeric.test(value) || dateLike.test(value));
    return values.length > 0 && numbers.length >= values.length * 0.6;
  });
  if (other) return true;
  if (filled.length === 1) return false;
  // All columns hold words: the first row is data if one of its words comes again below it.
  return !names.some((name, i) => name !== "" && rest.some((row) => (row[i] ?? "").trim() === name));
};
