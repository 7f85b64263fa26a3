/** What share of groups of members would like films: one group is asked after the other, and a cancel keeps what came. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { LikeShare } from "../../../shared/contract/training.ts";
import { useClients } from "../../client/context.tsx";
import { type Group, groupLikes, groupLikesKey } from "../../client/group-likes.ts";
import { inTurn } from "../../client/in-turn.ts";
import { readOptions } from "../../client/read.ts";

/** By film; null where the group is too small to be told, undefined while it has not answered. */
export type Shares = ReadonlyMap<number, LikeShare> | null | undefined;

export const useLikeShares = (groups: readonly Group[], films: readonly number[]) => {
  const clients = useClients();
  const queries = useQueryClient();
  const [turn] = useState(inTurn);
  const rows = useQueries({
    queries: groups.map((group) =>
      readOptions(
        [...groupLikesKey, group?.id ?? null, films],
        (signal) => turn(() => groupLikes(clients, group, films, signal)),
        { enabled: films.length > 0 },
      ),
    ),
  });
  return {
    shares: rows.map(({ data }): Shares => data),
    done: rows.filter(({ data }) => data !== undefined).length,
    /** Idle after a cancel. */
    asking: rows.some(({ fetchStatus }) => fetchStatus === "fetching"),
    error: rows.find(({ error }) => error)?.error ?? null,
    cancel: () => void queries.cancelQueries({ queryKey: groupLikesKey }),
    askAgain: () => {
      for (const row of rows) if (row.data === undefined) void row.refetch();
    },
  };
};
