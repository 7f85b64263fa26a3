/** Labels that people give to texts. */
import type { labelsContract, Unlabelled } from "../../../shared/contract/voices-labels.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { toldTexts } from "./told.ts";

const labelled = (db: Connection): number =>
  db.prepare("SELECT count(*) FROM text_label").pluck().get() as number;

interface QueueRow extends Unlabelled {
  readonly film: number | null;
  readonly venue: number | null;
  readonly series: string | null;
  readonly studio: string | null;
  readonly member: number | null;
}

const fewestCharacters = 10;

const toLabel = (db: Connection, limit: number): Unlabelled[] => {
  const isTold = toldTexts(db);
  const rows = db.prepare(
    `SELECT r.id, r.at, r.text, t.positive, r.film, r.venue, r.series, r.studio, r.member
     FROM text_reading AS t JOIN review AS r ON r.id = t.review
     WHERE t.language <> 'other' AND (t.alike IS NULL OR t.alike = r.id) AND length(r.text) >= ${fewestCharacters}
       AND NOT EXISTS (SELECT 1 FROM text_label AS l WHERE l.review = r.id)
     ORDER BY abs(t.positive - 0.5), r.id`,
  );
  const chosen: Unlabelled[] = [];
  for (const row of rows.iterate() as IterableIterator<QueueRow>) {
    const { id, at, text, positive } = row;
    if (isTold(row)) chosen.push({ id, at, text, positive });
    if (chosen.length === limit) break;
  }
  return chosen;
};

export const labelHandlers = (session: Session): Handlers<typeof labelsContract> => ({
  textsToLabel: ({ limit }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    return ok({ texts: toLabel(library.value.db, limit), labelled: labelled(library.value.db) });
  },
  labelText: ({ id, label }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (label === null) db.prepare("DELETE FROM text_label WHERE review = ?").run(id);
    else
      db.prepare(
        "INSERT OR REPLACE INTO text_label (review, label, at) SELECT id, ?, ? FROM review WHERE id = ?",
      ).run(label, Math.floor(Date.now() / 1000), id);
    return ok({ labelled: labelled(db) });
  },
});
