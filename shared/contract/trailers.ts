/** What trailers look like: video files that stay where they lie, read by the training worker, with readings that the library keeps. */
import { z } from "zod";
import { type TrailerReading, trailerProblems } from "../domain/trailers.ts";
import { FileToken, Missing, NoLibrary, UnknownFile, UnreadableFile } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";

const FoundTrailer = z.object({
  file: FileToken,
  /** With its folders below the chosen one. */
  name: z.string(),
  bytes: z.number(),
  /** By the file's name; null where that names none, or more than one. */
  film: z.number().nullable(),
});
export type FoundTrailer = z.infer<typeof FoundTrailer>;

/** Known by its film and its file's name. */
export interface KeptTrailer extends TrailerReading {
  readonly film: number;
  readonly title: string;
  readonly titleZh: string | null;
  readonly genres: readonly string[];
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

const Named = z.object({ film: Id, name: z.string().min(1).max(300) });

/** Bytes of one call. */
export const mostPiece = 8 * 2 ** 20;

export const trailerDataContract = {
  /** The videos that a chosen file or folder is or holds, each with the film that its name tells. */
  foundTrailers: {
    in: z.object({ file: FileToken }),
    out: z.object({ videos: z.array(FoundTrailer) }),
    error: z.discriminatedUnion("type", [NoLibrary, UnknownFile, UnreadableFile]),
  },
  /** Bytes [start, end) of a chosen video, fewer at its end; of no other kind of file. */
  videoPiece: {
    in: z
      .object({ file: FileToken, start: z.number().int().min(0), end: z.number().int().min(0) })
      .refine(({ start, end }) => start < end && end - start <= mostPiece),
    out: z.object({ bytes: made<Uint8Array<ArrayBuffer>>() }),
    error: z.discriminatedUnion("type", [
      UnknownFile,
      UnreadableFile,
      z.object({ type: z.literal("NotVideo") }),
    ]),
  },
  /** In place of an earlier reading of the film's file of that name. */
  keepTrailer: {
    in: Named.extend({ reading: made<TrailerReading>() }),
    out: Nothing,
    error: Missing,
  },
  /** By title. */
  trailers: { in: Nothing, out: z.object({ trailers: made<readonly KeptTrailer[]>() }), error: NoLibrary },
  /** An edit that Undo takes back. */
  removeTrailer: { in: Named, out: z.object({ changeSet: z.number().nullable() }), error: NoLibrary },
} as const;

export const TrailerProgress = z.object({
  done: z.number(),
  of: z.number(),
  /** The file in hand. */
  name: z.string(),
  share: z.number(), // of all
  secondsLeft: z.number().nullable(),
});
export type TrailerProgress = z.infer<typeof TrailerProgress>;

const TrailerFailure = z.object({
  film: Id,
  name: z.string(),
  problem: z.enum(trailerProblems),
  /** The codec, or what the decoder said. */
  detail: z.string(),
});
export type TrailerFailure = z.infer<typeof TrailerFailure>;

export const trailerContract = {
  /** Reads videos one after another, each kept once it is read; a cancel keeps those. */
  readTrailers: {
    in: z.object({
      trailers: z.array(Named.extend({ file: FileToken, bytes: z.number() })).max(5000),
    }),
    progress: TrailerProgress,
    out: z.object({ read: z.number(), failed: z.array(TrailerFailure), seconds: z.number() }),
    error: NoLibrary,
  },
} as const;
