/** Rows that were not taken: looked through, filtered, exported so that they import again, dismissed. */
import type { Connection } from "../store/library.ts";

export type QuarantineState = "waiting" | "fixed" | "dismissed";
export interface QuarantineFilter {
  readonly importRun?: number | undefined;
  readonly file?: string | undefined;
  readonly rule?: string | undefined;
  readonly kind?: string | undefined;
  readonly state: QuarantineState;
  readonly search: string;
}
export interface QuarantinedRow {
  readonly id: number;
  readonly importRun: number;
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly rule: string;
  readonly field: string | null;
  readonly detail: string;
  readonly cells: Readonly<Record<string, string>>;
  readonly state: QuarantineState;
  readonly decidedAt: number | null;
  /** What it was fixed to. */
  readonly fixed: Readonly<Record<string, string>> | null;
}

const columns = `id, import_run AS importRun, file, line, kind, rule, field, detail, cells, state,
  decided_at AS decidedAt, fixed`;
const where = `WHERE state = @state AND (@importRun IS NULL OR import_run = @importRun) AND (@file IS NULL OR file = @file)
  AND (@rule IS NULL OR rule = @rule) AND (@kind IS NULL OR kind = @kind)
  AND (@search = '' OR instr(lower(cells || ' ' || detail), lower(@search)) > 0)`;

const bound = ({ importRun, file, rule, kind, state, search }: QuarantineFilter) => ({
  importRun: importRun ?? null,
  file: file ?? null,
  rule: rule ?? null,
  kind: kind ?? null,
  state,
  // Cells are JSON: what is looked for stands there as JSON writes it.
  search: JSON.stringify(search.trim()).slice(1, -1),
});

type Stored = Omit<QuarantinedRow, "cells" | "fixed"> & { cells: string; fixed: string | null };
const rowOf = (stored: Stored): QuarantinedRow => ({
  ...stored,
  cells: JSON.parse(stored.cells) as Record<string, string>,
  fixed: stored.fixed === null ? null : (JSON.parse(stored.fixed) as Record<string, string>),
});

/** A list needs the beginning of a long text; who opens the row reads all of it. */
const longestListed = 300;
const listed = (stored: Stored): QuarantinedRow => {
  const row = rowOf(stored);
  const short = (cells: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell.slice(0, longestListed)]));
  return { ...row, cells: short(row.cells), fixed: row.fixed && short(row.fixed) };
};

export const quarantined = (db: Connection, filter: QuarantineFilter, offset: number, limit: number) => ({
  total: db.prepare(`SELECT count(*) FROM quarantine ${where}`).pluck().get(bound(filter)) as number,
  rows: (
    db
      .prepare(`SELECT ${columns} FROM quarantine ${where} ORDER BY id LIMIT @limit OFFSET @offset`)
      .all({ ...bound(filter), limit, offset }) as Stored[]
  ).map(listed),
});

export const quarantinedRow = (db: Connection, id: number): QuarantinedRow | null => {
  const stored = db.prepare(`SELECT ${columns} FROM quarantine WHERE id = ?`).get(id) as Stored | undefined;
  return stored ? rowOf(stored) : null;
};

/** The fix that took a row, with how many rows were saved by it. */
export const fixOf = (db: Connection, id: number): { importRun: number; rows: number } | null =>
  (db
    .prepare(
      `SELECT fixed_by AS importRun, (SELECT count(*) FROM quarantine AS q WHERE q.fixed_by = quarantine.fixed_by) AS rows
       FROM quarantine WHERE id = ? AND fixed_by IS NOT NULL`,
    )
    .get(id) as { importRun: number; rows: number } | undefined) ?? null;

/** Rows that wait, with the cells they are to be read by. */
export type RowsToFix =
  | { readonly rows: readonly { readonly id: number; readonly cells: Readonly<Record<string, string>> }[] }
  | { readonly filter: Omit<QuarantineFilter, "state">; readonly set: Readonly<Record<string, string>> };

export const rowsToFix = (db: Connection, wanted: RowsToFix): QuarantinedRow[] => {
  if ("filter" in wanted)
    return (
      (
        db
          // What could not be cut into cells needs somebody to write them.
          .prepare(`SELECT ${columns} FROM quarantine ${where} AND cells <> '{}' ORDER BY id`)
          .all(bound({ ...wanted.filter, state: "waiting" })) as Stored[]
      ).map((stored) => {
        const row = rowOf(stored);
        return { ...row, cells: { ...row.cells, ...wanted.set } };
      })
    );
  return wanted.rows.flatMap(({ id, cells }) => {
    const row = quarantinedRow(db, id);
    return row?.state === "waiting" ? [{ ...row, cells: { ...row.cells, ...cells } }] : [];
  });
};

/** What there is to filter by. */
export const quarantineRules = (db: Connection, state: QuarantineState) =>
  db
    .prepare(
      `SELECT import_run AS importRun, file, kind, rule, count(*) AS rows FROM quarantine WHERE state = ?
       GROUP BY import_run, file, kind, rule ORDER BY rows DESC, import_run, file, kind, rule`,
    )
    .all(state) as { importRun: number; file: string; kind: string; rule: string; rows: number }[];

/** Sets the state of rows that are in another; returns how many were. */
export const decideRows = (db: Connection, ids: readonly number[], state: QuarantineState): number =>
  db
    .prepare(
      `UPDATE quarantine SET state = @state, decided_at = iif(@state = 'waiting', NULL, unixepoch())
       WHERE id IN (SELECT value FROM json_each(@ids)) AND state <> @state AND state <> 'fixed'`,
    )
    .run({ ids: JSON.stringify(ids), state }).changes;

/** RFC 4180. Cells are kept as they are: what is exported must import again as it was. */
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A CSV a kind, columns named by field, in the order of the rows; rows without cells, which no reader could cut, are
 * left out. Beside the fields stand why the row was not taken and from where, in columns that no field is called.
 */
export const quarantineCsv = (
  db: Connection,
  filter: QuarantineFilter,
  kind: string,
): { text: string; rows: number } => {
  const read = () =>
    db
      .prepare(`SELECT ${columns} FROM quarantine ${where} ORDER BY id`)
      .iterate(bound({ ...filter, kind })) as IterableIterator<Stored>;
  const fields = new Set<string>();
  for (const stored of read()) for (const field of Object.keys(rowOf(stored).cells)) fields.add(field);
  const names = [...fields];
  const lines = [[...names, "quarantineRule", "quarantineFile", "quarantineLine"].map(csvCell).join(",")];
  for (const stored of read()) {
    const { cells, rule, file, line } = rowOf(stored);
    if (Object.keys(cells).length === 0) continue;
    lines.push([...names.map((name) => cells[name] ?? ""), rule, file, String(line)].map(csvCell).join(","));
  }
  return { text: `${lines.join("\r\n")}\r\n`, rows: lines.length - 1 };
};
