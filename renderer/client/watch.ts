/** The last look at the champions, and looking again. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { AnyFault } from "../../shared/domain/fault.ts";
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";

export const useLastWatch = () => {
  const { data } = useClients();
  return useRead(["watch"], (signal) => data.lastWatch({}, { signal }));
};

export const useLook = () => {
  const { training } = useClients();
  const queries = useQueryClient();
  const [looking, setLooking] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const look = useCallback(async (): Promise<void> => {
    setLooking(true);
    const answer = await (await training()).watch({});
    setFault(answer.ok ? null : answer.error);
    setLooking(false);
    await queries.invalidateQueries({ queryKey: ["watch"] });
  }, [training, queries]);
  return { look, looking, fault };
};
