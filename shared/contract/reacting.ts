/** Feedback given where a model answers: what it changed in the members' lists is measured and kept with it. */
import { z } from "zod";
import { Feedback, FeedbackEffect, feedbackContract } from "./feedback.ts";
import { FileToken } from "./file-token.ts";
import { ModelTask } from "./registry.ts";
import { Id } from "./schemas.ts";

const model = z.string().optional();
const task = ModelTask.optional();

export const reactingContract = {
  /** Feedback with what it changed; without a model, or for a film that is not the model's, nothing is measured. */
  react: {
    in: Feedback.and(z.object({ model, task })),
    out: z.object({ changeSet: Id.nullable(), effect: FeedbackEffect.nullable() }),
    error: feedbackContract.giveFeedback.error,
  },
  /** The same of a file, taken as a whole: a film's effect is how the whole file moved it in the member's list. */
  reactToFile: {
    in: z.object({ file: FileToken, system: z.string().nullable().default(null), model, task }),
    progress: z.object({ share: z.number() }),
    out: z.object({ rows: z.number(), given: z.number(), same: z.number(), measured: z.number() }),
    error: feedbackContract.importFeedback.error,
  },
} as const;
