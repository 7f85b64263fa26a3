/** The library's own reader of feeling: learned from its rated texts and from labels that people gave. */
import { z } from "zod";
import { Missing, NoLibrary } from "./file-token.ts";
import { Forgettings, ForgottenMeanwhile } from "./learning.ts";
import { Id, made, Nothing } from "./schemas.ts";
import { textModelNames } from "./texts.ts";

const Scores = z.object({ precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() });
const Figures = z.object({
  accuracy: z.number(),
  f1_macro: z.number(),
  f1_weighted: z.number(),
  ece: z.number(),
});

export const sentimentClasses = ["negative", "positive"] as const;

/** A learned reader as it is kept, without its weights. */
export const SentimentCard = z.object({
  id: z.string(),
  createdAt: z.number(),
  model: z.enum(textModelNames),
  seed: z.number(),
  texts: z.object({
    rated: z.number(), // clearly above or below the middle
    labelled: z.number(), // by people
    leftOut: z.number(), // near the middle, or labelled as both
    learned: z.number(),
    held: z.number(),
  }),
  split: z.literal("hash-of-text"),
  /** On the texts that were held out; `bundled`: those of the reader that every library starts with. */
  metrics: Figures,
  bundled: Figures,
  /** It reads in place of the bundled start. */
  better: z.boolean(),
  report: z.object({
    classes: z.object({ negative: Scores, positive: Scores }),
    micro: Scores,
    macro: Scores,
    weighted: Scores,
  }),
  bytes: z.number(),
  seconds: z.number(),
});
export type SentimentCard = z.infer<typeof SentimentCard>;

/** By ascending id; texts with neither a rating nor a label are left out. */
export interface TaughtTexts {
  readonly ids: Int32Array;
  /** 0..1 up the scale; NaN = none. */
  readonly ratings: Float32Array;
  /** Places in `textLabels`; −1 = none. */
  readonly labels: Int8Array;
  readonly texts: readonly string[];
  readonly forgettings: number;
}

export const voicesLearningDataContract = {
  taughtTexts: {
    in: z.object({ after: Id, limit: z.number().int().min(1).max(5000) }),
    out: made<TaughtTexts>(),
    error: NoLibrary,
  },
  sentimentModel: { in: Nothing, out: z.object({ card: SentimentCard.nullable() }), error: NoLibrary },
  loadSentimentModel: {
    in: Nothing,
    out: z.object({ card: SentimentCard, weights: made<Uint8Array<ArrayBuffer>>() }),
    error: Missing,
  },
  /** In place of the one before. */
  keepSentimentModel: {
    in: z.object({ card: SentimentCard, weights: z.instanceof(Uint8Array), forgettings: Forgettings }),
    out: Nothing,
    error: z.discriminatedUnion("type", [NoLibrary, ForgottenMeanwhile]),
  },
} as const;

const LearningProgress = z.object({
  phase: z.enum(["reading", "learning", "judging"]),
  share: z.number(),
  secondsLeft: z.number().nullable(),
});
export type SentimentProgress = z.infer<typeof LearningProgress>;

export const voicesLearningContract = {
  /** Learns, judges on what was held out, and keeps it unless the one before reads that better. */
  learnSentiment: {
    in: z.object({ model: z.enum(textModelNames), seed: z.number().int().nonnegative() }),
    progress: LearningProgress,
    out: z.object({ card: SentimentCard, kept: z.boolean() }),
    error: z.discriminatedUnion("type", [
      NoLibrary,
      ForgottenMeanwhile,
      /** Of the class of which fewer are there. */
      z.object({
        type: z.literal("TooFewTaught"),
        label: z.enum(sentimentClasses),
        texts: z.number(),
        needed: z.number(),
      }),
    ]),
  },
} as const;
