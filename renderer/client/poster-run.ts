/** The looking at posters in hand; its outcome are those that are no pictures. */
import type { QueryClient } from "@tanstack/react-query";
import type { EmbeddingProgress, PosterFailure } from "../../shared/contract/posters.ts";
import type { Clients } from "./client.ts";
import { longRun } from "./long-run.ts";
import { unwrap } from "./read.ts";

const looking = longRun<EmbeddingProgress, readonly PosterFailure[]>(({ done, of }) => done / of);
export const usePosterRun = looking.useRun;

/** What was seen is in the library however it ends. */
export const startPosterRun = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  await looking.start(label, async (hooks) => {
    const { failed } = await unwrap((await training()).embedPosters({}, hooks));
    return failed;
  });
  await queries.invalidateQueries({ queryKey: ["models", "posters"] });
  await queries.invalidateQueries({ queryKey: ["looks"] });
  await queries.invalidateQueries({ queryKey: ["predictions"] });
};
