/** What is being chosen, by connection: kept while the application runs, so that looking elsewhere loses nothing. */
import { useMemo } from "react";
import type { WarehouseSelection, WarehouseTable } from "../../../shared/contract/warehouse.ts";
import { makeStore, useStore } from "../../client/store.ts";

const chosen = makeStore<Readonly<Record<string, readonly WarehouseSelection[]>>>({});

const plain = {
  columns: [],
  timeZone: null,
  key: [],
  sample: null,
  since: null,
  minimum: null,
  totals: null,
};

/** Whether values of a column's type say which moment they mean, wherever they are read. */
export const hasZone = (type: string | undefined): boolean => /with time zone/.test(type ?? "");
/** Venues are mostly where their programmer is. */
export const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const tableSelection = ({ schema, table, key, columns }: WarehouseTable): WarehouseSelection => ({
  ...plain,
  timeZone: columns.some(({ type }) => hasZone(type)) ? zoneHere : null,
  name: table,
  from: { type: "table", schema, table },
  key,
});

export const querySelection = (name: string): WarehouseSelection => ({
  ...plain,
  name,
  from: { type: "query", sql: "" },
});

export const isTable = (selection: WarehouseSelection, { schema, table }: WarehouseTable): boolean =>
  selection.from.type === "table" && selection.from.schema === schema && selection.from.table === table;

export const useSelections = (connection: string, last: readonly WarehouseSelection[]) => {
  const selections = useStore(chosen)[connection] ?? last;
  const actions = useMemo(() => {
    const set = (next: readonly WarehouseSelection[]): void =>
      chosen.set({ ...chosen.get(), [connection]: next });
    const now = (): readonly WarehouseSelection[] => chosen.get()[connection] ?? last;
    return {
      add: (selection: WarehouseSelection): void => set([...now(), selection]),
      remove: (at: number): void => set(now().filter((_, index) => index !== at)),
      change: (at: number, change: Partial<WarehouseSelection>): void =>
        set(now().map((selection, index) => (index === at ? { ...selection, ...change } : selection))),
    };
  }, [connection, last]);
  return { selections, ...actions };
};
