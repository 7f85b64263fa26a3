/** The stored models of the open library, latest first. */
import { useMemo } from "react";
import { ModelCard } from "../../../shared/contract/training.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";

export const useCards = () => {
  const { data } = useClients();
  const read = useRead(["models"], (signal) => data.listModels({}, { signal }));
  const cards = useMemo(
    () =>
      read.data?.cards
        .flatMap((card) => {
          const parsed = ModelCard.safeParse(card);
          return parsed.success ? [parsed.data] : [];
        })
        .sort((a, b) => b.createdAt - a.createdAt),
    [read.data],
  );
  return { ...read, data: cards };
};
