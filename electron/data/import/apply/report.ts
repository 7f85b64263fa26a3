/** What stays of an import beside its records: how its rows ended, those not taken, and how its tables were read. */
import type { Connection } from "../../store/library.ts";
import type { Staged } from "../staging/stage.ts";

export const countRows = (db: Connection, importRun: number) => {
  const count = db.prepare(
    `INSERT INTO import_count (import_run, file, kind, rule, outcome, rows) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET rows = rows + excluded.rows`,
  );
  return (file: string, kind: string, rule: string, outcome: string, rows: number): void =>
    void count.run(importRun, file, kind, rule, outcome, rows);
};

export const noteIssue = (db: Connection, importRun: number) => {
  const issue = db.prepare(
    "INSERT INTO import_issue (import_run, ordinal, file, line, outcome, rule, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  let ordinal = 0;
  return (file: string, line: number, outcome: string, rule: string, detail: string): void =>
    void issue.run(importRun, ordinal++, file, line, outcome, rule, detail);
};

/** For rows that were not taken; what else the source told of says which films and members they may name. */
const keepMappings = (db: Connection, importRun: number, { gathering, house }: Staged): void => {
  if (gathering.issues.quarantine.length === 0) return;
  const table = db.prepare(
    "INSERT OR IGNORE INTO import_table (import_run, name, kind, mapping) VALUES (?, ?, ?, ?)",
  );
  for (const { name, mapping } of gathering.tables)
    table.run(importRun, name, mapping.kind, JSON.stringify(mapping));
  const venue = db.prepare("INSERT INTO import_venue (import_run, key, venue) VALUES (?, ?, ?)");
  for (const [key, id] of house.venueIds) venue.run(importRun, key, id);
};

export const writeReport = (db: Connection, importRun: number, staged: Staged): void => {
  const { issues } = staged.gathering;
  const count = countRows(db, importRun);
  for (const { file, kind, rule, outcome, rows } of issues.rules) count(file, kind, rule, outcome, rows);
  const note = noteIssue(db, importRun);
  for (const { file, line, outcome, rule, detail } of issues.inOrder) note(file, line, outcome, rule, detail);
  const quarantine = db.prepare(
    `INSERT INTO quarantine (import_run, file, line, kind, rule, field, detail, cells) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { file, line, kind, rule, field, detail, cells } of issues.quarantine)
    quarantine.run(importRun, file, line, kind, rule, field, detail, JSON.stringify(cells));
  keepMappings(db, importRun, staged);
};
