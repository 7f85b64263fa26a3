/** What a column's values look like, from a sample of its rows. */
import type { DateReading } from "../../../../shared/contract/import-mapping.ts";
import { readCalendarTime, readClock } from "../cells/dates.ts";
import { readNumber } from "../cells/numbers.ts";

export interface ColumnProfile {
  readonly name: string;
  readonly index: number;
  /** Values that say something, as they stand, in the order of the sample. */
  readonly values: readonly string[];
  readonly filled: number; // share of the rows
  readonly distinct: ReadonlyMap<string, number>;
  readonly meanLength: number;
  /** Values read as numbers with the likelier decimal sign, where nearly all can be; else none. */
  readonly numbers: readonly number[];
  readonly decimal: "." | ",";
  readonly allWhole: boolean;
  readonly least: number;
  readonly most: number;
}

/** What guessing looks at of a cell. */
const longestLookedAt = 400;

const nothing = new Set(["", "\\N", "NULL", "null", "NaN", "nan", "N/A", "n/a", "#N/A", "NA", "None"]);
/** Some values may be dirt: a column is what all but few of its values are. */
export const nearlyAll = 0.9;

export const shareOf = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

const decimalOf = (values: readonly string[]): "." | "," => {
  const readable = (decimal: "." | ","): number =>
    shareOf(values, (value) => readNumber(value, decimal) !== null);
  return readable(",") > readable(".") ? "," : ".";
};

/** What is found out about a column is asked for by many fields of many kinds, and found out once. */
export const perColumn = <T>(find: (column: ColumnProfile) => T): ((column: ColumnProfile) => T) => {
  const known = new WeakMap<ColumnProfile, { readonly found: T }>();
  return (column) => {
    const held = known.get(column);
    if (held) return held.found;
    const found = find(column);
    known.set(column, { found });
    return found;
  };
};

export const profileOf = (
  name: string,
  index: number,
  rows: readonly (readonly string[])[],
): ColumnProfile => {
  const values = rows
    .map((cells) => (cells[index] ?? "").slice(0, longestLookedAt).trim())
    .filter((value) => !nothing.has(value));
  const distinct = new Map<string, number>();
  for (const value of values) distinct.set(value, (distinct.get(value) ?? 0) + 1);
  const decimal = decimalOf(values);
  const read = values.map((value) => readNumber(value, decimal)).filter((value) => value !== null);
  const numbers = values.length > 0 && read.length >= values.length * nearlyAll ? read : [];
  return {
    name,
    index,
    values,
    filled: rows.length === 0 ? 0 : values.length / rows.length,
    distinct,
    meanLength: values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length),
    numbers,
    decimal,
    allWhole: numbers.length > 0 && numbers.every((value) => Number.isInteger(value)),
    least: numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    most: numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  };
};

export const isNumeric = ({ numbers }: ColumnProfile): boolean => numbers.length > 0;

/** Enough to tell and little enough to try every order on. */
const looked = 400;

const orders: readonly DateReading[] = ["iso", "dmy", "mdy", "ymd"];
const from1990 = 631_152_000;
const until2100 = 4_102_444_800;

/** The ways in which nearly all values are dates, the likeliest first; none where the column holds no dates. */
export const dateReadings = perColumn((column): readonly DateReading[] => {
  const values = column.values.slice(0, looked);
  if (values.length === 0) return [];
  if (isNumeric(column) && column.allWhole) {
    const within = (unit: number): boolean =>
      column.least >= from1990 * unit && column.most <= until2100 * unit;
    if (within(1)) return ["epochSeconds"];
    if (within(1000)) return ["epochMillis"];
    if (values.every((value) => /^(?:19|20)\d{6}$/.test(value)) && datesIn(values, "iso") >= nearlyAll)
      return ["iso"];
  }
  if (isNumeric(column)) return column.least >= 30_000 && column.most <= 60_000 ? ["excel"] : [];
  const shares = orders.map((order) => [order, datesIn(values, order)] as const);
  const best = Math.max(...shares.map(([, share]) => share));
  return best < nearlyAll ? [] : shares.filter(([, share]) => share === best).map(([order]) => order);
});

const datesIn = (values: readonly string[], reading: DateReading): number =>
  shareOf(values, (value) => readCalendarTime(value, reading) !== null);

/** Whether nearly all values hold a time of day. */
export const tellsClock = (column: ColumnProfile, reading: DateReading | undefined): boolean =>
  !/^epoch/.test(reading ?? "") &&
  shareOf(column.values.slice(0, looked), (value) => readClock(value, reading) !== null) >= nearlyAll;
