/** A fetch outlives the page: it goes on while the user works elsewhere, and its files are offered to the import. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FetchProgress, WarehouseSelection } from "../../../shared/contract/warehouse.ts";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

export type FetchRequest =
  | {
      readonly type: "new";
      readonly connection: string;
      readonly name: string;
      readonly selections: WarehouseSelection[];
    }
  | { readonly type: "resume"; readonly fetch: string; readonly name: string };

type FetchStep =
  | { readonly step: "idle"; readonly fault: AnyFault | null; readonly cancelled: boolean }
  | {
      readonly step: "fetching";
      readonly name: string;
      readonly progress: FetchProgress | null;
      readonly cancel: () => void;
    };

const idle: FetchStep = { step: "idle", fault: null, cancelled: false };
const state = makeStore<FetchStep>(idle);

/** `0..1` over all tables, as far as the warehouse's estimates go. */
export const shareOf = ({ done, of, rows, estimatedRows }: FetchProgress): number | null =>
  estimatedRows === null && of === 1
    ? null
    : Math.min(1, (done + (estimatedRows ? Math.min(1, rows / estimatedRows) : 0)) / of);

export const useFetching = () => {
  const { t } = useTranslation("warehouse");
  const { data, host } = useClients();
  const queries = useQueryClient();
  const current = useStore(state);
  const actions = useMemo(
    () => ({
      /** The files, once all is here; null where it failed or was cancelled. */
      fetch: async (
        request: FetchRequest,
      ): Promise<{ readonly file: string; readonly name: string } | null> => {
        if (state.get().step === "fetching") return null;
        const { name } = request;
        const controller = new AbortController();
        const cancel = (): void => controller.abort();
        const work = startWork(t("fetching", { name }), cancel);
        state.set({ step: "fetching", name, progress: null, cancel });
        if (request.type === "new")
          await host.noteWarehouseSelections({ id: request.connection, selections: request.selections });
        const fetched = await data.fetchFromWarehouse(
          request.type === "new" ? request : { type: "resume", fetch: request.fetch },
          {
            signal: controller.signal,
            onProgress: (progress) => {
              work.update({ share: shareOf(progress), secondsLeft: progress.secondsLeft });
              state.set({ step: "fetching", name, progress, cancel });
            },
          },
        );
        work.end();
        const cancelled = !fetched.ok && fetched.error.type === "Cancelled";
        state.set({ step: "idle", fault: fetched.ok || cancelled ? null : fetched.error, cancelled });
        await queries.invalidateQueries({ queryKey: ["warehouse", "unfinished"] });
        await queries.invalidateQueries({ queryKey: ["preferences", "warehouse"] });
        return fetched.ok ? fetched.value : null;
      },
      forgetFault: () => {
        if (state.get().step === "idle") state.set(idle);
      },
    }),
    [t, data, host, queries],
  );
  return { state: current, ...actions };
};
