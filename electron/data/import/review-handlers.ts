/** What comes after an import, as the page asks for it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { importReviewContract, QuarantinedRow } from "../../../shared/contract/import-review.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { recordKinds } from "../../../shared/domain/record-kinds.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { decideMatch, filmMatches } from "../identity/matches.ts";
import { mergeFilms } from "../identity/merge.ts";
import { splitFilm } from "../identity/split.ts";
import { jobsOf } from "../jobs/of.ts";
import { answerOf, openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { holdingWrites } from "../store/write-gate.ts";
import { importAlone } from "./alone.ts";
import { checkRow } from "./fixes/check.ts";
import { importOf } from "./fixes/tables.ts";
import {
  decideRows,
  fixOf,
  quarantineCsv,
  quarantined,
  quarantinedRow,
  quarantineRules,
} from "./quarantine.ts";
import { rollbackPreview } from "./rollback.ts";
import { keptFields } from "./staging/kept-rows.ts";

type NoLibrary = { readonly type: "NoLibrary" };

export const importReviewHandlers = (session: Session): Handlers<typeof importReviewContract> => {
  const reading = <T, E>(use: (db: Connection) => Result<T, E>): Result<T, E | NoLibrary> => {
    const library = openedLibrary(session);
    return library.ok ? use(library.value.db) : library;
  };
  return {
    rollbackPreview: ({ importRun }) => reading((db) => rollbackPreview(db, importRun)),
    rollBackImport: async ({ importRun }, { progress, signal }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db, path, name, readOnly } = library.value;
      if (readOnly) return err({ type: "UnwritableLibrary", detail: name });
      return holdingWrites(db, () =>
        answerOf(
          jobsOf(session).rollBackImport({ library: path, importRun }, { signal, onProgress: progress }),
          signal,
        ),
      );
    },
    quarantine: ({ offset, limit, ...filter }) =>
      reading((db) => {
        const { total, rows } = quarantined(db, filter, offset, limit);
        return ok({ total, rows: rows as QuarantinedRow[] });
      }),
    quarantineRules: ({ state }) =>
      reading((db) => {
        const rules = quarantineRules(db, state);
        return ok({
          rules: rules as (Pick<QuarantinedRow, "importRun" | "file" | "kind" | "rule"> & { rows: number })[],
        });
      }),
    quarantinedRow: ({ id }) =>
      reading((db) => {
        const row = quarantinedRow(db, id) as QuarantinedRow | null;
        if (!row) return err({ type: "NotFound" });
        const mapping = importOf(db, row.importRun)?.mappingOf(row.file, row.kind);
        return ok({ row, fields: mapping ? [...keptFields(mapping)] : null });
      }),
    checkQuarantined: ({ id, cells }) =>
      reading((db) => {
        const row = quarantinedRow(db, id) as QuarantinedRow | null;
        const of = row && importOf(db, row.importRun);
        const check = of && checkRow(db, of, { ...row, cells: { ...row.cells, ...cells } });
        return check ? ok(check) : err({ type: "NotFound" });
      }),
    fixQuarantined: (wanted, { progress, signal }) =>
      importAlone(session, (library) =>
        holdingWrites(library.db, () =>
          answerOf(
            jobsOf(session).fixQuarantined(
              { library: library.path, wanted },
              { signal, onProgress: progress },
            ),
            signal,
          ),
        ),
      ),
    takeBackFix: async ({ id }, { progress, signal }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db, path, name, readOnly } = library.value;
      if (readOnly) return err({ type: "UnwritableLibrary", detail: name });
      const fix = fixOf(db, id);
      if (!fix) return err({ type: "NotFound" });
      const back = await holdingWrites(db, () =>
        answerOf(
          jobsOf(session).rollBackImport(
            { library: path, importRun: fix.importRun },
            { signal, onProgress: progress },
          ),
          signal,
        ),
      );
      return back.ok ? ok({ rows: fix.rows }) : back;
    },
    dismissQuarantined: ({ ids, dismissed }) =>
      reading((db) => ok({ rows: decideRows(db, ids, dismissed ? "dismissed" : "waiting") })),
    exportQuarantine: ({ folder, filter }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const path = pathOf(session, folder);
      if (!path.ok) return path;
      const files: { name: string; rows: number }[] = [];
      for (const kind of filter.kind ? [filter.kind] : recordKinds) {
        const { text, rows } = quarantineCsv(library.value.db, filter, kind);
        if (rows === 0) continue;
        const name = `quarantine-${kind}.csv`;
        try {
          writeFileSync(join(path.value, name), text);
        } catch (error) {
          const detail = error instanceof Error ? error.message : String(error);
          return err({ type: "UnwritableFile", name, detail });
        }
        files.push({ name, rows });
      }
      return ok({ files });
    },
    filmMatches: ({ state, offset, limit }) => reading((db) => ok(filmMatches(db, state, offset, limit))),
    decideMatch: ({ id, same }) => reading((db) => decideMatch(db, id, same)),
    mergeFilms: ({ into, films }) => reading((db) => mergeFilms(db, into, films)),
    splitFilm: ({ film, keys }) => reading((db) => splitFilm(db, film, keys)),
  };
};
