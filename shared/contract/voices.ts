/** What people say: reading texts, and what was read in them. */
import { z } from "zod";
import type { MentionColumns } from "../domain/voices.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";
import { textModelNames } from "./texts.ts";

/** One after the other by ascending id. */
export interface StoredTexts {
  readonly ids: Int32Array;
  /** 0 = none. */
  readonly films: Int32Array;
  readonly venues: Int32Array;
  /** Seconds since 1970. */
  readonly at: Float64Array;
  /** 1 = this reader has read it. */
  readonly read: Uint8Array;
  /** What was kept of them; 0 = nothing. */
  readonly alike: Int32Array;
  readonly bursts: Int32Array;
  readonly texts: readonly string[];
}

/** Names that texts on a film or a venue may hold. */
export interface TextSubject {
  readonly id: number;
  readonly titles: readonly string[];
  readonly cast: readonly string[];
  readonly directors: readonly string[];
}

const Ints = z.instanceof(Int32Array);

export const voicesDataContract = {
  readingState: {
    in: Nothing,
    /** `reader` is who reads now; `known` counts texts that it or an earlier one has read. */
    out: z.object({ reader: z.string(), texts: z.number(), read: z.number(), known: z.number() }),
    error: NoLibrary,
  },
  storedTexts: {
    in: z.object({ reader: z.string(), after: Id, limit: z.number().int().min(1).max(5000) }),
    out: made<StoredTexts>(),
    error: NoLibrary,
  },
  textSubjects: {
    in: z.object({ films: z.array(Id).max(5000), venues: z.array(Id).max(5000) }),
    out: made<{ readonly films: readonly TextSubject[]; readonly venues: readonly TextSubject[] }>(),
    error: NoLibrary,
  },
  /** Of texts that are still there. `languages` are places in `textLanguages`. */
  keepReadings: {
    in: z.object({
      reader: z.string(),
      ids: Ints,
      languages: z.instanceof(Uint8Array),
      positive: z.instanceof(Float32Array),
      /** The first text that each is nearly equal to, itself where there is none. */
      alike: Ints,
      mentions: made<MentionColumns>(),
    }),
    out: Nothing,
    error: NoLibrary,
  },
  /** Of texts that were read; `bursts`: 0 = part of none. */
  keepTextGroups: {
    in: z.object({ ids: Ints, alike: Ints, bursts: Ints }),
    out: Nothing,
    error: NoLibrary,
  },
} as const;

export const ReadingProgress = z.object({
  done: z.number(),
  of: z.number(),
  secondsLeft: z.number().nullable(),
});
export type ReadingProgress = z.infer<typeof ReadingProgress>;

export const ReadTexts = z.object({
  read: z.number(),
  skipped: z.number(), // read before
  languages: z.object({ en: z.number(), zh: z.number(), other: z.number() }), // of those read now
  mentions: z.number(), // in those read now
  /** Texts that are nearly equal to an earlier one, and those that came in bursts: of all. */
  nearDuplicates: z.number(),
  inBursts: z.number(),
  bursts: z.number(),
  /** Who tells the feeling of a text as a whole: the start that every library has, or the library's own model. */
  feelingBy: z.enum(["bundled", ...textModelNames]),
  seconds: z.number(),
});
export type ReadTexts = z.infer<typeof ReadTexts>;

export const voicesContract = {
  /** Reads texts that are not yet; a cancel keeps those that are done. */
  readTexts: { in: Nothing, progress: ReadingProgress, out: ReadTexts, error: NoLibrary },
} as const;
