/** How a field's column is to be read, and why: order of dates, decimal sign, unit, list, scale, titles. */
import type { DateReading, FieldReading, Reason } from "../../../../shared/contract/import-mapping.ts";
import type { FieldType } from "../../../../shared/domain/record-kinds.ts";
import { readImdbId } from "../cells/ids.ts";
import { splitTitle } from "../titles.ts";
import {
  type ColumnProfile,
  dateReadings,
  isNumeric,
  nearlyAll,
  perColumn,
  shareOf,
} from "./column-profile.ts";
import { guessScale } from "./guess-scale.ts";

export interface ReadingGuess {
  readonly as: FieldReading;
  readonly reasons: readonly Reason[];
}

const asUsual: ReadingGuess = { as: {}, reasons: [] };
const example = ({ values }: ColumnProfile): string => (values[0] ?? "").slice(0, 60);

const reason = (code: Reason["code"], params: Reason["params"]): Reason => ({ code, params });

/** Half a day's clock is American where nothing else decides between 3/4 and 4/3. */
const usualOrder = (column: ColumnProfile): DateReading =>
  column.values.some((value) => /\b[ap]\.?m\b/i.test(value)) ? "mdy" : "dmy";

/** "Mar 16, 2018" rather than "16 Mar 2018", in most values. */
const monthByName = /\p{L}{3}.*\d{4}|\d{4}.*\p{L}{3}/u;
const namesMonths = (column: ColumnProfile): boolean =>
  shareOf(column.values, (value) => monthByName.test(value)) >= nearlyAll;
const monthFirst = /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?\p{L}/iu;

const dates = (column: ColumnProfile): ReadingGuess => {
  const possible = dateReadings(column);
  const [only] = possible;
  if (only === undefined) return asUsual;
  const ordered = (code: "dateOrder" | "dateOrderAssumed", order: DateReading): ReadingGuess => ({
    as: { dates: order },
    reasons: [reason(code, { order, example: deciding(column, order) })],
  });
  // Years first and months by name read the same in every order.
  if (possible.includes("iso") && namesMonths(column))
    return ordered("dateOrder", monthFirst.test(example(column)) ? "mdy" : "dmy");
  if (possible.length === 1 || possible.includes("iso")) return ordered("dateOrder", only);
  const assumed = usualOrder(column);
  return ordered("dateOrderAssumed", possible.includes(assumed) ? assumed : only);
};

/** A value whose second or first number is above 12 is the one that decides. */
const deciding = (column: ColumnProfile, order: DateReading): string => {
  const place =
    order === "dmy" ? /^(?:1[3-9]|2\d|3[01])\D/ : order === "mdy" ? /^\d{1,2}\D(?:1[3-9]|2\d|3[01])\D/ : null;
  return (place && column.values.find((value) => place.test(value)))?.slice(0, 60) ?? example(column);
};

const decimal = (column: ColumnProfile): ReadingGuess => {
  if (column.decimal === ".") return asUsual;
  const shown = column.values.find((value) => value.includes(",")) ?? example(column);
  return {
    as: { decimal: "," },
    reasons: [reason("decimalSign", { sign: ",", example: shown.slice(0, 60) })],
  };
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const unit = (column: ColumnProfile): ReadingGuess => {
  if (!isNumeric(column)) return asUsual;
  const usual = median(column.numbers);
  const named = /sec/i.test(column.name) ? "seconds" : /hour/i.test(column.name) ? "hours" : null;
  const found =
    named ?? (usual > 1_000 ? "seconds" : usual > 0 && usual < 8 && !column.allWhole ? "hours" : "minutes");
  return { as: { unit: found }, reasons: [reason("unit", { unit: found, example: example(column) })] };
};

const share = (column: ColumnProfile): ReadingGuess => {
  const found = column.most > 1.5 || column.values.some((value) => value.endsWith("%")) ? "percent" : "share";
  return { as: { unit: found }, reasons: [reason("unit", { unit: found, example: example(column) })] };
};

const separators = ["|", ";", "、", "，", " / ", "/", ","];
const leastListed = 0.05;

const list = (column: ColumnProfile): ReadingGuess => {
  const json = (value: string): boolean => /^\s*[[{]/.test(value);
  if (shareOf(column.values, json) >= nearlyAll)
    return { as: { list: "json" }, reasons: [reason("listJson", { example: example(column) })] };
  const found = separators
    .map((separator) => [separator, shareOf(column.values, (value) => value.includes(separator))] as const)
    .filter(([, of]) => of >= leastListed)
    .toSorted(([, a], [, b]) => b - a)[0];
  if (!found) return asUsual;
  const [separator] = found;
  const shown = column.values.find((value) => value.includes(separator)) ?? "";
  return {
    as: { list: { separator } },
    reasons: [reason("listSeparator", { separator: separator.trim(), example: shown.slice(0, 60) })],
  };
};

const titles = (column: ColumnProfile): ReadingGuess => {
  const yearLast = shareOf(column.values, (value) => splitTitle(value).year !== null);
  if (yearLast < 0.6) return asUsual;
  return { as: { titles: "articleLast" }, reasons: [reason("articleLast", { example: example(column) })] };
};

const rating = (column: ColumnProfile): ReadingGuess => {
  const scale = guessScale(column);
  return scale ? { as: { scale }, reasons: [reason("ratingScale", { ...scale })] } : asUsual;
};

const together = (...guesses: readonly ReadingGuess[]): ReadingGuess => ({
  as: Object.assign({}, ...guesses.map(({ as }) => as)) as FieldReading,
  reasons: guesses.flatMap(({ reasons }) => reasons),
});

export const guessReading = (type: FieldType, column: ColumnProfile): ReadingGuess => {
  switch (type) {
    case "date":
    case "instant":
    case "clock":
      return dates(column);
    case "year":
      return column.values.every((value) => /^\d{4}/.test(value)) ? asUsual : dates(column);
    case "count":
    case "money":
    case "number":
      return decimal(column);
    case "duration":
      return together(unit(column), decimal(column));
    case "share":
      return together(share(column), decimal(column));
    case "list":
    case "credits":
      return list(column);
    case "title":
      return titles(column);
    case "rating":
      return together(rating(column), decimal(column));
    case "gender":
      return {
        as: {},
        reasons: [reason("labelsKnown", { example: [...column.distinct.keys()].slice(0, 2).join(", ") })],
      };
    default:
      return asUsual;
  }
};

/** Keys such as tt0114709 are numbers that all systems share. */
export const looksLikeImdbIds = perColumn(
  (column): boolean =>
    shareOf(column.values.slice(0, 200), (value) => value.includes("tt") && readImdbId(value) !== null) >=
    nearlyAll,
);
