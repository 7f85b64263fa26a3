/** A table as a file: CSV, workbook or page. */
import { z } from "zod";
import { TableDocument } from "../domain/table-document.ts";
import { FileInUse, FileToken, FolderFull, UnknownFile, UnwritableFile } from "./file-token.ts";

export const tableFormats = ["csv", "xlsx", "pdf"] as const;
export type TableFormat = (typeof tableFormats)[number];

export const tableExportContract = {
  /** Replaces the file: whoever chose it was asked. */
  exportTable: {
    in: z.object({
      document: TableDocument,
      file: FileToken,
      /** By the file's name if absent. */
      format: z.enum(tableFormats).optional(),
    }),
    out: z.object({ path: z.string(), bytes: z.number() }),
    error: z.discriminatedUnion("type", [
      UnknownFile,
      UnwritableFile,
      FolderFull,
      FileInUse,
      z.object({ type: z.literal("UnknownFormat"), known: z.array(z.string()) }),
      z.object({ type: z.literal("PrintFailed"), detail: z.string() }),
    ]),
  },
} as const;
