/** The map as it is made: how far, cancelled, or there. */
import { useQueryClient } from "@tanstack/react-query";
import type { mapPhases, TasteMap } from "../../../../shared/contract/exploring.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";

interface Progress {
  readonly phase: (typeof mapPhases)[number];
  readonly share: number;
}
/** Parts of the whole that each phase takes, about. */
const begins = { reading: 0, scoring: 0.05, laying: 0.35, placing: 0.8 } as const;
const takes = { reading: 0.05, scoring: 0.3, laying: 0.45, placing: 0.2 } as const;

const progress = makeStore<Progress | null>(null);
const key = ["predictions", "tasteMap"];

export const useTasteMap = () => {
  const { training } = useClients();
  const queries = useQueryClient();
  const read = useRead<TasteMap>(
    key,
    async (signal) => {
      progress.set({ phase: "reading", share: 0 });
      return (await training()).tasteMap({}, { signal, onProgress: progress.set });
    },
    { keepPrevious: true },
  );
  const now = useStore(progress);
  return {
    read,
    phase: now?.phase ?? "reading",
    share: now ? begins[now.phase] + takes[now.phase] * now.share : 0,
    stopped: read.fetchStatus === "idle" && read.data === undefined && read.error === null,
    cancel: () => void queries.cancelQueries({ queryKey: key }),
  };
};
