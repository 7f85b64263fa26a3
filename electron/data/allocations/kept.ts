/** Allocations kept in the library; every change is an edit that Undo takes back. */
import { randomUUID } from "node:crypto";
import { AllocationDocument, type KeptAllocation } from "../../../shared/contract/allocation.ts";
import { editLabel } from "../edits/label.ts";
import { type Change, make } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";

interface Row {
  readonly id: string;
  readonly venue: number;
  readonly week: string;
  readonly name: string;
  readonly version: number;
  readonly at: number;
  readonly document: string;
}

export const keptAllocations = (db: Connection, venue: number, week: string): KeptAllocation[] =>
  (
    db
      .prepare("SELECT * FROM attention_allocation WHERE venue = ? AND week = ? ORDER BY name, version")
      .all(venue, week) as Row[]
  ).map(({ document, ...row }) => ({ ...row, document: AllocationDocument.parse(JSON.parse(document)) }));

const edit = (db: Connection, field: string, change: Change): number | null =>
  make(db, { kind: "edit", label: editLabel("allocations", [field], 1) }, [change]);

/** A new version under its name. */
export const keepAllocation = (
  db: Connection,
  { venue, week, name, document }: Pick<KeptAllocation, "venue" | "week" | "name" | "document">,
): { readonly id: string; readonly version: number; readonly changeSet: number | null } => {
  const id = randomUUID();
  const last = db
    .prepare(
      "SELECT coalesce(max(version), 0) FROM attention_allocation WHERE venue = ? AND week = ? AND name = ?",
    )
    .pluck()
    .get(venue, week, name) as number;
  const version = last + 1;
  const at = Math.floor(Date.now() / 1000);
  const after = { venue, week, name, version, at, document: JSON.stringify(document) };
  const changeSet = edit(db, "new", { entity: "attention_allocation", key: { id }, before: null, after });
  return { id, version, changeSet };
};

export const dropAllocation = (db: Connection, id: string): number | null => {
  const row = db.prepare("SELECT * FROM attention_allocation WHERE id = ?").get(id) as Row | undefined;
  if (!row) return null;
  const { id: _, ...before } = row;
  return edit(db, "removed", { entity: "attention_allocation", key: { id }, before, after: null });
};
