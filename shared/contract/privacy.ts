/** What a library keeps about people: the smallest group told of, direct identifiers, forgetting, copies without people. */
import { z } from "zod";
import { leastMinimum, mostMinimum } from "../domain/privacy.ts";
import { FileToken, JobStopped, NoLibrary, NotFound, UnknownFile, UnreadableFile } from "./file-token.ts";
import { LibraryFailure } from "./library.ts";
import { Id, Nothing, Share } from "./schemas.ts";

/** Rows that stand for something of the members. */
export const Traces = z.object({
  interactions: z.number(),
  tags: z.number(),
  feedback: z.number(),
  reviews: z.number(),
  reader: z.number(), // of texts, learned from theirs
  segments: z.number(),
  campaigns: z.number(),
  identifiers: z.number(),
  quarantine: z.number(),
  issues: z.number(),
  changes: z.number(),
});
export type Traces = z.infer<typeof Traces>;

export const ForgetPreview = z.object({
  members: z.number(),
  traces: Traces,
  /** Models that learned from them. */
  models: z.number(),
  unfinishedRuns: z.number(),
});
export type ForgetPreview = z.infer<typeof ForgetPreview>;

export const Forgotten = z.object({
  members: z.number(),
  traces: Traces,
  models: z.number(),
  /** False where the bytes go only when the library is next opened: another program still reads it. */
  erased: z.boolean(),
});
export type Forgotten = z.infer<typeof Forgotten>;
export const ForgetProgress = z.object({ phase: z.enum(["removing", "erasing"]) });
export type ForgetProgress = z.infer<typeof ForgetProgress>;

/** By number, or by how a system calls them: a text file with one key a line. */
const Who = z.union([
  z.object({ members: z.array(Id).min(1).max(100_000) }),
  z.object({ keys: FileToken, system: z.string().min(1).max(200) }),
]);
/** Without one no key can be kept, and so no identifier. */
export const NoSecretStore = z.object({ type: z.literal("NoSecretStore") });
/** The key that opens this library's identifiers is not on this computer. */
export const NoIdentifierKey = z.object({ type: z.literal("NoIdentifierKey") });
/** Figures of a group too small to be told. */
export const Suppressed = z.object({ type: z.literal("Suppressed"), minimum: z.number() });

const WhoFailure = z.discriminatedUnion("type", [NoLibrary, UnknownFile, UnreadableFile]);

export const privacyContract = {
  privacy: {
    in: Nothing,
    out: z.object({
      minimum: z.number(),
      members: z.number(),
      forgotten: z.number(),
      identifiers: z.object({
        keeping: z.boolean(),
        /** Members with any. */
        members: z.number(),
        /** Whether this computer has a place that keeps the key a secret. */
        secretStore: z.boolean(),
        /** Whether those kept can be opened here. */
        readable: z.boolean(),
      }),
    }),
    error: NoLibrary,
  },
  setMinimumGroup: {
    in: z.object({ minimum: z.number().int().min(leastMinimum).max(mostMinimum) }),
    out: Nothing,
    error: NoLibrary,
  },
  /** Keeping none any more removes those there are. */
  keepIdentifiers: {
    in: z.object({ keep: z.boolean() }),
    out: Nothing,
    error: z.discriminatedUnion("type", [NoLibrary, NoSecretStore, JobStopped]),
  },
  revealIdentifiers: {
    in: z.object({ member: Id }),
    out: z.object({ fields: z.array(z.object({ field: z.string(), text: z.string() })) }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound, NoIdentifierKey]),
  },
  /** `unknown`: keys the library has no member for. */
  forgetPreview: { in: Who, out: ForgetPreview.extend({ unknown: z.number() }), error: WhoFailure },
  forgetMembers: {
    in: Who,
    progress: ForgetProgress,
    out: Forgotten.extend({ unknown: z.number() }),
    error: z.discriminatedUnion("type", [...WhoFailure.options, JobStopped]),
  },
  /** A library for other hands: films, house, plans and, if wished, models; nobody's rows, key or hash. */
  saveCopyToShare: {
    in: z.object({ file: FileToken, models: z.boolean() }),
    progress: Share,
    out: z.object({ bytes: z.number() }),
    error: z.discriminatedUnion("type", [...LibraryFailure.options, NoLibrary, JobStopped]),
  },
} as const;
