/** What share of groups of members would like films: one group is asked after the other, and a cancel keeps what came. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Segment } from "../../../shared/contract/audience.ts";
import type { LikeShare } from "../../../shared/contract/training.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import type { Clients } from "../../client/client.ts";
import { useClients } from "../../client/context.tsx";
import { inTurn } from "../../client/in-turn.ts";
import { readOptions, unwrap } from "../../client/read.ts";

/** Null stands for everybody. */
export type Group = Segment | null;

/** By film; null where the group is too small to be told, undefined while it has not answered. */
export type Shares = ReadonlyMap<number, LikeShare> | null | undefined;

const sharesOf = async (
  { data, training }: Clients,
  group: Group,
  films: readonly number[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<number, LikeShare> | null, never>> => {
  if (group?.members === null) return ok(null);
  const members = group
    ? [...(await unwrap(data.segmentMembers({ segment: group.id }, { signal }))).members]
    : undefined;
  const { shares } = await unwrap(
    (await training()).likeShares({ films: [...films], ...(members ? { members } : {}) }, { signal }),
  );
  return ok(new Map(shares.map((share) => [share.film, share])));
};

const key = ["predictions", "likeShares"];

export const useLikeShares = (groups: readonly Group[], films: readonly number[]) => {
  const clients = useClients();
  const queries = useQueryClient();
  const [turn] = useState(inTurn);
  const rows = useQueries({
    queries: groups.map((group) =>
      readOptions(
        [...key, group?.id ?? null, films],
        (signal) => turn(() => sharesOf(clients, group, films, signal)),
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
    cancel: () => void queries.cancelQueries({ queryKey: key }),
    askAgain: () => {
      for (const row of rows) if (row.data === undefined) void row.refetch();
    },
  };
};
