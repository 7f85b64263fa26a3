/** A table with some rows replaced, as after an edit: the other rows keep what they have. */
import {
  type Column,
  type ColumnTable,
  codesFor,
  type ListColumn,
  listColumn,
  type NumberValues,
  type TextColumn,
} from "./column.ts";

/** The names of both, and for each code of `added` its code among them. */
const joined = (names: readonly string[], added: readonly string[]) => {
  const all = [...names];
  const known = new Map(names.map((name, code) => [name, code]));
  const codes = added.map((name) => {
    const code = known.get(name);
    if (code !== undefined) return code;
    all.push(name);
    known.set(name, all.length - 1);
    return all.length - 1;
  });
  return { names: all, codes };
};

/** A column whose rows stay as they are stays itself, with whatever was worked out from it. */
const patchText = (column: TextColumn, by: TextColumn, rows: readonly number[]): TextColumn => {
  const { names, codes: codeOf } = joined(column.names, by.names);
  const patched = rows.map((_, at) => codeOf[by.codes[at] as number] as number);
  if (rows.every((row, at) => column.codes[row] === patched[at])) return column;
  const codes = codesFor(names.length, column.codes);
  for (const [at, row] of rows.entries()) codes[row] = patched[at] as number;
  return { kind: "text", codes, names };
};

const codesAt = ({ starts, codes }: ListColumn, row: number): Uint32Array =>
  codes.subarray(starts[row], starts[row + 1]);

const patchList = (column: ListColumn, by: ListColumn, rows: readonly number[]): ListColumn => {
  const { names, codes: codeOf } = joined(column.names, by.names);
  const patched = rows.map((_, at) => codesAt(by, at).map((code) => codeOf[code] as number));
  const sorted = (codes: Uint32Array): string => codes.slice().sort().join(" ");
  if (rows.every((row, at) => sorted(codesAt(column, row)) === sorted(patched[at] as Uint32Array)))
    return column;
  const replaced = new Set(rows);
  const row: number[] = [];
  const code: number[] = [];
  const take = (to: number, from: ArrayLike<number>, start: number, end: number): void => {
    for (let pair = start; pair < end; pair++) {
      row.push(to);
      code.push(from[pair] as number);
    }
  };
  const { starts } = column;
  for (let at = 0; at < starts.length - 1; at++)
    if (!replaced.has(at)) take(at, column.codes, starts[at] as number, starts[at + 1] as number);
  for (const [at, to] of rows.entries()) {
    const own = patched[at] as Uint32Array;
    take(to, own, 0, own.length);
  }
  return listColumn(column.starts.length - 1, { row, code, length: row.length }, names);
};

const patchColumn = (column: Column, by: Column | undefined, rows: readonly number[]): Column => {
  if (!by || by.kind !== column.kind) return column;
  if (column.kind === "text") return patchText(column, by as TextColumn, rows);
  if (column.kind === "list") return patchList(column, by as ListColumn, rows);
  const patched = (by as typeof column).values;
  if (rows.every((row, at) => Object.is(column.values[row], patched[at]))) return column;
  const values = column.values.slice() as NumberValues;
  for (const [at, row] of rows.entries()) values[row] = patched[at] as number;
  return { ...column, values };
};

/** `by` holds rows of films or members that `table` has; columns it lacks stay. */
export const patchTable = (table: ColumnTable, by: ColumnTable): ColumnTable => {
  const rows = Array.from(by.ids, (id) => table.rowOf[id] as number);
  return {
    ...table,
    columns: Object.fromEntries(
      Object.entries(table.columns).map(([name, column]) => [
        name,
        patchColumn(column, by.columns[name], rows),
      ]),
    ),
  };
};
