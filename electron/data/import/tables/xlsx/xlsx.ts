/** A workbook as tables, one a sheet that holds rows. */
import type { FormOverride } from "../../../../../shared/contract/import-forms.ts";
import { randomAccess } from "../../source/random-access.ts";
import { ReadFailure, readFailure, type SourceFile } from "../../source/source.ts";
import { columnNames, looksLikeHeader, numberedColumns } from "../columns.ts";
import { headRows, type RowBatch, type SourceRow, type Table } from "../table.ts";
import { sheetRows } from "./sheet.ts";
import { openWorkbook, type Sheet, type Workbook } from "./workbook.ts";

const sheetTable = async (
  file: SourceFile,
  { name, part }: Sheet,
  workbook: Workbook,
  only: boolean,
  override: FormOverride = {},
): Promise<Table | null> => {
  const first: SourceRow[] = [];
  let looked = 0;
  for await (const { rows, bytesRead } of sheetRows(part, workbook)) {
    first.push(...rows);
    looked = bytesRead;
    if (first.length > headRows) break;
  }
  const start = titleRows(first);
  const sound = first.slice(start).filter(({ damage }) => damage === null);
  if (sound.length === 0) return null;
  const header = override.header ?? looksLikeHeader(sound.map(({ cells }) => cells));
  const headerRow = header ? sound[0] : undefined;
  const before = header ? (headerRow as SourceRow).line : (first[start]?.line ?? 1) - 1;
  const width = Math.max(...sound.map(({ cells }) => cells.length));
  const columns = headerRow
    ? columnNames([...headerRow.cells, ...new Array<string>(width - headerRow.cells.length).fill("")])
    : numberedColumns(width);
  const filledUp = (row: SourceRow): SourceRow => {
    if (row.damage || row.cells.length >= width) return row;
    return { ...row, cells: [...row.cells, ...new Array<string>(width - row.cells.length).fill("")] };
  };
  const dataOf = (rows: readonly SourceRow[]): SourceRow[] =>
    rows.filter(({ line }) => line > before).map(filledUp);
  return {
    name: only ? file.name : `${file.name} › ${name}`,
    form: { type: "xlsx", sheet: name, header },
    columns,
    bytes: part.bytes,
    estimatedRows: Math.round((first.length * part.bytes) / Math.max(1, looked)),
    head: dataOf(first).slice(0, headRows),
    async *rows(signal): AsyncGenerator<RowBatch> {
      for await (const { rows, bytesRead } of sheetRows(part, workbook)) {
        signal?.throwIfAborted();
        yield { rows: dataOf(rows), bytesRead };
      }
    },
  };
};

/** Reports begin with a title or two above the table: rows of one or two cells over rows of many. */
const titleRows = (rows: readonly SourceRow[]): number => {
  const filled = rows.map(({ cells }) => cells.filter((cell) => cell !== "").length);
  const usual = Math.max(0, ...filled);
  if (usual < 4) return 0;
  const start = filled.findIndex((count) => count > 2);
  return start > 0 && start <= 10 ? start : 0;
};

/** `closing`: what must be closed with the source. */
export const xlsxTables = async (
  file: SourceFile,
  override: (name: string) => FormOverride | undefined,
  closing: (close: () => void) => void,
): Promise<readonly Table[]> => {
  const access = await randomAccess(file);
  closing(() => void access.close().catch(() => {}));
  try {
    const { workbook } = await openWorkbook(file.name, access);
    const wanted = override(file.name)?.sheet;
    const sheets = workbook.sheets.filter(({ name }) => wanted === undefined || name === wanted);
    if (wanted !== undefined && sheets.length === 0)
      throw new ReadFailure({ type: "WrongForm", name: file.name, detail: wanted });
    const tables: Table[] = [];
    for (const sheet of sheets) {
      const only = workbook.sheets.length === 1;
      const own = override(`${file.name} › ${sheet.name}`) ?? override(file.name);
      const table = await sheetTable(file, sheet, workbook, only, own);
      if (table) tables.push(table);
    }
    if (tables.length === 0) throw new ReadFailure({ type: "NoTable", name: file.name });
    return tables;
  } catch (error) {
    throw readFailure(file.name, error);
  }
};
