/** The reading of texts in hand. */
import type { QueryClient } from "@tanstack/react-query";
import type { ReadingProgress } from "../../../shared/contract/voices.ts";
import type { Clients } from "../../client/client.ts";
import { longRun } from "../../client/long-run.ts";
import { unwrap } from "../../client/read.ts";

const reading = longRun<ReadingProgress, unknown>(({ done, of }) => done / of);
export const useReading = reading.useRun;

/** What was read is in the library however it ends. */
export const startReading = async (
  { training }: Clients,
  queries: QueryClient,
  label: string,
): Promise<void> => {
  await reading.start(label, async (hooks) => unwrap((await training()).readTexts({}, hooks)));
  await queries.invalidateQueries({ queryKey: ["voices"] });
};
