/** The frontier of slates, asked of the scheduling worker; it ends when nobody waits for it any more. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SlateFrontier } from "../../../shared/contract/slates.ts";
import { ok } from "../../../shared/domain/result.ts";
import type { Candidate, IsoDate } from "../../../shared/domain/slate.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap, useRead } from "../../client/read.ts";
import { readSlateQuestion } from "../../client/slates.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

export interface Asked {
  readonly venue: number;
  readonly week: IsoDate;
  readonly weeks: number;
  /** Null: as many as the house usually plays. */
  readonly titles: number | null;
  readonly hireBudget: number | null;
  readonly booked: readonly number[];
  readonly refused: readonly number[];
}
export interface Answer {
  readonly frontier: SlateFrontier;
  readonly candidates: readonly Candidate[];
}

const progress = makeStore<number | null>(null);
export const useProgress = (): number | null => useStore(progress);

export const useFrontier = (asked: Asked | null) => {
  const { t } = useTranslation("slates");
  const clients = useClients();
  const queries = useQueryClient();
  const key = ["slates", asked];
  const cancel = (): void => void queries.cancelQueries({ queryKey: key });
  const read = useRead(
    key,
    async (signal) => {
      const { venue, week, weeks: count, titles, hireBudget, booked, refused } = asked as Asked;
      const work = startWork(t("working"), cancel);
      try {
        progress.set(null);
        const { problem, weeks } = await readSlateQuestion(clients, venue, week, count, signal);
        const offered = (film: number): boolean =>
          problem.candidates.some((candidate) => candidate.film === film);
        const wish = {
          ...(titles ? { titles } : {}),
          ...(hireBudget ? { hireBudget } : {}),
          booked: booked.filter(offered),
          refused: refused.filter(offered),
        };
        const frontier = await unwrap(
          (await clients.scheduling()).slates(
            { problem, weeks, wish },
            {
              signal,
              onProgress: ({ done, of }) => {
                progress.set(done / of);
                work.update({ share: done / of });
              },
            },
          ),
        );
        const answer: Answer = { frontier, candidates: problem.candidates };
        return ok(answer);
      } finally {
        work.end();
      }
    },
    { enabled: asked !== null },
  );
  return { read, cancel };
};
