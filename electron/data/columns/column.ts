/** Columns of a table in memory: typed arrays by row, and the row of each id. */

/** Absent is NaN in floats, `noInteger` in signed and 0 in unsigned integers. */
export type NumberValues = Int32Array | Uint32Array | Float32Array | Float64Array;
export const noInteger = -2147483648;

export type Unit = "plain" | "day" | "second";
export interface NumberColumn {
  readonly kind: "number";
  readonly unit: Unit;
  readonly values: NumberValues;
}
/** As narrow as the names allow. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;
/** Code 0 = absent; `names[code]`. */
export interface TextColumn {
  readonly kind: "text";
  readonly codes: Codes;
  readonly names: readonly string[];
}
/** Codes of row r: `codes[starts[r]]` to before `starts[r + 1]`; code 0 is not used. */
export interface ListColumn {
  readonly kind: "list";
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
  readonly names: readonly string[];
}
export type Column = NumberColumn | TextColumn | ListColumn;

export interface ColumnTable {
  readonly ids: Int32Array;
  /** Row of an id, -1 where there is none. */
  readonly rowOf: Int32Array;
  readonly columns: Readonly<Record<string, Column>>;
}

export const isAbsent = (values: NumberValues, row: number): boolean => {
  const value = values[row] as number;
  if (values instanceof Int32Array) return value === noInteger;
  return values instanceof Uint32Array ? value === 0 : Number.isNaN(value);
};

/** The least value that is not "absent": absent ones fail `value >= leastOf(values)`. */
export const leastOf = (values: NumberValues): number => {
  if (values instanceof Int32Array) return noInteger + 1;
  return values instanceof Uint32Array ? 1 : Number.NEGATIVE_INFINITY;
};

export const rowsOf = (ids: Int32Array): Int32Array => {
  let largest = 0;
  for (let row = 0; row < ids.length; row++) if ((ids[row] as number) > largest) largest = ids[row] as number;
  const rows = new Int32Array(largest + 1).fill(-1);
  for (let row = 0; row < ids.length; row++) rows[ids[row] as number] = row;
  return rows;
};

export const codesFor = (names: number, codes: ArrayLike<number>): Codes => {
  if (names <= 1 << 8) return new Uint8Array(codes);
  return names <= 1 << 16 ? new Uint16Array(codes) : new Uint32Array(codes);
};

/** Names as codes, in the order they come. */
export class Dictionary {
  readonly names: string[] = [""];
  readonly #codes = new Map<string, number>();

  code(name: string | null): number {
    if (name === null || name === "") return 0;
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const code = this.names.length;
    this.names.push(name);
    this.#codes.set(name, code);
    return code;
  }
}

/** (row, code) pairs in any order as a list column. */
export const listColumn = (
  rows: number,
  pairs: { readonly row: ArrayLike<number>; readonly code: ArrayLike<number>; readonly length: number },
  names: readonly string[],
): ListColumn => {
  const starts = new Uint32Array(rows + 1);
  for (let pair = 0; pair < pairs.length; pair++) {
    const row = pairs.row[pair] as number;
    if (row >= 0) starts[row + 1] = (starts[row + 1] as number) + 1;
  }
  for (let row = 0; row < rows; row++)
    starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  const codes = new Uint32Array(starts[rows] as number);
  const next = starts.slice(0, rows);
  for (let pair = 0; pair < pairs.length; pair++) {
    const row = pairs.row[pair] as number;
    if (row < 0) continue;
    const at = next[row] as number;
    codes[at] = pairs.code[pair] as number;
    next[row] = at + 1;
  }
  return { kind: "list", starts, codes, names };
};

const msADay = 86_400_000;
/** Days since 1970 of "2026-11-23". */
export const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / msADay);
/** The day a stored date names, `noInteger` for none or for what is no date ("2026" and "2026-11" are their first day). */
export const storedDay = (date: string | null): number => {
  if (date === null) return noInteger;
  const time = Date.parse(date.length === 10 ? `${date}T00:00:00Z` : date);
  return Number.isNaN(time) ? noInteger : Math.floor(time / msADay);
};
