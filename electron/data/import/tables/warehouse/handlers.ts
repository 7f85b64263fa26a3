/**
 * The warehouse as the page asks for it. Every call begins with main's grant: none, while the switch is off. The job
 * process does the rest.
 */
import { randomUUID } from "node:crypto";
import type { Jobs } from "../../../../../shared/contract/jobs.ts";
import type {
  WarehouseFailure,
  WarehouseGrant,
  WarehouseSelection,
  warehouseContract,
} from "../../../../../shared/contract/warehouse.ts";
import type { Handlers } from "../../../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../../../shared/domain/result.ts";
import { answerOf } from "../../../session.ts";
import type { WarehouseAccess } from "./access.ts";
import { checkQuery } from "./query-check.ts";

const refused = (selections: readonly WarehouseSelection[]): WarehouseFailure | null => {
  for (const { from } of selections) {
    const refusal = from.type === "query" ? checkQuery(from.sql) : null;
    if (refusal) return refusal;
  }
  return null;
};

export const warehouseHandlers = (
  access: WarehouseAccess,
  jobs: () => Jobs,
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
      granted(connection, signal, (grant, signal) =>
        answerOf(jobs().checkWarehouse({ grant }, { signal }), signal),
      ),
    warehouseTables: ({ connection }, { signal }) =>
      granted(connection, signal, (grant, signal) =>
        answerOf(jobs().warehouseTables({ grant }, { signal }), signal),
      ),
    lookIntoWarehouse: ({ connection, selection }, { signal }) =>
      granted(connection, signal, async (grant, signal) => {
        const refusal = refused([selection]);
        if (refusal) return err(refusal);
        return answerOf(jobs().lookIntoWarehouse({ grant, selection }, { signal }), signal);
      }),
    fetchFromWarehouse: async (input, { signal, progress }) => {
      const known = input.type === "resume" ? await fetches.takeUp(input.fetch) : null;
      if (input.type === "resume" && !known) return err({ type: "UnknownFetch" });
      const selections = input.type === "new" ? input.selections : [];
      const refusal = refused(selections);
      if (refusal) return err(refusal);
      const connection = input.type === "new" ? input.connection : (known?.connection ?? "");
      return granted(connection, signal, async (grant, either) => {
        const { fetch, name } =
          known ?? (await fetches.begin(connection, input.type === "new" ? input.name : "", selections));
        const { root } = fetches;
        const options = { signal: either, onProgress: progress };
        const fetched = await jobs().fetchFromWarehouse({ grant, root, fetch }, options);
        if (!fetched.ok) {
          const kept = (await fetches.leave(fetch))?.tables.some(({ rows }) => rows > 0);
          const cancelled = signal.aborted && !known; // as if it had not begun
          if (cancelled || (!either.aborted && !kept && fetched.error.type !== "ConnectionDropped"))
            await fetches.discard(fetch);
          return answerOf(Promise.resolve(fetched), either);
        }
        const file = randomUUID();
        grantFile(file, fetches.dataOf(fetch));
        return ok({ file, name, ...fetched.value });
      });
    },
    unfinishedFetches: async () => ok({ fetches: await fetches.unfinished() }),
    discardFetch: async ({ fetch }) => {
      await fetches.discard(fetch);
      return ok({});
    },
  };
};
