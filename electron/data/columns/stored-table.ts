/** A table of columns as arrays, so that the next opening need not read a million rows. */
import type { Arrays, Cached } from "./cache.ts";
import { type Codes, type Column, type ColumnTable, type NumberValues, rowsOf, type Unit } from "./column.ts";

type Shape = Readonly<
  Record<
    string,
    { readonly kind: "text" | "list" | "ids" } | { readonly kind: "number"; readonly unit: Unit }
  >
>;

const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const fromJson = <T>(bytes: Cached | undefined): T =>
  JSON.parse(new TextDecoder().decode(bytes as Uint8Array));

export const arraysOfTable = ({ ids, columns }: ColumnTable): Arrays => {
  const shape: Record<string, Shape[string]> = {};
  const arrays: Record<string, Cached> = { ids };
  for (const [name, column] of Object.entries(columns)) {
    if (column.kind === "number" && column.values === ids) {
      shape[name] = { kind: "ids" };
      continue;
    }
    shape[name] = column.kind === "number" ? { kind: "number", unit: column.unit } : { kind: column.kind };
    arrays[`${name} values`] = column.kind === "number" ? column.values : column.codes;
    if (column.kind !== "number") arrays[`${name} names`] = jsonBytes(column.names);
    if (column.kind === "list") arrays[`${name} starts`] = column.starts;
  }
  return { ...arrays, shape: jsonBytes(shape) };
};

const columnFrom = (arrays: Arrays, name: string, of: Shape[string]): Column => {
  if (of.kind === "ids") return { kind: "number", unit: "plain", values: arrays.ids as Int32Array };
  const values = arrays[`${name} values`];
  if (of.kind === "number") return { ...of, values: values as NumberValues };
  const names = fromJson<string[]>(arrays[`${name} names`]);
  if (of.kind === "text") return { kind: "text", codes: values as Codes, names };
  const starts = arrays[`${name} starts`] as Uint32Array;
  return { kind: "list", starts, codes: values as Uint32Array, names };
};

export const tableFrom = (arrays: Arrays): ColumnTable => {
  const ids = arrays.ids as Int32Array;
  const shape = fromJson<Shape>(arrays.shape);
  const columns = Object.fromEntries(
    Object.entries(shape).map(([name, of]) => [name, columnFrom(arrays, name, of)]),
  );
  return { ids, rowOf: rowsOf(ids), columns };
};
