/** A MovieLens data set into a library: recognised, read row by row under named rules, stored as a whole. */
import Database from "better-sqlite3";
import type {
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportSummary,
} from "../../../shared/contract/import.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { breathe } from "../session.ts";
import type { Library } from "../store/library.ts";
import { type Recognised, type RecognisedFile, recognise } from "./formats.ts";
import { libraryScale, merge, scaleHolds } from "./merge.ts";
import { Reader } from "./reader.ts";
import { openSource } from "./source/open.ts";
import { ReadFailure, type Source } from "./source/source.ts";
import { openStaging } from "./staging.ts";
import { readRows } from "./tables/records.ts";

export interface ImportOptions {
  readonly progress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

/** Opens a source and recognises it; `use` works on it before it is closed again. */
const withRecognised = async <T>(
  path: string,
  use: (source: Source, recognised: Recognised) => Promise<Result<T, ImportFailure>>,
): Promise<Result<T, ImportFailure>> => {
  const source = await openSource(path);
  if (!source.ok) return source;
  try {
    const recognised = await recognise(source.value);
    return recognised.ok ? await use(source.value, recognised.value) : recognised;
  } catch (error) {
    if (error instanceof ReadFailure) return err(error.failure);
    throw error;
  } finally {
    source.value.close();
  }
};

const estimatedRows = ({ file, bytesPerRow }: RecognisedFile): number => Math.round(file.bytes / bytesPerRow);

/** What an import of `path` would read. Changes nothing. */
export const previewMovieLens = (path: string): Promise<Result<ImportPreview, ImportFailure>> =>
  withRecognised(path, async (_, { format, files, missing, ignored }) =>
    ok({
      format: format.format,
      files: files.map((recognised) => ({
        name: recognised.file.name,
        kind: recognised.kind,
        bytes: recognised.file.bytes,
        columns: [...recognised.form.columns],
        firstRows: recognised.firstRecords.map(({ cells }) => cells.map((field) => field.slice(0, 200))),
        estimatedRows: estimatedRows(recognised),
      })),
      missing: [...missing],
      ignored: [...ignored],
    }),
  );

/** About five reports a second, with the pace so far carried on over the bytes left. */
const progressReporter = (files: readonly RecognisedFile[], report: (progress: ImportProgress) => void) => {
  const started = performance.now();
  const totalBytes = files.reduce((sum, { file }) => sum + file.bytes, 0);
  let reported = 0;
  return (phase: ImportProgress["phase"], file: string, rows: number, bytes: number): void => {
    const now = performance.now();
    if (now - reported < 200 && phase === "reading") return;
    reported = now;
    const seconds = Math.max(1e-3, (now - started) / 1000);
    const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
    const totalRows = share === 0 ? files.reduce((sum, each) => sum + estimatedRows(each), 0) : rows / share;
    report({
      phase,
      file,
      rows,
      totalRows: Math.round(Math.max(rows, totalRows)),
      rowsPerSecond: Math.round(rows / seconds),
      secondsLeft: share === 0 ? 0 : (seconds * (1 - share)) / share,
    });
  };
};

/** Libraries being imported into: one import at a time each. */
const importing = new WeakSet<Library>();

/** SQLite's refusals that are no bug of ours: no room, no right, a failing disk. */
const unwritable = /^SQLITE_(FULL|IOERR|READONLY|BUSY|CANTOPEN)/;

const totals = ({ db }: Library) => {
  const count = (table: string): number =>
    db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  return {
    films: count("film"),
    members: count("member"),
    interactions: count("interaction"),
    tags: count("tag"),
  };
};

/** Records checked and staged between two looks at the signal. */
const batchRows = 4_000;

const importRecognised = async (
  library: Library,
  source: Source,
  recognised: Recognised,
  { progress = () => {}, signal }: ImportOptions,
): Promise<Result<ImportSummary, ImportFailure>> => {
  const { db } = library;
  const { format, files } = recognised;
  const known = libraryScale(db);
  if (known && !scaleHolds(known, format.scale) && !scaleHolds(format.scale, known))
    return err({ type: "IncompatibleScale", library: known, source: format.scale });

  const started = performance.now();
  const startedAt = Math.floor(Date.now() / 1000);
  const report = progressReporter(files, progress);
  const staging = openStaging(db);
  try {
    const reader = new Reader(db, staging, recognised);
    let rows = 0;
    let bytesBefore = 0;
    for (const each of files) {
      for await (const { rows: records, bytesRead } of readRows(each.file, each.form.text))
        for (let start = 0; start < records.length; start += batchRows) {
          const batch = records.slice(start, start + batchRows);
          reader.take(each, batch);
          rows += batch.length;
          const share = (start + batch.length) / records.length;
          report("reading", each.file.name, rows, bytesBefore + bytesRead * share);
          await breathe();
          signal?.throwIfAborted();
          if (!db.open) return err({ type: "NoLibrary" });
        }
      bytesBefore += each.file.bytes;
    }
    report("storing", source.name, rows, bytesBefore);
    await breathe();
    signal?.throwIfAborted();
    if (!db.open) return err({ type: "NoLibrary" });
    const merged = merge(db, {
      format: format.format,
      source: source.name,
      scale: format.scale,
      startedAt,
      elapsed: () => (performance.now() - started) / 1000,
      rows: reader.rows,
      ...reader.issues.counts,
      issues: reader.issues.inOrder,
    });
    return ok({ ...merged, format: format.format, ...totals(library), ...reader.issues.counts });
  } finally {
    staging.drop();
  }
};

/**
 * Imports a folder, a file or an archive. Either all of it is in the library afterwards or, on a failure, an abort
 * (thrown as the signal's reason) or a crash, nothing.
 */
export const importMovieLens = async (
  library: Library,
  path: string,
  options: ImportOptions = {},
): Promise<Result<ImportSummary, ImportFailure>> => {
  if (library.readOnly) return err({ type: "UnwritableLibrary", detail: library.name });
  if (importing.has(library)) return err({ type: "ImportRunning" });
  importing.add(library);
  try {
    return await withRecognised(path, (source, recognised) =>
      importRecognised(library, source, recognised, options),
    );
  } catch (error) {
    if (error instanceof Database.SqliteError && unwritable.test(error.code))
      return err({ type: "UnwritableLibrary", detail: error.message });
    throw error;
  } finally {
    importing.delete(library);
  }
};
