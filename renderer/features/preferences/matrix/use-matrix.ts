/** Films, segments, and what share of each segment would like each film; rows arrive one by one. */
import type { Segment } from "../../../../shared/contract/audience.ts";
import type { FilmRow } from "../../../../shared/contract/catalogue.ts";
import { ok, type Result } from "../../../../shared/domain/result.ts";
import type { Clients } from "../../../client/client.ts";
import { useClients } from "../../../client/context.tsx";
import type { Group } from "../../../client/group-likes.ts";
import { unwrap, useRead } from "../../../client/read.ts";
import { type Shares, useLikeShares } from "../like-shares.ts";

export const columnSets = ["seen", "coming", "wanted", "chosen"] as const;
export type ColumnSet = (typeof columnSets)[number];

const mostColumns = 20;
const wantedBySegment = 4;
const noFilms: readonly number[] = [];

export interface MatrixRow {
  readonly segment: Group;
  readonly cells: Shares;
}

type Answer<T> = Promise<Result<T, never>>;

const wanted = async (
  { data, training }: Clients,
  segments: readonly Segment[],
  signal: AbortSignal,
): Answer<readonly number[]> => {
  const films = new Set<number>();
  for (const { id, members } of segments) {
    if (members === null) continue;
    const listed = await unwrap(data.segmentMembers({ segment: id }, { signal }));
    const { items } = await unwrap(
      (await training()).recommendForSegment(
        { members: [...listed.members], top: wantedBySegment },
        { signal },
      ),
    );
    for (const { film } of items) films.add(film);
  }
  return ok([...films].slice(0, mostColumns));
};

const ranked = async (
  { data }: Clients,
  set: "seen" | "coming",
  signal: AbortSignal,
): Answer<readonly number[]> => {
  const today = new Date().toISOString().slice(0, 10);
  const { rows } = await unwrap(
    data.listFilms(
      set === "seen"
        ? { order: "ratings", descending: true, offset: 0, limit: mostColumns }
        : {
            filters: [{ type: "dates", column: "releaseDate", from: today, to: null }],
            order: "releaseDate",
            offset: 0,
            limit: mostColumns,
          },
      { signal },
    ),
  );
  return ok(rows.map(({ id }) => id));
};

export const useMatrix = (set: ColumnSet, chosen: readonly number[]) => {
  const clients = useClients();
  const { data } = clients;
  const segments = useRead(["segments"], (signal) => data.listSegments({}, { signal }));
  const listed = segments.data?.segments;
  const choosingKey = ["predictions", "matrixFilms", set];
  const ids = useRead<readonly number[]>(
    choosingKey,
    (signal) =>
      set === "wanted" ? wanted(clients, listed ?? [], signal) : ranked(clients, set as "seen", signal),
    { enabled: set !== "chosen" && listed !== undefined },
  );
  const films = set === "chosen" ? chosen : (ids.data ?? []);
  const titles = useRead(
    ["filmTitles", films],
    (signal) => data.filmTitles({ films: [...films] }, { signal }),
    { keepPrevious: true },
  );
  const groups: readonly Group[] = [null, ...(listed ?? [])];
  const asked = useLikeShares(groups, listed === undefined ? noFilms : films);
  return {
    films: (titles.data?.rows ?? []).filter(({ id }) => films.includes(id)) as readonly FilmRow[],
    rows: groups.map((segment, at): MatrixRow => ({ segment, cells: asked.shares[at] })),
    asked,
    choosing: ids,
    choosingKey,
    error: segments.error ?? ids.error ?? asked.error,
    retry: () => {
      if (ids.error) void ids.refetch();
      asked.askAgain();
    },
  };
};
