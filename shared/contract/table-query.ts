/** A question to a table: words, filters, an order; the answers' facets. */
import { z } from "zod";
import {
  type FilmColumn,
  filmColumnKinds,
  filmOrders,
  type MemberColumn,
  memberColumnKinds,
  memberOrders,
} from "../domain/table-columns.ts";
import { IsoDate } from "./schemas.ts";

const columnOf = <T extends string>(kinds: Readonly<Record<T, string>>) =>
  z.enum(Object.keys(kinds) as [T, ...T[]]);

/** A column takes part once: a second filter on it replaces the first. */
const filterOn = <T extends string>(column: z.ZodType<T, T>) =>
  z.discriminatedUnion("type", [
    /** Any of these names; with `not`, none of them. */
    z.object({
      type: z.literal("values"),
      column,
      values: z.array(z.string().max(500)).min(1).max(200),
      not: z.boolean().optional(),
    }),
    /** Every one of these names, of a list. */
    z.object({ type: z.literal("all"), column, values: z.array(z.string().max(500)).min(1).max(50) }),
    z.object({
      type: z.literal("range"),
      column,
      from: z.number().nullable(),
      to: z.number().nullable(),
    }),
    z.object({ type: z.literal("dates"), column, from: IsoDate.nullable(), to: IsoDate.nullable() }),
    z.object({ type: z.literal("known"), column, known: z.boolean() }),
  ]);

export const FilmColumnName = columnOf<FilmColumn>(filmColumnKinds);
export const MemberColumnName = columnOf<MemberColumn>(memberColumnKinds);
export const FilmFilter = filterOn<FilmColumn>(FilmColumnName);
export const MemberFilter = filterOn<MemberColumn>(MemberColumnName);
export type FilmFilter = z.infer<typeof FilmFilter>;
export type MemberFilter = z.infer<typeof MemberFilter>;
export type TableFilter<T extends string = string> =
  | {
      readonly type: "values";
      readonly column: T;
      readonly values: readonly string[];
      readonly not?: boolean | undefined;
    }
  | { readonly type: "all"; readonly column: T; readonly values: readonly string[] }
  | { readonly type: "range"; readonly column: T; readonly from: number | null; readonly to: number | null }
  | { readonly type: "dates"; readonly column: T; readonly from: string | null; readonly to: string | null }
  | { readonly type: "known"; readonly column: T; readonly known: boolean };

const filtersMax = 24;
export const FilmSelection = z.object({
  search: z.string().max(200).default(""),
  filters: z.array(FilmFilter).max(filtersMax).default([]),
});
export type FilmSelection = z.input<typeof FilmSelection>;
export const MemberSelection = z.object({
  search: z.string().max(200).default(""),
  segment: z.number().int().nullable().default(null),
  filters: z.array(MemberFilter).max(filtersMax).default([]),
});
export type MemberSelection = z.input<typeof MemberSelection>;

export const FilmQuery = FilmSelection.extend({
  order: z.enum(filmOrders as [FilmColumn, ...FilmColumn[]]).default("title"),
  descending: z.boolean().default(false),
});
export type FilmQuery = z.output<typeof FilmQuery>;
export const MemberQuery = MemberSelection.extend({
  order: z.enum(memberOrders as [MemberColumn, ...MemberColumn[]]).default("id"),
  descending: z.boolean().default(false),
});
export type MemberQuery = z.output<typeof MemberQuery>;

/** One column's values among the rows that the other columns' filters let through. */
export const Facet = z.object({
  column: z.string(),
  /** Most frequent first; a count of null is of too few people to be told. */
  values: z.array(z.object({ value: z.string(), count: z.number().nullable() })),
  /** Values beyond those listed. */
  more: z.number(),
  known: z.number().nullable(),
  unknown: z.number().nullable(),
  /** Of numbers and dates (days since 1970): the ends, and how many rows lie in each of equal steps between them. */
  range: z.object({ min: z.number(), max: z.number(), bins: z.array(z.number().nullable()) }).nullable(),
});
export type Facet = z.infer<typeof Facet>;

/** Figures that come from interactions and showings: null once they are of the present rows, else how far they are. */
export const Figures = z.object({ share: z.number() }).nullable();
