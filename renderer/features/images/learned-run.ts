/** The learning of labels from posters in hand. */
import type { QueryClient } from "@tanstack/react-query";
import type { HeadProgress } from "../../../shared/contract/images.ts";
import type { Clients } from "../../client/client.ts";
import { longRun } from "../../client/long-run.ts";
import { unwrap } from "../../client/read.ts";

const learning = longRun<HeadProgress, unknown>(({ share }) => share);
export const useHeadRun = learning.useRun;

export const startHeadRun = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  await learning.start(label, async (hooks) => unwrap((await training()).trainImageHead({ seed: 1 }, hooks)));
  await queries.invalidateQueries({ queryKey: ["imageHead"] });
};
