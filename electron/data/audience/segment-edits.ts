/** Segments made, changed and removed, each in a set of the journal. */

import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { type RuleGroup, segmentsNamed } from "../../../shared/domain/segment-rule.ts";
import { editLabel } from "../edits/label.ts";
import { type Cells, make, openChangeSet } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";
import type { Clusters } from "./clusters.ts";
import { ruleOf, type StoredSegment, storedSegment } from "./segments.ts";

interface Names {
  readonly name: string;
  readonly nameZh: string | null;
}
type NameTaken = { readonly type: "NameTaken"; readonly name: string };

const taken = (db: Connection, { name }: Names, but: number | null): boolean =>
  db.prepare("SELECT 1 FROM segment WHERE name = ? AND id IS NOT ?").get(name, but) !== undefined;

const cellsOf = ({ name, nameZh, kind, rule }: Omit<StoredSegment, "id">): Cells => ({
  name,
  name_zh: nameZh,
  kind,
  rule,
});

/** Whether the rule, or the rule of a segment it speaks of, and so on, speaks of `id`. */
const leadsTo = (db: Connection, rule: RuleGroup, id: number, passed = new Set<number>()): boolean =>
  segmentsNamed(rule).some((named) => {
    if (named === id) return true;
    const segment = passed.has(named) ? undefined : storedSegment(db, named);
    passed.add(named);
    const next = segment ? ruleOf(segment) : null;
    return next !== null && leadsTo(db, next, id, passed);
  });

const one = (fields: readonly string[]) => ({
  kind: "edit" as const,
  label: editLabel("segments", fields, 1),
});

export const saveRule = (
  db: Connection,
  { id, name, nameZh, rule }: Names & { readonly id: number | null; readonly rule: RuleGroup },
): Result<{ id: number }, NameTaken | { readonly type: "Circular" } | { readonly type: "NotFound" }> => {
  if (taken(db, { name, nameZh }, id)) return err({ type: "NameTaken", name });
  const after = cellsOf({ name, nameZh, kind: "rule", rule: JSON.stringify(rule) });
  if (id === null) {
    const next = (db.prepare("SELECT coalesce(max(id), 0) + 1 FROM segment").pluck().get() as number) || 1;
    make(db, one(["new"]), [{ entity: "segment", key: { id: next }, before: null, after }]);
    return ok({ id: next });
  }
  const stored = storedSegment(db, id);
  if (stored?.kind !== "rule") return err({ type: "NotFound" });
  if (leadsTo(db, rule, id)) return err({ type: "Circular" });
  make(db, one(["rule"]), [{ entity: "segment", key: { id }, before: cellsOf(stored), after }]);
  return ok({ id });
};

export const saveList = (
  db: Connection,
  { name, nameZh }: Names,
  members: readonly number[],
): Result<{ id: number }, NameTaken> => {
  if (taken(db, { name, nameZh }, null)) return err({ type: "NameTaken", name });
  const segment = (db.prepare("SELECT coalesce(max(id), 0) + 1 FROM segment").pluck().get() as number) || 1;
  const after = cellsOf({ name, nameZh, kind: "list", rule: "{}" });
  make(db, one(["new"]), [
    { entity: "segment", key: { id: segment }, before: null, after },
    ...members.map((member) => ({
      entity: "segment_member",
      key: { segment, member },
      before: null,
      after: {},
    })),
  ]);
  return ok({ id: segment });
};

export const rename = (
  db: Connection,
  { id, name, nameZh }: Names & { readonly id: number },
): Result<{ id: number }, NameTaken | { readonly type: "NotFound" }> => {
  const stored = storedSegment(db, id);
  if (!stored) return err({ type: "NotFound" });
  if (taken(db, { name, nameZh }, id)) return err({ type: "NameTaken", name });
  const before = { name: stored.name, name_zh: stored.nameZh };
  make(db, one(["name"]), [{ entity: "segment", key: { id }, before, after: { name, name_zh: nameZh } }]);
  return ok({ id });
};

/** More rows than this are not written into the journal. */
const journalled = 200_000;

export const remove = (
  db: Connection,
  id: number,
): Result<{ changeSet: number | null }, { readonly type: "NotFound" }> => {
  const stored = storedSegment(db, id);
  if (!stored) return err({ type: "NotFound" });
  const rows = db.prepare("SELECT count(*) FROM segment_member WHERE segment = ?").pluck().get(id) as number;
  return db
    .transaction(() => {
      if (rows > journalled) {
        db.prepare("DELETE FROM segment WHERE id = ?").run(id);
        return ok({ changeSet: null });
      }
      const changeSet = openChangeSet(db, one(["removed"]));
      db.prepare(
        `INSERT INTO change (change_set, ordinal, entity, key, before, after)
         SELECT @changeSet, row_number() OVER (ORDER BY member) - 1, 'segment_member',
                json_object('segment', segment, 'member', member), '{}', NULL
         FROM segment_member WHERE segment = @id`,
      ).run({ changeSet, id });
      db.prepare(
        "INSERT INTO change (change_set, ordinal, entity, key, before, after) VALUES (?, ?, 'segment', ?, ?, NULL)",
      ).run(changeSet, rows, JSON.stringify({ id }), JSON.stringify(cellsOf(stored)));
      db.prepare("DELETE FROM segment WHERE id = ?").run(id);
      return ok({ changeSet });
    })
    .immediate();
};

export const saveClusters = (
  db: Connection,
  { clusters, tried }: Clusters,
  seed: number,
  names: readonly (Names | null)[],
  replace: boolean,
): Result<{ segments: number[] }, NameTaken> => {
  const refused: NameTaken[] = [];
  const refuse = new Error("refused");
  const segments: number[] = [];
  try {
    db.transaction(() => {
      if (replace) db.prepare("DELETE FROM segment WHERE kind = 'cluster'").run();
      const insert = db.prepare(
        "INSERT INTO segment (name, name_zh, kind, rule) VALUES (?, ?, 'cluster', ?)",
      );
      const fill = db.prepare(
        "INSERT INTO segment_member (segment, member) SELECT ?, value FROM json_each(?)",
      );
      for (const [at, { members, traits }] of clusters.entries()) {
        const wanted = names[at];
        if (!wanted) continue;
        if (taken(db, wanted, null)) {
          refused.push({ type: "NameTaken", name: wanted.name });
          throw refuse;
        }
        const rule = JSON.stringify({ type: "taste", seed, tried, traits });
        const id = Number(insert.run(wanted.name, wanted.nameZh, rule).lastInsertRowid);
        fill.run(id, JSON.stringify(Array.from(members)));
        segments.push(id);
      }
    }).immediate();
  } catch (error) {
    const [failure] = refused;
    if (error === refuse && failure) return err(failure);
    throw error;
  }
  return ok({ segments });
};
