/** Which texts may be told: those of nobody known, and members' where enough of them wrote on the same film or venue. */
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";

interface Written {
  readonly film: number | null;
  readonly venue: number | null;
  readonly member: number | null;
}

export const toldTexts = (db: Connection): ((text: Written) => boolean) => {
  const told = new Set(
    db
      .prepare(
        `SELECT coalesce(film, 0) || ' ' || coalesce(venue, 0) FROM review WHERE member IS NOT NULL
         GROUP BY film, venue HAVING count(DISTINCT member) >= ?`,
      )
      .pluck()
      .all(minimumGroup(db)),
  );
  return ({ film, venue, member }) => member === null || told.has(`${film ?? 0} ${venue ?? 0}`);
};
