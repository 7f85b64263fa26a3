/** Long work on a library's file, done by a process of its own: the data service asks, and answers others meanwhile. */
import { z } from "zod";
import { JobStopped } from "./file-token.ts";
import {
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportSummary,
  StagedImport,
  Trial,
} from "./import.ts";
import { FormOverride } from "./import-forms.ts";
import { Profile, TableMapping } from "./import-mapping.ts";
import { FixOutcome, RollbackFailure, RollbackPlan, RowsToFix } from "./import-review.ts";
import { LibraryFailure } from "./library.ts";
import { ForgetProgress, Forgotten } from "./privacy.ts";
import { Id, NeverFails, Nothing, Share } from "./schemas.ts";
import type { Client } from "./wire.ts";

const library = z.string(); // path of its file
const Look = z.object({
  path: z.string(),
  profile: Profile.optional(),
  overrides: z.record(z.string(), FormOverride).optional(),
});

export const jobsContract = {
  /** Answered as soon as the process has time for it. */
  ping: { in: Nothing, out: Nothing, error: NeverFails },
  saveCopy: {
    in: z.object({ library, path: z.string() }),
    progress: Share,
    out: Nothing,
    error: z.discriminatedUnion("type", [...LibraryFailure.options, JobStopped]),
  },
  previewImport: {
    in: Look.extend({ library: library.nullable() }),
    progress: z.object({ file: z.string() }), // that is looked at
    out: ImportPreview,
    error: ImportFailure,
  },
  tryMapping: {
    in: z.object({ path: z.string(), table: z.string(), mapping: TableMapping }),
    out: Trial,
    error: ImportFailure,
  },
  /** What is staged lies with the job process until it is applied or discarded. */
  stageImport: {
    in: Look.extend({
      library,
      system: z.string().optional(),
      tables: z.array(TableMapping).optional(),
    }),
    progress: ImportProgress,
    out: StagedImport,
    error: ImportFailure,
  },
  /** The caller holds the library's write gate. */
  applyImport: {
    in: z.object({ staged: z.string() }),
    progress: ImportProgress,
    out: ImportSummary,
    error: z.discriminatedUnion("type", [
      ...ImportFailure.options,
      z.object({ type: z.literal("NotFound") }),
    ]),
  },
  discardImport: { in: z.object({ staged: z.string() }), out: Nothing, error: JobStopped },
  /** The caller holds the library's write gate. */
  rollBackImport: {
    in: z.object({ library, importRun: z.number() }),
    progress: ImportProgress,
    out: RollbackPlan,
    error: RollbackFailure,
  },
  /** The caller holds the library's write gate. */
  fixQuarantined: {
    in: z.object({ library, wanted: RowsToFix }),
    progress: ImportProgress,
    out: FixOutcome,
    error: ImportFailure,
  },
  forgetMembers: {
    in: z.object({ library, members: z.array(Id) }),
    progress: ForgetProgress,
    out: Forgotten,
    error: JobStopped,
  },
  /** Writes the file anew, so that nothing deleted stays in its bytes. False while somebody reads old pages. */
  eraseFreed: { in: z.object({ library }), out: z.object({ erased: z.boolean() }), error: JobStopped },
  saveCopyToShare: {
    in: z.object({ library, path: z.string(), models: z.boolean() }),
    progress: Share,
    out: z.object({ bytes: z.number() }),
    error: z.discriminatedUnion("type", [...LibraryFailure.options, JobStopped]),
  },
} as const;

export type Jobs = Client<typeof jobsContract>;
