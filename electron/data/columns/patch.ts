/** A table with some rows replaced, as after an edit: the other rows keep what they have. */
import {
  type Column,
  type ColumnTable,
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

const patchText = (column: TextColumn, by: TextColumn, rows: readonly number[]): TextColumn => {
  const { names, codes: codeOf } = joined(column.names, by.names);
  const codes = column.codes.slice();
  for (const [at, row] of rows.entries()) codes[row] = codeOf[by.codes[at] as number] as number;
  return { kind: "text", codes, names };
};

const patchList = (column: ListColumn, by: ListColumn, rows: readonly number[]): ListColumn => {
  const { names, codes: codeOf } = joined(column.names, by.names);
  const replaced = new Set(rows);
  const row: number[] = [];
  const code: number[] = [];
  const take = (from: ListColumn, at: number, to: number, coded: (code: number) => number): void => {
    for (let pair = from.starts[at] as number; pair < (from.starts[at + 1] as number); pair++) {
      row.push(to);
      code.push(coded(from.codes[pair] as number));
    }
  };
  for (let at = 0; at < column.starts.length - 1; at++)
    if (!replaced.has(at)) take(column, at, at, (code) => code);
  for (const [at, to] of rows.entries()) take(by, at, to, (code) => codeOf[code] as number);
  return listColumn(column.starts.length - 1, { row, code, length: row.length }, names);
};

const patchColumn = (column: Column, by: Column | undefined, rows: readonly number[]): Column => {
  if (!by || by.kind !== column.kind) return column;
  if (column.kind === "text") return patchText(column, by as TextColumn, rows);
  if (column.kind === "list") return patchList(column, by as ListColumn, rows);
  const values = column.values.slice() as NumberValues;
  for (const [at, row] of rows.entries()) values[row] = (by as typeof column).values[at] as number;
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
