/** A saved plan as the files the trade uses. */
import { z } from "zod";
import { FileToken, NoLibrary, UnknownFile, UnwritableFile } from "./file-token.ts";

export const exportFormats = ["xlsx", "csv", "ics", "pdf", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportLanguages = ["en", "zh-CN"] as const;
export type ExportLanguage = (typeof exportLanguages)[number];

export const ExportedFile = z.object({
  format: z.enum(exportFormats),
  name: z.string(),
  path: z.string(),
  bytes: z.number(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

export const ExportFailure = z.discriminatedUnion("type", [
  NoLibrary,
  UnknownFile,
  UnwritableFile,
  z.object({ type: z.literal("UnknownPlan") }),
  /** Nothing was written: ask, then call again with `overwrite`. */
  z.object({ type: z.literal("FilesExist"), names: z.array(z.string()) }),
  z.object({ type: z.literal("PrintFailed"), detail: z.string() }),
]);
export type ExportFailure = z.infer<typeof ExportFailure>;

export const exportContract = {
  /** All files or none: each is made in full before the first is put in its place. */
  exportPlan: {
    in: z.object({
      plan: z.string(),
      folder: FileToken,
      formats: z.array(z.enum(exportFormats)).min(1),
      language: z.enum(exportLanguages),
      overwrite: z.boolean().default(false),
    }),
    progress: z.object({ done: z.number(), total: z.number(), file: z.string() }),
    out: z.object({ files: z.array(ExportedFile) }),
    error: ExportFailure,
  },
} as const;
