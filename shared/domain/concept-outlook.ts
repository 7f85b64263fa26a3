/** What may come of a concept, and how wrong such forecasts were. */
import type { Concept } from "./concept.ts";

export interface Forecast {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export const conceptFields = [
  "budget",
  "year",
  "runtime",
  "month",
  "genre",
  "keyword",
  "synopsis",
  "person",
  "studio",
  "language",
  "country",
  "certificate",
  "series",
] as const;
export type ConceptField = (typeof conceptFields)[number];

export interface Part {
  readonly field: ConceptField;
  /** "" where the field is a figure. */
  readonly value: string;
  /** Of a rating: its points; of revenue: the factor by which it moves it. */
  readonly share: number;
}
export interface Outlook extends Forecast {
  /** Of a film that is usual in everything: what the parts start from. */
  readonly usual: number;
  readonly parts: readonly Part[];
}
export interface NearFilm {
  readonly film: number;
  readonly title: string;
  readonly year: number | null;
  readonly likeness: number; // 1 = the same traits
  readonly shared: readonly string[];
  readonly rating: number | null;
  readonly budget: number | null;
  readonly revenue: number | null;
}
/** One fact changed, all others as they are. Null where that outcome is not forecast. */
export interface Change {
  readonly field: "budget" | "runtime" | "month" | "genre" | "certificate";
  readonly to: Concept["certificate"] | number;
  readonly rating: number | null; // points more
  readonly revenue: number | null; // factor
}
export interface ConceptTested {
  readonly rating: Outlook | null;
  readonly revenue: Outlook | null;
  readonly nearest: readonly NearFilm[];
  /** From the most revenue, or rating, that it brings down. */
  readonly changes: readonly Change[];
}
/** Films of the past, forecast from the years before them. Errors of revenue are of its natural logarithm. */
export interface OutcomeRecord {
  readonly films: number;
  readonly error: number; // mean size
  readonly usual: number; // of always saying the mean of the years before
  readonly covered: number; // share within their intervals
  readonly byYear: readonly { readonly year: number; readonly films: number; readonly error: number }[];
}
