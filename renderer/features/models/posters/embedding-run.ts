/** The embedding of posters in hand; its outcome are those that could not be embedded. */
import type { QueryClient } from "@tanstack/react-query";
import type { EmbeddingProgress, PosterFailure } from "../../../../shared/contract/posters.ts";
import type { Clients } from "../../../client/client.ts";
import { longRun } from "../../../client/long-run.ts";
import { unwrap } from "../../../client/read.ts";

const embedding = longRun<EmbeddingProgress, readonly PosterFailure[]>(({ done, of }) => done / of);
export const useEmbedding = embedding.useRun;

/** What was embedded is in the library however it ends. */
export const startEmbedding = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  await embedding.start(label, async (hooks) => {
    const { failed } = await unwrap((await training()).embedPosters({}, hooks));
    return failed;
  });
  await queries.invalidateQueries({ queryKey: ["models", "posters"] });
  await queries.invalidateQueries({ queryKey: ["predictions"] });
};
