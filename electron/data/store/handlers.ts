/** Library files, as the page asks for them. */
import { existsSync, renameSync, statSync } from "node:fs";
import type { LibraryInfo, libraryContract } from "../../../shared/contract/library.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { sampleToday, writeSample } from "../sample/sample.ts";
import { answerOf, jobsOf, openedLibrary, pathOf, type Session } from "../session.ts";
import { libraryCounts } from "./counts.ts";
import {
  closeLibrary,
  createLibrary,
  type Library,
  type LibraryError,
  type Migration,
  openLibrary,
  partPath,
  removeLibraryFiles,
} from "./library.ts";
import { holdingWrites } from "./write-gate.ts";

export const libraryInfo = ({ db, path, name }: Library): LibraryInfo => {
  return {
    name,
    path,
    bytes: statSync(path).size,
    schemaVersion: db.pragma("user_version", { simple: true }) as number,
    sample: db.prepare("SELECT value FROM setting WHERE name = 'sample'").pluck().get() !== undefined,
    counts: libraryCounts(db),
  };
};

export const libraryHandlers = (
  session: Session,
  migrations: readonly Migration[],
  assets: string,
): Handlers<typeof libraryContract> => {
  const close = (): void => {
    if (session.library) closeLibrary(session.library);
    session.library = null;
  };
  /** The library that was open stays open when another cannot be opened. */
  const show = (opened: Result<Library, LibraryError>): Result<LibraryInfo, LibraryError> => {
    if (!opened.ok) return opened;
    close();
    session.library = opened.value;
    return ok(libraryInfo(opened.value));
  };

  return {
    libraryInfo: () => {
      const library = openedLibrary(session);
      return library.ok ? ok(libraryInfo(library.value)) : library;
    },
    openLibrary: ({ file }) => {
      const path = pathOf(session, file);
      if (!path.ok) return path;
      if (session.library?.path === path.value) return ok(libraryInfo(session.library));
      return show(openLibrary(path.value, migrations));
    },
    createLibrary: ({ file }) => {
      const path = pathOf(session, file);
      return path.ok ? show(createLibrary(path.value, migrations)) : path;
    },
    createSample: async ({ file, seed }, { progress, signal }) => {
      const path = pathOf(session, file);
      if (!path.ok) return path;
      if (existsSync(path.value)) return err({ type: "AlreadyExists", path: path.value });
      const part = partPath(path.value);
      removeLibraryFiles(part);
      const created = createLibrary(part, migrations);
      if (!created.ok) return created;
      try {
        const options = { seed, today: sampleToday, assets };
        await writeSample(created.value, options, (share, phase) => progress({ share, phase }), signal);
        closeLibrary(created.value);
        renameSync(part, path.value);
      } catch (error) {
        created.value.db.close();
        removeLibraryFiles(part);
        throw error;
      }
      return show(openLibrary(path.value, migrations));
    },
    saveCopy: async ({ file }, { progress, signal }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const path = pathOf(session, file);
      if (!path.ok) return path;
      const { db, path: from } = library.value;
      // A write would make the copy start again.
      return answerOf(
        holdingWrites(db, () =>
          jobsOf(session).saveCopy({ library: from, path: path.value }, { signal, onProgress: progress }),
        ),
        signal,
      );
    },
    closeLibrary: () => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      close();
      return ok({});
    },
  };
};
