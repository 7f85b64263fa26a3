/** What is learned from pictures: labels with the places that speak for them, and how two posters would be taken. */
import { z } from "zod";
import type { Face } from "../domain/faces.ts";
import { imageProblems, labelKinds } from "../domain/image-labels.ts";
import type { PosterLook } from "../domain/poster-look.ts";
import { Missing, NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";
import { EngineLost, EngineName, EngineUnavailable } from "./training.ts";

const Score = z.object({
  kind: z.enum(labelKinds),
  name: z.string(),
  support: z.number(),
  ap: z.number(),
  baselineAp: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  baselineF1: z.number(),
});
const Appeal = z.object({
  films: z.number(),
  r2: z.number(), // 1 − squared error / that of the mean, each film told by the others
  rmse: z.number(),
  baselineRmse: z.number(),
});
/** What is told with the embedding and the features, and with one of them alone. */
const Ablation = z.object({
  using: z.enum(["both", "embedding", "features"]),
  macroAp: z.number(),
  macroF1: z.number(),
  appealR2: z.number().nullable(),
});

/** A learned head as it is kept, without its weights. All figures are of posters that it did not learn from. */
export const ImageHeadCard = z.object({
  id: z.string(),
  createdAt: z.number(),
  network: z.string(),
  seed: z.number(),
  posters: z.number(),
  folds: z.number(),
  lambda: z.number(),
  labels: z.array(Score),
  macro: z.object({ ap: z.number(), baselineAp: z.number(), f1: z.number(), baselineF1: z.number() }),
  micro: z.object({ f1: z.number() }),
  ece: z.number(),
  brier: z.number(),
  baselineBrier: z.number(),
  /** How far the mean rating of films follows from their posters; null where too few films are rated. */
  appeal: Appeal.nullable(),
  ablation: z.array(Ablation),
  bytes: z.number(),
  seconds: z.number(),
});
export type ImageHeadCard = z.infer<typeof ImageHeadCard>;

export const imageDataContract = {
  imageHead: { in: Nothing, out: z.object({ card: ImageHeadCard.nullable() }), error: NoLibrary },
  loadImageHead: {
    in: Nothing,
    out: z.object({ card: ImageHeadCard, weights: made<Uint8Array<ArrayBuffer>>() }),
    error: Missing,
  },
  /** In place of the one before. */
  keepImageHead: {
    in: z.object({ card: ImageHeadCard, weights: z.instanceof(Uint8Array) }),
    out: Nothing,
    error: NoLibrary,
  },
} as const;

const HeadProgress = z.object({
  phase: z.enum(["reading", "judging", "learning"]),
  share: z.number(),
  secondsLeft: z.number().nullable(),
});
export type HeadProgress = z.infer<typeof HeadProgress>;

const TooFewPosters = z.object({ type: z.literal("TooFewPosters"), posters: z.number(), needed: z.number() });
const NoHead = z.object({ type: z.literal("NoHead") });
const NoPicture = z.object({ type: z.literal("NoPicture"), problem: z.enum(imageProblems) });

export interface TellsLabel {
  readonly kind: (typeof labelKinds)[number];
  readonly name: string;
  readonly p: number;
  /** Whether the library says so; null for a picture of no film. */
  readonly is: boolean | null;
}
/** What a group is expected to make of two posters: ratings on the library's scale. */
export interface PosterContest {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** The interval leaves out 0. */
  readonly certain: boolean;
  /** Rated films with a poster that it rests on, and how far their ratings follow from posters. */
  readonly films: number;
  readonly r2: number;
}
export interface ContestOfSegment extends PosterContest {
  readonly name: string;
  readonly nameZh: string | null;
}

const Gain = z.object({ mean: z.number(), low: z.number(), high: z.number() });
/** NDCG@10 of films that nobody has seen: without posters, with them, and as the model decides on its own validation. */
export const PosterBenefit = z.object({
  bySeed: z.array(
    z.object({
      seed: z.number(),
      without: z.number(),
      with: z.number(),
      decided: z.number(),
      judged: z.number(), // members
      cold: z.number(), // films
    }),
  ),
  without: z.number(),
  with: z.number(),
  decided: z.number(),
  /** Of `with` over `without`, member by member, with 95 % intervals. */
  gain: Gain,
  decidedGain: Gain,
  members: z.number(),
  engine: EngineName,
  seconds: z.number(),
});
export type PosterBenefit = z.infer<typeof PosterBenefit>;

const Picture = z.object({
  image: made<Uint8Array<ArrayBuffer>>(),
  mediaType: z.string().max(100),
});

export const faceContract = {
  /** The surest first; on drawn posters the network, which saw photographs, finds few. */
  posterFaces: {
    in: z.object({ film: Id }),
    out: z.object({ faces: made<readonly Face[]>() }),
    error: z.discriminatedUnion("type", [NoLibrary, NoPicture, EngineUnavailable]),
  },
} as const;

export const posterBenefitContract = {
  /** What posters add where the library's films are told by content alone. */
  posterBenefit: {
    in: z.object({ seeds: z.array(z.number().int().nonnegative()).min(1).max(20).default([1, 2, 3, 4, 5]) }),
    progress: z.object({ share: z.number(), secondsLeft: z.number().nullable() }),
    out: PosterBenefit,
    error: z.discriminatedUnion("type", [
      NoLibrary,
      EngineUnavailable,
      EngineLost,
      TooFewPosters,
      z.object({ type: z.literal("NothingToJudge") }),
    ]),
  },
} as const;

export const imageContract = {
  /** Learns what tells genres and keywords from posters, judges it in folds, and keeps it. */
  trainImageHead: {
    in: z.object({ seed: z.number().int().nonnegative().default(1) }),
    progress: HeadProgress,
    out: z.object({ card: ImageHeadCard }),
    error: z.discriminatedUnion("type", [NoLibrary, EngineUnavailable, TooFewPosters]),
  },
  posterLabels: {
    in: z.object({ film: Id }),
    out: z.object({ labels: made<readonly TellsLabel[]>() }),
    error: z.discriminatedUnion("type", [NoLibrary, NoHead, NoPicture]),
  },
  /** Log-odds that each of 7 x 7 places adds to a label, row by row. */
  labelMap: {
    in: z.object({ film: Id, kind: z.enum(labelKinds), name: z.string() }),
    out: z.object({ map: made<Float32Array>() }),
    error: z.discriminatedUnion("type", [NoLibrary, NoHead, NoPicture, EngineUnavailable]),
  },
  /** How two pictures would be taken, by all and by segments that are large enough to be told of. */
  comparePosters: {
    in: z.object({ a: Picture, b: Picture }),
    out: z.object({
      looks: made<{ readonly a: PosterLook; readonly b: PosterLook }>(),
      labels:
        made<
          readonly {
            readonly kind: (typeof labelKinds)[number];
            readonly name: string;
            readonly a: number;
            readonly b: number;
          }[]
        >(),
      all: made<PosterContest>(),
      segments: made<readonly ContestOfSegment[]>(),
      /** Segments of which too few films or members are known. */
      keptBack: z.number(),
    }),
    error: z.discriminatedUnion("type", [NoLibrary, EngineUnavailable, NoPicture, TooFewPosters]),
  },
} as const;
