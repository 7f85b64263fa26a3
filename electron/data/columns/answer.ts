/** A page of a table, and its facets: what filters, words and an order make of the columns. */
import type { Facet, TableFilter } from "../../../shared/contract/table-query.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import type { ColumnTable, NumberColumn } from "./column.ts";
import { isAbsent } from "./column.ts";
import { type FacetOptions, facet, passesBut } from "./facets.ts";
import { failures, passing, type Question } from "./select.ts";

/** The latest filter on a column is the one that counts. */
export const oneAColumn = (filters: readonly TableFilter[]): readonly TableFilter[] => [
  ...new Map(filters.map((filter) => [filter.column, filter])).values(),
];

const answers = new WeakMap<ColumnTable, Map<string, Uint32Array>>();
const keptAnswers = 8;

/** `key` names what the masks stand for, so that the next page of the same question is not worked out again. */
export const selectedRows = (
  table: ColumnTable,
  question: Question,
  order: string,
  descending: boolean,
  key: string,
): Uint32Array => {
  const kept = answers.get(table) ?? new Map<string, Uint32Array>();
  answers.set(table, kept);
  const name = JSON.stringify([question.filters, key, order, descending]);
  const known = kept.get(name);
  if (known) return known;
  const rows = passing(table, question, order, descending);
  const oldest = kept.keys().next().value;
  if (kept.size >= keptAnswers && oldest !== undefined) kept.delete(oldest);
  kept.set(name, rows);
  return rows;
};

export const facetsOf = (
  table: ColumnTable,
  question: Question,
  columns: readonly string[],
  options: FacetOptions,
): { readonly total: number | null; readonly facets: Facet[] } => {
  const failed = failures(table, question);
  let total = 0;
  for (let row = 0; row < failed.length; row++) if (failed[row] === 0) total++;
  const all = passesBut(failed, 0);
  return {
    total: toldCount(total, options.minimum),
    facets: columns.flatMap((name) => {
      const column = table.columns[name];
      if (!column) return [];
      const own = question.filters.findIndex((filter) => filter.column === name);
      return [facet(name, column, own < 0 ? all : passesBut(failed, 1 << own), options)];
    }),
  };
};

/** The number in a row, null where there is none. */
export const numberAt = (table: ColumnTable, name: string, row: number): number | null => {
  const { values } = table.columns[name] as NumberColumn;
  return isAbsent(values, row) ? null : (values[row] as number);
};
export const textAt = (table: ColumnTable, name: string, row: number): string | null => {
  const column = table.columns[name];
  if (column?.kind !== "text") return null;
  const code = column.codes[row] as number;
  return code === 0 ? null : (column.names[code] as string);
};
export const listAt = (table: ColumnTable, name: string, row: number): string[] => {
  const column = table.columns[name];
  if (column?.kind !== "list") return [];
  return Array.from(
    column.codes.subarray(column.starts[row], column.starts[row + 1]),
    (code) => column.names[code] as string,
  );
};

export const maskOf = (table: ColumnTable, ids: Iterable<number>): Uint8Array => {
  const mask = new Uint8Array(table.ids.length);
  for (const id of ids) {
    const row = table.rowOf[id] ?? -1;
    if (row >= 0) mask[row] = 1;
  }
  return mask;
};
