/** The state of the open library's file, as the data service reports it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { LibraryState } from "../../shared/contract/safety.ts";
import { useClients } from "./context.tsx";
import { makeStore, useStore } from "./store.ts";

const state = makeStore<LibraryState | null>(null);

/** Follows the state for as long as the component is on screen; one is enough. */
export const useWatchedLibrary = (): void => {
  const { data } = useClients();
  const queries = useQueryClient();
  useEffect(() => {
    const controller = new AbortController();
    void data.watchLibrary(
      {},
      {
        signal: controller.signal,
        onProgress: (next) => {
          const before = state.get();
          state.set(next.state);
          if (before?.backup === "running" && next.state?.backup !== "running")
            void queries.invalidateQueries({ queryKey: ["backups"] });
        },
      },
    );
    return () => controller.abort();
  }, [data, queries]);
};

/** Null without an open library. */
export const useLibraryState = (): LibraryState | null => useStore(state);
