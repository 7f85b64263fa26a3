/** Delimited text as a table. */
import type { FormOverride, TextEncoding } from "../../../../shared/contract/import-forms.ts";
import { ReadFailure, type SourceFile } from "../source/source.ts";
import { columnNames, looksLikeHeader, numberedColumns } from "./columns.ts";
import { guessDialect } from "./dialect.ts";
import { guessEncoding, isAscii } from "./encodings.ts";
import { readHead, readRows, rowsOfHead, type TextFormat } from "./records.ts";
import { headRows, maxColumns, maxFieldLength, type RowBatch, type SourceRow, type Table } from "./table.ts";

const usualHead = 2 ** 16;
/** A first line may be as long as a field, in an encoding of up to four bytes a character. */
const longestHead = maxFieldLength * 4;
/** How far into a file of ASCII letters others are looked for. */
const searched = 2 ** 24;

/** Bytes that tell the encoding: the head, or what surrounds the first bytes beyond ASCII, which may come late. */
const tellingBytes = async (file: SourceFile, head: Buffer): Promise<Uint8Array> => {
  if (head.length >= file.bytes || !isAscii(head)) return head;
  let read = 0;
  let last: Uint8Array = Buffer.alloc(0);
  const telling: Uint8Array[] = [];
  for await (const piece of await file.read()) {
    read += piece.length;
    // Two bytes of one character may lie in two pieces.
    if (telling.length === 0 && !isAscii(piece)) telling.push(last.subarray(Math.max(0, last.length - 8)));
    if (telling.length > 0) telling.push(piece);
    last = piece;
    if (telling.length > 4 || read > searched) break;
  }
  return telling.length > 0 ? Buffer.concat(telling) : head;
};

const lineBreaks = (encoding: TextEncoding, head: Buffer): number => {
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  return Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
};

/** A head that ends after a line, or the whole file. */
const headWithLines = async (
  file: SourceFile,
  known: TextEncoding | undefined,
): Promise<{ head: Buffer; encoding: TextEncoding; whole: boolean }> => {
  for (let length = usualHead; ; length *= 8) {
    const head = await readHead(file, length);
    const whole = head.length < length;
    const encoding = known ?? guessEncoding(await tellingBytes(file, head));
    if (whole || lineBreaks(encoding, head) > 0) return { head, encoding, whole };
    if (length >= longestHead)
      throw new ReadFailure({ type: "LimitExceeded", name: file.name, limit: "field", most: maxFieldLength });
  }
};

const usable = (rows: readonly SourceRow[]): readonly (readonly string[])[] =>
  rows.filter(({ damage }) => damage === null).map(({ cells }) => cells);

/** A separator at the end of every line makes an empty cell that no column has. */
export const trimmed = (row: SourceRow, columns: number): SourceRow => {
  if (row.cells.length <= columns || row.damage) return row;
  return row.cells.slice(columns).every((cell) => cell === "")
    ? { ...row, cells: row.cells.slice(0, columns) }
    : row;
};

export const delimitedTable = async (file: SourceFile, override: FormOverride = {}): Promise<Table> => {
  const { head, encoding, whole } = await headWithLines(file, override.encoding);
  const text = new TextDecoder(encoding).decode(head, { stream: !whole });
  const quote = override.quoted === false ? null : (override.quote ?? (override.quoted ? '"' : undefined));
  const end = whole ? text.length : Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
  const dialect = guessDialect(text.slice(0, end), { separator: override.delimiter, quote });
  const format: TextFormat = { encoding, dialect };
  const all = rowsOfHead(head, whole, format);
  if (all[0]?.damage === "wrong-columns")
    throw new ReadFailure({ type: "LimitExceeded", name: file.name, limit: "columns", most: maxColumns });
  const sound = usable(all);
  if (sound.length === 0) throw new ReadFailure({ type: "NoTable", name: file.name });
  const header = override.header ?? looksLikeHeader(sound.slice(0, headRows));
  const headerRow = header ? all.find(({ damage }) => damage === null) : undefined;
  const width = Math.max(1, (headerRow?.cells ?? sound[0] ?? []).length);
  if (width > maxColumns)
    throw new ReadFailure({ type: "LimitExceeded", name: file.name, limit: "columns", most: maxColumns });
  const columns = headerRow ? columnNames(headerRow.cells) : numberedColumns(width);
  const dataOf = (rows: readonly SourceRow[]): SourceRow[] => {
    const data: SourceRow[] = [];
    for (const row of rows) if (row.line !== headerRow?.line) data.push(trimmed(row, columns.length));
    return data;
  };
  const bytes = whole ? head.length : Math.max(file.bytes, head.length);
  return {
    name: file.name,
    form: { type: "delimited", dialect, encoding, header },
    columns,
    bytes,
    estimatedRows: Math.round((bytes / head.length) * (all.length - (header ? 1 : 0))),
    head: dataOf(all).slice(0, headRows),
    file,
    async *rows(signal): AsyncGenerator<RowBatch> {
      for await (const batch of readRows(file, format, signal))
        yield { rows: dataOf(batch.rows), bytesRead: batch.bytesRead };
    },
  };
};
