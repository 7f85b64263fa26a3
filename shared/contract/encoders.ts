/** Encoders from the user's disk: their files, fine-tuning them on labelled texts, and what is kept of that. */
import { z } from "zod";
import type { LabelledTexts } from "../domain/labelled-texts.ts";
import { FileToken, NoLibrary, NotFound, UnknownFile, UnreadableFile } from "./file-token.ts";
import { made, Nothing } from "./schemas.ts";
import { EngineChoice, EngineLost, EngineName, EngineUnavailable, type LossPoint } from "./training.ts";

export const tuningMethods = ["head", "top", "all", "adapters"] as const;
export type TuningMethod = (typeof tuningMethods)[number];
/** What is left out is as it suits the method. */
export const TuningRequest = z.object({
  method: z.enum(tuningMethods).default("adapters"),
  layers: z.number().int().min(1).max(64).optional(), // of `top`
  rank: z.number().int().min(1).max(256).optional(), // of `adapters`
  epochs: z.number().int().min(1).max(100).optional(),
  batch: z.number().int().min(1).max(256).optional(),
  learningRate: z.number().positive().max(1).optional(),
  mostPieces: z.number().int().min(8).max(8192).optional(), // of a text
});
export type TuningRequest = z.infer<typeof TuningRequest>;
export const EncoderChoice = z.object({ file: FileToken, tuning: TuningRequest, engine: EngineChoice });

const MissingEncoderFile = z.object({ type: z.literal("MissingEncoderFile"), name: z.string() });
const EncoderTooLarge = z.object({
  type: z.literal("EncoderTooLarge"),
  name: z.string(),
  bytes: z.number(),
  most: z.number(),
});
/** A setting of a file, or one of its parts, that cannot be. */
const BadEncoder = z.object({ type: z.literal("BadEncoder"), file: z.string(), problem: z.string() });
const BadWeights = z.object({ type: z.literal("BadWeights"), problem: z.string(), tensor: z.string() });
export const EncoderFileFailure = z.discriminatedUnion("type", [
  UnknownFile,
  UnreadableFile,
  MissingEncoderFile,
  EncoderTooLarge,
]);
export type EncoderFileFailure = z.infer<typeof EncoderFileFailure>;
export const EncoderFailure = z.discriminatedUnion("type", [
  ...EncoderFileFailure.options,
  BadEncoder,
  BadWeights,
  EngineUnavailable,
  EngineLost,
]);
export type EncoderFailure = z.infer<typeof EncoderFailure>;

const Scores = z.object({ precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() });
/** A fine-tuned encoder as it is kept, without its weights. */
export const TunedEncoder = z.object({
  id: z.string(),
  createdAt: z.number(),
  /** The file of texts. */
  name: z.string().max(300),
  encoder: z.object({ name: z.string().max(300), fingerprint: z.string() }),
  classes: z.array(z.string()).min(2).max(50),
  tuning: z.object({
    method: z.enum(tuningMethods),
    layers: z.number(),
    rank: z.number(),
    epochs: z.number(),
    batch: z.number(),
    learningRate: z.number(),
    mostPieces: z.number(),
  }),
  seed: z.number(),
  engine: EngineName,
  learned: z.number(), // texts
  parameters: z.number(), // trained
  bytes: z.number(),
  /** On the texts that were left out to choose the epoch. */
  report: z.object({
    accuracy: z.number(),
    classes: z.array(Scores),
    micro: Scores,
    macro: Scores,
    weighted: Scores,
  }),
  curve: z.array(made<LossPoint>()),
  seconds: z.number(),
});
export type TunedEncoder = z.infer<typeof TunedEncoder>;
/** More is not kept in a library. */
export const mostTunedBytes = 64 * 1024 * 1024;

const Bytes = z.instanceof(Uint8Array);

export const encoderDataContract = {
  /** The folder's small files, and how large its weights are. */
  readEncoder: {
    in: z.object({ file: FileToken }),
    out: z.object({
      name: z.string(),
      config: z.string(),
      reading: z.string().nullable(),
      vocabulary: z.string(),
      weightsBytes: z.number(),
      fingerprint: z.string(), // of all that is read
    }),
    error: EncoderFileFailure,
  },
  readEncoderWeights: {
    in: z.object({
      file: FileToken,
      from: z.number().int().nonnegative(),
      length: z.number().int().nonnegative().max(mostTunedBytes),
    }),
    out: z.object({ bytes: made<Uint8Array<ArrayBuffer>>() }),
    error: EncoderFileFailure,
  },
  keepTunedEncoder: {
    in: z.object({ card: TunedEncoder, weights: Bytes.refine(({ length }) => length <= mostTunedBytes) }),
    out: Nothing,
    error: NoLibrary,
  },
  tunedEncoders: { in: Nothing, out: z.object({ cards: z.array(TunedEncoder) }), error: NoLibrary },
  loadTunedEncoder: {
    in: z.object({ id: z.string() }),
    out: z.object({ card: TunedEncoder, weights: made<Uint8Array<ArrayBuffer>>() }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
  deleteTunedEncoder: { in: z.object({ id: z.string() }), out: Nothing, error: NoLibrary },
} as const;

export const TuningProgress = z.object({
  /** Reading the encoder, then learning. */
  phase: z.enum(["reading", "learning"]),
  share: z.number(),
  secondsLeft: z.number().nullable(),
  /** Of the last epoch. */
  loss: made<LossPoint>().nullable(),
});
export type TuningProgress = z.infer<typeof TuningProgress>;

export const encoderContract = {
  /** Fine-tunes and keeps the best epoch. */
  tuneEncoder: {
    in: z.object({
      encoder: FileToken,
      tuning: TuningRequest,
      engine: EngineChoice,
      seed: z.number().int().nonnegative(),
      name: z.string().max(300),
      texts: made<LabelledTexts>(),
    }),
    progress: TuningProgress,
    out: TunedEncoder,
    error: z.discriminatedUnion("type", [
      ...EncoderFailure.options,
      NoLibrary,
      z.object({ type: z.literal("TooFewTexts"), texts: z.number(), needed: z.number() }),
      z.object({ type: z.literal("TooLargeToKeep"), bytes: z.number(), most: z.number() }),
    ]),
  },
  /** What a kept one makes of a text, and which words spoke for it. The folder must hold the encoder that it was tuned from. */
  classifyText: {
    in: z.object({
      id: z.string(),
      encoder: FileToken,
      engine: EngineChoice,
      text: z.string().max(10_000),
    }),
    out: z.object({
      probabilities: z.array(z.number()), // by class
      words: z.array(z.object({ from: z.number(), to: z.number(), share: z.number() })), // for the likeliest
    }),
    error: z.discriminatedUnion("type", [
      ...EncoderFailure.options,
      NoLibrary,
      NotFound,
      z.object({ type: z.literal("OtherEncoder"), name: z.string() }),
    ]),
  },
} as const;
