/** What retention asks of members beside their visits, and which films played in which week. */
import type { FilmWeeks, MemberFacts } from "../../../shared/domain/retention.ts";
import type { Connection } from "../store/library.ts";

interface MemberRow {
  readonly id: number;
  readonly joined: number | null;
  readonly ageBand: string | null;
}

const dayOf = (column: string): string => `CAST(julianday(${column}) - 2440587.5 AS INTEGER)`;

export const memberFacts = (db: Connection): { members: MemberFacts; playing: FilmWeeks } => {
  const rows = db
    .prepare(`SELECT id, ${dayOf("joined")} AS joined, age_band AS ageBand FROM member ORDER BY id`)
    .all() as MemberRow[];
  const ageBands = [...new Set(rows.flatMap(({ ageBand }) => (ageBand ? [ageBand] : [])))].sort();
  // 1970-01-01 was a Thursday.
  const weeks = db
    .prepare(
      `SELECT DISTINCT film, day - (day + 3) % 7 AS monday
       FROM (SELECT film, ${dayOf("business_date")} AS day FROM showing) ORDER BY monday, film`,
    )
    .all() as { film: number; monday: number }[];
  return {
    members: {
      id: Int32Array.from(rows, ({ id }) => id),
      joined: Int32Array.from(rows, ({ joined }) => joined ?? -1),
      ageBand: Int16Array.from(rows, ({ ageBand }) => (ageBand ? ageBands.indexOf(ageBand) : -1)),
      ageBands,
    },
    playing: {
      film: Int32Array.from(weeks, ({ film }) => film),
      monday: Int32Array.from(weeks, ({ monday }) => monday),
    },
  };
};
