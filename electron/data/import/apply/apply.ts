/** A staged import into the library: one transaction on a connection of its own, all of it or nothing. */
import type { ImportProgress, ImportSummary } from "../../../../shared/contract/import.ts";
import { ratingMerger } from "../../blocks/rating-merger.ts";
import { type Change, record } from "../../journal/journal.ts";
import type { Connection } from "../../store/library.ts";
import { settleFixes } from "../fixes/settle.ts";
import { libraryScale, scaleHolds } from "../rating-scale.ts";
import { rowsReporter } from "../staging/progress.ts";
import type { Staged } from "../staging/stage.ts";
import { applyFilms } from "./films.ts";
import { applyHouse } from "./house.ts";
import { applyIdentifiers } from "./identifiers.ts";
import { applyInteractions } from "./interactions.ts";
import { applyMembers } from "./members.ts";
import { writeReport } from "./report.ts";
import { applyPosters, applyReviews, applyTags } from "./texts.ts";

export const libraryTotals = (db: Connection) => {
  const count = (table: string): number =>
    db.prepare(`SELECT count(*) FROM main.${table}`).pluck().get() as number;
  return {
    films: count("film"),
    members: count("member"),
    interactions: count("interaction"),
    tags: count("tag"),
    showings: count("showing") + count("attendance_day"),
    reviews: count("review"),
  };
};

const startRun = (db: Connection, { input, startedAt }: Staged): number =>
  Number(
    db
      .prepare(
        `INSERT INTO import_run (format, system, source, started_at, seconds, added, updated, unchanged, repaired,
           rejected, fix_of)
         VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?)`,
      )
      .run(input.format, input.system, input.name, startedAt, input.fixes?.of ?? null).lastInsertRowid,
  );

const raiseRevision = (db: Connection): number =>
  Number(
    db
      .prepare(
        `UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
         WHERE name = 'interaction_revision' RETURNING value`,
      )
      .pluck()
      .get(),
  );

export interface ApplyOptions {
  readonly progress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
  readonly breathe: () => Promise<void>;
}

/** The caller holds the library's write gate. */
export const apply = async (
  staged: Staged,
  { progress, signal, breathe }: ApplyOptions,
): Promise<ImportSummary> => {
  const { db, input, gathering, runs, scale, counts, scratch } = staged;
  const started = performance.now();
  const pause = async (): Promise<void> => {
    await breathe();
    signal.throwIfAborted();
  };
  const report = rowsReporter("storing", input.name, Math.max(1, runs.length), progress);
  report(0);
  db.pragma("foreign_keys = OFF"); // every id comes from this transaction or was looked up in it
  db.exec("BEGIN IMMEDIATE");
  try {
    const importRun = startRun(db, staged);
    const held = libraryScale(db);
    if (scale && !(held && scaleHolds(held, scale)))
      db.prepare(
        "INSERT OR REPLACE INTO rating_scale (only, min, max, step) VALUES (1, @min, @max, @step)",
      ).run(scale);
    const changes: Change[] = [];
    const add = (more: readonly Change[]): void => {
      for (const change of more) changes.push(change);
    };
    add(applyFilms(db, staged.films, input.system, importRun));
    add(await applyMembers(db, gathering, staged.members, importRun, pause));
    if (input.identifiers)
      await applyIdentifiers(db, staged.identifiers, staged.members, input.identifiers, importRun, pause);
    const merger = runs.length > 0 ? ratingMerger(db) : null;
    add(await applyInteractions(db, runs, importRun, merger, report, pause));
    if (scratch.count("tag") > 0) applyTags(db, importRun);
    add(await applyHouse(db, staged.house, importRun, pause));
    if (scratch.count("review") > 0) add(applyReviews(db, staged, importRun));
    const posters = await applyPosters(db, staged, importRun);
    if (runs.length > 0) {
      const touched = counts.kinds.some(
        ({ kind, added, changed }) => kind === "interactions" && added + changed > 0,
      );
      // Raised whether or not blocks stand: counts and figures are kept by it too.
      const revision = touched ? raiseRevision(db) : null;
      if (revision === null) merger?.abandon();
      else await merger?.finish(revision, pause);
    }
    if (changes.length > 0) record(db, { kind: "import", label: input.name, importRun }, changes);
    if (input.fixes) settleFixes(db, importRun, staged, input.fixes);
    else writeReport(db, importRun, staged);
    const sum = (pick: (kind: (typeof counts.kinds)[number]) => number): number =>
      counts.kinds.reduce((total, kind) => total + (kind.kind === "posters" ? 0 : pick(kind)), 0);
    const added = sum((kind) => kind.added) + posters;
    const updated = sum((kind) => kind.changed);
    const unchanged = sum((kind) => kind.same + kind.kept) + gathering.posters.length - posters;
    const { repaired } = gathering.issues.counts;
    const rejected = input.fixes ? -input.fixes.rows.size : gathering.issues.counts.rejected;
    const seconds = counts.seconds + (performance.now() - started) / 1000;
    db.prepare(
      `UPDATE import_run SET seconds = ?, added = ?, updated = ?, unchanged = ?, repaired = ?, rejected = ? WHERE id = ?`,
    ).run(seconds, added, updated, unchanged, repaired, rejected, importRun);
    await pause();
    db.exec("COMMIT");
    return {
      importRun,
      format: input.format,
      system: input.system,
      ...libraryTotals(db),
      added,
      updated,
      unchanged,
      repaired,
      rejected,
      doubtfulFilms: counts.doubtfulFilms,
      implied: counts.implied,
      seconds,
    };
  } catch (error) {
    if (db.inTransaction) db.exec("ROLLBACK");
    throw error;
  }
};
