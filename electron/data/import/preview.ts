/** What an import of a source would read, and how each table was understood. Changes nothing. */
import type { ImportPreview, Trial } from "../../../shared/contract/import.ts";
import type { TableMapping } from "../../../shared/contract/import-mapping.ts";
import type { RatingScale } from "../../../shared/domain/interactions.ts";
import type { LayoutTable } from "./layouts/layout.ts";
import type { MappedSource, SourceTable } from "./mapping/map-source.ts";
import { tryMapping } from "./mapping/try-mapping.ts";
import type { OpenedSource } from "./opened-source.ts";
import { scaleHolds } from "./rating-scale.ts";
import { usualScale } from "./records/interactions.ts";
import type { Table } from "./tables/table.ts";

const shownRows = 20;
const shownSamples = 5;
const longestCell = 200;
const short = (cell: string): string => cell.slice(0, longestCell);

const samples = (table: LayoutTable, at: number): string[] => {
  const seen = new Set<string>();
  for (const { cells } of table.head) {
    const cell = cells[at]?.trim();
    if (cell) seen.add(short(cell));
    if (seen.size === shownSamples) break;
  }
  return [...seen];
};

const tablePreview = ({ table, of, mapping, reasons }: SourceTable<Table>) => ({
  name: table.name,
  form: of.form,
  bytes: table.bytes,
  estimatedRows: table.estimatedRows,
  columns: table.columns.map((name, at) => ({ name, samples: samples(table, at) })),
  firstRows: table.head.slice(0, shownRows).map(({ cells }) => cells.map(short)),
  mapping,
  reasons,
});

/** The scale of the source's ratings; null where it has none. */
export const ratingScaleOf = (mappings: readonly (TableMapping | null)[]): RatingScale | null => {
  const rated = mappings.find((mapping) => mapping?.kind === "interactions" && mapping.fields.rating);
  return rated ? (rated.fields.rating?.as?.scale ?? usualScale) : null;
};

export const previewOf = (
  source: OpenedSource,
  mapped: MappedSource<Table>,
  library: RatingScale | null,
): ImportPreview => {
  const scale = ratingScaleOf(mapped.tables.map(({ mapping }) => mapping));
  const conflict = scale && library && !scaleHolds(library, scale) && !scaleHolds(scale, library);
  return {
    layout: mapped.layout as ImportPreview["layout"],
    system: mapped.system,
    name: source.name,
    tables: mapped.tables.map(tablePreview),
    confident: mapped.confident,
    missing: mapped.missing.map(({ usualName }) => usualName),
    ignored: [...mapped.ignored, ...source.leftOut.map(({ name }) => name)],
    ...(conflict ? { scaleConflict: { library, source: scale } } : {}),
  };
};

const triedRows = 2_000;

export const trialOf = (table: LayoutTable, mapping: TableMapping): Trial => {
  const now = Math.floor(Date.now() / 1000);
  const { rows, counts } = tryMapping(table.columns, table.head.slice(0, triedRows), mapping, { now });
  return { rows: rows.map((row) => ({ ...row, record: { ...row.record }, notes: [...row.notes] })), counts };
};
