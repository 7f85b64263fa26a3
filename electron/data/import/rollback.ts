/**
 * Takes an import back as a whole, at any later time and in any order. Rows it added go, unless something that came
 * later rests on them; rows it changed get their cells back, unless they have changed since. Names of genres, keywords
 * and people stay: other films may come to share them.
 */
import type { RollbackPlan } from "../../../shared/contract/import-review.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { turnBackWhatStands } from "../journal/journal.ts";
import { indexFilmWords } from "../search/film-words.ts";
import type { Connection } from "../store/library.ts";
import { unsettleFixes } from "./fixes/settle.ts";

type NotFound = { readonly type: "NotFound" };
/** What rests on nothing but its own import. */
const leaves = [
  "interaction",
  "tag",
  "showing",
  "attendance_day",
  "review",
  "poster",
  "film_key",
  "member_identifier",
] as const;

/** An import with the fixes of its rows; a fix alone where it is one. */
const runs = "(SELECT id FROM import_run WHERE @run IN (id, fix_of))";
const ofRun = `import_run IN ${runs}`;
const ofOther = (table: string): string =>
  `(${table}.import_run IS NULL OR ${table}.import_run NOT IN ${runs})`;

/** Whether a row of `table` names this one and did not come with the same import. */
const later = (table: string, column: string): string =>
  `EXISTS (SELECT 1 FROM ${table} AS later WHERE later.${column} = own.id AND ${ofOther("later")})`;
const named = (table: string, column: string): string =>
  `EXISTS (SELECT 1 FROM ${table} AS later WHERE later.${column} = own.id)`;
const edited = (entity: string): string => `EXISTS (
  SELECT 1 FROM change AS c JOIN change_set AS s ON s.id = c.change_set
  WHERE c.entity = '${entity}' AND c.key = json_object('id', own.id) AND s.kind <> 'import' AND s.undone_at IS NULL)`;

/** Tables with rows of other origin: only they can keep what an import added. One pass each, not one a row. */
const othersIn = (db: Connection, run: number): ReadonlySet<string> =>
  new Set(
    [...leaves, "screen"].filter(
      (table) =>
        db.prepare(`SELECT 1 FROM ${table} WHERE ${ofOther(table)} LIMIT 1`).get({ run }) !== undefined,
    ),
  );

/** What other rows may rest on, in the order it can go, with what then keeps a row. */
const trunks = (others: ReadonlySet<string>): readonly (readonly [table: string, needed: string])[] => {
  const laterIn = (tables: readonly string[], column: string): string[] =>
    tables.filter((table) => others.has(table)).map((table) => later(table, column));
  const any = (...conditions: readonly string[]): string => ["0", ...conditions].join(" OR ");
  return [
    ["member", any(...laterIn(["interaction", "tag", "review"], "member"), named("feedback", "member"))],
    [
      "film",
      any(
        ...laterIn(
          ["interaction", "tag", "showing", "attendance_day", "review", "poster", "film_key"],
          "film",
        ),
        named("booking", "film"),
        named("forecast_override", "film"),
        named("release_title", "film"),
        named("competitor_release", "film"),
        named("feedback", "film"),
        edited("film"),
      ),
    ],
    ["screen", later("showing", "screen")],
    [
      "venue",
      any(
        ...laterIn(["screen", "attendance_day", "review"], "venue"),
        named("booking", "venue"),
        named("forecast_override", "venue"),
        named("plan", "venue"),
        // A screen that has to stay keeps its venue.
        `EXISTS (SELECT 1 FROM screen AS s JOIN showing AS later ON later.screen = s.id
               WHERE s.venue = own.id AND ${ofOther("later")})`,
      ),
    ],
  ];
};

const count = (db: Connection, sql: string, run: number): number =>
  db.prepare(`SELECT count(*) FROM ${sql}`).pluck().get({ run }) as number;

const stands = (db: Connection, run: number): boolean =>
  db.prepare("SELECT 1 FROM import_run WHERE id = ? AND rolled_back_at IS NULL").get(run) !== undefined;

const changeSetsOf = (db: Connection, run: number): number[] =>
  db
    .prepare(
      `SELECT id FROM change_set WHERE ${ofRun} AND kind = 'import' AND undone_at IS NULL ORDER BY id DESC`,
    )
    .pluck()
    .all({ run }) as number[];

const reasons = (laterData: number, changedSince: number): RollbackPlan["keeps"] =>
  [
    { reason: "laterData" as const, rows: laterData },
    { reason: "changedSince" as const, rows: changedSince },
  ].filter(({ rows }) => rows > 0);

/** What taking the import back would do. Changes nothing. */
export const rollbackPreview = (db: Connection, run: number): Result<RollbackPlan, NotFound> => {
  if (!stands(db, run)) return err({ type: "NotFound" });
  const removes: Record<string, number> = {};
  let laterData = 0;
  for (const table of leaves) removes[table] = count(db, `${table} WHERE ${ofRun}`, run);
  for (const [table, needed] of trunks(othersIn(db, run))) {
    const kept = count(db, `${table} AS own WHERE ${ofRun} AND (${needed})`, run);
    removes[table] = count(db, `${table} WHERE ${ofRun}`, run) - kept;
    laterData += kept;
  }
  const back = changeSetsOf(db, run).map((set) => turnBackWhatStands(db, set, true));
  const restores = back.reduce((sum, { restored }) => sum + restored, 0);
  const kept = back.reduce((sum, each) => sum + each.kept, 0);
  return ok({ removes, restores, keeps: reasons(laterData, kept) });
};

/** `pause` gives way between steps, and throws to stop: then nothing has changed. The caller holds the write gate. */
export const rollBack = async (
  db: Connection,
  run: number,
  pause: () => Promise<void>,
): Promise<Result<RollbackPlan, NotFound>> => {
  db.exec("BEGIN IMMEDIATE");
  try {
    if (!stands(db, run)) {
      db.exec("ROLLBACK");
      return err({ type: "NotFound" });
    }
    const back = changeSetsOf(db, run).map((set) => turnBackWhatStands(db, set));
    const removes: Record<string, number> = {};
    let laterData = 0;
    for (const table of leaves) {
      removes[table] = db.prepare(`DELETE FROM ${table} WHERE ${ofRun}`).run({ run }).changes;
      await pause();
    }
    const gone: number[] = [];
    for (const [table, needed] of trunks(othersIn(db, run))) {
      const all = count(db, `${table} WHERE ${ofRun}`, run);
      const removed = db
        .prepare(`DELETE FROM ${table} AS own WHERE ${ofRun} AND NOT (${needed}) RETURNING id`)
        .pluck()
        .all({ run }) as number[];
      removes[table] = removed.length;
      laterData += all - removed.length;
      if (table === "film") for (const film of removed) gone.push(film);
      await pause();
    }
    indexFilmWords(db, new Set([...gone, ...back.flatMap(({ films }) => [...films])]));
    // Without ratings any scale may come.
    db.exec("DELETE FROM rating_scale WHERE NOT EXISTS (SELECT 1 FROM interaction WHERE kind = 0)");
    db.prepare("DELETE FROM quarantine WHERE import_run = ? AND state <> 'dismissed'").run(run);
    unsettleFixes(db, run);
    db.exec(
      "UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'interaction_revision'",
    );
    db.prepare(`UPDATE import_run SET rolled_back_at = unixepoch() WHERE id IN ${runs}`).run({ run });
    await pause();
    db.exec("COMMIT");
    const restores = back.reduce((sum, { restored }) => sum + restored, 0);
    const kept = back.reduce((sum, each) => sum + each.kept, 0);
    return ok({ removes, restores, keeps: reasons(laterData, kept) });
  } catch (error) {
    if (db.inTransaction) db.exec("ROLLBACK");
    throw error;
  }
};
