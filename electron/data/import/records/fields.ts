/** A mapping's fields over one table: how each kind's interpreter gets at its cells, and the checks all of them share. */
import type { FieldReading, TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { ImportRule } from "../../../../shared/domain/import-rules.ts";
import type { Note } from "./record.ts";

export type Cells = readonly string[];
export type Get<T> = (cells: Cells, note: Note) => T;

export interface Fields {
  has(name: string): boolean;
  /** The field's text without spaces around it; "" where the source says nothing. */
  cell(name: string): (cells: Cells) => string;
  /** The same, but words for nothing such as "N/A" stay: a film may be called that. */
  words(name: string): (cells: Cells) => string;
  reading(name: string): FieldReading;
  /** The texts of `count` columns from the field's own on. */
  run(name: string, count: number): (cells: Cells) => readonly string[];
}

/** How systems write that there is nothing. */
const nothing = new Set([
  "\\N",
  "NULL",
  "null",
  "NaN",
  "nan",
  "N/A",
  "n/a",
  "#N/A",
  "NA",
  "None",
  "-",
  "--",
  "未知",
]);
const longestNothing = 4;

const trimmed = (text: string): string => {
  const word = text.trim();
  return word === "\\N" ? "" : word;
};
const told = (text: string): string => {
  const word = text.trim();
  return word.length <= longestNothing && nothing.has(word) ? "" : word;
};

export const fieldsOver = (columns: readonly string[], { fields }: TableMapping): Fields => {
  const mapped = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const indexOf = (name: string): number => {
    const column = mapped(name)?.column;
    return column === undefined || column === null ? -1 : columns.indexOf(column);
  };
  const reader = (name: string, clean: (text: string) => string): ((cells: Cells) => string) => {
    const index = indexOf(name);
    const constant = clean(mapped(name)?.constant ?? "");
    // A constant beside a column stands in where the column says nothing.
    if (index < 0) return () => constant;
    return constant === ""
      ? (cells) => clean(cells[index] ?? "")
      : (cells) => clean(cells[index] ?? "") || constant;
  };
  return {
    has: (name) => indexOf(name) >= 0 || (mapped(name)?.constant ?? "") !== "",
    cell: (name) => reader(name, told),
    words: (name) => reader(name, trimmed),
    reading: (name) => mapped(name)?.as ?? {},
    run: (name, count) => {
      const index = indexOf(name);
      return (cells) => (index < 0 ? [] : cells.slice(index, index + count));
    },
  };
};

const mostRemembered = 20_000;

/** Days, times and names come again and again: what was read once is kept. */
export const remembered = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size >= mostRemembered) known.clear();
    known.set(text, value);
    return value;
  };
};

/** What a reader makes of a cell that says something; null and a note where it cannot. */
export const optional = <T>(
  fields: Fields,
  name: string,
  read: (text: string) => T | null,
  rule: ImportRule = "unreadable-value",
): Get<T | null> => {
  if (!fields.has(name)) return () => null;
  const cell = fields.cell(name);
  return (cells, note) => {
    const text = cell(cells);
    if (text === "") return null;
    const value = read(text);
    if (value === null) note(rule, name, text);
    return value;
  };
};

const formula = /^[=+@-]\s*(?:[A-Za-z_.]+\s*\(|(?:cmd|powershell|DDE)\b.*\|)/i;

/** Text to keep: unreadable bytes and formulas are told of, what is longer than its field is cut. */
export const keptText = (text: string, name: string, longest: number, note: Note): string => {
  if (text.includes("\uFFFD")) note("broken-encoding", name, text.slice(0, 200));
  const first = text.charCodeAt(0);
  if ((first === 61 || first === 43 || first === 64 || first === 45) && formula.test(text))
    note("formula-text", name, text.slice(0, 200));
  if (text.length <= longest) return text;
  note("overlong-text", name, `${text.length}`);
  // Never between the halves of a character.
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "");
};

export const longest = { name: 500, label: 100, text: 100_000 } as const;

export const optionalText = (fields: Fields, name: string, most: number): Get<string | null> => {
  if (!fields.has(name)) return () => null;
  const cell = most === longest.label ? fields.cell(name) : fields.words(name);
  return (cells, note) => {
    const text = cell(cells);
    return text === "" ? null : keptText(text, name, most, note);
  };
};

/** A label, by its name where the mapping knows the source's codes; an unknown code stays as it is unless `rule` is given. */
export const optionalLabel = (fields: Fields, name: string, rule?: ImportRule): Get<string | null> => {
  const { labels } = fields.reading(name);
  const text = optionalText(fields, name, longest.label);
  if (!labels) return text;
  return (cells, note) => {
    const code = text(cells, note);
    if (code === null) return null;
    if (Object.hasOwn(labels, code)) return labels[code] ?? null;
    if (rule === undefined) return code;
    note(rule, name, code);
    return null;
  };
};

const largestKey = 2 ** 31 - 1;
const integral = /^(\d+)\.0+$/;

/** Keys as text. Whole numbers lose leading zeros and ".0", which spreadsheets add, where the mapping says they are numbers. */
export const requiredKey = (fields: Fields, name: string): Get<string | null> => {
  const cell = fields.words(name);
  if (fields.reading(name).keys === "wholeNumbers")
    return (cells, note) => {
      const text = cell(cells);
      const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
      if (number >= 1 && number <= largestKey) return String(number);
      note("bad-identifier", name, text.slice(0, 200));
      return null;
    };
  return (cells, note) => {
    const text = cell(cells);
    if (text === "") {
      note("missing-required", name, "");
      return null;
    }
    if (text.length > longest.name) {
      note("bad-identifier", name, text.slice(0, 200));
      return null;
    }
    return text.charCodeAt(text.length - 1) === 48 ? text.replace(integral, "$1") : text;
  };
};

/** As `requiredKey`, but a row may do without: null; undefined where it has one that refuses the row. */
export const optionalKey = (
  fields: Fields,
  name: string,
  key = requiredKey(fields, name),
): Get<string | null | undefined> => {
  if (!fields.has(name)) return () => null;
  const cell = fields.words(name);
  return (cells, note) => (cell(cells) === "" ? null : (key(cells, note) ?? undefined));
};
