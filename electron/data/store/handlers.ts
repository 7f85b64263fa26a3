/** Library files, as the page asks for them. */
import { existsSync, renameSync, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { LibraryInfo, libraryContract } from "../../../shared/contract/library.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { jobsOf } from "../jobs/of.ts";
import { finishErasing } from "../privacy/erase.ts";
import { keepForgottenBeside } from "../privacy/forgotten-list.ts";
import { report } from "../report.ts";
import { sampleToday, writeSample } from "../sample/sample.ts";
import { answerOf, openedLibrary, pathOf, type Session } from "../session.ts";
import { libraryCounts } from "./counts.ts";
import { faultOfSqlite } from "./guard.ts";
import { type HeldLibrary, type HoldWish, holdLibrary, holdNewLibrary } from "./hold.ts";
import {
  closeLibrary,
  createLibrary,
  type Library,
  type LibraryError,
  type Migration,
  partPath,
  removeLibraryFiles,
} from "./library.ts";
import { placeOf } from "./place.ts";
import type { LibraryWatch } from "./watch.ts";
import { holdingWrites } from "./write-gate.ts";

export const libraryInfo = ({ db, path, name }: Library): LibraryInfo => {
  return {
    name,
    path,
    bytes: statSync(path).size,
    schemaVersion: db.pragma("user_version", { simple: true }) as number,
    readOnly: db.readonly,
    sample: db.prepare("SELECT value FROM setting WHERE name = 'sample'").pluck().get() !== undefined,
    counts: libraryCounts(db),
  };
};

/** Ends all work on the open library and closes it. */
export const closeSession = async (session: Session, watch: LibraryWatch): Promise<void> => {
  await watch.end();
  const { library } = session;
  session.library = null;
  if (!library) return;
  await columnsOf(library.db).keep();
  closeLibrary(library);
};

/** What the first questions need is read in the background, after the answer that the window waits for. */
const warm = async (session: Session, { db }: Library): Promise<void> => {
  try {
    await columnsOf(db).warm();
  } catch (error) {
    if (!db.open) return;
    const fault = faultOfSqlite(error);
    if (fault?.type === "DamagedPages") session.onDamage?.(fault.detail);
    else if (!fault) report(error, "reading ahead");
  }
};

export const libraryHandlers = (
  session: Session,
  watch: LibraryWatch,
  migrations: readonly Migration[],
  assets: string,
): Handlers<typeof libraryContract> => {
  const marquee = session.marquee ?? "";
  const close = () => closeSession(session, watch);
  /** The library that was open stays open when another cannot be opened. */
  const show = async (
    opened: Result<HeldLibrary, LibraryError>,
    damaged = false,
  ): Promise<Result<LibraryInfo, LibraryError>> => {
    if (!opened.ok) return opened;
    const { value } = opened;
    await close();
    if (!damaged && !value.readOnly) {
      finishErasing(value.db);
      keepForgottenBeside(value.path, value.db);
    }
    session.library = value;
    const reading = damaged ? Promise.resolve() : setImmediate().then(() => warm(session, value));
    watch.begin(value, damaged, reading);
    return ok(libraryInfo(value));
  };
  const open = async (path: string, wish: HoldWish): Promise<Result<LibraryInfo, LibraryError>> => {
    const opened = await holdLibrary(path, migrations, { ...wish, marquee });
    if (opened.ok || !wish.readOnly || opened.error.type !== "Damaged") return show(opened);
    return show(await holdLibrary(path, migrations, { readOnly: true, unchecked: true }), true);
  };

  return {
    libraryInfo: () => {
      const library = openedLibrary(session);
      return library.ok ? ok(libraryInfo(library.value)) : library;
    },
    openLibrary: async ({ file, readOnly, withoutBackup }) => {
      const path = pathOf(session, file);
      if (!path.ok) return path;
      const { library } = session;
      const same = library?.path === path.value && placeOf(library, 0).place === "here";
      if (library && same && library.readOnly === readOnly) return ok(libraryInfo(library));
      if (library && same) await close();
      return open(path.value, { readOnly, withoutBackup });
    },
    createLibrary: ({ file }) => {
      const path = pathOf(session, file);
      return path.ok ? show(holdNewLibrary(path.value, migrations, marquee)) : path;
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
      return open(path.value, {});
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
    closeLibrary: async () => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      await close();
      return ok({});
    },
  };
};
