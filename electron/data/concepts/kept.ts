/** Concepts kept in the library; every change is an edit that Undo takes back. */
import { ConceptFacts, type KeptConcept } from "../../../shared/contract/concepts.ts";
import { editLabel } from "../edits/label.ts";
import { type Change, make } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";

interface Row {
  readonly id: string;
  readonly ordinal: number;
  readonly facts: string;
}

export const keptConcepts = (db: Connection): KeptConcept[] =>
  (db.prepare("SELECT id, facts FROM concept ORDER BY ordinal, id").all() as Row[]).map(({ id, facts }) => ({
    id,
    concept: ConceptFacts.parse(JSON.parse(facts)),
  }));

const rowOf = (db: Connection, id: string): Row | undefined =>
  db.prepare("SELECT * FROM concept WHERE id = ?").get(id) as Row | undefined;

const edit = (db: Connection, field: string, changes: readonly Change[]): number | null =>
  make(db, { kind: "edit", label: editLabel("concepts", [field], changes.length) }, changes);

export const keepConcept = (db: Connection, { id, concept }: KeptConcept): number | null => {
  const before = rowOf(db, id);
  const facts = JSON.stringify(concept);
  if (before?.facts === facts) return null;
  if (before)
    return edit(db, "facts", [
      { entity: "concept", key: { id }, before: { facts: before.facts }, after: { facts } },
    ]);
  const last = db.prepare("SELECT coalesce(max(ordinal), 0) FROM concept").pluck().get() as number;
  return edit(db, "new", [
    { entity: "concept", key: { id }, before: null, after: { ordinal: last + 1, facts } },
  ]);
};

export const dropConcept = (db: Connection, id: string): number | null => {
  const row = rowOf(db, id);
  if (!row) return null;
  const { ordinal, facts } = row;
  return edit(db, "removed", [{ entity: "concept", key: { id }, before: { ordinal, facts }, after: null }]);
};
