/** The warehouse as the page asks for it. Every call begins with main's grant: none, while the switch is off. */
import { randomUUID } from "node:crypto";
import {
  previewedRows,
  type WarehouseFailure,
  type WarehouseGrant,
  type WarehouseSelection,
  type warehouseContract,
} from "../../../../../shared/contract/warehouse.ts";
import type { Handlers } from "../../../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../../../shared/domain/result.ts";
import type { WarehouseAccess } from "./access.ts";
import { estimateOf, tablesOfWarehouse } from "./browse.ts";
import { fetchAll } from "./fetch.ts";
import { checkQuery } from "./query-check.ts";
import { type Page, pagesOf } from "./rows.ts";
import { withSession } from "./session.ts";
import { glanceOf, statementOf } from "./statement.ts";

/** A glance that takes longer is not worth waiting for. */
const glanceSeconds = 60;

const refused = (selections: readonly WarehouseSelection[]): WarehouseFailure | null => {
  for (const { from } of selections) {
    const refusal = from.type === "query" ? checkQuery(from.sql) : null;
    if (refusal) return refusal;
  }
  return null;
};

const unwritable = (error: unknown): WarehouseFailure => {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  if (!/^E[A-Z]+$/.test(code ?? "")) throw error;
  return { type: "UnwritableFile", name: code ?? "", detail: message };
};

const firstPage = async (pages: AsyncGenerator<Page>): Promise<Page> => {
  for await (const page of pages) return page;
  throw new Error("a statement gives at least one page");
};

export const warehouseHandlers = (
  access: WarehouseAccess,
  grantFile: (file: string, path: string) => void,
): Handlers<typeof warehouseContract> => {
  const { main, fetches, running } = access;

  /** Runs with a grant, and ends when the caller cancels or the switch is turned off. */
  const granted = async <T>(
    connection: string,
    outer: AbortSignal,
    work: (grant: WarehouseGrant, signal: AbortSignal) => Promise<Result<T, WarehouseFailure>>,
  ): Promise<Result<T, WarehouseFailure>> => {
    const grant = await main.grantWarehouse({ connection });
    if (!grant.ok) {
      const { type } = grant.error;
      if (type === "WarehouseOff" || type === "UnknownConnection" || type === "PasswordNeeded")
        return err({ type });
      throw new Error(`no word from main: ${type}`);
    }
    const switched = new AbortController();
    running.add(switched);
    try {
      return await work(grant.value, AbortSignal.any([outer, switched.signal]));
    } catch (error) {
      outer.throwIfAborted();
      if (switched.signal.aborted) return err({ type: "WarehouseOff" });
      throw error;
    } finally {
      running.delete(switched);
    }
  };

  return {
    checkWarehouse: ({ connection }, { signal }) =>
      granted(connection, signal, (grant, signal) => {
        const start = performance.now();
        return withSession(
          grant,
          { signal, statementSeconds: glanceSeconds },
          async ({ ask, encryption }) => {
            const [row] = (await ask("SELECT version()")).rows;
            return {
              server: (row?.[0] ?? "").slice(0, 200),
              encryption,
              milliseconds: performance.now() - start,
            };
          },
        );
      }),
    warehouseTables: ({ connection }, { signal }) =>
      granted(connection, signal, (grant, signal) =>
        withSession(grant, { signal, statementSeconds: glanceSeconds }, tablesOfWarehouse),
      ),
    lookIntoWarehouse: ({ connection, selection }, { signal }) =>
      granted(connection, signal, async (grant, signal) => {
        const refusal = refused([selection]);
        if (refusal) return err(refusal);
        return withSession(grant, { signal, statementSeconds: glanceSeconds }, async (session) => {
          const statement = statementOf(selection);
          const estimatedRows = await estimateOf(session, statement);
          const glance = glanceOf(selection, previewedRows);
          const page = await firstPage(pagesOf(session, glance, glanceSeconds));
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
        });
      }),
    fetchFromWarehouse: async (input, { signal, progress }) => {
      const known = input.type === "resume" ? await fetches.takeUp(input.fetch) : null;
      if (input.type === "resume" && !known) return err({ type: "UnknownFetch" });
      const selections = input.type === "new" ? input.selections : [];
      const refusal = refused(selections);
      if (refusal) return err(refusal);
      const connection = input.type === "new" ? input.connection : (known?.connection ?? "");
      return granted(connection, signal, async (grant, either) => {
        const state =
          known ?? (await fetches.begin(connection, input.type === "new" ? input.name : "", selections));
        const call = { signal: either, progress };
        const fetched = await fetchAll(grant, fetches, state, call).catch(async (error: unknown) => {
          if (signal.aborted && !known)
            await fetches.discard(state.fetch); // cancelled: as if it had not begun
          else await fetches.leave(state);
          either.throwIfAborted();
          return err(unwritable(error));
        });
        if (!fetched.ok) {
          await fetches.leave(state);
          const resumable =
            fetched.error.type === "ConnectionDropped" || state.tables.some(({ rows }) => rows > 0);
          if (!resumable) await fetches.discard(state.fetch);
          return fetched;
        }
        const file = randomUUID();
        grantFile(file, fetches.dataOf(state.fetch));
        return ok({ file, name: state.name, ...fetched.value });
      });
    },
    unfinishedFetches: async () => ok({ fetches: await fetches.unfinished() }),
    discardFetch: async ({ fetch }) => {
      await fetches.discard(fetch);
      return ok({});
    },
  };
};

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
