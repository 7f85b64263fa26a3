/** A Parquet file as a table, one row group in memory at a time. */
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
} from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { compressors } from "hyparquet-compressors";
import { randomAccess } from "../source/random-access.ts";
import { type RandomAccess, ReadFailure, readFailure, type SourceFile } from "../source/source.ts";
import { columnNames } from "./columns.ts";
import { asText, textOfColumn } from "./parquet-cells.ts";
import { headRows, maxColumns, maxFieldLength, type RowBatch, type SourceRow, type Table } from "./table.ts";
import { endOfStruct } from "./thrift-check.ts";

const maxFooter = 2 ** 26;
/** Rows, cells and bytes of one row group: writers make at most about a million rows. */
const maxGroupRows = 2 ** 23;
const maxGroupCells = 2 ** 26;
const maxGroupBytes = 2 ** 30;
const maxPageBytes = 2 ** 28;
const batchRows = 4_000;

const magic = "PAR1";
export const startsLikeParquet = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 4)).toString("latin1") === magic;

const bufferOf = (access: RandomAccess): AsyncBuffer => ({
  byteLength: access.bytes,
  slice: async (start, end = access.bytes) => {
    const from = start < 0 ? Math.max(0, access.bytes + start) : start;
    if (!(end >= from && end <= access.bytes && end - from <= maxGroupBytes))
      throw new Error(`bytes ${from} to ${end} of ${access.bytes}`);
    const bytes = await access.read(from, end);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  },
});

const metadataOf = async (buffer: AsyncBuffer): Promise<FileMetaData> => {
  const end = new DataView(await buffer.slice(Math.max(0, buffer.byteLength - 8), buffer.byteLength));
  if (buffer.byteLength < 12 || end.getUint32(4, true) !== 0x31524150) throw new Error("no footer");
  const length = end.getUint32(0, true);
  if (length > maxFooter || length > buffer.byteLength - 12) throw new Error(`footer of ${length} bytes`);
  const footer = await buffer.slice(buffer.byteLength - 8 - length, buffer.byteLength - 8);
  endOfStruct(new DataView(footer), 0);
  return parquetMetadataAsync(buffer);
};

/** A page's header may claim any size: it is held against its column's before anything is made room for. */
const checkGroup = async (
  name: string,
  buffer: AsyncBuffer,
  { row_groups, schema }: FileMetaData,
  index: number,
): Promise<void> => {
  const group = row_groups[index];
  if (!group) return;
  const rows = Number(group.num_rows);
  const over = (most: number): ReadFailure =>
    new ReadFailure({ type: "LimitExceeded", name, limit: "record", most });
  if (!(rows >= 0 && rows <= maxGroupRows)) throw over(maxGroupRows);
  if (rows * schema.length > maxGroupCells) throw over(maxGroupCells);
  let unpacked = 0;
  for (const { meta_data: column } of group.columns) {
    if (!column) throw new Error("column without description");
    const values = Number(column.num_values);
    if (values > maxGroupCells) throw over(maxGroupCells);
    const dictionary = Number(column.dictionary_page_offset ?? 0n);
    const firstPage = Number(column.data_page_offset);
    const start = dictionary > 0 ? Math.min(dictionary, firstPage) : firstPage;
    const bytes = await buffer.slice(start, start + Number(column.total_compressed_size));
    const reader = { view: new DataView(bytes), offset: 0 };
    while (reader.offset < bytes.byteLength - 1) {
      const afterHeader = endOfStruct(reader.view, reader.offset);
      const page = parquetHeader(reader);
      if (reader.offset !== afterHeader) throw new Error("page header read in two ways");
      const data = page.data_page_header ?? page.data_page_header_v2;
      const held = data?.num_values ?? page.dictionary_page_header?.num_values ?? 0;
      if (!(page.compressed_page_size >= 0 && page.compressed_page_size <= bytes.byteLength - reader.offset))
        throw new Error("page larger than its column");
      if (!(page.uncompressed_page_size >= 0 && page.uncompressed_page_size <= maxPageBytes))
        throw over(maxPageBytes);
      if (!(held >= 0 && held <= Math.max(values, rows))) throw new Error(`page of ${held} values`);
      unpacked += page.uncompressed_page_size;
      if (unpacked > maxGroupBytes) throw over(maxGroupBytes);
      reader.offset += page.compressed_page_size;
    }
  }
};

const finished = (line: number, cells: string[]): SourceRow =>
  cells.some(({ length }) => length > maxFieldLength)
    ? { line, cells: [], damage: "overlong-field" }
    : { line, cells, damage: null };

export const parquetTable = async (
  file: SourceFile,
  closing: (close: () => void) => void,
): Promise<Table> => {
  const access = await randomAccess(file);
  closing(() => void access.close().catch(() => {}));
  const buffer = bufferOf(access);

  async function* rowsOf(metadata: FileMetaData, signal?: AbortSignal): AsyncGenerator<RowBatch> {
    const children = parquetSchema(metadata).children.map(({ element }) => element);
    const texts = children.map(textOfColumn);
    const scan = await parquetScan({
      file: buffer,
      metadata,
      compressors,
      parsers: asText,
      geoparquet: false,
      useOffsetIndex: false,
    });
    const totalRows = Math.max(1, Number(metadata.num_rows));
    let group = 0;
    for (const { rowStart, rowEnd } of scan.ranges) {
      signal?.throwIfAborted();
      while (Number(metadata.row_groups[group]?.num_rows ?? 1) === 0) group++;
      await checkGroup(file.name, buffer, metadata, group++);
      const columns = [];
      for (const { name } of children)
        columns.push(await scan.readColumn({ column: name, rowStart, rowEnd }));
      const length = rowEnd - rowStart;
      if (columns.some((column) => column.length !== length)) throw new Error("columns of different lengths");
      for (let from = 0; from < length; from += batchRows) {
        signal?.throwIfAborted();
        const rows: SourceRow[] = [];
        for (let i = from; i < Math.min(length, from + batchRows); i++)
          rows.push(
            finished(
              rowStart + i + 1,
              columns.map((column, c) => texts[c]?.(column[i]) ?? ""),
            ),
          );
        yield { rows, bytesRead: Math.round((access.bytes * (rowStart + from + rows.length)) / totalRows) };
      }
    }
  }

  async function* guarded(metadata: FileMetaData, signal?: AbortSignal): AsyncGenerator<RowBatch> {
    try {
      yield* rowsOf(metadata, signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      throw readFailure(file.name, error);
    }
  }

  try {
    const metadata = await metadataOf(buffer);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    if (names.length === 0) throw new ReadFailure({ type: "NoTable", name: file.name });
    if (names.length > maxColumns)
      throw new ReadFailure({ type: "LimitExceeded", name: file.name, limit: "columns", most: maxColumns });
    if (new Set(names).size !== names.length) throw new Error("two columns of one name");
    const head: SourceRow[] = [];
    for await (const { rows } of guarded(metadata)) {
      head.push(...rows.slice(0, headRows - head.length));
      if (head.length >= headRows) break;
    }
    return {
      name: file.name,
      form: { type: "parquet" },
      columns: columnNames(names),
      bytes: access.bytes,
      estimatedRows: Number(metadata.num_rows),
      head,
      rows: (signal) => guarded(metadata, signal),
    };
  } catch (error) {
    throw readFailure(file.name, error);
  }
};
