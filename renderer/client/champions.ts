/** Which model answers for each task. */
import type { Champion } from "../../shared/contract/registry.ts";
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";

const none: readonly Champion[] = [];

export const useRegistry = () => {
  const { data } = useClients();
  return useRead(["models", "champions"], (signal) => data.champions({}, { signal }));
};

export const useChampions = (): readonly Champion[] => useRegistry().data?.champions ?? none;
