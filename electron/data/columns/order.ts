/**
 * Rows in the order of a column: unsigned keys that compare as the values do, then a radix sort of row numbers by three
 * digits of 11 bits, least significant first (Knuth, The Art of Computer Programming 3, 5.2.5). Equal values keep the
 * order of rows; rows without a value come last in both directions.
 */
import type { Codes, Column, ColumnTable, NumberValues } from "./column.ts";
import { isAbsent } from "./column.ts";

const digitBits = 11;
const buckets = 1 << digitBits;

const radixSort = (keys: Uint32Array): Uint32Array => {
  const rows = keys.length;
  let from = new Uint32Array(rows);
  let to = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) from[row] = row;
  for (let shift = 0; shift < 32; shift += digitBits) {
    const counts = new Uint32Array(buckets);
    for (let row = 0; row < rows; row++) {
      const digit = ((keys[row] as number) >>> shift) & (buckets - 1);
      counts[digit] = (counts[digit] as number) + 1;
    }
    let before = 0;
    for (let digit = 0; digit < buckets; digit++) {
      const count = counts[digit] as number;
      counts[digit] = before;
      before += count;
    }
    for (let at = 0; at < rows; at++) {
      const row = from[at] as number;
      const digit = ((keys[row] as number) >>> shift) & (buckets - 1);
      const place = counts[digit] as number;
      counts[digit] = place + 1;
      to[place] = row;
    }
    [from, to] = [to, from];
  }
  return from;
};

const last = 0xffffffff;

/** IEEE 754: flipping the sign bit of positive and all bits of negative numbers makes their bits compare as they do. */
const floatKeys = (values: Float32Array): Uint32Array => {
  const bits = new Uint32Array(values.slice().buffer);
  for (let row = 0; row < bits.length; row++) {
    const bit = bits[row] as number;
    bits[row] = Number.isNaN(values[row]) ? last : bit & 0x80000000 ? ~bit >>> 0 : (bit | 0x80000000) >>> 0;
  }
  return bits;
};

const numberKeys = (values: Exclude<NumberValues, Float64Array>): Uint32Array => {
  if (values instanceof Float32Array) return floatKeys(values);
  const keys = new Uint32Array(values.length);
  const flip = values instanceof Int32Array ? 0x80000000 : 0;
  for (let row = 0; row < keys.length; row++) {
    const key = ((values[row] as number) ^ flip) >>> 0;
    keys[row] = key === 0 ? last : key;
  }
  return keys;
};

const collator = new Intl.Collator(undefined, { numeric: true });

const textKeys = (codes: Codes, names: readonly string[]): Uint32Array => {
  const order = [...names.keys()]
    .slice(1)
    .sort((a, b) => collator.compare(names[a] as string, names[b] as string));
  const rank = new Uint32Array(names.length);
  for (const [at, code] of order.entries()) rank[code] = at;
  rank[0] = last;
  const keys = new Uint32Array(codes.length);
  for (let row = 0; row < keys.length; row++) keys[row] = rank[codes[row] as number] as number;
  return keys;
};

const sortedDoubles = (values: Float64Array): Uint32Array =>
  Uint32Array.from(values.keys()).sort((a, b) => {
    const [x, y] = [values[a] as number, values[b] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return x - y || a - b;
  });

const ascending = (column: Column): Uint32Array => {
  if (column.kind === "list") throw new Error("a list has no order");
  if (column.kind === "text") return radixSort(textKeys(column.codes, column.names));
  if (column.values instanceof Float64Array) return sortedDoubles(column.values);
  return radixSort(numberKeys(column.values));
};

const absentAt = (column: Column, row: number): boolean =>
  column.kind === "number" ? isAbsent(column.values, row) : column.kind === "text" && column.codes[row] === 0;

const descending = (up: Uint32Array, column: Column): Uint32Array => {
  let known = up.length;
  while (known > 0 && absentAt(column, up[known - 1] as number)) known--;
  const down = up.slice();
  down.subarray(0, known).reverse();
  down.subarray(known).reverse();
  return down;
};

/** Orders asked for lately, by table; a table that changes is another table. */
const orders = new WeakMap<ColumnTable, Map<string, Uint32Array>>();
const keptOrders = 6;

export const rowsInOrder = (table: ColumnTable, name: string, down: boolean): Uint32Array => {
  const kept = orders.get(table) ?? new Map<string, Uint32Array>();
  orders.set(table, kept);
  const key = `${name} ${down}`;
  const known = kept.get(key);
  if (known) return known;
  const column = table.columns[name];
  if (!column) throw new Error(`no column ${name}`);
  const order = down ? descending(rowsInOrder(table, name, false), column) : ascending(column);
  const oldest = kept.keys().next().value;
  if (kept.size >= keptOrders && oldest !== undefined) kept.delete(oldest);
  kept.set(key, order);
  return order;
};
