/** Ratings and tickets of each film, derived from interactions and rebuilt when their revision has moved on. */
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { interactionRevision } from "../blocks/blocks.ts";
import type { Connection } from "../store/library.ts";

const revisionSetting = "film_summary_revision";

export const refreshFilmSummary = (db: Connection): void => {
  const revision = String(interactionRevision(db));
  const built = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(revisionSetting);
  if (built === revision) return;
  db.transaction(() => {
    db.prepare("DELETE FROM film_summary").run();
    db.prepare(
      `INSERT INTO film_summary (film, ratings, mean_rating, tickets)
       SELECT film, count(*) FILTER (WHERE kind = @rating), avg(value) FILTER (WHERE kind = @rating),
              count(*) FILTER (WHERE kind = @ticket)
       FROM interaction GROUP BY film`,
    ).run({ rating: interactionKindCode("rating"), ticket: interactionKindCode("ticket") });
    db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(revisionSetting, revision);
  }).immediate();
};
