/** The warehouse in the job process, the only one that opens sockets to it; each call brings main's grant. */
import type { jobsContract } from "../../../../../shared/contract/jobs.ts";
import {
  previewedRows,
  type WarehouseFailure,
  type warehouseJobs,
} from "../../../../../shared/contract/warehouse.ts";
import type { Handlers } from "../../../../../shared/contract/wire.ts";
import { err } from "../../../../../shared/domain/result.ts";
import { estimateOf, tablesOfWarehouse } from "./browse.ts";
import { fetchAll } from "./fetch.ts";
import { FetchFolder } from "./fetch-state.ts";
import { type Page, pagesOf } from "./rows.ts";
import { withSession } from "./session.ts";
import { glanceOf, statementOf, zoneOf } from "./statement.ts";

/** A glance that takes longer is not worth waiting for. */
const glanceSeconds = 60;

const unwritable = (error: unknown): WarehouseFailure => {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  if (!/^E[A-Z]+$/.test(code ?? "")) throw error;
  return { type: "UnwritableFile", name: code ?? "", detail: message };
};

const firstPage = async (pages: AsyncGenerator<Page>): Promise<Page> => {
  for await (const page of pages) return page;
  throw new Error("a statement gives at least one page");
};

export const warehouseJobHandlers = (): Pick<Handlers<typeof jobsContract>, keyof typeof warehouseJobs> => ({
  checkWarehouse: ({ grant }, { signal }) => {
    const start = performance.now();
    return withSession(grant, { signal, statementSeconds: glanceSeconds }, async ({ ask, encryption }) => {
      const [row] = (await ask("SELECT version()")).rows;
      return {
        server: (row?.[0] ?? "").slice(0, 200),
        encryption,
        milliseconds: performance.now() - start,
      };
    });
  },
  warehouseTables: ({ grant }, { signal }) =>
    withSession(grant, { signal, statementSeconds: glanceSeconds }, tablesOfWarehouse),
  lookIntoWarehouse: ({ grant, selection }, { signal }) =>
    withSession(grant, { signal, statementSeconds: glanceSeconds }, async (session) => {
      await session.setTimeZone(zoneOf(selection));
      const statement = statementOf(selection);
      const estimatedRows = await estimateOf(session, statement);
      const page = await firstPage(pagesOf(session, glanceOf(selection, previewedRows), glanceSeconds));
      const columns = page.columns.map((name, at) => ({
        name,
        type: typeNames.get(page.fields[at]?.dataTypeID ?? 0) ?? "",
      }));
      return {
        sql: statement.text,
        columns,
        rows: page.rows.map((row) => row.map((cell) => cell.slice(0, longestCell))),
        estimatedRows,
      };
    }),
  fetchFromWarehouse: async ({ grant, root, fetch }, { signal, progress }) => {
    const fetches = new FetchFolder(root);
    const state = await fetches.read(fetch);
    if (!state) return err({ type: "UnknownFetch" });
    return fetchAll(grant, fetches, state, { signal, progress }).catch((error: unknown) => {
      signal.throwIfAborted();
      return err(unwritable(error));
    });
  },
});

/** A preview shows the beginning of a long text. */
const longestCell = 300;
/** Types by number, for the eye; what is not here is shown without. */
const typeNames: ReadonlyMap<number, string> = new Map([
  [16, "boolean"],
  [20, "bigint"],
  [21, "smallint"],
  [23, "integer"],
  [25, "text"],
  [114, "json"],
  [700, "real"],
  [701, "double precision"],
  [1042, "character"],
  [1043, "character varying"],
  [1082, "date"],
  [1083, "time"],
  [1114, "timestamp"],
  [1184, "timestamp with time zone"],
  [1700, "numeric"],
  [2950, "uuid"],
  [3802, "jsonb"],
]);
