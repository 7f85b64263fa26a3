/** What the derived columns were made from: equal keys mean equal rows. */
import { interactionRevision } from "../blocks/blocks.ts";
import type { Connection } from "../store/library.ts";

/**
 * Imports, rollbacks, edits, merges and their undoing all leave a trace in `import_run` or `change_set`; whoever changes
 * films, members or showings without one raises the setting `catalogue_revision`.
 */
const revisionSql = (sets: string): string => `
  SELECT coalesce((SELECT value FROM setting WHERE name = 'catalogue_revision'), '') || ':' ||
         (SELECT coalesce(max(id), 0) || '.' || count(*) || '.' || total(rolled_back_at) FROM import_run) || ':' ||
         (SELECT coalesce(max(id), 0) || '.' || count(*) || '.' || total(undone_at) FROM change_set ${sets})`;
const everything = revisionSql("");
const beyondEdits = revisionSql("WHERE kind <> 'edit'");

export const catalogueRevision = (db: Connection): string => db.prepare(everything).pluck().get() as string;

/** Edits change no showing, and add or remove no member and no tag. */
export const houseRevision = (db: Connection): string => db.prepare(beyondEdits).pluck().get() as string;

export const figuresRevision = (db: Connection): string => String(interactionRevision(db));
