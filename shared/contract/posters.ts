/** What posters look like: embeddings that the training worker makes and the library keeps. */
import { z } from "zod";
import { posterProblems } from "../domain/posters.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";
import { EngineChoice, EngineLost, EngineName, EngineUnavailable } from "./training.ts";

const Films = z.instanceof(Int32Array);
/** One after the other, in the order of the films. */
const Embeddings = z.instanceof(Float32Array);

export const posterDataContract = {
  /** Films whose poster has an embedding of the present network, and those whose poster has none. */
  embeddedPosters: {
    in: Nothing,
    out: z.object({ embedded: made<Int32Array>(), waiting: made<Int32Array>() }),
    error: NoLibrary,
  },
  /** In ascending order of films; those without one are left out. */
  posterEmbeddings: {
    in: z.object({ films: z.array(Id).max(1000) }),
    out: z.object({ films: made<Int32Array>(), embeddings: made<Float32Array>() }),
    error: NoLibrary,
  },
  /** Of films that still have a poster. */
  keepPosterEmbeddings: {
    in: z.object({ films: Films, embeddings: Embeddings }),
    out: Nothing,
    error: NoLibrary,
  },
} as const;

export const EmbeddingProgress = z.object({
  done: z.number(),
  of: z.number(),
  engine: EngineName,
  secondsLeft: z.number().nullable(),
});
export type EmbeddingProgress = z.infer<typeof EmbeddingProgress>;

const PosterFailure = z.object({ film: Id, problem: z.enum(posterProblems) });
export type PosterFailure = z.infer<typeof PosterFailure>;

export const posterContract = {
  /** Embeds posters that are not yet; a cancel keeps those that are done. */
  embedPosters: {
    in: z.object({ engine: EngineChoice.default("auto") }),
    progress: EmbeddingProgress,
    out: z.object({
      embedded: z.number(),
      skipped: z.number(), // done before
      failed: z.array(PosterFailure),
      engine: EngineName.nullable(), // null = nothing was to do
      seconds: z.number(),
    }),
    error: z.discriminatedUnion("type", [NoLibrary, EngineUnavailable, EngineLost]),
  },
} as const;
