/** The learning of the library's own reader in hand; its outcome is whether what was learned is kept. */
import type { QueryClient } from "@tanstack/react-query";
import type { SentimentProgress } from "../../../shared/contract/voices-learning.ts";
import type { Clients } from "../../client/client.ts";
import { longRun } from "../../client/long-run.ts";
import { unwrap } from "../../client/read.ts";

const learning = longRun<SentimentProgress, boolean>(({ share }) => share);
export const useLearning = learning.useRun;

export const startLearning = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  await learning.start(label, async (hooks) => {
    const { kept } = await unwrap((await training()).learnSentiment({ model: "linear", seed: 1 }, hooks));
    return kept;
  });
  await queries.invalidateQueries({ queryKey: ["voices"] });
};
