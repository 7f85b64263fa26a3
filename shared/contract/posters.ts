/** What posters look like: embeddings that the training worker makes and the library keeps. */
import { z } from "zod";
import type { PosterLook } from "../domain/poster-look.ts";
import { posterProblems } from "../domain/posters.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";
import { EngineChoice, EngineLost, EngineName, EngineUnavailable, UnknownFilm } from "./training.ts";

const Films = z.instanceof(Int32Array);
/** One after the other, in the order of the films. */
const Embeddings = z.instanceof(Float32Array);

/** By ascending film; features in the order of `lookFeatures`, one film after the other. */
export interface PosterLooks {
  readonly films: Int32Array;
  readonly features: Float32Array;
  /** Names of the largest colour, and of all genres of each film. */
  readonly colours: readonly string[];
  readonly genres: readonly (readonly string[])[];
}

export const posterDataContract = {
  /**
   * Films whose poster has an embedding of the present network, and those whose poster still lacks that or the look of the present method.
   * `posters`: of both.
   */
  embeddedPosters: {
    in: Nothing,
    out: z.object({ posters: z.number(), embedded: made<Int32Array>(), waiting: made<Int32Array>() }),
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
    in: z.object({ films: Films, embeddings: Embeddings, looks: made<readonly PosterLook[]>() }),
    out: Nothing,
    error: NoLibrary,
  },
  /** What is measured of every poster, to sort and to compare by. */
  posterLooks: { in: Nothing, out: made<PosterLooks>(), error: NoLibrary },
  /** Null for a film without a poster that was looked at. */
  posterLook: {
    in: z.object({ film: Id }),
    out: z.object({ look: made<PosterLook | null>() }),
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
  /** Films whose posters look most alike; none where too few posters were looked at. */
  similarPosters: {
    in: z.object({ film: Id, top: z.number().int().min(1).max(100).default(8) }),
    out: z.object({ films: z.array(z.object({ film: Id, likeness: z.number() })) }),
    error: z.discriminatedUnion("type", [NoLibrary, UnknownFilm]),
  },
  /** Embeds and measures posters that are not yet; a cancel keeps those that are done. */
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
