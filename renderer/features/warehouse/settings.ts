/** The connections and the switch, as main knows them. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";

const key = ["preferences", "warehouse"];

export const useWarehouseSettings = () => {
  const { host } = useClients();
  const queries = useQueryClient();
  const read = useRead(key, (signal) => host.warehouseSettings({}, { signal }));
  /** After a change: the settings again, and whatever was read through a connection. */
  const refresh = useCallback(async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: key });
    await queries.invalidateQueries({ queryKey: ["warehouse"] });
  }, [queries]);
  return { read, refresh };
};
