/** What a layout is: a form of several files that is known by what they hold, whatever they are called. */
import type { FormOverride, TableForm } from "../../../../shared/contract/import-forms.ts";
import type {
  FieldMapping,
  FieldReading,
  layoutNames,
  MappingReasons,
  TableMapping,
} from "../../../../shared/contract/import-mapping.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import type { Row } from "../mapping/compile.ts";

/** A table as a source gives it, or as a layout makes it of others. */
export interface LayoutTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly bytes: number;
  readonly estimatedRows: number;
  readonly head: readonly Row[];
  readonly form?: TableForm;
  rows(signal?: AbortSignal): AsyncIterable<{ readonly rows: readonly Row[]; readonly bytesRead: number }>;
}

export interface MappedTable<T extends LayoutTable = LayoutTable> {
  /** The table to read: the source's own, or one that the layout derives from it. */
  readonly table: T | LayoutTable;
  /** The source's table that this one stands for. */
  readonly of: T;
  readonly mapping: TableMapping;
  readonly reasons: MappingReasons;
}

export interface LayoutMatch<T extends LayoutTable = LayoutTable> {
  readonly layout: (typeof layoutNames)[number];
  /** Whose keys the tables use. */
  readonly system: string;
  /** In the order they must be read. */
  readonly tables: readonly MappedTable<T>[];
  /** Tables read for what they tell of others. */
  readonly used: readonly T[];
  /** Parts of the layout that are not there, with the name their authors give the file. */
  readonly missing: readonly { readonly part: string; readonly usualName: string }[];
}

export interface Layout {
  /** How a file must be cut into rows, told from its beginning where guessing by itself would go wrong. */
  readonly form?: (
    lines: readonly string[],
    ofAllFiles: readonly (readonly string[])[],
  ) => FormOverride | null;
  readonly recognise: <T extends LayoutTable>(
    tables: readonly T[],
    source: string,
  ) => Promise<LayoutMatch<T> | null>;
}

/** Fields by the place of their column, or by a constant. */
export type Places = Readonly<Record<string, number | readonly [place: number, as: FieldReading] | string>>;

const fieldAt = (columns: readonly string[], place: Places[string]): FieldMapping => {
  if (typeof place === "string") return { column: null, constant: place };
  if (typeof place === "number") return { column: columns[place] ?? null };
  const [index, as] = place;
  return { column: columns[index] ?? null, as };
};

export const layoutMapping = (
  columns: readonly string[],
  kind: RecordKind,
  places: Places,
  options: TableMapping["options"] = {},
): TableMapping => ({
  match: { name: "*", columns: [...columns] },
  kind,
  fields: Object.fromEntries(
    Object.entries(places).map(([field, place]) => [field, fieldAt(columns, place)] as const),
  ),
  options,
});

export const layoutReasons = (layout: string, mapping: TableMapping): MappingReasons => {
  const reason = { code: "layout" as const, params: { layout } };
  const used = new Set(Object.values(mapping.fields).map(({ column }) => column));
  return {
    kind: reason,
    fields: Object.fromEntries(Object.keys(mapping.fields).map((field) => [field, [reason]])),
    leftOut: Object.fromEntries(
      mapping.match.columns
        .filter((column) => !used.has(column))
        .map((column) => [column, { code: "noField" as const, params: { column } }]),
    ),
  };
};

export const hasColumns = (table: LayoutTable, names: readonly string[]): boolean =>
  names.length === table.columns.length &&
  names.every((name, i) => table.columns[i]?.trim().toLowerCase() === name.toLowerCase());

export const folderOf = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);
export const fileOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** A table made of another's rows: `change` gives the cells of the new row, or null for none. */
export const derivedTable = (
  of: LayoutTable,
  columns: readonly string[],
  start: () => (row: Row) => readonly string[] | null,
  prepare: () => Promise<void> = async () => {},
): LayoutTable => {
  const changed = (rows: readonly Row[], change: (row: Row) => readonly string[] | null): Row[] =>
    rows.flatMap((row) => {
      if (row.damage) return [row];
      const cells = change(row);
      return cells ? [{ ...row, cells }] : [];
    });
  return {
    name: of.name,
    columns,
    bytes: of.bytes,
    estimatedRows: of.estimatedRows,
    head: changed(of.head, start()),
    async *rows(signal) {
      await prepare();
      const change = start();
      for await (const batch of of.rows(signal)) yield { ...batch, rows: changed(batch.rows, change) };
    },
  };
};
