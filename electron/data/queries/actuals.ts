/** Showings that were played in the week of a stored plan. */
import type { actualsContract } from "../../../shared/contract/actuals.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import type { PlayedShowing } from "../../../shared/domain/plan-actuals.ts";
import { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

export const actualsHandlers = (session: Session): Handlers<typeof actualsContract> => ({
  planActuals: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const stored = db.prepare("SELECT document FROM plan WHERE id = ?").pluck().get(id);
    if (stored === undefined) return err({ type: "NotFound" });
    const document = PlanDocument.parse(JSON.parse(stored as string));
    const played = db
      .prepare(
        `SELECT s.film, f.title, f.title_zh AS titleZh, s.screen, s.business_date AS date, s.start,
                coalesce(s.capacity, c.capacity) AS capacity, s.admissions
         FROM showing s JOIN screen c ON c.id = s.screen JOIN film f ON f.id = s.film
         WHERE c.venue = ? AND s.business_date BETWEEN ? AND ?
         ORDER BY s.business_date, c.ordinal, s.start`,
      )
      .all(document.house.venue, document.days[0], document.days.at(-1)) as PlayedShowing[];
    return ok({ document, played });
  },
});
