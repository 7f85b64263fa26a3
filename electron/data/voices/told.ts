/** Which texts may be told: those of nobody known, and members' where enough of them wrote on the same film, venue, series or studio. */
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";

interface Written {
  readonly film: number | null;
  readonly venue: number | null;
  readonly series: string | null;
  readonly studio: string | null;
  readonly member: number | null;
}

export const toldTexts = (db: Connection): ((text: Written) => boolean) => {
  const told = new Set(
    db
      .prepare(
        `SELECT json_array(film, venue, series, studio) FROM review WHERE member IS NOT NULL
         GROUP BY film, venue, series, studio HAVING count(DISTINCT member) >= ?`,
      )
      .pluck()
      .all(minimumGroup(db)),
  );
  return ({ film, venue, series, studio, member }) =>
    member === null || told.has(JSON.stringify([film, venue, series, studio]));
};
