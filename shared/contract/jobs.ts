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
import { warehouseJobs } from "./warehouse.ts";
import type { Client } from "./wire.ts";

const library = z.string(); // path of its file

/** Somebody on the list of the forgotten: the hash of the hash, and when (seconds since 1970). */
export const ForgottenEntry = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/), at: z.number() });
export type ForgottenEntry = z.infer<typeof ForgottenEntry>;
const Migration = z.object({ version: z.number(), name: z.string(), sql: z.string() });
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
      /** Seals what is mapped to identifiers; without it they are left out. */
      identifiers: z.object({ library: z.uuid(), key: z.base64() }).optional(),
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
  ...warehouseJobs,
  forgetMembers: {
    in: z.object({ library, members: z.array(Id) }),
    progress: ForgetProgress,
    out: Forgotten,
    error: JobStopped,
  },
  /** How many members each file holds that were forgotten since; null where it cannot be read. */
  countForgotten: {
    in: z.object({ paths: z.array(z.string()), forgotten: z.array(ForgottenEntry) }),
    out: z.object({ members: z.array(z.number().nullable()) }),
    error: JobStopped,
  },
  /** In a file of earlier days that nobody has open: a backup, or what is about to take a library's place. */
  forgetAgain: {
    in: z.object({
      path: z.string(),
      forgotten: z.array(ForgottenEntry),
      migrations: z.array(Migration).readonly(),
    }),
    progress: ForgetProgress,
    out: z.object({ members: z.number() }),
    error: z.discriminatedUnion("type", [...LibraryFailure.options, JobStopped]),
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
