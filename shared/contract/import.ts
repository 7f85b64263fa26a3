/** Import of MovieLens data sets: look first, then take all of it or nothing. */
import { z } from "zod";
import { importRuleNames } from "../domain/import-rules.ts";
import { FileToken, NoLibrary, UnknownFile, UnreadableFile } from "./file-token.ts";
import { SourceFailures } from "./import-forms.ts";
import { BackupFailure } from "./safety.ts";
import { Id, Nothing, Page } from "./schemas.ts";

export const ImportFormat = z.enum(["ml-latest", "ml-1m", "ml-100k"]);
export type ImportFormat = z.infer<typeof ImportFormat>;

export const ImportKind = z.enum(["genres", "films", "links", "members", "ratings", "tags"]);
export type ImportKind = z.infer<typeof ImportKind>;

const ImportOutcome = z.enum(["repaired", "rejected"]);
const Scale = z.object({ min: z.number(), max: z.number(), step: z.number() });

/** Why a file, folder or archive was not imported. Nothing in the library changed. */
export const ImportFailure = z.discriminatedUnion("type", [
  UnknownFile,
  UnreadableFile,
  NoLibrary,
  /** Nothing in it is one of the known forms. */
  z.object({ type: z.literal("UnknownFormat"), lookedFor: z.array(z.string()), found: z.array(z.string()) }),
  ...SourceFailures,
  /** The library's ratings are on another scale. */
  z.object({ type: z.literal("IncompatibleScale"), library: Scale, source: Scale }),
  z.object({ type: z.literal("ImportRunning") }),
  z.object({ type: z.literal("UnwritableLibrary"), detail: z.string() }),
  /** Nothing is imported before there is a way back. */
  ...BackupFailure.options,
]);
export type ImportFailure = z.infer<typeof ImportFailure>;

export const ImportPreview = z.object({
  format: ImportFormat,
  files: z.array(
    z.object({
      name: z.string(),
      kind: ImportKind,
      bytes: z.number(),
      columns: z.array(z.string()),
      firstRows: z.array(z.array(z.string())).max(8),
      estimatedRows: z.number(),
    }),
  ),
  /** Kinds of file this form has that are not there. */
  missing: z.array(ImportKind),
  /** Files beside them that the import leaves out. */
  ignored: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportProgress = z.object({
  phase: z.enum(["reading", "storing"]),
  file: z.string(),
  rows: z.number(),
  totalRows: z.number(), // estimated from the bytes read so far
  rowsPerSecond: z.number(),
  secondsLeft: z.number(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

/**
 * Totals are those of the library afterwards. Of the rows read, added + unchanged + rejected is all of them:
 * `added` changed the library, `unchanged` were in it already; `repaired` counts rules applied to rows kept.
 */
export const ImportSummary = z.object({
  importRun: Id,
  format: ImportFormat,
  films: z.number(),
  members: z.number(),
  interactions: z.number(),
  tags: z.number(),
  added: z.number(),
  unchanged: z.number(),
  repaired: z.number(),
  rejected: z.number(),
  seconds: z.number(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const ImportRun = z.object({
  importRun: Id,
  format: ImportFormat,
  source: z.string(),
  startedAt: z.number(),
  seconds: z.number(),
  added: z.number(),
  unchanged: z.number(),
  repaired: z.number(),
  rejected: z.number(),
});
export type ImportRun = z.infer<typeof ImportRun>;

export const ImportIssue = z.object({
  file: z.string(),
  line: z.number(),
  outcome: ImportOutcome,
  rule: z.enum(importRuleNames),
  detail: z.string(),
});
export type ImportIssue = z.infer<typeof ImportIssue>;

/** Issues kept a run; all are counted. */
export const keptIssues = 10_000;

export const importContract = {
  previewImport: { in: z.object({ file: FileToken }), out: ImportPreview, error: ImportFailure },
  importFiles: {
    in: z.object({ file: FileToken }),
    progress: ImportProgress,
    out: ImportSummary,
    error: ImportFailure,
  },
  importRuns: { in: Nothing, out: z.object({ runs: z.array(ImportRun) }), error: NoLibrary },
  importIssues: {
    in: Page.extend({ importRun: Id, outcome: ImportOutcome.optional() }),
    out: z.object({ total: z.number(), rows: z.array(ImportIssue) }),
    error: NoLibrary,
  },
} as const;
