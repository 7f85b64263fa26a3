/** A plan as the files the trade uses. */
import { z } from "zod";
import {
  FileInUse,
  FileToken,
  FolderFull,
  NoLibrary,
  UnknownFile,
  UnreadableFile,
  UnwritableFile,
} from "./file-token.ts";

export const exportForms = ["grid", "booking", "kdm", "sessions", "jsonld", "ical", "json"] as const;
export type ExportForm = (typeof exportForms)[number];
export const exportLanguages = ["en", "zh-CN"] as const;
export type ExportLanguage = (typeof exportLanguages)[number];

const Form = z.enum(exportForms);

export const ExportedFile = z.object({
  form: Form,
  name: z.string(),
  path: z.string(),
  bytes: z.number(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

/** A plan or a scenario of the open library, or a file of one that was exported before. */
const Source = z.union([
  z.object({ plan: z.string() }),
  z.object({ scenario: z.string() }),
  z.object({ planFile: FileToken }),
]);
const unknownSource = [
  NoLibrary,
  UnknownFile,
  UnreadableFile,
  z.object({ type: z.literal("UnknownPlan") }),
  z.object({ type: z.literal("NotAPlan"), name: z.string(), detail: z.string() }),
] as const;

export const ExportFailure = z.discriminatedUnion("type", [
  ...unknownSource,
  UnwritableFile,
  FolderFull,
  FileInUse,
  /** Nothing was written: ask, then call again with `overwrite`. */
  z.object({ type: z.literal("FilesExist"), names: z.array(z.string()) }),
  z.object({ type: z.literal("PrintFailed"), detail: z.string() }),
]);
export type ExportFailure = z.infer<typeof ExportFailure>;

/** Showings against what of the week was exported last. */
export const ExportChanges = z.object({
  added: z.number(),
  changed: z.number(),
  cancelled: z.number(),
  unchanged: z.number(),
});

export const ExportPreview = z.object({
  files: z.array(
    z.object({
      form: Form,
      name: z.string(),
      /** Its first lines, or what its sheets and pages are. */
      lines: z.array(z.string()),
    }),
  ),
  changes: ExportChanges,
  /** Compositions of the week, and how many of them nobody has named to the library. */
  compositions: z.object({ all: z.number(), unknown: z.number() }),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

export const exportContract = {
  /** Takes the ids of compositions from a CSV file, all of its lines or none; answers how many were named. */
  nameCompositions: {
    in: z.object({ file: FileToken }),
    out: z.object({ named: z.number() }),
    error: z.discriminatedUnion("type", [
      NoLibrary,
      UnknownFile,
      UnreadableFile,
      z.object({
        type: z.literal("BadCompositions"),
        name: z.string(),
        /** Of the first bad line. */
        line: z.number(),
        found: z.string(),
        total: z.number(),
      }),
    ]),
  },
  previewExport: {
    in: z.object({ source: Source, forms: z.array(Form), language: z.enum(exportLanguages) }),
    out: ExportPreview,
    error: z.discriminatedUnion("type", [...unknownSource]),
  },
  /** All files or none: each is made in full before the first is put in its place. */
  exportPlan: {
    in: z.object({
      source: Source,
      folder: FileToken,
      forms: z.array(Form).min(1),
      language: z.enum(exportLanguages),
      overwrite: z.boolean().default(false),
    }),
    progress: z.object({ done: z.number(), total: z.number(), file: z.string() }),
    out: z.object({ plan: z.string(), version: z.number(), files: z.array(ExportedFile) }),
    error: ExportFailure,
  },
} as const;
