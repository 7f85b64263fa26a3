/** Feedback that stands, latest first. */
import type { GivenFeedback } from "../../../shared/contract/feedback.ts";
import type { Connection } from "../store/library.ts";

interface Asked {
  readonly member: number | null;
  readonly film: number | null;
  readonly offset: number;
  readonly limit: number;
}

export const listFeedback = (db: Connection, { member, film, offset, limit }: Asked) => {
  const where = [
    ...(member === null ? [] : ["b.member = @member"]),
    ...(film === null ? [] : ["b.film = @film"]),
  ];
  const from = `FROM feedback b JOIN film f ON f.id = b.film ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""}`;
  const named = { ...(member === null ? {} : { member }), ...(film === null ? {} : { film }) };
  return {
    total: db.prepare(`SELECT count(*) ${from}`).pluck().get(named) as number,
    rows: db
      .prepare(
        `SELECT b.member, b.film, f.title, f.title_zh AS titleZh, b.kind, b.value, b.former, b.at,
           b.change_set AS changeSet, b.rank_before AS rankBefore, b.rank_after AS rankAfter, b.entered
         ${from} ORDER BY b.change_set DESC, b.member, b.film, b.kind LIMIT @limit OFFSET @offset`,
      )
      .all({ ...named, limit, offset }) as GivenFeedback[],
  };
};
