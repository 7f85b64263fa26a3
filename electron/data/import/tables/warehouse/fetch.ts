/**
 * Brings the chosen tables here, page by page, into files that import like any others: nothing of the import knows of a
 * warehouse, and looking, mapping and trying again ask nothing more of it.
 */
import type {
  FetchProgress,
  WarehouseFailure,
  WarehouseGrant,
} from "../../../../../shared/contract/warehouse.ts";
import { Failure } from "../../../../../shared/domain/fault.ts";
import { err, ok, type Result } from "../../../../../shared/domain/result.ts";
import { estimateOf } from "./browse.ts";
import { csvOf } from "./csv.ts";
import type { FetchedTable, FetchFolder, FetchState } from "./fetch-state.ts";
import { type Page, pagesOf } from "./rows.ts";
import { type WarehouseSession, withSession } from "./session.ts";
import { keyOf, statementOf, zoneOf } from "./statement.ts";

/** A page may be long in coming: the first waits for the warehouse's sorting and adding up. */
export const pageTimeoutSeconds = 1800;

const fail = (failure: WarehouseFailure): never => {
  throw new Failure(failure);
};

/** Rows of one key stand together, for they come in its order: each is held against the one before it. */
const checkKeys = (page: Page, table: FetchedTable, at: readonly number[]): string[] | null => {
  let before = table.lastKey;
  page.rows.forEach((row, index) => {
    const key = at.map((column) => row[column] as string);
    const missing = key.includes("");
    if (missing || before?.every((value, column) => value === key[column]))
      fail({
        type: "KeyNotUnique",
        table: table.selection.name,
        columns: [...keyOf(table.selection)],
        row: table.rows + index + 1,
        missing,
      });
    before = key;
  });
  return before;
};

interface Pace {
  readonly told: (bytes: number, rows: number) => void;
}

const fetchTable = async (
  session: WarehouseSession,
  folder: FetchFolder,
  state: FetchState,
  table: FetchedTable,
  pace: Pace,
): Promise<void> => {
  const key = keyOf(table.selection);
  if (key.length === 0 && table.rows > 0)
    Object.assign(table, { rows: 0, bytes: 0, columns: [], lastKey: null });
  await session.setTimeZone(zoneOf(table.selection));
  if (table.estimatedRows === null)
    table.estimatedRows = await estimateOf(session, statementOf(table.selection));
  const file = await folder.reopen(state, table);
  try {
    for await (const page of pagesOf(
      session,
      statementOf(table.selection, table.lastKey),
      pageTimeoutSeconds,
    )) {
      if (table.columns.length === 0) {
        table.columns = [...page.columns];
        const header = csvOf([page.columns]);
        await file.write(header);
        table.bytes += header.length;
      } else if (page.columns.join("\0") !== table.columns.join("\0"))
        fail({ type: "SourceChanged", table: table.selection.name });
      if (key.length > 0) {
        const at = key.map((name) => page.columns.indexOf(name));
        table.lastKey = checkKeys(page, table, at);
      }
      const text = csvOf(page.rows);
      await file.write(text);
      await file.datasync();
      table.bytes += text.length;
      table.rows += page.rows.length;
      await folder.note(state);
      pace.told(text.length, page.rows.length);
    }
    table.done = true;
    await folder.note(state);
  } finally {
    await file.close();
  }
};

export interface FetchCall {
  readonly signal: AbortSignal;
  readonly progress: (progress: FetchProgress) => void;
}

/** Goes on with a fetch until all its tables are here. What came is kept when it fails; a cancel throws. */
export const fetchAll = async (
  grant: WarehouseGrant,
  folder: FetchFolder,
  state: FetchState,
  { signal, progress }: FetchCall,
): Promise<
  Result<{ readonly rows: number; readonly bytes: number; readonly seconds: number }, WarehouseFailure>
> => {
  const start = performance.now();
  let rowsNow = 0;
  const kept = (): number => state.tables.reduce((sum, { rows }) => sum + rows, 0);
  const fetched = await withSession(grant, { signal, statementSeconds: null }, async (session) => {
    for (const [done, table] of state.tables.entries()) {
      if (table.done) continue;
      await fetchTable(session, folder, state, table, {
        told: (_bytes, rows) => {
          signal.throwIfAborted();
          rowsNow += rows;
          const rowsPerSecond = (1000 * rowsNow) / (performance.now() - start);
          const left = state.tables
            .slice(done)
            .map(({ estimatedRows, rows }) =>
              estimatedRows === null ? Number.NaN : Math.max(0, estimatedRows - rows),
            );
          const rowsLeft = left.reduce((sum, rows) => sum + rows, 0);
          progress({
            table: table.selection.name,
            done,
            of: state.tables.length,
            rows: table.rows,
            estimatedRows: table.estimatedRows,
            bytes: state.tables.reduce((sum, { bytes }) => sum + bytes, 0),
            rowsPerSecond,
            secondsLeft: Number.isNaN(rowsLeft) ? null : rowsLeft / rowsPerSecond,
          });
        },
      });
    }
  });
  if (!fetched.ok)
    return fetched.error.type === "ConnectionDropped" ? err({ ...fetched.error, rows: kept() }) : fetched;
  const bytes = state.tables.reduce((sum, table) => sum + table.bytes, 0);
  return ok({ rows: kept(), bytes, seconds: (performance.now() - start) / 1000 });
};
