/**
 * Whether a text is one statement that reads. The server enforces it (a read-only transaction, one statement a message);
 * this says so before anything is sent, and where. Tokens: PostgreSQL manual, 4.1 "Lexical Structure".
 */
import type { WarehouseFailure } from "../../../../../shared/contract/warehouse.ts";

export type QueryRefusal = Extract<WarehouseFailure, { type: "QueryRefused" }>;

interface Word {
  readonly at: number;
  readonly text: string; // in lower case, or a separator or parenthesis
}

const token =
  /(?<space>\s+)|(?<line>--[^\n]*)|(?<block>\/\*)|(?<escaped>[eE]'(?:[^'\\]|\\[\s\S]|'')*(?<escapedEnd>'?))|(?<string>(?:[uU]&|[bBxXnN])?'(?:[^']|'')*(?<stringEnd>'?))|(?<name>(?:[uU]&)?"(?:[^"]|"")*(?<nameEnd>"?))|(?<dollar>\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(?<number>\d[\w.]*)|(?<other>[\s\S])/y;

/** Past a block comment, which nests; -1 if it never ends. */
const afterComment = (text: string, from: number): number => {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const two = text.slice(at, at + 2);
    if (two === "/*") depth++;
    else if (two === "*/") depth--;
    else continue;
    at++;
    if (depth === 0) return at + 1;
  }
  return -1;
};

const refuse = (reason: QueryRefusal["reason"], position: number, word = ""): QueryRefusal => ({
  type: "QueryRefused",
  reason,
  position,
  word,
});

/** The words and separators outside strings, names and comments; or where something stays open. */
const wordsOf = (text: string): readonly Word[] | QueryRefusal => {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const { groups = {}, 0: found } = token.exec(text) as RegExpExecArray;
    const next = at + found.length;
    if (groups.block !== undefined) {
      const end = afterComment(text, next);
      if (end < 0) return refuse("unclosed", at, "/*");
      at = end;
      continue;
    }
    if (groups.escapedEnd === "" || groups.stringEnd === "") return refuse("unclosed", at, "'");
    if (groups.nameEnd === "") return refuse("unclosed", at, '"');
    if (groups.dollar !== undefined) {
      const end = text.indexOf(groups.dollar, next);
      if (end < 0) return refuse("unclosed", at, groups.dollar);
      at = end + groups.dollar.length;
      continue;
    }
    if (groups.word !== undefined) words.push({ at, text: groups.word.toLowerCase() });
    else if (";()".includes(found)) words.push({ at, text: found });
    else if (found.trim() !== "" && groups.line === undefined) words.push({ at, text: "" }); // something, but no word
    at = next;
  }
  return words;
};

const changing = new Set(["insert", "update", "delete", "merge"]);

/**
 * SELECT … INTO, and a change as part of WITH: as the statement after a parenthesis, followed by its object. Elsewhere
 * these words may be names of columns.
 */
const changes = (words: readonly Word[], index: number): boolean => {
  const [before, word, after] = [words[index - 1]?.text, words[index]?.text ?? "", words[index + 1]?.text];
  if (word === "into") return before !== "as";
  return changing.has(word) && (before === "(" || before === ")") && /^\w/.test(after ?? "");
};

export const checkQuery = (text: string): QueryRefusal | null => {
  const words = wordsOf(text);
  if (!Array.isArray(words)) return words as QueryRefusal;
  const [first] = (words as readonly Word[]).filter((word) => word.text !== "(");
  if (!first || first.text === ";") return refuse("empty", 0);
  if (first.text !== "select" && first.text !== "with") return refuse("notSelect", first.at, first.text);
  const separator = words.findIndex((word) => word.text === ";");
  const second = separator < 0 ? undefined : words[separator + 1];
  if (second) return refuse("several", second.at, second.text);
  const change = words.find((_word, index) => changes(words, index));
  return change ? refuse("writes", change.at, change.text) : null;
};

/** The statement alone, without its closing separator: it is to stand inside another. */
export const withoutSeparator = (text: string): string => {
  const words = wordsOf(text);
  const end = Array.isArray(words) ? (words as readonly Word[]).find((word) => word.text === ";") : undefined;
  return end ? text.slice(0, end.at) : text;
};
