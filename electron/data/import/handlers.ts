/** The import as the page asks for it. */
import type { ImportIssue, ImportRun, importContract } from "../../../shared/contract/import.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { backupBeforeImport } from "../backup/make.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import { importMovieLens, previewMovieLens } from "./movielens.ts";

export const importHandlers = (session: Session): Handlers<typeof importContract> => ({
  previewImport: ({ file }) => {
    const path = pathOf(session, file);
    return path.ok ? previewMovieLens(path.value) : path;
  },
  importFiles: async ({ file }, { progress, signal }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    if (path.ok) {
      const made = await backupBeforeImport(library.value, { signal, marquee: session.marquee ?? "" });
      if (!made.ok) return made;
    }
    return path.ok ? importMovieLens(library.value, path.value, { progress, signal }) : path;
  },
  importRuns: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const runs = library.value.db
      .prepare(
        `SELECT id AS importRun, format, source, started_at AS startedAt, seconds, added, unchanged, repaired, rejected
         FROM import_run ORDER BY id DESC`,
      )
      .all() as ImportRun[];
    return ok({ runs });
  },
  importIssues: ({ importRun, outcome, offset, limit }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const which = { importRun, outcome: outcome ?? null, offset, limit };
    const where = "WHERE import_run = @importRun AND (@outcome IS NULL OR outcome = @outcome)";
    const total = db.prepare(`SELECT count(*) FROM import_issue ${where}`).pluck().get(which) as number;
    const rows = db
      .prepare(
        `SELECT file, line, outcome, rule, detail FROM import_issue ${where}
         ORDER BY ordinal LIMIT @limit OFFSET @offset`,
      )
      .all(which) as ImportIssue[];
    return ok({ total, rows });
  },
});
