/** Labelled texts of files, and models of texts judged by published protocols. */
import { z } from "zod";
import type { LabelledTexts } from "../domain/labelled-texts.ts";
import { EncoderChoice, EncoderFailure } from "./encoders.ts";
import { FileToken } from "./file-token.ts";
import { ImportFailure } from "./import.ts";
import { made } from "./schemas.ts";

/** A file is a table of texts with labels, and one row is not; `line` is 0 where it is the whole file. */
const BadLabelledTexts = z.object({
  type: z.literal("BadLabelledTexts"),
  name: z.string(),
  line: z.number(),
  problem: z.enum(["noLabels", "damagedRow", "emptyLabel", "oneLabel", "tooManyLabels"]),
  found: z.string(),
});

export const textDataContract = {
  /** Which column holds the labels is told by its name, or by its few and short values. */
  readLabelledTexts: {
    in: z.object({ file: FileToken }),
    out: made<LabelledTexts>(),
    error: z.discriminatedUnion("type", [BadLabelledTexts, ...ImportFailure.options]),
  },
} as const;
export type BadLabelledTexts = z.infer<typeof BadLabelledTexts>;

export const textProtocolNames = ["text-split", "text-10fold"] as const;
export const TextProtocolName = z.enum(textProtocolNames);
export const textModelNames = ["linear", "lexicon", "text-cnn", "gru", "attention"] as const;
export type TextModelName = (typeof textModelNames)[number];
export const EvaluateTextsRequest = z.object({
  protocol: TextProtocolName,
  /** `best`: what the application itself would choose. */
  model: z.enum(["best", ...textModelNames]),
  seeds: z.array(z.number().int().nonnegative()).min(1).max(100),
  /** For `text-split` those to learn from, for `text-10fold` all. */
  texts: made<LabelledTexts>(),
  /** For `text-split`. */
  test: made<LabelledTexts>().optional(),
  /** An encoder from the disk, fine-tuned, in place of the model. */
  encoder: EncoderChoice.optional(),
});
export type EvaluateTextsRequest = z.infer<typeof EvaluateTextsRequest>;

/** A label of the texts to be judged was never learned. */
const UnknownLabel = z.object({
  type: z.literal("UnknownLabel"),
  label: z.string(),
  known: z.array(z.string()),
});
const TooFewTexts = z.object({ type: z.literal("TooFewTexts"), texts: z.number(), needed: z.number() });

const Scores = z.object({ precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() });
export const EvaluatedTexts = z.object({
  protocol: TextProtocolName,
  model: z.enum([...textModelNames, "encoder"]),
  seeds: z.array(z.number()),
  /** Mean and standard deviation over the trials: seeds, or seeds times folds. */
  metrics: z.record(z.string(), z.object({ mean: z.number(), sd: z.number() })),
  counts: z.record(z.string(), z.number()),
  /** Of all trials together. */
  report: z.object({
    classes: z.record(z.string(), Scores),
    micro: Scores,
    macro: Scores,
    weighted: Scores,
  }),
  seconds: z.object({ fit: z.number(), score: z.number() }),
});
export type EvaluatedTexts = z.infer<typeof EvaluatedTexts>;

export const textContract = {
  evaluateTexts: {
    in: EvaluateTextsRequest,
    progress: z.object({ share: z.number(), secondsLeft: z.number().nullable() }),
    out: EvaluatedTexts,
    error: z.discriminatedUnion("type", [UnknownLabel, TooFewTexts, ...EncoderFailure.options]),
  },
} as const;
