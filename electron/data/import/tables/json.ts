/** A JSON document as tables: one for each of its lists of records, the largest first. */
import type { FormOverride } from "../../../../shared/contract/import-forms.ts";
import { ReadFailure, type SourceFile } from "../source/source.ts";
import { guessEncoding } from "./encodings.ts";
import { type JsonShape, ShapeFinder } from "./json-cells.ts";
import { walkJson } from "./json-walk.ts";
import { headRows, type RowBatch, type SourceRow, type Table } from "./table.ts";

/** How much of a document is looked at for its lists and their columns. */
const looked = 2 ** 24;
const maxLists = 100;
const keptHead = headRows;

interface List {
  readonly path: readonly string[];
  readonly finder: ShapeFinder;
  readonly first: unknown[];
  /** All values while they are plain: columns may lie side by side. */
  plain: unknown[] | null;
}

const keyOf = (path: readonly string[]): string => JSON.stringify(path);

const findLists = async (
  file: SourceFile,
  encoding: Parameters<typeof walkJson>[1],
): Promise<{ lists: readonly List[]; complete: boolean; bytes: number }> => {
  const lists = new Map<string, List>();
  const take = (path: readonly string[], value: unknown): void => {
    const key = keyOf(path);
    let list = lists.get(key);
    if (!list) {
      if (lists.size === maxLists) return;
      list = { path, finder: new ShapeFinder(), first: [], plain: [] };
      lists.set(key, list);
    }
    list.finder.see(value);
    if (list.first.length < keptHead) list.first.push(value);
    if (typeof value === "object" && value !== null) list.plain = null;
    else list.plain?.push(value);
  };
  let bytes = 0;
  for await (const read of walkJson(file, encoding, take, looked)) bytes = read;
  return { lists: [...lists.values()], complete: bytes < looked, bytes };
};

/** {"title": ["a", "b"], "year": [1, 2]}: columns that lie side by side. */
const sideBySide = (lists: readonly List[]): readonly List[] | null => {
  const [first, ...others] = lists;
  const length = first?.plain?.length ?? 0;
  const parent = keyOf(first?.path.slice(0, -1) ?? []);
  const alike = others.every(
    ({ plain, path }) => plain?.length === length && keyOf(path.slice(0, -1)) === parent,
  );
  return length > 0 && others.length > 0 && alike ? lists : null;
};

const tableOfColumns = (file: SourceFile, columns: readonly List[], bytes: number): Table => {
  const finder = new ShapeFinder();
  const names = columns.map(({ path }) => path.at(-1) ?? "");
  finder.see(Object.fromEntries(names.map((name) => [name, ""])));
  const shape = finder.shape(file.name, true);
  const all = (columns[0]?.plain ?? []).map((_, row) =>
    shape.rowOf(Object.fromEntries(columns.map(({ plain }, i) => [names[i] ?? "", plain?.[row]])), row + 1),
  );
  return {
    name: file.name,
    form: { type: "json", path: columns[0]?.path.slice(0, -1) ?? [] },
    columns: shape.columns,
    bytes,
    estimatedRows: all.length,
    head: all.slice(0, headRows),
    async *rows() {
      yield { rows: all, bytesRead: bytes };
    },
  };
};

const shownPath = (path: readonly string[]): string => path.join(".");

export const jsonTables = async (
  file: SourceFile,
  head: Uint8Array,
  override: FormOverride = {},
): Promise<readonly Table[]> => {
  const encoding = override.encoding ?? guessEncoding(head);
  const { lists, complete, bytes } = await findLists(file, encoding);
  const totalBytes = complete ? bytes : Math.max(bytes, file.bytes);
  const chosen = override.path;
  const records = lists.filter(({ finder }) => finder.holdsObjects);
  const columns = sideBySide(lists);
  if (!chosen && records.length === 0 && columns) return [tableOfColumns(file, columns, totalBytes)];
  const wanted = chosen
    ? lists.filter(({ path }) => keyOf(path) === keyOf(chosen))
    : records.length > 0
      ? records
      : lists;
  if (chosen && wanted.length === 0)
    throw new ReadFailure({ type: "WrongForm", name: file.name, detail: shownPath(chosen) });
  if (wanted.length === 0) throw new ReadFailure({ type: "NoTable", name: file.name });
  const largest = wanted.toSorted((a, b) => b.finder.records - a.finder.records);
  return largest.map(({ path, finder, first }): Table => {
    const shape: JsonShape = finder.shape(file.name, complete);
    const key = keyOf(path);
    return {
      name: path.length === 0 || lists.length === 1 ? file.name : `${file.name} › ${shownPath(path)}`,
      form: { type: "json", path: [...path] },
      columns: shape.columns,
      bytes: totalBytes,
      estimatedRows: Math.round((finder.records * totalBytes) / Math.max(1, bytes)),
      head: first.map((value, i) => shape.rowOf(value, i + 1)),
      async *rows(signal): AsyncGenerator<RowBatch> {
        let rows: SourceRow[] = [];
        const take = (at: readonly string[], value: unknown, ordinal: number): void => {
          if (keyOf(at) === key) rows.push(shape.rowOf(value, ordinal));
        };
        for await (const bytesRead of walkJson(file, encoding, take)) {
          signal?.throwIfAborted();
          yield { rows, bytesRead };
          rows = [];
        }
        if (rows.length > 0) yield { rows, bytesRead: totalBytes };
      },
    };
  });
};
