/** Films, segments, and what share of each segment would like each film; rows arrive one by one. */
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import type { Segment } from "../../../../shared/contract/audience.ts";
import type { FilmRow } from "../../../../shared/contract/catalogue.ts";
import type { LikeShare } from "../../../../shared/contract/training.ts";
import { ok, type Result } from "../../../../shared/domain/result.ts";
import type { Clients } from "../../../client/client.ts";
import { useClients } from "../../../client/context.tsx";
import { inTurn } from "../../../client/in-turn.ts";
import { readOptions, unwrap, useRead } from "../../../client/read.ts";

export const columnSets = ["seen", "coming", "wanted", "chosen"] as const;
export type ColumnSet = (typeof columnSets)[number];

const mostColumns = 20;
const wantedBySegment = 4;

export interface MatrixRow {
  /** Null stands for everybody. */
  readonly segment: Segment | null;
  /** By film; null where the group is too small to be told, undefined while it is being asked. */
  readonly cells: ReadonlyMap<number, LikeShare> | null | undefined;
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

const sharesOf = async (
  { data, training }: Clients,
  segment: Segment | null,
  films: readonly number[],
  signal: AbortSignal,
): Answer<ReadonlyMap<number, LikeShare> | null> => {
  if (segment?.members === null) return ok(null);
  const members = segment
    ? [...(await unwrap(data.segmentMembers({ segment: segment.id }, { signal }))).members]
    : undefined;
  const { shares } = await unwrap(
    (await training()).likeShares({ films: [...films], ...(members ? { members } : {}) }, { signal }),
  );
  return ok(new Map(shares.map((share) => [share.film, share])));
};

export const useMatrix = (set: ColumnSet, chosen: readonly number[]) => {
  const clients = useClients();
  const { data } = clients;
  const [turn] = useState(inTurn);
  const segments = useRead(["segments"], (signal) => data.listSegments({}, { signal }));
  const listed = segments.data?.segments;
  const ids = useRead<readonly number[]>(
    ["predictions", "matrixFilms", set],
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
  const groups: readonly (Segment | null)[] = [null, ...(listed ?? [])];
  const rows = useQueries({
    queries: groups.map((segment) =>
      readOptions(
        ["predictions", "matrix", segment?.id ?? null, films],
        (signal) => turn(() => sharesOf(clients, segment, films, signal)),
        { enabled: films.length > 0 && listed !== undefined },
      ),
    ),
  });
  return {
    films: (titles.data?.rows ?? []).filter(({ id }) => films.includes(id)) as readonly FilmRow[],
    rows: groups.map((segment, at): MatrixRow => ({ segment, cells: rows[at]?.data })),
    done: rows.filter(({ data: cells }) => cells !== undefined).length,
    error: segments.error ?? ids.error ?? rows.find(({ error }) => error)?.error ?? null,
    waiting: ids.isFetching,
    retry: () => void Promise.all([ids.refetch(), ...rows.map((row) => row.refetch())]),
  };
};
