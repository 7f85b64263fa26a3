/** How a table's columns become fields of records: a mapping, a profile of several, and why each was guessed. */
import { z } from "zod";
import { identifierFields, recordKinds } from "../domain/record-kinds.ts";
import { FormOverride } from "./import-forms.ts";

export const DateReading = z.enum([
  "iso", // 2018-03-16, 2018-03-16T17:00:00Z, 2018/3/16, 20180316, 2018年3月16日
  "ymd",
  "dmy",
  "mdy", // also months by name: "Mar 16, 2018 5:00:00 PM"
  "epochSeconds",
  "epochMillis",
  "excel", // days since 1899-12-30
]);
export type DateReading = z.infer<typeof DateReading>;

export const Unit = z.enum(["minutes", "seconds", "hours", "share", "percent"]);
export type Unit = z.infer<typeof Unit>;

const Polarity = z.union([z.literal(-1), z.literal(0), z.literal(1)]);

/** What a reader must know beside the cell. Whatever is left out is read as it usually stands. */
export const FieldReading = z.object({
  /** Refuse keys that are not whole numbers from 1 to 2^31 - 1. */
  keys: z.literal("wholeNumbers").optional(),
  /** "Rock, The (1996)": the article comes first and the year is a field of its own. */
  titles: z.literal("articleLast").optional(),
  dates: DateReading.optional(),
  decimal: z.enum([".", ","]).optional(),
  unit: Unit.optional(),
  /** Separator between the parts of a list, or JSON: ["a"] or [{"name": "a"}]. */
  list: z.union([z.object({ separator: z.string().min(1).max(8) }), z.literal("json")]).optional(),
  /** What each column from this one on says yes (1) or no (0) to. */
  flags: z.array(z.string()).max(2_000).optional(),
  scale: z.object({ min: z.number(), max: z.number(), step: z.number().positive() }).optional(),
  polarity: z.record(z.string(), Polarity).optional(),
  labels: z.record(z.string(), z.string()).optional(),
});
export type FieldReading = z.infer<typeof FieldReading>;

export const FieldMapping = z.object({
  /** The column's name in its table; null where the constant stands for all rows. */
  column: z.string().nullable(),
  constant: z.string().max(1_000).optional(),
  as: FieldReading.optional(),
});
export type FieldMapping = z.infer<typeof FieldMapping>;

export const MappingOptions = z.object({
  /** Only rows whose column holds one of these values are meant; the others are left out without a rule. */
  keep: z.object({ column: z.string(), values: z.array(z.string()).max(1_000) }).optional(),
  /** Showings before this minute belong to the day before: nights end when the house closes. */
  dayStarts: z.number().int().min(0).max(720).optional(),
});
export type MappingOptions = z.infer<typeof MappingOptions>;

export const TableMapping = z.object({
  /** Which tables it is for: a name with `*` for any run of characters, and columns that must all be there. */
  match: z.object({ name: z.string().max(1_000), columns: z.array(z.string()).max(2_000) }),
  form: FormOverride.optional(),
  kind: z.enum(recordKinds),
  fields: z.record(z.string(), FieldMapping),
  options: MappingOptions,
});
export type TableMapping = z.infer<typeof TableMapping>;

/** Whether anything is mapped, on purpose, to what tells who somebody is. */
export const mapsIdentifiers = ({ kind, fields }: TableMapping): boolean =>
  identifierFields(kind).some((name) => fields[name] !== undefined);

/** `system` names whose keys the tables use: films and members of one system are known again by their keys. */
export const Profile = z.object({
  name: z.string().min(1).max(200),
  system: z.string().min(1).max(200),
  tables: z.array(TableMapping).max(1_000),
});
export type Profile = z.infer<typeof Profile>;

/** Layouts that are known by what the files hold. */
export const layoutNames = [
  "ml-latest",
  "ml-1m",
  "ml-100k",
  "netflix-prize",
  "letterboxd",
  "imdb-tsv",
  "imdb-ratings",
  "tmdb-5000",
] as const;

/** Why something was guessed; the page words each code. */
export const reasonCodes = [
  "layout", // {layout}: the source is of a known layout
  "fieldsFound", // {fields}: these fields were found, and this kind needs them
  "name", // {column}: the column's name says so
  "values", // {column, example}: its values look like it
  "nameAndValues", // {column, example}
  "onlyCandidate", // {column}: nothing else in the table could be it; "" where a constant counts each row once
  "constantFromName", // {value}: no column says it; the name of the file or folder stands in
  "constantFromText", // {value}: seen from the texts themselves
  "dateOrder", // {order, example}: the only order that all values allow
  "dateOrderAssumed", // {order}: all values allow several; this is the usual one
  "decimalSign", // {sign, example}
  "unit", // {unit, example}
  "listSeparator", // {separator, example}
  "listJson", // {example}
  "flagColumns", // {columns}: one column a name, holding 0 and 1
  "ratingScale", // {min, max, step}: the scale that holds all values
  "polarityByWords", // {good, bad, goodWords, badWords}: words that stand in texts under each label
  "polarityByName", // {good, bad}: the labels say so themselves
  "polarityAssumed", // {good}: the texts do not tell; the larger number is usually good
  "articleLast", // {example}
  "labelsKnown", // {example}
  "keysShared", // {table, column}: the same values stand in another table of the source
  "directIdentifier", // {column}: tells who somebody is, so it is left out unless mapped on purpose
  "derived", // {column}: follows from another column
  "noField", // {column}: nothing in the library holds it
  "betterColumn", // {column, field}: another column is the better one for this field
  "nothingKnown", // {}: no kind of record was seen in this table
] as const;

export const Reason = z.object({
  code: z.enum(reasonCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Reason = z.infer<typeof Reason>;

/** Why a table was mapped as it was: its kind, each field, each column that was left out. */
export const MappingReasons = z.object({
  kind: Reason,
  fields: z.record(z.string(), z.array(Reason)),
  leftOut: z.record(z.string(), Reason),
});
export type MappingReasons = z.infer<typeof MappingReasons>;
