/** Members as the table shows them, and what the page of one gathers. */
import type { MemberDetail, MemberRow } from "../../../shared/contract/audience.ts";
import { interactionKinds } from "../../../shared/domain/interactions.ts";
import { listAt, numberAt, textAt } from "../columns/answer.ts";
import type { ColumnTable } from "../columns/column.ts";
import type { Connection } from "../store/library.ts";
import type { Ground } from "./evaluate.ts";
import { storedSegments } from "./segments.ts";
import { genreShares } from "./taste.ts";

export const readMemberRows = (db: Connection, table: ColumnTable, rows: Iterable<number>): MemberRow[] => {
  const joined = db.prepare("SELECT joined FROM member WHERE id = ?").pluck();
  return Array.from(rows, (row) => {
    const id = table.ids[row] as number;
    return {
      id,
      joined: (joined.get(id) as string | null | undefined) ?? null,
      ageBand: textAt(table, "ageBand", row),
      gender: textAt(table, "gender", row),
      occupation: textAt(table, "occupation", row),
      area: textAt(table, "area", row),
      source: textAt(table, "source", row),
      ratings: numberAt(table, "ratings", row) ?? 0,
      meanRating: numberAt(table, "meanRating", row),
      tickets: numberAt(table, "tickets", row) ?? 0,
      films: numberAt(table, "films", row) ?? 0,
      firstAt: numberAt(table, "firstAt", row),
      lastAt: numberAt(table, "lastAt", row),
    };
  });
};

const recentShown = 200;
/** Differences smaller than this say nothing about a taste. */
const genresShown = 12;

const recentOf = (db: Connection, member: number): MemberDetail["recent"] =>
  (
    db
      .prepare(
        `SELECT i.film, f.title, f.title_zh AS titleZh, i.kind, i.value, i.at
         FROM (SELECT film, kind, value, at FROM interaction WHERE member = ? ORDER BY at DESC, film LIMIT ${recentShown}) i
         JOIN film f ON f.id = i.film ORDER BY i.at DESC, i.film`,
      )
      .all(member) as (Omit<MemberDetail["recent"][number], "kind"> & { kind: number })[]
  ).map((event) => ({ ...event, kind: interactionKinds[event.kind] ?? "rating" }));

/** The member's films by genre, beside how usual each genre is among all visits. */
const genresOf = (ground: Ground, member: number): MemberDetail["genres"] => {
  const { db, films } = ground;
  const seen = db
    .prepare("SELECT DISTINCT film FROM interaction WHERE member = ?")
    .pluck()
    .all(member) as number[];
  const counts = new Map<string, number>();
  for (const film of seen) {
    const row = films.rowOf[film] ?? -1;
    if (row >= 0)
      for (const genre of listAt(films, "genres", row)) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  }
  const usual = genreShares(films);
  return [...counts]
    .map(([genre, count]) => ({
      genre,
      films: count,
      share: count / seen.length,
      usual: usual.get(genre) ?? 0,
    }))
    .sort((a, b) => b.share - b.usual - (a.share - a.usual))
    .slice(0, genresShown);
};

const segmentsOf = async (ground: Ground, row: number): Promise<MemberDetail["segments"]> => {
  const segments: MemberDetail["segments"] = [];
  for (const { id, name, nameZh } of storedSegments(ground.db))
    if ((await ground.segment(id))[row] === 1) segments.push({ id, name, nameZh });
  return segments;
};

export const gatherMember = async (ground: Ground, member: number) => {
  const { db } = ground;
  return {
    segments: await segmentsOf(ground, ground.members.rowOf[member] as number),
    hasIdentifiers: db.prepare("SELECT 1 FROM member_identifier WHERE member = ?").get(member) !== undefined,
    genres: genresOf(ground, member),
    imports: db
      .prepare(
        `SELECT r.id AS importRun, r.source, r.system, r.started_at AS at FROM member m JOIN import_run r ON r.id = m.import_run
         WHERE m.id = ?`,
      )
      .all(member) as MemberDetail["imports"],
    recent: recentOf(db, member),
  };
};
