/** Scheduling instances of other people's making, read from files. */
import { z } from "zod";
import type { ScheduleInstance } from "../domain/schedule-instance.ts";
import { FileToken, UnknownFile, UnreadableFile } from "./file-token.ts";
import { made } from "./schemas.ts";

/** Where in the document, and what is wrong there. */
export const BadInstance = z.object({
  type: z.literal("BadInstance"),
  path: z.string(),
  problem: z.string(),
});

export const instanceContract = {
  readInstance: {
    in: z.object({ file: FileToken }),
    out: made<ScheduleInstance>(),
    error: z.discriminatedUnion("type", [UnknownFile, UnreadableFile, BadInstance]),
  },
} as const;
