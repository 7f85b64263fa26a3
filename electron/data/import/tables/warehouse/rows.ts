/// <reference path="./pg-cursor.d.ts" />
/**
 * The rows of a statement, page by page: a portal of the extended protocol, in one read-only transaction, so that all
 * pages are of one snapshot and the server sends no row before it is asked for. A page aims at so many bytes, not rows.
 */
import type { FieldDef } from "pg";
import Cursor from "pg-cursor";
import type { WarehouseFailure } from "../../../../../shared/contract/warehouse.ts";
import { Failure } from "../../../../../shared/domain/fault.ts";
import { cellTypes } from "./cells.ts";
import { statementFailure } from "./failures.ts";
import type { WarehouseSession } from "./session.ts";
import type { Statement } from "./statement.ts";

export interface Page {
  readonly columns: readonly string[];
  readonly fields: readonly FieldDef[];
  readonly rows: readonly (readonly string[])[];
  readonly bytes: number;
}

const firstPageRows = 200;
const mostPageRows = 50_000;
const pageBytes = 4 * 2 ** 20;

/** Names as a table needs them: no two alike. */
const columnNames = (fields: readonly FieldDef[]): string[] => {
  const names: string[] = [];
  for (const { name } of fields) {
    let unique = name;
    for (let number = 2; names.includes(unique); number++) unique = `${name} (${number})`;
    names.push(unique);
  }
  return names;
};

interface RawPage {
  readonly rows: (string | null)[][];
  readonly fields: readonly FieldDef[];
}

/** One page, or the failure of waiting longer for it than `timeoutSeconds`: the server's own limit counts the whole. */
const readPage = (
  cursor: InstanceType<typeof Cursor>,
  rows: number,
  timeoutSeconds: number,
): Promise<RawPage> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Failure({ type: "QueryTimeout", seconds: timeoutSeconds } as WarehouseFailure)),
      timeoutSeconds * 1000,
    );
    cursor.read(rows, (error, read, result) => {
      clearTimeout(late);
      if (error) reject(error);
      else resolve({ rows: read, fields: result?.fields ?? [] });
    });
  });

/** The caller's session ends with it: a portal left in the middle is closed by the end of the connection. */
export async function* pagesOf(
  session: WarehouseSession,
  { text, values, place }: Statement,
  timeoutSeconds: number,
): AsyncGenerator<Page> {
  const cursor = session.client.query(new Cursor(text, values, { rowMode: "array", types: cellTypes }));
  let wanted = firstPageRows;
  for (;;) {
    const asked = wanted;
    const { rows, fields } = await readPage(cursor, asked, timeoutSeconds).catch((error: unknown) => {
      throw new Failure(statementFailure(error, place, timeoutSeconds));
    });
    let bytes = 0;
    for (const row of rows)
      for (let at = 0; at < row.length; at++) {
        row[at] ??= "";
        bytes += (row[at] as string).length;
      }
    yield { columns: columnNames(fields), fields, rows: rows as string[][], bytes };
    if (rows.length < asked) return;
    wanted = Math.max(
      1,
      Math.min(mostPageRows, 4 * wanted, Math.floor((pageBytes * rows.length) / Math.max(1, bytes))),
    );
  }
}
