/** A mapping made into a function from rows to records. */
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { ImportRule } from "../../../../shared/domain/import-rules.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import { type Fields, fieldsOver } from "../records/fields.ts";
import { filmsInterpreter } from "../records/films.ts";
import { screensInterpreter, venuesInterpreter } from "../records/house.ts";
import { interactionsInterpreter } from "../records/interactions.ts";
import { membersInterpreter } from "../records/members.ts";
import { postersInterpreter } from "../records/posters.ts";
import type { Interpret, Note, Staged } from "../records/record.ts";
import { reviewsInterpreter } from "../records/reviews.ts";
import { showingsInterpreter } from "../records/showings.ts";
import { tagsInterpreter } from "../records/tags.ts";

/** One row as its table gives it; `damage` says why it is no row. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  readonly damage: ImportRule | null;
}

interface Context {
  readonly now: number; // seconds since 1970
}

const interpreters: Readonly<
  Record<RecordKind, (fields: Fields, now: number, options: TableMapping["options"]) => Interpret>
> = {
  films: filmsInterpreter,
  members: membersInterpreter,
  interactions: interactionsInterpreter,
  tags: tagsInterpreter,
  showings: (fields, now, { dayStarts }) => showingsInterpreter(fields, now, dayStarts),
  reviews: reviewsInterpreter,
  venues: venuesInterpreter,
  screens: screensInterpreter,
  posters: postersInterpreter,
};

/** Why a row is refused before its fields are read. */
const refusal = ({ damage, cells }: Row, columns: number): ImportRule | null => {
  if (damage) return damage;
  for (const cell of cells) if (cell.includes("\0")) return "nul-character";
  return cells.length === columns ? null : "wrong-columns";
};

const shownOf = (cells: readonly string[]): string => cells.join(",").slice(0, 200);

/**
 * A row becomes its record, or null: `note` has told why, or, where it told nothing, the mapping does not mean the row.
 * Rules between rows (`duplicate`, `unknown-film`, `unknown-member`) are not seen from one row.
 */
export const compileMapping = (
  columns: readonly string[],
  mapping: TableMapping,
  { now }: Context,
): ((row: Row, note: Note) => Staged | null) => {
  const interpret = interpreters[mapping.kind](fieldsOver(columns, mapping), now, mapping.options);
  const { keep } = mapping.options;
  const keptColumn = keep ? columns.indexOf(keep.column) : -1;
  const keptValues = new Set(keep?.values);
  return (row, note) => {
    const rule = refusal(row, columns.length);
    if (rule) {
      note(rule, null, shownOf(row.cells));
      return null;
    }
    if (keptColumn >= 0 && !keptValues.has((row.cells[keptColumn] ?? "").trim())) return null;
    return interpret(row.cells, note);
  };
};
