/** Every place of a library where something of a member stands, what it is called, and how it goes. */
import type { Traces } from "../../../shared/contract/privacy.ts";
import type { Connection } from "../store/library.ts";

type Trace = keyof Traces;

/** The members meant stand in a temporary table with the first characters of their hashes. */
const people = "(SELECT id FROM temp.forgetting)";
const ofMember = `member IN ${people}`;

/**
 * A row of the journal about a member, their reviews, or anything that names their hash. A set loses the row and can be
 * undone without it.
 */
const journalled = `
  (entity = 'member' AND key ->> 'id' IN ${people}) OR key ->> 'member' IN ${people}
  OR before ->> 'member' IN ${people} OR after ->> 'member' IN ${people}
  OR (entity = 'review' AND key ->> 'id' IN (SELECT id FROM review WHERE ${ofMember}))
  OR names_forgotten(key) OR names_forgotten(before) OR names_forgotten(after)`;

/** In the order they go: what finds itself through other rows comes before those. */
const traces: readonly (readonly [Trace, table: string, where: string])[] = [
  ["changes", "change", journalled],
  ["quarantine", "quarantine", "names_forgotten(cells) OR names_forgotten(detail) OR names_forgotten(fixed)"],
  ["issues", "import_issue", "names_forgotten(detail)"],
  ["identifiers", "member_identifier", ofMember],
  ["segments", "segment_member", ofMember],
  ["campaigns", "campaign_member", ofMember],
  // Learned from all texts of the library that were rated or labelled; training it again is quick.
  [
    "reader",
    "sentiment_model",
    `EXISTS (SELECT 1 FROM review AS r LEFT JOIN text_label AS l ON l.review = r.id
             WHERE r.${ofMember} AND (r.rating IS NOT NULL OR l.label IS NOT NULL))`,
  ],
  ["reviews", "review", ofMember],
  ["tags", "tag", ofMember],
  ["feedback", "feedback", ofMember],
  ["interactions", "interaction", ofMember],
];

/** Tables that hold nothing of a member; a test holds this list and `traces` against the schema. */
export const tablesSeen: ReadonlySet<string> = new Set([...traces.map(([, table]) => table), "member"]);

const hashPrefix = 16;
const hexRun = /[0-9a-f]{16,}/gi;

/** Puts the members that exist in place for the statements of one forgetting; returns their keys. */
export const pickMembers = (db: Connection, members: Iterable<number>): readonly Buffer[] => {
  db.exec("CREATE TEMP TABLE IF NOT EXISTS forgetting (id INTEGER PRIMARY KEY); DELETE FROM temp.forgetting");
  db.prepare(
    "INSERT INTO temp.forgetting SELECT id FROM member WHERE id IN (SELECT value FROM json_each(?))",
  ).run(JSON.stringify([...members]));
  const keys = db.prepare(`SELECT key FROM member WHERE id IN ${people}`).pluck().all() as Buffer[];
  const prefixes = new Set(keys.map((key) => key.toString("hex").slice(0, hashPrefix)));
  db.function("names_forgotten", { deterministic: true }, (text: unknown) =>
    typeof text === "string" &&
    (text.match(hexRun) ?? []).some((run) => {
      const lower = run.toLowerCase();
      for (let at = 0; at + hashPrefix <= lower.length; at++)
        if (prefixes.has(lower.slice(at, at + hashPrefix))) return true;
      return false;
    })
      ? 1
      : 0,
  );
  return keys;
};

export const dropPick = (db: Connection): void => {
  db.exec("DROP TABLE IF EXISTS temp.forgetting");
};

export const countTraces = (db: Connection): Traces =>
  Object.fromEntries(
    traces.map(([trace, table, where]) => [
      trace,
      db.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get() as number,
    ]),
  ) as Traces;

/** Removes the rows a table at a time, the members themselves last; within a transaction of the caller. */
export const removeTraces = (db: Connection): Traces => {
  const removed = Object.fromEntries(
    traces.map(([trace, table, where]) => [
      trace,
      db.prepare(`DELETE FROM ${table} WHERE ${where}`).run().changes,
    ]),
  ) as Traces;
  // A mapping can say that all rows are of one member.
  db.exec("DELETE FROM import_table WHERE names_forgotten(mapping)");
  db.prepare(`DELETE FROM member WHERE id IN ${people}`).run();
  return removed;
};

const learnedSql = `
  SELECT count(DISTINCT member) FROM (
    SELECT i.member FROM interaction i LEFT JOIN import_run r ON r.id = i.import_run
    WHERE i.${ofMember} AND i.kind = 0 AND (r.id IS NULL OR r.started_at <= @at)
    UNION SELECT member FROM feedback WHERE ${ofMember} AND at <= @at)`;

/** Models that were trained when ratings or feedback of these members were there, with how many of them. */
export const modelsThatLearned = (
  db: Connection,
): readonly { readonly id: string; readonly members: number }[] => {
  const count = db.prepare(learnedSql).pluck();
  return (
    db.prepare("SELECT id, created_at AS createdAt FROM model ORDER BY created_at").all() as {
      id: string;
      createdAt: number;
    }[]
  )
    .map(({ id, createdAt }) => ({ id, members: count.get({ at: createdAt / 1000 }) as number }))
    .filter(({ members }) => members > 0);
};
