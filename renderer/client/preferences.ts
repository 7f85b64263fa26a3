/** Preferences of this computer: language, theme, engine. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Preferences } from "../../shared/contract/host.ts";
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";

const key = ["preferences"];
const untilRead: Preferences = { language: "en", theme: "system", engine: "auto" };

export const usePreferences = (): {
  readonly preferences: Preferences;
  readonly change: (change: Partial<Preferences>) => void;
} => {
  const { host } = useClients();
  const queries = useQueryClient();
  const preferences = useRead(key, (signal) => host.preferences({}, { signal })).data ?? untilRead;
  const change = useCallback(
    (change: Partial<Preferences>) => {
      const changed = { ...untilRead, ...queries.getQueryData<Preferences>(key), ...change };
      queries.setQueryData(key, changed);
      void host.setPreferences(changed);
    },
    [host, queries],
  );
  return { preferences, change };
};
