/** An opaque word for a path the user chose: only the main process and the data service know the path. */
import { z } from "zod";

export const FileToken = z.string().regex(/^[0-9a-f-]{36}$/);
export type FileToken = z.infer<typeof FileToken>;

/** Failures of any method that reads a file or the library. */
export const UnknownFile = z.object({ type: z.literal("UnknownFile") });
export const NoLibrary = z.object({ type: z.literal("NoLibrary") });
export const UnreadableFile = z.object({
  type: z.literal("UnreadableFile"),
  name: z.string(),
  detail: z.string(),
});
export const UnwritableFile = z.object({
  type: z.literal("UnwritableFile"),
  name: z.string(),
  detail: z.string(),
});
/** The disk behind a folder has no room for the file. */
export const FolderFull = z.object({ type: z.literal("FolderFull"), name: z.string() });
/** Another program holds the file open, so it cannot be replaced. */
export const FileInUse = z.object({ type: z.literal("FileInUse"), name: z.string() });

export const NotFound = z.object({ type: z.literal("NotFound") });
export const Missing = z.discriminatedUnion("type", [NoLibrary, NotFound]);

/** The process that does long work ended before it was done: nothing changed. */
export const JobStopped = z.object({ type: z.literal("JobStopped") });
