/** JSON values as cells: objects flatten to dotted columns, lists stay JSON text, null is an empty cell. */
import { ReadFailure } from "../source/source.ts";
import { numberedColumns } from "./columns.ts";
import { maxColumns, maxFieldLength, type SourceRow } from "./table.ts";
import { wellFormed } from "./well-formed.ts";

/** Deeper objects stay JSON text. */
const flattenedDepth = 6;

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return wellFormed(text);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Put = (column: string, value: unknown) => void;

const flatten = (
  object: Readonly<Record<string, unknown>>,
  prefix: string,
  depth: number,
  put: Put,
): void => {
  for (const [key, value] of Object.entries(object))
    if (isObject(value) && depth > 1) flatten(value, `${prefix}${key}.`, depth - 1, put);
    else put(prefix + key, value);
};

/** What later records hold beyond the columns seen in the first ones, as one JSON object. */
const restColumn = "…";

export interface JsonShape {
  readonly columns: readonly string[];
  readonly rowOf: (value: unknown, line: number) => SourceRow;
}

/** Finds the columns of records while the first of them pass by. */
export class ShapeFinder {
  records = 0;
  private objects = 0;
  private longest = 1;
  private readonly flat = new Set<string>();
  private readonly top = new Set<string>();

  see(value: unknown): void {
    this.records++;
    if (Array.isArray(value)) this.longest = Math.max(this.longest, value.length);
    if (!isObject(value)) return;
    this.objects++;
    for (const key of Object.keys(value)) if (this.top.size <= maxColumns) this.top.add(key);
    if (this.flat.size <= maxColumns) flatten(value, "", flattenedDepth, (column) => this.flat.add(column));
  }

  get holdsObjects(): boolean {
    return this.objects > this.records / 2;
  }

  /** `complete`: no further records follow those seen. */
  shape(name: string, complete: boolean): JsonShape {
    if (!this.holdsObjects) return listShape(name, this.longest);
    // Objects that are used as maps have as many keys as entries: their insides are no columns.
    const depth = this.flat.size <= maxColumns ? flattenedDepth : 1;
    const names = [...(depth === 1 ? this.top : this.flat)];
    if (names.length > maxColumns)
      throw new ReadFailure({ type: "LimitExceeded", name, limit: "columns", most: maxColumns });
    return objectShape(complete ? names : [...names, restColumn], complete ? names.length : -1, depth);
  }
}

const finished = (cells: string[], line: number): SourceRow =>
  cells.some(({ length }) => length > maxFieldLength)
    ? { line, cells: [], damage: "overlong-field" }
    : { line, cells, damage: null };

const unparsable = (value: unknown, line: number): SourceRow => ({
  line,
  cells: [textOf(value).slice(0, 1_000)],
  damage: "unparsable-row",
});

const listShape = (name: string, width: number): JsonShape => {
  if (width > maxColumns)
    throw new ReadFailure({ type: "LimitExceeded", name, limit: "columns", most: maxColumns });
  return {
    columns: numberedColumns(width),
    rowOf: (value, line) => {
      if (isObject(value)) return unparsable(value, line);
      const cells = (Array.isArray(value) ? value : [value]).map(textOf);
      if (cells.length > maxColumns) return { line, cells: cells.slice(0, 20), damage: "wrong-columns" };
      while (cells.length < width) cells.push("");
      return finished(cells, line);
    },
  };
};

/** `columns` without the one for the rest are `own`, or all but the last. */
const objectShape = (columns: readonly string[], own: number, depth: number): JsonShape => {
  const width = columns.length;
  const last = own < 0 ? width - 1 : -1;
  const places = new Map(columns.map((column, i) => [column, i]));
  if (last >= 0) places.delete(restColumn);
  return {
    columns,
    rowOf: (value, line) => {
      if (!isObject(value)) return unparsable(value, line);
      const cells = new Array<string>(width).fill("");
      let rest: Map<string, unknown> | null = null;
      flatten(value, "", depth, (column, inner) => {
        const place = places.get(column);
        if (place !== undefined) cells[place] = textOf(inner);
        else {
          rest ??= new Map();
          rest.set(column, inner);
        }
      });
      if (rest !== null && last >= 0) cells[last] = textOf(Object.fromEntries(rest));
      return finished(cells, line);
    },
  };
};
