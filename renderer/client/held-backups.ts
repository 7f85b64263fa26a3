/** Backups that still hold members who were forgotten, and what to do about them. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HeldBackup } from "../../shared/contract/safety.ts";
import type { AnyFault } from "../../shared/domain/fault.ts";
import { useClients } from "./context.tsx";
import { useRead } from "./read.ts";
import { startWork } from "./work.ts";

/** What was known before somebody was forgotten says nothing of them. */
export const heldBackupsKey = ["backups", "forgotten"];

export type CleaningWay = "rewrite" | "delete";

export interface HeldBackups {
  /** Undefined until it is known. */
  readonly backups: readonly HeldBackup[] | undefined;
  /** How far it is, while it goes on. */
  readonly cleaning: { readonly share: number | null } | null;
  readonly fault: AnyFault | null;
  clean(how: CleaningWay): Promise<void>;
}

export const useHeldBackups = (enabled: boolean): HeldBackups => {
  const { t } = useTranslation("privacy");
  const { data } = useClients();
  const queries = useQueryClient();
  const [cleaning, setCleaning] = useState<HeldBackups["cleaning"]>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const read = useRead(heldBackupsKey, (signal) => data.forgottenInBackups({ file: null }, { signal }), {
    enabled,
  });
  const clean = async (how: CleaningWay): Promise<void> => {
    const controller = new AbortController();
    const work = startWork(t(`backups.running.${how}`), () => controller.abort());
    setCleaning({ share: null });
    setFault(null);
    const done = await data.cleanBackups(
      { how },
      {
        signal: controller.signal,
        onProgress: ({ share }) => {
          work.update({ share });
          setCleaning({ share });
        },
      },
    );
    work.end();
    setCleaning(null);
    if (!done.ok) setFault(done.error.type === "Cancelled" ? null : done.error);
    else setFault(done.value.left[0]?.failure ?? null);
    await queries.invalidateQueries({ queryKey: ["backups"] });
  };
  return { backups: read.data?.backups, cleaning, fault, clean };
};
