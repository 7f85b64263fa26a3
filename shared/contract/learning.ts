/** Training data out of the library; models and checkpoints into it. */
import { z } from "zod";
import type { FilmTraits, RatingScale } from "../domain/interactions.ts";
import { FileToken, NoLibrary, UnknownFile, UnreadableFile } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";

/** What the library must know of a model's card; the rest belongs to the models. */
export const CardEnvelope = z.looseObject({ id: z.string(), name: z.string(), createdAt: z.number() });
const Bytes = z.instanceof(Uint8Array);
const NotFound = z.object({ type: z.literal("NotFound") });
const Missing = z.discriminatedUnion("type", [NoLibrary, NotFound]);

/** How often members were forgotten in the library: what learned before the last time is not stored. */
export const Forgettings = z.number().int().nonnegative();
/** Members were forgotten since what was to be stored was learned. */
export const ForgottenMeanwhile = z.object({ type: z.literal("ForgottenMeanwhile") });
const Unstored = z.discriminatedUnion("type", [NoLibrary, ForgottenMeanwhile]);

/** A block of ratings: library ids, not indices; the latest rating of a (member, film) pair; ordered by member, film. */
export interface RatingBlock {
  readonly member: Int32Array;
  readonly film: Int32Array;
  readonly value: Float32Array;
  readonly at: Float64Array;
}

/** A file that came with a protocol is not what it must be; `line` and `found` say where. */
const BadProtocolFile = z.object({
  type: z.literal("BadProtocolFile"),
  name: z.string(),
  line: z.number(),
  problem: z.enum(["notANumber", "notLists", "otherLength", "unknownFilm"]),
  found: z.string(),
  expected: z.string(),
});
const ProtocolFileFailure = z.discriminatedUnion("type", [
  NoLibrary,
  UnknownFile,
  UnreadableFile,
  BadProtocolFile,
]);

export const learningContract = {
  ratings: {
    in: Nothing,
    /** Before the first block: how many rows there are to come. Told again where all begins anew. */
    progress: z.object({ rows: z.number() }),
    /** A block, encoded (`shared/blocks`). */
    block: made<Uint8Array>(),
    out: z.object({
      rows: z.number(),
      memberIds: made<Int32Array>(),
      filmIds: made<Int32Array>(),
      scale: made<RatingScale>(),
      /** Changes whenever an interaction does. */
      fingerprint: z.string(),
      forgettings: Forgettings,
    }),
    error: NoLibrary,
  },
  /** Films each of these members saw without rating them: tickets, views, completions. Pairs, ordered by member, film. */
  watched: {
    in: z.object({ members: z.array(Id).max(5000) }),
    out: z.object({ member: made<Int32Array>(), film: made<Int32Array>() }),
    error: NoLibrary,
  },
  filmTraits: { in: Nothing, out: made<FilmTraits>(), error: NoLibrary },
  /** A fold for every rating, the ratings in the order of their source. */
  protocolFolds: {
    in: z.object({ file: FileToken }),
    out: z.object({
      member: made<Int32Array>(),
      film: made<Int32Array>(),
      fold: made<Int32Array>(),
    }),
    error: ProtocolFileFailure,
  },
  /** Films to be cold, by seed. */
  protocolColdFilms: {
    in: z.object({ file: FileToken }),
    out: z.object({ cold: z.array(z.object({ seed: z.number(), films: z.array(z.number()) })) }),
    error: ProtocolFileFailure,
  },
  /** `forgettings`: as they were when what it learned from was read. */
  saveModel: {
    in: z.object({ card: CardEnvelope, weights: Bytes, forgettings: Forgettings }),
    out: Nothing,
    error: Unstored,
  },
  listModels: { in: Nothing, out: z.object({ cards: z.array(CardEnvelope) }), error: NoLibrary },
  loadModel: {
    in: z.object({ id: z.string() }),
    out: z.object({ card: CardEnvelope, weights: Bytes, forgettings: Forgettings }),
    error: Missing,
  },
  deleteModel: { in: z.object({ id: z.string() }), out: Nothing, error: NoLibrary },
  /** `request` is what the run was asked to do, so that it can be resumed without the user repeating it. */
  saveCheckpoint: {
    in: z.object({
      run: z.string(),
      request: z.looseObject({}),
      state: Bytes,
      forgettings: Forgettings,
    }),
    out: Nothing,
    error: Unstored,
  },
  listCheckpoints: {
    in: Nothing,
    out: z.object({
      checkpoints: z.array(z.object({ run: z.string(), savedAt: z.number(), request: z.looseObject({}) })),
    }),
    error: NoLibrary,
  },
  loadCheckpoint: {
    in: z.object({ run: z.string() }),
    out: z.object({ request: z.looseObject({}), state: Bytes }),
    error: Missing,
  },
  dropCheckpoint: { in: z.object({ run: z.string() }), out: Nothing, error: NoLibrary },
} as const;
