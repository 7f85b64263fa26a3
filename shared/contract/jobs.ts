/** Long work on a library's file, done by a process of its own: the data service asks, and answers others meanwhile. */
import { z } from "zod";
import { JobStopped } from "./file-token.ts";
import { LibraryFailure } from "./library.ts";
import { Nothing, Share } from "./schemas.ts";
import type { Client } from "./wire.ts";

const library = z.string(); // path of its file

export const jobsContract = {
  saveCopy: {
    in: z.object({ library, path: z.string() }),
    progress: Share,
    out: Nothing,
    error: z.discriminatedUnion("type", [...LibraryFailure.options, JobStopped]),
  },
} as const;

export type Jobs = Client<typeof jobsContract>;
