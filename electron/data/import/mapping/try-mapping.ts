/** A mapping tried on rows: how each would end, its record as text, what was noted. Nothing is stored. */
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { type ImportRule, importRules } from "../../../../shared/domain/import-rules.ts";
import type { Staged } from "../records/record.ts";
import { compileMapping, type Row } from "./compile.ts";

export type RowOutcome = "accepted" | "repaired" | "rejected" | "leftOut";

export interface RowNote {
  readonly rule: ImportRule;
  readonly field: string | null;
  readonly detail: string;
}

export interface TriedRow {
  readonly line: number;
  readonly outcome: RowOutcome;
  readonly record: Readonly<Record<string, string | null>>;
  readonly notes: readonly RowNote[];
}

export interface Trial {
  readonly rows: readonly TriedRow[];
  readonly counts: Readonly<Record<RowOutcome, number>>;
}

const creditText = (value: object): string =>
  Object.values(value)
    .filter((part) => part !== null && part !== "")
    .join(": ");

const shown = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    return value
      .map((item) => (typeof item === "object" ? creditText(item as object) : String(item)))
      .join(", ");
  }
  if (typeof value === "object") return creditText(value) || null;
  return String(value);
};

const instant = (seconds: number): string | null =>
  seconds === 0 ? null : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

const clock = (minutes: number | null): string | null =>
  minutes === null
    ? null
    : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** A record by its own field names, as a person reads them. */
export const recordAsText = ({ kind, record, film }: Staged): Readonly<Record<string, string | null>> => {
  const text: Record<string, string | null> = {};
  for (const [field, value] of Object.entries(record))
    text[field] =
      field === "at"
        ? instant(value as number)
        : kind === "showings" && field === "start"
          ? clock(value as number | null)
          : shown(value);
  if (film)
    for (const [field, value] of Object.entries({ filmTitle: film.title, filmYear: film.year }))
      text[field] = shown(value);
  return text;
};

const outcomeOf = (staged: Staged | null, notes: readonly RowNote[]): RowOutcome => {
  if (staged) return notes.length > 0 ? "repaired" : "accepted";
  return notes.some(({ rule }) => importRules[rule] === "rejected") ? "rejected" : "leftOut";
};

/** Tries `mapping` on `rows` and shows the first `most` of them; all are counted. */
export const tryMapping = (
  columns: readonly string[],
  rows: Iterable<Row>,
  mapping: TableMapping,
  { now, most = 100 }: { readonly now: number; readonly most?: number },
): Trial => {
  const interpret = compileMapping(columns, mapping, { now });
  const tried: TriedRow[] = [];
  const counts: Record<RowOutcome, number> = { accepted: 0, repaired: 0, rejected: 0, leftOut: 0 };
  for (const row of rows) {
    const notes: RowNote[] = [];
    const staged = interpret(row, (rule, field, detail) => notes.push({ rule, field, detail }));
    const outcome = outcomeOf(staged, notes);
    counts[outcome]++;
    if (tried.length < most)
      tried.push({ line: row.line, outcome, record: staged ? recordAsText(staged) : {}, notes });
  }
  return { rows: tried, counts };
};
