/** Library files: open, create, copy, close. */
import { z } from "zod";
import { FileToken, JobStopped, NoLibrary, UnknownFile } from "./file-token.ts";
import { Nothing, Share } from "./schemas.ts";

export const LibraryCounts = z.object({
  films: z.number(),
  members: z.number(),
  interactions: z.number(),
  tags: z.number(),
  showings: z.number(),
  reviews: z.number(),
  venues: z.number(),
  models: z.number(),
  plans: z.number(),
});
export const LibraryInfo = z.object({
  name: z.string(),
  path: z.string(),
  bytes: z.number(),
  schemaVersion: z.number(),
  sample: z.boolean(),
  readOnly: z.boolean(),
  counts: LibraryCounts,
});
export type LibraryInfo = z.infer<typeof LibraryInfo>;

const path = z.string();
export const LibraryFailure = z.discriminatedUnion("type", [
  z.object({ type: z.literal("NotFound"), path }),
  z.object({ type: z.literal("AlreadyExists"), path }),
  z.object({ type: z.literal("NotALibrary"), path }),
  z.object({ type: z.literal("IsFolder"), path }),
  z.object({ type: z.literal("EmptyFile"), path }),
  z.object({ type: z.literal("NoPermission"), path }),
  /** `writtenBy`: the Marquee that wrote it last, "" where it does not say. */
  z.object({
    type: z.literal("NewerSchema"),
    path,
    found: z.number(),
    known: z.number(),
    writtenBy: z.string(),
  }),
  /** Another Marquee writes to it. `since` in seconds. */
  z.object({ type: z.literal("InUse"), path, host: z.string(), user: z.string(), since: z.number() }),
  /** The schema must be brought up to date, and no backup could be made before that. */
  z.object({
    type: z.literal("MigrationUnprotected"),
    path,
    detail: z.string(),
    needed: z.number(),
    free: z.number(),
  }),
  /** An older schema can be brought up to date only where the file can be written. */
  z.object({ type: z.literal("OldAndReadOnly"), path, found: z.number(), known: z.number() }),
  z.object({ type: z.literal("Damaged"), path, detail: z.string() }),
  z.object({ type: z.literal("Unwritable"), path, detail: z.string() }),
  UnknownFile,
]);

export type LibraryFailure = z.infer<typeof LibraryFailure>;

export const libraryContract = {
  libraryInfo: { in: Nothing, out: LibraryInfo, error: NoLibrary },
  openLibrary: {
    in: z.object({
      file: FileToken,
      readOnly: z.boolean().default(false),
      /** Brings an older schema up to date although no backup could be made. */
      withoutBackup: z.boolean().default(false),
    }),
    out: LibraryInfo,
    error: LibraryFailure,
  },
  createLibrary: { in: z.object({ file: FileToken }), out: LibraryInfo, error: LibraryFailure },
  /** A new library filled by the seeded generator; it is opened when complete, and absent when cancelled. */
  createSample: {
    in: z.object({ file: FileToken, seed: z.number().int() }),
    progress: z.object({ share: z.number(), phase: z.string() }),
    out: LibraryInfo,
    error: LibraryFailure,
  },
  saveCopy: {
    in: z.object({ file: FileToken }),
    progress: Share,
    out: Nothing,
    error: z.discriminatedUnion("type", [...LibraryFailure.options, NoLibrary, JobStopped]),
  },
  closeLibrary: { in: Nothing, out: Nothing, error: NoLibrary },
} as const;
