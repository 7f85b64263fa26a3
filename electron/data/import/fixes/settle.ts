/** Fixed rows leave the quarantine in the transaction that stores them, and are counted as what they became. */
import type { Connection } from "../../store/library.ts";
import { countRows, noteIssue } from "../apply/report.ts";
import { keptRows } from "../staging/kept-rows.ts";
import { membersOf } from "../staging/known.ts";
import type { FixedRow, Fixes, Staged } from "../staging/stage.ts";
import { rowOf, tableKey } from "./tables.ts";

export const settleFixes = (
  db: Connection,
  importRun: number,
  { input, gathering: { issues } }: Staged,
  { rows }: Fixes,
): void => {
  const count = countRows(db, importRun);
  for (const { file, kind, rule, outcome, rows: n } of issues.rules) count(file, kind, rule, outcome, n);
  for (const { file, kind, rule } of rows.values()) count(file, kind, rule, "rejected", -1);
  const note = noteIssue(db, importRun);
  for (const { file, line, outcome, rule, detail } of issues.inOrder)
    note(file, (rows.get(line) as FixedRow).line, outcome, rule, detail);
  const { pseudonym } = membersOf(db, input.system);
  const tables = new Map(
    input.tables.map(({ table: { name, columns }, mapping }) => {
      const { cellsOf } = keptRows(columns, mapping, pseudonym);
      return [tableKey(name, mapping.kind), (row: FixedRow) => cellsOf(rowOf(columns, row).cells)];
    }),
  );
  const fixed = db.prepare(
    "UPDATE quarantine SET state = 'fixed', decided_at = unixepoch(), fixed = ?, fixed_by = ? WHERE id = ?",
  );
  for (const row of rows.values())
    fixed.run(JSON.stringify(tables.get(tableKey(row.file, row.kind))?.(row)), importRun, row.id);
};

/** Rows of a fix that was taken back wait again, and its counts are nobody's. Nothing, where the run is no fix. */
export const unsettleFixes = (db: Connection, importRun: number): void => {
  const isFix = db.prepare("SELECT fix_of IS NOT NULL FROM import_run WHERE id = ?").pluck().get(importRun);
  if (isFix !== 1) return;
  db.prepare(
    `UPDATE quarantine SET state = 'waiting', decided_at = NULL, fixed = NULL, fixed_by = NULL WHERE fixed_by = ?`,
  ).run(importRun);
  db.prepare("DELETE FROM import_count WHERE import_run = ?").run(importRun);
  db.prepare("DELETE FROM import_issue WHERE import_run = ?").run(importRun);
  db.prepare(
    "UPDATE import_run SET added = 0, updated = 0, unchanged = 0, repaired = 0, rejected = 0 WHERE id = ?",
  ).run(importRun);
};
