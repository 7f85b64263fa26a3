/** A table to be read elsewhere: what it is, what it rests on, its columns and rows. */
import { z } from "zod";

export const columnKinds = ["text", "whole", "number", "share"] as const;
const Cell = z.union([z.string(), z.number(), z.null()]);
const Column = z.object({
  /** The same in every language, for programs. */
  key: z.string().regex(/^[a-z][a-z_0-9]*$/),
  header: z.string(),
  kind: z.enum(columnKinds),
  /** In characters. */
  width: z.number().int().min(4).max(120),
});
export const TableDocument = z.object({
  title: z.string().max(500),
  language: z.enum(["en", "zh-CN"]),
  /** Model, date, rules: what holds for every row. */
  facts: z.array(z.object({ key: z.string(), header: z.string(), value: z.string() })).max(50),
  columns: z.array(Column).min(1).max(60),
  rows: z.array(z.array(Cell)).max(10_000),
});
export type TableDocument = z.infer<typeof TableDocument>;
export type TableColumn = z.infer<typeof Column>;
export type TableCell = z.infer<typeof Cell>;
