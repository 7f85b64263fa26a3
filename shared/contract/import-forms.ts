/** How a file is cut into tables and rows: what was found, and what the user corrects about it. */
import { z } from "zod";

export const textEncodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "gb18030",
  "big5",
  "windows-1252",
  "iso-8859-1", // read as windows-1252, as the Encoding Standard has it
] as const;
export const TextEncoding = z.enum(textEncodings);
export type TextEncoding = z.infer<typeof TextEncoding>;

export const Dialect = z.object({
  separator: z.string().min(1).max(8),
  /** Fields may stand in this mark, doubled where it stands in a field, and then hold separators and line breaks. */
  quote: z.string().length(1).nullable(),
  /** `lf` also ends a line at CR LF; `cr` is the old Macintosh's. */
  lineBreak: z.enum(["lf", "cr"]),
});
export type Dialect = z.infer<typeof Dialect>;

export const TableForm = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("delimited"),
    dialect: Dialect,
    encoding: TextEncoding,
    header: z.boolean(),
  }),
  /** `path`: keys from the top to the array of records; empty for the top itself. */
  z.object({ type: z.literal("json"), path: z.array(z.string()) }),
  z.object({ type: z.literal("jsonLines") }),
  z.object({ type: z.literal("xlsx"), sheet: z.string(), header: z.boolean() }),
  z.object({ type: z.literal("parquet") }),
  z.object({ type: z.literal("images") }),
  z.object({ type: z.literal("query") }),
]);
export type TableForm = z.infer<typeof TableForm>;

/** What the user corrects about how a file is cut into rows. Whatever is left out is guessed. */
export const FormOverride = z.object({
  encoding: TextEncoding.optional(),
  delimiter: z.string().min(1).max(8).optional(),
  quoted: z.boolean().optional(),
  quote: z.string().length(1).optional(),
  header: z.boolean().optional(),
  sheet: z.string().max(200).optional(),
  path: z.array(z.string().max(1_000)).max(64).optional(),
});
export type FormOverride = z.infer<typeof FormOverride>;

/** Why a file of a source gives no table, or none any more. Each names the file. */
const name = z.string();
export const SourceFailures = [
  z.object({
    type: z.literal("UnsafeArchive"),
    name,
    reason: z.enum([
      "tooManyEntries",
      "tooLarge",
      "compressionRatio",
      "entryName",
      "encrypted",
      "nested",
      "overlapping",
    ]),
    detail: z.string(),
  }),
  /** It breaks off, or what it holds contradicts itself. */
  z.object({ type: z.literal("DamagedFile"), name, detail: z.string() }),
  /** It is whole, but of a form that is not read; `form` names it. */
  z.object({ type: z.literal("UnsupportedFile"), name, form: z.string() }),
  /** Above a bound that no table of its kind needs. */
  z.object({
    type: z.literal("LimitExceeded"),
    name,
    limit: z.enum(["field", "columns", "depth", "record", "files", "bytes", "sharedTexts"]),
    most: z.number(),
  }),
  /** Its reader answered no more and was stopped, or ended: it may be made to do harm. */
  z.object({ type: z.literal("ReadingStopped"), name }),
  z.object({ type: z.literal("NoTable"), name }),
  /** The form that the user chose does not fit. */
  z.object({ type: z.literal("WrongForm"), name, detail: z.string() }),
] as const;
