/**
 * Rows that filters let through. Each filter owns one bit of a row's `failed` word, so that a facet can ask which rows
 * pass all filters but its own by masking that bit out.
 */
import type { TableFilter } from "../../../shared/contract/table-query.ts";
import {
  type Column,
  type ColumnTable,
  dayOf,
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

const codesOf = (names: readonly string[], wanted: readonly string[]): Uint8Array => {
  const set = new Set(wanted);
  return Uint8Array.from(names, (name, code) => (code > 0 && set.has(name) ? 1 : 0));
};

const secondsADay = 86_400;
const scaleOf: Readonly<Record<Unit, number>> = { plain: 1, day: 1, second: secondsADay };

const markRange = (mask: RowMask, { values, unit }: NumberColumn, filter: RangeFilter): void => {
  const scale = scaleOf[unit];
  const at = (end: string | number): number => (typeof end === "string" ? dayOf(end) : end) * scale;
  const least = leastOf(values);
  const low = filter.from === null ? least : Math.max(least, at(filter.from));
  const high =
    filter.to === null ? Number.POSITIVE_INFINITY : at(filter.to) + (filter.type === "dates" ? scale - 1 : 0);
  for (let row = 0; row < mask.length; row++) {
    const value = values[row] as number;
    if (value >= low && value <= high) mask[row] = 1;
  }
};

const markKnown = (mask: RowMask, column: Column): void => {
  if (column.kind === "number") {
    const { values } = column;
    const least = leastOf(values);
    for (let row = 0; row < mask.length; row++) if ((values[row] as number) >= least) mask[row] = 1;
  } else if (column.kind === "text") {
    const { codes } = column;
    for (let row = 0; row < mask.length; row++) if (codes[row] !== 0) mask[row] = 1;
  } else {
    const { starts } = column;
    for (let row = 0; row < mask.length; row++) if (starts[row] !== starts[row + 1]) mask[row] = 1;
  }
};

/** Rows that carry at least so many of the wanted names. */
const markNames = (
  mask: RowMask,
  column: TextColumn | ListColumn,
  names: readonly string[],
  least: number,
): void => {
  const wanted = codesOf(column.names, names);
  const { codes } = column;
  if (column.kind === "text") {
    for (let row = 0; row < mask.length; row++) mask[row] = wanted[codes[row] as number] as number;
    return;
  }
  const { starts } = column;
  for (let row = 0; row < mask.length; row++) {
    let found = 0;
    const end = starts[row + 1] as number;
    for (let at = starts[row] as number; at < end; at++) found += wanted[codes[at] as number] as number;
    if (found >= least) mask[row] = 1;
  }
};

export const invert = (mask: RowMask): void => {
  for (let row = 0; row < mask.length; row++) mask[row] = 1 - (mask[row] as number);
};

/** Rows that one filter lets through; a filter that does not fit its column lets nothing through. */
export const passingOne = (table: ColumnTable, filter: TableFilter): RowMask => {
  const column = table.columns[filter.column];
  if (!column) throw new Error(`no column ${filter.column}`);
  const mask = new Uint8Array(table.ids.length);
  switch (filter.type) {
    case "known":
      markKnown(mask, column);
      if (!filter.known) invert(mask);
      break;
    case "range":
    case "dates":
      if (column.kind === "number") markRange(mask, column, filter);
      break;
    case "values":
      if (column.kind === "number") break;
      markNames(mask, column, filter.values, 1);
      if (filter.not) invert(mask);
      break;
    case "all":
      if (column.kind === "list") markNames(mask, column, filter.values, new Set(filter.values).size);
      break;
  }
  return mask;
};

/** Bit b of a row is set where filter b, or mask b - 24, keeps it out. */
export const failures = (table: ColumnTable, { filters, masks }: Question): Uint32Array => {
  const failed = new Uint32Array(table.ids.length);
  const fail = (mask: RowMask, bit: number): void => {
    for (let row = 0; row < failed.length; row++)
      if (mask[row] === 0) failed[row] = (failed[row] as number) | bit;
  };
  for (const [at, filter] of filters.entries()) fail(passingOne(table, filter), 1 << at);
  for (const [at, mask] of masks.entries()) fail(mask, 1 << (maskBit + at));
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
