/** What is said of predictions: thumbs, what is not wanted, ratings put right, attendance. Each is a set of the journal. */
import { z } from "zod";
import { FileToken, NoLibrary, NotFound, UnknownFile, UnreadableFile } from "./file-token.ts";
import { Id, made, Nothing, Page } from "./schemas.ts";

export const feedbackKinds = ["up", "down", "dismissed", "rating", "attendance"] as const;
export const FeedbackKind = z.enum(feedbackKinds);
export type FeedbackKind = z.infer<typeof FeedbackKind>;

export const Feedback = z.object({
  member: Id,
  film: Id,
  kind: FeedbackKind,
  /** The rating, of a rating. */
  value: z.number().nullable().default(null),
  /** Seconds since 1970 UTC: when it was said, or when the film was attended. Now when absent. */
  at: z.number().int().optional(),
});
export type Feedback = z.input<typeof Feedback>;

/** How a film moved in the member's list: its places before and after, and films that came into the first twenty. */
export const FeedbackEffect = z.object({
  rankBefore: z.number().nullable(),
  rankAfter: z.number().nullable(),
  entered: z.number().nullable(),
});
export type FeedbackEffect = z.infer<typeof FeedbackEffect>;

/** Feedback that stands. */
export const GivenFeedback = FeedbackEffect.extend({
  member: z.number(),
  film: z.number(),
  title: z.string(),
  titleZh: z.string().nullable(),
  kind: FeedbackKind,
  value: z.number().nullable(),
  /** The rating before, of a rating. */
  former: z.number().nullable(),
  at: z.number(),
  /** Undoing this set of the journal takes it back. */
  changeSet: z.number(),
});
export type GivenFeedback = z.infer<typeof GivenFeedback>;

const OffScale = z.object({
  type: z.literal("OffScale"),
  min: z.number(),
  max: z.number(),
  step: z.number(),
});

export const feedbackProblems = [
  "header",
  "columns",
  "member",
  "film",
  "kind",
  "value",
  "offScale",
  "time",
  "quote",
] as const;
export const FeedbackProblem = z.object({
  line: z.number(),
  problem: z.enum(feedbackProblems),
  found: z.string(),
});
export type FeedbackProblem = z.infer<typeof FeedbackProblem>;
/** Nothing of the file was taken. */
const BadFeedbackFile = z.object({
  type: z.literal("BadFeedbackFile"),
  name: z.string(),
  total: z.number(),
  problems: z.array(FeedbackProblem), // the first of them
});

/** Ratings and feedback of members, for a worker that keeps everybody's. */
export interface ChangedHistories {
  /** To be handed back with the next question. */
  readonly token: string;
  /** Everything is to be read anew: more changed than these members. */
  readonly reread: boolean;
  readonly members: Int32Array;
  /** All ratings of these members: the latest of a (member, film) pair, ordered by both. */
  readonly ratings: {
    readonly member: Int32Array;
    readonly film: Int32Array;
    readonly value: Float32Array;
    readonly at: Float64Array;
  };
  readonly feedback: readonly {
    readonly member: number;
    readonly film: number;
    readonly kind: FeedbackKind;
    readonly at: number;
  }[];
  /** Of all feedback that stands: "" where there is none. */
  readonly fingerprint: string;
}

export const feedbackContract = {
  /** No set where it is so already. */
  giveFeedback: {
    in: Feedback,
    out: z.object({ changeSet: Id.nullable() }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound, OffScale]),
  },
  ratingScale: {
    in: Nothing,
    out: z.object({ min: z.number(), max: z.number(), step: z.number() }),
    error: NoLibrary,
  },
  noteEffects: {
    in: z.object({ effects: z.array(z.object({ changeSet: Id, effect: FeedbackEffect })) }),
    out: z.object({}),
    error: NoLibrary,
  },
  /** Latest first. */
  listFeedback: {
    in: Page.extend({ member: Id.nullable().default(null), film: Id.nullable().default(null) }),
    out: z.object({ total: z.number(), rows: z.array(GivenFeedback) }),
    error: NoLibrary,
  },
  /** A CSV file with a header: member, film, kind, and where needed value and at. All of it, or nothing. */
  importFeedback: {
    in: z.object({
      file: FileToken,
      /** Whose keys the file uses; without, the library's own numbers. */
      system: z.string().min(1).max(200).nullable().default(null),
    }),
    out: z.object({
      rows: z.number(),
      given: z.number(),
      same: z.number(),
      /** What was given, a set of the journal each. */
      sets: z.array(z.object({ changeSet: Id, member: Id, film: Id, kind: FeedbackKind })),
    }),
    error: z.discriminatedUnion("type", [NoLibrary, UnknownFile, UnreadableFile, BadFeedbackFile]),
  },
  /** Of members whose ratings or feedback changed since `token`; of all with feedback when that is null or outdated. */
  changedHistories: {
    in: z.object({ token: z.string().nullable() }),
    out: made<ChangedHistories>(),
    error: NoLibrary,
  },
} as const;
