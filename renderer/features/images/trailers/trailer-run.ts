/** Videos that were chosen and wait to be read, and the reading in hand. They live beside the pages, so that the user may move about. */
import type { QueryClient } from "@tanstack/react-query";
import type { FoundTrailer, TrailerFailure, TrailerProgress } from "../../../../shared/contract/trailers.ts";
import type { Clients } from "../../../client/client.ts";
import { refreshLibrary } from "../../../client/library.ts";
import { longRun } from "../../../client/long-run.ts";
import { unwrap } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";

export interface TrailersRead {
  readonly read: number;
  readonly failed: readonly TrailerFailure[];
}
const reading = longRun<TrailerProgress, TrailersRead>(({ share }) => share);
export const useTrailerRun = reading.useRun;

/** Null: none were chosen; an empty list: none were found. */
const waiting = makeStore<readonly FoundTrailer[] | null>(null);
export const useWaiting = (): readonly FoundTrailer[] | null => useStore(waiting);

export const chooseTrailers = async (
  { host, data }: Clients,
  purpose: "trailerFile" | "trailerFolder",
): Promise<void> => {
  const chosen = await unwrap(host.chooseFile({ purpose, suggestedName: "" }));
  if (!chosen) return;
  const { videos } = await unwrap(data.foundTrailers({ file: chosen.file }));
  const known = new Set(waiting.get()?.map(({ file }) => file));
  waiting.set([...(waiting.get() ?? []), ...videos.filter(({ file }) => !known.has(file))]);
};
export const nameFilm = (file: string, film: number): void =>
  waiting.set(
    waiting.get()?.map((each) => (each.file === file ? { ...each, film: film > 0 ? film : null } : each)) ??
      null,
  );
export const leaveOut = (file: string): void => {
  const rest = waiting.get()?.filter((each) => each.file !== file) ?? [];
  waiting.set(rest.length > 0 ? rest : null);
};

/** Those with a film; the others wait on. */
export const startTrailerRun = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  const named =
    waiting.get()?.filter((each): each is FoundTrailer & { film: number } => each.film !== null) ?? [];
  const rest = waiting.get()?.filter(({ film }) => film === null) ?? [];
  await reading.start(label, async (hooks) => {
    const { read, failed } = await unwrap((await training()).readTrailers({ trailers: named }, hooks));
    waiting.set(rest.length > 0 ? rest : null);
    return { read, failed };
  });
  await refreshLibrary(queries);
};
