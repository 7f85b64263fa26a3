/**
 * Rows that filters let through. Each filter owns one bit of a row's `failed` word, so that a facet can ask which rows
 * pass all filters but its own by masking that bit out.
 */
import type { TableFilter } from "../../../shared/contract/table-query.ts";
import {
  type Column,
  type ColumnTable,
  dayOf,
  isAbsent,
  type ListColumn,
  leastOf,
  type NumberColumn,
  type TextColumn,
  type Unit,
} from "./column.ts";
import { rowsInOrder } from "./order.ts";

/** Rows that stand the words of a search, a segment, or any other condition from elsewhere: 1 = in. */
export type RowMask = Uint8Array;

export interface Question {
  readonly filters: readonly TableFilter[];
  readonly masks: readonly RowMask[];
}

type RangeFilter = Extract<TableFilter, { readonly type: "range" | "dates" }>;

/** Bits from here up belong to masks. */
const maskBit = 24;

type Test = (row: number) => boolean;
const never: Test = () => false;

const codesOf = (names: readonly string[], wanted: readonly string[]): Uint8Array => {
  const set = new Set(wanted);
  return Uint8Array.from(names, (name, code) => (code > 0 && set.has(name) ? 1 : 0));
};

const secondsADay = 86_400;
const scaleOf: Readonly<Record<Unit, number>> = { plain: 1, day: 1, second: secondsADay };

const inRange = ({ values, unit }: NumberColumn, filter: RangeFilter): Test => {
  const scale = scaleOf[unit];
  const at = (end: string | number): number => (typeof end === "string" ? dayOf(end) : end) * scale;
  const least = leastOf(values);
  const low = filter.from === null ? least : Math.max(least, at(filter.from));
  const high =
    filter.to === null ? Number.POSITIVE_INFINITY : at(filter.to) + (filter.type === "dates" ? scale - 1 : 0);
  return (row) => {
    const value = values[row] as number;
    return value >= low && value <= high;
  };
};

const isKnown = (column: Column): Test => {
  if (column.kind === "number") return (row) => !isAbsent(column.values, row);
  if (column.kind === "text") return (row) => column.codes[row] !== 0;
  return (row) => (column.starts[row + 1] as number) > (column.starts[row] as number);
};

/** How many of the wanted names a row carries. */
const counted = (column: TextColumn | ListColumn, values: readonly string[]): ((row: number) => number) => {
  const wanted = codesOf(column.names, values);
  const { codes } = column;
  if (column.kind === "text") return (row) => wanted[codes[row] as number] as number;
  const { starts } = column;
  return (row) => {
    let found = 0;
    const end = starts[row + 1] as number;
    for (let at = starts[row] as number; at < end; at++) found += wanted[codes[at] as number] as number;
    return found;
  };
};

/** A filter that does not fit its column lets nothing through. */
const testOf = (column: Column, filter: TableFilter): Test => {
  switch (filter.type) {
    case "known": {
      const known = isKnown(column);
      return filter.known ? known : (row) => !known(row);
    }
    case "range":
    case "dates":
      return column.kind === "number" ? inRange(column, filter) : never;
    case "values": {
      if (column.kind === "number") return never;
      const count = counted(column, filter.values);
      return filter.not ? (row) => count(row) === 0 : (row) => count(row) > 0;
    }
    case "all": {
      if (column.kind !== "list") return never;
      const count = counted(column, filter.values);
      const needed = new Set(filter.values).size;
      return (row) => count(row) === needed;
    }
  }
};

const failWhere = (failed: Uint32Array, bit: number, holds: Test): void => {
  for (let row = 0; row < failed.length; row++) if (!holds(row)) failed[row] = (failed[row] as number) | bit;
};

/** Bit b of a row is set where filter b, or mask b - 24, keeps it out. */
export const failures = (table: ColumnTable, { filters, masks }: Question): Uint32Array => {
  const failed = new Uint32Array(table.ids.length);
  for (const [at, filter] of filters.entries()) {
    const column = table.columns[filter.column];
    if (!column) throw new Error(`no column ${filter.column}`);
    failWhere(failed, 1 << at, testOf(column, filter));
  }
  for (const [at, mask] of masks.entries()) failWhere(failed, 1 << (maskBit + at), (row) => mask[row] === 1);
  return failed;
};

/** Rows that pass everything, in order. */
export const passing = (
  table: ColumnTable,
  question: Question,
  order: string,
  down: boolean,
): Uint32Array => {
  const ordered = rowsInOrder(table, order, down);
  if (question.filters.length === 0 && question.masks.length === 0) return ordered;
  const failed = failures(table, question);
  let found = 0;
  for (let row = 0; row < failed.length; row++) if (failed[row] === 0) found++;
  const rows = new Uint32Array(found);
  let at = 0;
  for (const row of ordered) if (failed[row] === 0) rows[at++] = row;
  return rows;
};
