/** Safety, as the page asks for it. */
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { BackupEntry, safetyContract } from "../../../shared/contract/safety.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import { closeSession, libraryInfo } from "../store/handlers.ts";
import { holdLibrary } from "../store/hold.ts";
import type { Connection, Migration } from "../store/library.ts";
import { besideLibrary, libraryName } from "../store/places.ts";
import type { LibraryWatch } from "../store/watch.ts";
import { checkApart } from "./check-apart.ts";
import {
  backupBudget,
  backupFolderOf,
  chooseFolder,
  freeBytes,
  listBackups,
  readEntry,
  removeBackup,
  setBudget,
  sha256Of,
} from "./folder.ts";
import { makeBackup, thinBackups } from "./make.ts";
import { restoreBackup } from "./restore.ts";
import { salvage } from "./salvage.ts";

interface Asked {
  readonly path: string;
  /** Open at this moment. */
  readonly db?: Connection;
}

export const safetyHandlers = (
  session: Session,
  watch: LibraryWatch,
  migrations: readonly Migration[],
): Handlers<typeof safetyContract> => {
  const marquee = session.marquee ?? "";
  /** The named library, open or not; the open one where none is named. */
  const asked = (
    file: string | null,
  ): Result<Asked, { readonly type: "NoLibrary" } | { readonly type: "UnknownFile" }> => {
    const open = openedLibrary(session);
    if (file === null) return open.ok ? ok({ path: open.value.path, db: open.value.db }) : open;
    const path = pathOf(session, file);
    if (!path.ok) return path;
    return ok(
      open.ok && open.value.path === path.value
        ? { path: path.value, db: open.value.db }
        : { path: path.value },
    );
  };
  const backupOf = async (
    { path, db }: Asked,
    backup: { readonly name: string } | { readonly file: string },
  ): Promise<
    Result<
      BackupEntry,
      { readonly type: "NoBackup"; readonly path: string } | { readonly type: "UnknownFile" }
    >
  > => {
    if ("name" in backup) {
      const entry = readEntry(backupFolderOf(path, db), backup.name);
      return entry ? ok(entry) : err({ type: "NoBackup", path: backup.name });
    }
    const from = pathOf(session, backup.file);
    if (!from.ok) return from;
    if (!existsSync(from.value)) return err({ type: "NoBackup", path: from.value });
    const known = readEntry(dirname(from.value), from.value);
    if (known) return ok(known);
    const check = await checkApart({ path: from.value, level: "full" });
    return ok({
      name: libraryName(from.value),
      path: from.value,
      whole: true,
      library: libraryName(from.value),
      at: Math.floor(statSync(from.value).mtimeMs / 1000),
      reason: "by-hand",
      bytes: check.bytes,
      schema: check.schema,
      counts: check.counts,
      verified: check.sound,
      sha256: await sha256Of(from.value),
      marquee: "",
    });
  };

  return {
    watchLibrary: (_, { progress, signal }) =>
      new Promise((resolve) => {
        const stop = watch.listen((state) => progress({ state }));
        signal.addEventListener("abort", () => {
          stop();
          resolve(ok({}));
        });
      }),
    backUp: async ({ folder: token }, { progress, signal }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const folder = token === null ? ok(undefined) : pathOf(session, token);
      if (!folder.ok) return folder;
      watch.change({ backup: "running" });
      try {
        const made = await makeBackup(library.value, "by-hand", {
          signal,
          marquee,
          ...(folder.value === undefined ? {} : { folder: folder.value }),
          progress: (share) => progress({ share }),
        });
        watch.change({ backup: "idle", backupFailure: null });
        if (!made.ok && made.error.type === "BackupUnsound")
          watch.change({ check: "damaged", findings: [made.error.detail] });
        return made;
      } finally {
        watch.change({ backup: "idle" });
      }
    },
    listBackups: ({ file }) => {
      const library = asked(file);
      if (!library.ok) return library;
      const { path, db } = library.value;
      const folder = backupFolderOf(path, db);
      return ok({
        folder,
        chosen: folder !== besideLibrary(path),
        reachable: existsSync(folder) || existsSync(dirname(folder)),
        entries: [...listBackups(folder, libraryName(path))],
        budget: db ? backupBudget(db) : 0,
        free: freeBytes(folder),
      });
    },
    setBackupFolder: ({ folder }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const path = folder === null ? ok(null) : pathOf(session, folder);
      if (!path.ok) return path;
      chooseFolder(library.value.db, path.value);
      return ok({});
    },
    setBackupBudget: ({ bytes }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      setBudget(library.value.db, bytes);
      thinBackups(backupFolderOf(library.value.path, library.value.db), library.value.name, bytes);
      return ok({});
    },
    deleteBackup: ({ file, name }) => {
      const library = asked(file);
      if (!library.ok) return library;
      const entry = readEntry(backupFolderOf(library.value.path, library.value.db), name);
      if (!entry) return err({ type: "NoBackup", path: name });
      removeBackup(entry);
      return ok({});
    },
    revealBackup: async ({ file, name }) => {
      const library = asked(file);
      if (!library.ok) return library;
      const folder = backupFolderOf(library.value.path, library.value.db);
      const entry = name === null ? null : readEntry(folder, name);
      if ((name !== null && !entry) || !existsSync(folder))
        return err({ type: "NoBackup", path: name ?? folder });
      await session.showInFolder?.(entry?.path ?? folder);
      return ok({});
    },
    restorePreview: async ({ file, backup }, { signal }) => {
      const library = asked(file);
      if (!library.ok) return library;
      const entry = await backupOf(library.value, backup);
      if (!entry.ok) return entry;
      const { path } = library.value;
      const present = existsSync(path) ? await checkApart({ path, level: "full" }, signal) : null;
      return ok({
        backup: entry.value,
        present: {
          bytes: present?.bytes ?? 0,
          modifiedAt: existsSync(path) ? Math.floor(statSync(path).mtimeMs / 1000) : 0,
          sound: present?.sound ?? false,
          counts: present?.counts ?? null,
        },
      });
    },
    restoreBackup: async ({ file, backup }, { progress, signal }) => {
      const library = asked(file);
      if (!library.ok) return library;
      const { path, db } = library.value;
      if (session.library?.readOnly && db)
        return err({ type: "Unwritable", path, detail: "it is open read-only" });
      const entry = await backupOf(library.value, backup);
      if (!entry.ok) return entry;
      const folder = backupFolderOf(path, db);
      if (db) await closeSession(session, watch);
      const restored = await restoreBackup(path, entry.value, folder, {
        signal,
        marquee,
        progress: (share) => progress({ share }),
      });
      if (!restored.ok && !db) return restored;
      const opened = await holdLibrary(path, migrations, { marquee });
      if (!opened.ok) return opened;
      if (!db) await closeSession(session, watch);
      session.library = opened.value;
      watch.begin(opened.value, false);
      return restored.ok ? ok({ library: libraryInfo(opened.value), kept: restored.value }) : restored;
    },
    checkLibrary: async ({ file }, { signal }) => {
      const library = asked(file);
      if (!library.ok) return library;
      const { path } = library.value;
      if (!existsSync(path)) return err({ type: "NotFound", path });
      const report = await checkApart({ path, level: "full", sealed: !library.value.db }, signal);
      if (library.value.db)
        watch.change({ check: report.sound ? "sound" : "damaged", findings: report.findings });
      return ok(report);
    },
    salvageLibrary: ({ file, out }, { progress, signal }) => {
      const path = pathOf(session, file);
      if (!path.ok) return path;
      const target = pathOf(session, out);
      return target.ok ? salvage(path.value, target.value, migrations, { progress, signal }) : target;
    },
  };
};
