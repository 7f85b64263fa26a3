/** The last look at the champions, and looking again: asked for, or once a day by itself. */
import { useIdle } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { isOutdated } from "../../shared/contract/watching.ts";
import type { AnyFault } from "../../shared/domain/fault.ts";
import { useChampions } from "./champions.ts";
import { useClients } from "./context.tsx";
import { useLibrary } from "./library.ts";
import { useRead } from "./read.ts";
import { useRunningWork } from "./work.ts";

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

/** How long nobody has to touch anything before the library's ratings are read for a look. */
const quietMs = 120_000;
const againMs = 3_600_000;

/** Looks once a day while a library with a champion is open and nobody works; what it finds stands in the status bar. */
export const useDailyWatch = (): void => {
  const library = useLibrary();
  const champions = useChampions();
  const last = useLastWatch().data;
  const { look } = useLook();
  const quiet = useIdle(quietMs, { initialState: false });
  const busy = useRunningWork().length > 0;
  // A report beside another window, or of a file that is read-only, could not be kept.
  const able = Boolean(library && !library.readOnly) && champions.length > 0 && last !== undefined;
  const report = last?.report ?? null;
  useEffect(() => {
    if (!able || !quiet || busy) return;
    const lookIfDue = (): void => {
      if (isOutdated(report, Date.now())) void look();
    };
    lookIfDue();
    const timer = setInterval(lookIfDue, againMs);
    return () => clearInterval(timer);
  }, [able, quiet, busy, report, look]);
};
