/** What the journal holds, newest first. */
import type { ChangeSet } from "../../../shared/contract/edits.ts";
import type { Connection } from "../store/library.ts";

const sets = `
  SELECT s.id, s.at, s.kind, s.label, s.import_run AS importRun, s.undone_at AS undoneAt,
         (SELECT count(*) FROM change c WHERE c.change_set = s.id) AS changes
  FROM change_set s`;

export const changeSets = (db: Connection, offset: number, limit: number) => ({
  total: db.prepare("SELECT count(*) FROM change_set").pluck().get() as number,
  sets: db.prepare(`${sets} ORDER BY s.id DESC LIMIT ? OFFSET ?`).all(limit, offset) as ChangeSet[],
});

/** Undo goes back from the latest edit that stands; redo forward from the earliest undone after it. */
export const editHistory = (db: Connection) => {
  const undo = db
    .prepare(`${sets} WHERE s.kind = 'edit' AND s.undone_at IS NULL ORDER BY s.id DESC LIMIT 1`)
    .get() as ChangeSet | undefined;
  const redo = db
    .prepare(`${sets} WHERE s.kind = 'edit' AND s.undone_at IS NOT NULL AND s.id > ? ORDER BY s.id LIMIT 1`)
    .get(undo?.id ?? 0) as ChangeSet | undefined;
  return { undo: undo ?? null, redo: redo ?? null };
};
