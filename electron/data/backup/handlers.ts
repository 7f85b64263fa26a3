/** Safety, as the page asks for it. */
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { BackupEntry, BackupFailure, safetyContract } from "../../../shared/contract/safety.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { jobsOf } from "../jobs/of.ts";
import type { ForgetAgain, ForgetAgainFailure } from "../privacy/forget-again.ts";
import { forgottenOf } from "../privacy/forgotten-list.ts";
import { answerOf, openedLibrary, pathOf, type Session } from "../session.ts";
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
import { rewriteBackup, standsFor } from "./rewrite.ts";
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

  /** In the job process: a large file is written anew for it. */
  const forgetAgain =
    (signal: AbortSignal): ForgetAgain =>
    async (path, forgotten) => {
      const wish = { path, forgotten: [...forgotten], migrations };
      return answerOf(jobsOf(session).forgetAgain(wish, { signal }), signal);
    };
  const heldIn = async (
    { path }: Pick<Asked, "path">,
    entries: readonly BackupEntry[],
    signal: AbortSignal,
  ): Promise<Result<(number | null)[], { readonly type: "JobStopped" }>> => {
    const wish = { paths: entries.map((entry) => entry.path), forgotten: [...forgottenOf(path)] };
    if (wish.forgotten.length === 0) return ok(entries.map(() => 0));
    const counted = await answerOf(jobsOf(session).countForgotten(wish, { signal }), signal);
    return counted.ok ? ok(counted.value.members) : counted;
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
    forgottenInBackups: async ({ file }, { signal }) => {
      const library = asked(file);
      if (!library.ok) return library;
      const { path, db } = library.value;
      const entries = listBackups(backupFolderOf(path, db), libraryName(path));
      const held = await heldIn(library.value, entries, signal);
      if (!held.ok) return held;
      return ok({
        backups: entries.flatMap(({ name, at, reason, bytes }, nth) => {
          const members = held.value[nth] ?? null;
          return members === 0 ? [] : [{ name, at, reason, bytes, members }];
        }),
      });
    },
    cleanBackups: async ({ how }, { progress, signal }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { path, db, name: libraryCalled } = library.value;
      const folder = backupFolderOf(path, db);
      const entries = listBackups(folder, libraryCalled);
      const held = await heldIn({ path }, entries, signal);
      if (!held.ok) return held;
      const holding = entries.filter((_, nth) => held.value[nth] !== 0);
      const clean = entries.filter((_, nth) => held.value[nth] === 0);
      const done = { rewritten: 0, deleted: 0, made: null as BackupEntry | null };
      if (how === "delete") {
        if (!holding.every((entry) => standsFor(clean, entry))) {
          const made = await makeBackup(library.value, "daily", {
            signal,
            marquee,
            progress: (share) => progress({ share }),
          });
          if (!made.ok) return made;
          done.made = made.value;
        }
        for (const entry of holding) removeBackup(entry);
        return ok({ ...done, deleted: holding.length, left: [] });
      }
      const left: { name: string; failure: BackupFailure | ForgetAgainFailure }[] = [];
      for (const [nth, entry] of holding.entries()) {
        progress({ share: nth / holding.length });
        const rewritten = await rewriteBackup(entry, forgottenOf(path), forgetAgain(signal), signal);
        if (rewritten.ok) done.rewritten++;
        else left.push({ name: entry.name, failure: rewritten.error });
      }
      return ok({ ...done, left });
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
      const held = await heldIn(library.value, [entry.value], signal);
      if (!held.ok) return held;
      return ok({
        backup: entry.value,
        forgotten: held.value[0] ?? null,
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
        forgetAgain: forgetAgain(signal),
        progress: (share) => progress({ share }),
      });
      if (!restored.ok && !db) return restored;
      const opened = await holdLibrary(path, migrations, { marquee });
      if (!opened.ok) return opened;
      if (!db) await closeSession(session, watch);
      session.library = opened.value;
      watch.begin(opened.value, false);
      return restored.ok ? ok({ library: libraryInfo(opened.value), ...restored.value }) : restored;
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
      if (!target.ok) return target;
      const hooks = { progress, signal, forgetAgain: forgetAgain(signal) };
      return salvage(path.value, target.value, migrations, hooks);
    },
  };
};
