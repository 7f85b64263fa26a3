/** JSON Lines as a table: one record a line, a line that is none costs only itself. */
import type { Dialect, FormOverride } from "../../../../shared/contract/import-forms.ts";
import { ReadFailure, type SourceFile } from "../source/source.ts";
import { guessEncoding } from "./encodings.ts";
import { ShapeFinder } from "./json-cells.ts";
import { readRows } from "./records.ts";
import { headRows, type RowBatch, type SourceRow, type Table } from "./table.ts";

/** Whole lines: a line break never stands within one. */
const wholeLines: Dialect = { separator: "\n", quote: null, lineBreak: "lf" };
const looked = 2 ** 23;

/** Digits that a number would not keep. */
const longNumber = /\d{16}/;
const faithful = (_: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === "number" && context?.source !== undefined && String(value) !== context.source
    ? context.source
    : value;

const parse = (line: string): unknown =>
  longNumber.test(line) ? JSON.parse(line, faithful as Parameters<typeof JSON.parse>[1]) : JSON.parse(line);

export const jsonLinesTable = async (
  file: SourceFile,
  head: Uint8Array,
  override: FormOverride = {},
): Promise<Table> => {
  const encoding = override.encoding ?? guessEncoding(head);
  const format = { encoding, dialect: wholeLines };
  const finder = new ShapeFinder();
  const firstLines: SourceRow[] = [];
  let bytes = 0;
  let complete = true;
  for await (const batch of readRows(file, format)) {
    bytes = batch.bytesRead;
    for (const row of batch.rows) {
      if (firstLines.length < headRows) firstLines.push(row);
      if (row.damage || (row.cells[0] ?? "").trim() === "") continue;
      try {
        finder.see(parse(row.cells[0] ?? ""));
      } catch {} // told when the row is read
    }
    complete = bytes < looked;
    if (!complete) break;
  }
  if (finder.records === 0) throw new ReadFailure({ type: "NoTable", name: file.name });
  const shape = finder.shape(file.name, complete);
  if (shape.columns.length === 0) throw new ReadFailure({ type: "NoTable", name: file.name });
  const rowOf = (row: SourceRow): SourceRow => {
    if (row.damage) return row;
    let value: unknown;
    try {
      value = parse(row.cells[0] ?? "");
    } catch {
      return { ...row, damage: "unparsable-row" };
    }
    try {
      return shape.rowOf(value, row.line);
    } catch (error) {
      // Lists nested beyond the call stack.
      if (error instanceof RangeError) return { ...row, damage: "unparsable-row" };
      throw error;
    }
  };
  const filled = (row: SourceRow): boolean => row.damage !== null || (row.cells[0] ?? "").trim() !== "";
  const rowsOf = (rows: readonly SourceRow[]): SourceRow[] => rows.filter(filled).map(rowOf);
  const totalBytes = complete ? bytes : Math.max(bytes, file.bytes);
  return {
    name: file.name,
    form: { type: "jsonLines" },
    columns: shape.columns,
    bytes: totalBytes,
    estimatedRows: Math.round((finder.records * totalBytes) / Math.max(1, bytes)),
    head: rowsOf(firstLines),
    async *rows(signal): AsyncGenerator<RowBatch> {
      for await (const { rows, bytesRead } of readRows(file, format, signal))
        yield { rows: rowsOf(rows), bytesRead };
    },
  };
};
