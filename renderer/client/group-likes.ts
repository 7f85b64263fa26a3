/** What share of a group of members would like films. */
import type { Segment } from "../../shared/contract/audience.ts";
import type { LikeShare } from "../../shared/contract/training.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import type { Clients } from "./client.ts";
import { unwrap } from "./read.ts";

/** Null stands for everybody. */
export type Group = Segment | null;

export const groupLikesKey = ["predictions", "likeShares"];

/** By film; null where the group is too small to be told. */
export const groupLikes = async (
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
