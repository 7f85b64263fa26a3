/** Release weeks, asked of the scheduling worker; what is asked ends when nobody waits for it any more. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { WindowAnswer } from "../../../../shared/contract/windows.ts";
import { ok } from "../../../../shared/domain/result.ts";
import { useClients } from "../../../client/context.tsx";
import { unwrap, useRead } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { readWindowQuestion, type WindowsAsked } from "../../../client/windows.ts";
import { startWork } from "../../../client/work.ts";

export interface Placed {
  readonly answer: WindowAnswer;
  readonly asked: WindowsAsked;
  readonly model: string | null;
}

const progress = makeStore<number | null>(null);
export const usePlacingProgress = (): number | null => useStore(progress);

export const usePlacement = (asked: WindowsAsked | null) => {
  const { t } = useTranslation("windows");
  const clients = useClients();
  const queries = useQueryClient();
  const key = ["windows", "placed", asked];
  const cancel = (): void => void queries.cancelQueries({ queryKey: key });
  const read = useRead(
    key,
    async (signal) => {
      const work = startWork(t("working"), cancel);
      try {
        progress.set(null);
        const { question, model } = await readWindowQuestion(clients, asked as WindowsAsked, signal);
        const answer = await unwrap(
          (await clients.scheduling()).placeTitles(
            { question },
            {
              signal,
              onProgress: ({ done, of }) => {
                progress.set(done / of);
                work.update({ share: done / of });
              },
            },
          ),
        );
        const placed: Placed = { answer, asked: asked as WindowsAsked, model };
        return ok(placed);
      } finally {
        work.end();
      }
    },
    { enabled: asked !== null },
  );
  return { read, cancel };
};
