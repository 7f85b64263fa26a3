/** Safety of library files: backups, restore, checks, salvage, and what is known of the open file. */
import { z } from "zod";
import { FileToken, JobStopped, NoLibrary, UnknownFile } from "./file-token.ts";
import { LibraryCounts, LibraryFailure, LibraryInfo } from "./library.ts";
import { Nothing, Share } from "./schemas.ts";

export const backupReasons = [
  "by-hand",
  "daily",
  "before-import",
  "before-migration",
  "before-restore",
] as const;
export const BackupReason = z.enum(backupReasons);
export type BackupReason = z.infer<typeof BackupReason>;

/** What stands in the manifest beside a backup. Times are seconds since 1970. */
export const BackupManifest = z.object({
  library: z.string(),
  at: z.number(),
  reason: BackupReason,
  bytes: z.number(),
  schema: z.number().nullable(),
  counts: LibraryCounts.nullable(),
  /** Passed the full check when it was made. */
  verified: z.boolean(),
  sha256: z.string(),
  marquee: z.string(),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** `name` is the file's name in the folder of backups. `whole`: its size is still what the manifest says. */
export const BackupEntry = BackupManifest.extend({ name: z.string(), path: z.string(), whole: z.boolean() });
export type BackupEntry = z.infer<typeof BackupEntry>;

export const HeldBackup = BackupEntry.pick({ name: true, at: true, reason: true, bytes: true }).extend({
  members: z.number().nullable(),
});
export type HeldBackup = z.infer<typeof HeldBackup>;

const path = z.string();
export const BackupFailure = z.discriminatedUnion("type", [
  z.object({ type: z.literal("NoRoomForBackup"), path, needed: z.number(), free: z.number() }),
  z.object({ type: z.literal("BackupUnwritable"), path, detail: z.string() }),
  /** The copy did not pass its full check: the library itself is damaged. */
  z.object({ type: z.literal("BackupUnsound"), path, detail: z.string() }),
  z.object({ type: z.literal("NoBackup"), path }),
  z.object({ type: z.literal("NothingToSalvage"), path, detail: z.string() }),
]);
export type BackupFailure = z.infer<typeof BackupFailure>;

export const LibraryCheck = z.object({
  path,
  sound: z.boolean(),
  /** What the check found, at most the first hundred lines. */
  findings: z.array(z.string()),
  /** Rows that refer to rows that are not there. */
  orphans: z.number(),
  schema: z.number().nullable(),
  bytes: z.number(),
  counts: LibraryCounts.nullable(),
  seconds: z.number(),
});
export type LibraryCheck = z.infer<typeof LibraryCheck>;

export const SalvageReport = z.object({
  path,
  out: z.string(),
  tables: z.array(
    z.object({
      table: z.string(),
      read: z.number(),
      /** Read, but refused by the rules of a library or without what they belong to. */
      refused: z.number(),
      /** Parts of the table that could not be read at all. */
      gaps: z.number(),
      detail: z.string(),
    }),
  ),
  /** Mebibytes whose bytes changed on the disk since the library was closed: values there may be others. */
  altered: z.array(z.number()),
  /** Members found in it who were forgotten since, and forgotten again. */
  forgotten: z.number(),
  complete: z.boolean(),
  seconds: z.number(),
});
export type SalvageReport = z.infer<typeof SalvageReport>;

/** Where the open library's file is, and how it is. */
export const LibraryState = z.object({
  readOnly: z.enum(["no", "chosen", "media"]),
  place: z.enum(["here", "moved", "gone"]),
  /** Where it is now, when it was moved. */
  movedTo: z.object({ file: FileToken, path: z.string(), name: z.string() }).nullable(),
  check: z.enum(["running", "sound", "damaged"]),
  findings: z.array(z.string()),
  backup: z.enum(["idle", "running", "failed"]),
  backupFailure: BackupFailure.nullable(),
});
export type LibraryState = z.infer<typeof LibraryState>;

const AnyFailure = z.discriminatedUnion("type", [
  ...LibraryFailure.options,
  ...BackupFailure.options,
  NoLibrary,
  JobStopped,
]);
/** The open library where no file is named. */
const which = FileToken.nullable();
const Backup = z.union([z.object({ name: z.string().max(300) }), z.object({ file: FileToken })]);

export const safetyContract = {
  /** Never ends: the state of the open library arrives as progress whenever it changes; null without one. */
  watchLibrary: {
    in: Nothing,
    progress: z.object({ state: LibraryState.nullable() }),
    out: Nothing,
    error: NoLibrary,
  },
  /** `folder`: there instead of among the others. */
  backUp: {
    in: z.object({ folder: FileToken.nullable().default(null) }),
    progress: Share,
    out: BackupEntry,
    error: AnyFailure,
  },
  listBackups: {
    in: z.object({ file: which }),
    out: z.object({
      folder: z.string(),
      chosen: z.boolean(),
      reachable: z.boolean(),
      entries: z.array(BackupEntry),
      budget: z.number(),
      free: z.number().nullable(),
    }),
    error: z.discriminatedUnion("type", [UnknownFile, NoLibrary]),
  },
  /** Null: the folder beside the library. Backups that exist stay where they are. */
  setBackupFolder: { in: z.object({ folder: FileToken.nullable() }), out: Nothing, error: AnyFailure },
  setBackupBudget: { in: z.object({ bytes: z.number().min(1e8) }), out: Nothing, error: AnyFailure },
  /** Backups that still hold members who were forgotten since, and how many; null where one cannot be read. */
  forgottenInBackups: {
    in: z.object({ file: which }),
    out: z.object({ backups: z.array(HeldBackup) }),
    error: AnyFailure,
  },
  /**
   * Takes the forgotten out of them: writes them anew, checked, or deletes them, once a newer verified one without the
   * forgotten stands: it is made where there is none.
   */
  cleanBackups: {
    in: z.object({ how: z.enum(["rewrite", "delete"]) }),
    progress: Share,
    out: z.object({
      rewritten: z.number(),
      deleted: z.number(),
      made: BackupEntry.nullable(),
      /** What still holds them, and why. */
      left: z.array(z.object({ name: z.string(), failure: AnyFailure })),
    }),
    error: AnyFailure,
  },
  deleteBackup: { in: z.object({ file: which, name: z.string().max(300) }), out: Nothing, error: AnyFailure },
  /** Shows a backup, or their folder, in the system's file manager. */
  revealBackup: {
    in: z.object({ file: which, name: z.string().max(300).nullable() }),
    out: Nothing,
    error: AnyFailure,
  },
  /** What a restore would change. */
  restorePreview: {
    in: z.object({ file: which, backup: Backup }),
    out: z.object({
      backup: BackupEntry,
      present: z.object({
        bytes: z.number(),
        modifiedAt: z.number(),
        sound: z.boolean(),
        counts: LibraryCounts.nullable(),
      }),
      /** Members of the backup who were forgotten since: the restore forgets them again. */
      forgotten: z.number().nullable(),
    }),
    error: AnyFailure,
  },
  /** Puts a backup in the library's place and opens it; what was there is kept as a backup first. */
  restoreBackup: {
    in: z.object({ file: which, backup: Backup }),
    progress: Share,
    out: z.object({ library: LibraryInfo, kept: BackupEntry.nullable(), forgotten: z.number() }),
    error: AnyFailure,
  },
  checkLibrary: { in: z.object({ file: which }), out: LibraryCheck, error: AnyFailure },
  salvageLibrary: {
    in: z.object({ file: FileToken, out: FileToken }),
    progress: z.object({ table: z.string(), share: z.number().min(0).max(1) }),
    out: SalvageReport,
    error: AnyFailure,
  },
} as const;
