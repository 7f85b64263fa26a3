/** What the page asks of the training worker: engines, training, predicted preferences with their reasons. */
import { z } from "zod";
import { comparisonContract } from "./comparison.ts";
import { EvaluationReport, groupings, SplitKind } from "./evaluation.ts";
import { NoLibrary } from "./file-token.ts";
import { ForgottenMeanwhile } from "./learning.ts";
import { CurvePoint, CurveProgress } from "./learning-curve.ts";
import { Suppressed } from "./privacy.ts";
import { ModelTask } from "./registry.ts";
import { Id, made, NeverFails, Nothing } from "./schemas.ts";
import { DataSummary, WatchReport } from "./watching.ts";

export const engineNames = ["webgl", "wasm", "cpu"] as const;
export const EngineName = z.enum(engineNames);
export type EngineName = z.infer<typeof EngineName>;
export const EngineChoice = z.enum(["auto", ...engineNames]);
export type EngineChoice = z.infer<typeof EngineChoice>;

/** Why an engine is or is not the one that `auto` takes. */
export const EngineReason = z.enum(["hardware", "softwareRenderer", "unavailable", "simd", "fallback"]);
export type EngineReason = z.infer<typeof EngineReason>;
export const EngineState = z.object({
  name: EngineName,
  available: z.boolean(),
  reason: EngineReason,
  device: z.string(), // graphics device, or how the engine computes; "" = unknown
});
export type EngineState = z.infer<typeof EngineState>;

export const modelNames = [
  "matrix-factorization",
  "bayesian-factors",
  "popularity",
  "ease",
  "implicit-als",
  "item-knn",
  "choice-blend",
  "self-attention",
  "random-forest",
  "support-vectors",
  "content-ridge",
  "autoencoder",
] as const;
export const ModelName = z.enum(modelNames);
export type ModelName = z.infer<typeof ModelName>;

export const TrainRequest = z.object({
  name: ModelName,
  split: SplitKind.default("time"),
  holdout: z.number().min(0.01).max(0.5).default(0.1),
  seed: z.number().int().nonnegative().default(1),
  engine: EngineChoice.default("auto"),
  /** Overrides of the model's own parameters, by name. */
  params: z.record(z.string(), z.number()).default({}),
});
export type TrainRequest = z.infer<typeof TrainRequest>;

export const LossPoint = z.object({ epoch: z.number(), training: z.number(), validation: z.number() });
export type LossPoint = z.infer<typeof LossPoint>;

export const trainingPhases = ["reading", "training", "evaluating", "saving"] as const;
export const TrainProgress = z.object({
  run: z.string(),
  phase: z.enum(trainingPhases),
  engine: EngineName.nullable(),
  epoch: z.number(), // completed
  epochs: z.number(), // at most; early stopping may end sooner
  loss: LossPoint.nullable(), // of `epoch`
  secondsLeft: z.number().nullable(),
});
export type TrainProgress = z.infer<typeof TrainProgress>;

const ClassScore = z.object({
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.number(),
});
export const ClassificationReport = z.object({
  liked: ClassScore,
  notLiked: ClassScore,
  micro: ClassScore,
  macro: ClassScore,
  weighted: ClassScore,
  accuracy: z.number(),
});

/** Held-out figures by their usual names; null = without meaning for this model. */
export const Metrics = z.record(z.string(), z.number().nullable());

export const ModelCard = z.looseObject({
  id: z.string(),
  name: ModelName,
  engine: EngineName,
  device: z.string(),
  split: SplitKind,
  holdout: z.number(),
  seed: z.number(),
  params: z.record(z.string(), z.number()),
  metrics: Metrics,
  report: ClassificationReport,
  /** Absent on cards from before it was measured. */
  evaluation: EvaluationReport.optional(),
  curve: z.array(LossPoint),
  data: z.object({
    fingerprint: z.string(),
    members: z.number(),
    films: z.number(),
    training: z.number(),
    validation: z.number(),
    test: z.number(),
    licence: z.string().nullable(), // null = the source states none
  }),
  scale: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  seconds: z.number(),
  createdAt: z.number(), // milliseconds since 1970
  /** Members forgotten since it learned from them; the library counts them. */
  forgotten: z.number().optional(),
  /** What the library held when it learned: what came since is compared with it. */
  summary: DataSummary.optional(),
});
export type ModelCard = z.infer<typeof ModelCard>;

/** Low and high end of an interval (shared/domain/intervals.ts). */
export const Interval = z.tuple([z.number(), z.number()]);
export type Interval = z.infer<typeof Interval>;

export const TraitKind = z.enum(["genre", "person", "decade", "certificate"]);
export const SharedTrait = z.object({ trait: TraitKind, value: z.string() });
export type SharedTrait = z.infer<typeof SharedTrait>;

/** What films may be alike in. */
export const likenessFields = [
  "genre",
  "person",
  "year",
  "keyword",
  "synopsis",
  "title",
  "studio",
  "language",
  "country",
  "certificate",
  "runtime",
] as const;
/** What a share may be traced to: also what their posters look like. */
export const traitFields = [...likenessFields, "poster"] as const;

/**
 * One part of a score. The shares of all reasons add up to what is explained: the expected rating itself (stars), the log-odds of liking, or
 * the log-odds by which the member's history moves the film away from its chance with an unknown member.
 */
const share = z.number();
export const Reason = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("average"), share }), // the mean of all ratings
  z.object({ kind: z.literal("standing"), share }), // how the film stands with everybody
  z.object({ kind: z.literal("habit"), share }), // how high this member rates in general
  z.object({
    kind: z.literal("film"), // of the member's history
    film: Id,
    share,
    error: z.number().optional(), // standard error of a share that is an estimate
    shared: z.array(SharedTrait),
  }),
  z.object({ kind: z.literal("others"), films: z.number(), share }), // the rest of the history
  z.object({ kind: z.literal("trait"), trait: TraitKind, value: z.string(), share }), // known of a film without ratings
  z.object({
    kind: z.literal("people"), // what members like this one choose more, or less, than others
    by: z.enum(groupings),
    name: z.string(),
    nameZh: z.string().nullable(),
    share,
  }),
  z.object({ kind: z.literal("alike"), field: z.enum(likenessFields), share }), // what the film is in this field, and how the member took such films
  z.object({ kind: z.literal("unrated"), share }), // no ratings: the estimate rests on traits alone
  z.object({ kind: z.literal("bounds"), share }), // the scale's ends
]);
export type Reason = z.infer<typeof Reason>;

export const ScoreUnit = z.enum(["rating", "choice", "like"]);
export type ScoreUnit = z.infer<typeof ScoreUnit>;
export const Recommendation = z.object({
  film: Id,
  /** What the list is ordered by: `rating` on the scale, the `choice` probability that the film is among the next ten, or that of a `like`. */
  score: z.number(),
  unit: ScoreUnit,
  interval: Interval,
  like: z.number(), // probability (of a segment: share) of liking the film once seen
  likeInterval: Interval,
  ratings: z.number(), // that the model has of the film
  reasons: z.array(Reason),
});
export type Recommendation = z.infer<typeof Recommendation>;
const Recommended = z.object({ model: z.string(), name: ModelName, items: z.array(Recommendation) });

export const LikeShare = z.object({
  film: Id,
  likeShare: z.number(), // expected share of members who would like it
  low: z.number(),
  high: z.number(),
  ratings: z.number(),
  reach: z.number().optional(), // of those who would like it, how much has little else among the films asked for: 0..1
});

export type LikeShare = z.infer<typeof LikeShare>;

export const EngineUnavailable = z.object({
  type: z.literal("EngineUnavailable"),
  engine: EngineName,
  reason: EngineReason,
});
const TooFewRatings = z.object({ type: z.literal("TooFewRatings"), ratings: z.number(), needed: z.number() });
const UnknownRun = z.object({ type: z.literal("UnknownRun"), run: z.string() });
/** Parameters the model does not know or cannot take. */
const BadParameter = z.object({ type: z.literal("BadParameter"), parameter: z.string() });
/** The graphics device was lost again and again; the checkpoint stays. */
export const EngineLost = z.object({ type: z.literal("EngineLost"), engine: EngineName, run: z.string() });
export const TrainFailure = z.discriminatedUnion("type", [
  NoLibrary,
  EngineUnavailable,
  TooFewRatings,
  BadParameter,
  EngineLost,
  ForgottenMeanwhile,
]);
export type TrainFailure = z.infer<typeof TrainFailure>;

export const protocolNames = ["surprise-5fold", "recbole-top-n", "cold-films"] as const;
export const ProtocolName = z.enum(protocolNames);
export type ProtocolName = z.infer<typeof ProtocolName>;
/** A published protocol; films and members by library ids. */
export const EvaluateRequest = z.object({
  protocol: ProtocolName,
  /** `best`: what the application itself would choose for the task. */
  model: z.enum(["best", ...modelNames]),
  seeds: z.array(z.number().int().nonnegative()).min(1).max(100),
  engine: EngineChoice.default("auto"),
  /** Fold of each rating, for `surprise-5fold`. */
  folds: made<{
    readonly member: Int32Array;
    readonly film: Int32Array;
    readonly fold: Int32Array;
  }>().optional(),
  /** Films that lose their likes, by seed, for `cold-films`. */
  cold: z.array(z.object({ seed: z.number(), films: z.array(z.number()) })).optional(),
});
export type EvaluateRequest = z.infer<typeof EvaluateRequest>;
/** A protocol of ratings asks for a model of ratings; files belong to the protocol that they came with. */
const NotForProtocol = z.object({
  type: z.literal("NotForProtocol"),
  protocol: ProtocolName,
  what: z.enum(["model", "folds", "splits"]),
});
/** No member and film are left after the protocol's own rules: films with keywords, a synopsis or a running time, or ratings, are lacking. */
const NothingToJudge = z.object({
  type: z.literal("NothingToJudge"),
  protocol: ProtocolName,
  needs: z.enum(["describedFilms", "ratings"]),
});
export const Evaluated = z.object({
  protocol: ProtocolName,
  model: ModelName,
  engine: EngineName,
  seeds: z.array(z.number()),
  /** Mean and standard deviation over the trials: seeds, or seeds times folds. */
  metrics: z.record(z.string(), z.object({ mean: z.number(), sd: z.number() })),
  /** What a trial rests on: ratings, members, films. */
  counts: z.record(z.string(), z.number()),
  seconds: z.object({ fit: z.number(), score: z.number() }),
});
export type Evaluated = z.infer<typeof Evaluated>;

export const NoModel = z.object({ type: z.literal("NoModel") });
export const UnknownMember = z.object({ type: z.literal("UnknownMember"), member: z.number() });
export const UnknownFilm = z.object({ type: z.literal("UnknownFilm"), film: z.number() });
const PreferenceFailure = z.discriminatedUnion("type", [NoLibrary, NoModel]);

/** How a retraining ended: the candidate is champion now, is kept beside it, or is gone since it was no better. */
export const Retrained = z.object({
  task: ModelTask,
  name: ModelName,
  champion: z.string(),
  candidate: z.string(),
  outcome: z.enum(["promoted", "kept", "stored"]),
  /** On the same held-out ratings, member by member; null where none were held out. */
  comparison: z
    .object({
      metric: z.enum(["rmse", "brier", "ndcg@10"]),
      candidate: z.number(),
      champion: z.number(),
      gain: z.number(), // above 0: the candidate is better
      interval: z.tuple([z.number(), z.number()]), // 95 %, over members
      members: z.number(),
      certain: z.boolean(), // the interval leaves out 0
    })
    .nullable(),
  /** The champion was not split by time, and so may have learned some of these ratings. */
  flattered: z.boolean(),
});
export type Retrained = z.infer<typeof Retrained>;

const model = z.string().optional(); // id; the champion of a task when absent
/** Whose champion ranks; when absent what is chosen next goes before what will be thought of it. */
const task = ModelTask.optional();
const top = z.number().int().min(1).max(1000).default(20);

export const learningCurveContract = {
  /** Trains on growing parts of the ratings; what is held out stays the same. */
  learningCurve: {
    in: TrainRequest,
    progress: CurveProgress,
    out: z.object({ engine: EngineName, points: z.array(CurvePoint) }),
    error: TrainFailure,
  },
} as const;

export const trainingContract = {
  ...learningCurveContract,
  ...comparisonContract,
  engines: {
    in: Nothing,
    out: z.object({ auto: EngineName, engines: z.array(EngineState) }),
    error: NeverFails,
  },
  train: {
    in: TrainRequest,
    progress: TrainProgress,
    out: z.object({ card: ModelCard }),
    error: TrainFailure,
  },
  /** Goes on from the last checkpoint of a run that a crash cut off (`listCheckpoints` of the data service). */
  resume: {
    in: z.object({ run: z.string() }),
    progress: TrainProgress,
    out: z.object({ card: ModelCard }),
    error: z.discriminatedUnion("type", [...TrainFailure.options, UnknownRun]),
  },
  /** Trains the champion's algorithm and parameters on the present data. */
  retrain: {
    in: z.object({
      task: ModelTask,
      promote: z.enum(["if-better", "never", "always"]).default("if-better"),
      engine: EngineChoice.default("auto"),
    }),
    progress: TrainProgress,
    out: Retrained,
    error: z.discriminatedUnion("type", [...TrainFailure.options, NoModel]),
  },
  /** Looks whether champions are still right, and keeps what it found in the library. */
  watch: { in: Nothing, out: WatchReport, error: NoLibrary },
  evaluate: {
    in: EvaluateRequest,
    progress: z.object({ share: z.number(), secondsLeft: z.number().nullable() }),
    out: Evaluated,
    error: z.discriminatedUnion("type", [
      NoLibrary,
      EngineUnavailable,
      TooFewRatings,
      EngineLost,
      NotForProtocol,
      NothingToJudge,
    ]),
  },
  recommend: {
    in: z.object({ model, task, member: Id, top }),
    out: Recommended,
    error: z.discriminatedUnion("type", [...PreferenceFailure.options, UnknownMember]),
  },
  recommendForSegment: {
    in: z.object({ model, task, members: z.array(Id).min(1), top }),
    out: Recommended,
    error: z.discriminatedUnion("type", [...PreferenceFailure.options, UnknownMember, Suppressed]),
  },
  /** A rating of null says the newcomer likes the film. */
  recommendForNew: {
    in: z.object({
      model,
      task,
      films: z.array(z.object({ film: Id, rating: z.number().nullable() })).min(1),
      top,
    }),
    out: Recommended,
    error: z.discriminatedUnion("type", [...PreferenceFailure.options, UnknownFilm]),
  },
  /** Who will want a film: members who have not rated it, keenest first, and the share who would like it. */
  audience: {
    in: z.object({ model, film: Id, top }),
    progress: z.object({ share: z.number() }),
    out: z.object({
      model: z.string(),
      share: LikeShare,
      members: z.array(
        z.object({
          member: Id,
          score: z.number(),
          interval: Interval,
          like: z.number(),
          reasons: z.array(Reason),
        }),
      ),
    }),
    error: z.discriminatedUnion("type", [...PreferenceFailure.options, UnknownFilm, Suppressed]),
  },
  /**
   * Of all members, of those given, or of all `others`; `reach` where it is asked for. With `fresh`, whoever knows a film already counts as
   * nobody who would like it, unless they are too few to be told of. With `present`, films are told by all ratings there are now, where the
   * model can without training.
   */
  likeShares: {
    in: z.object({
      model,
      films: z.array(Id).min(1),
      members: z.array(Id).min(1).optional(),
      others: z.boolean().default(false),
      reach: z.boolean().default(false),
      fresh: z.boolean().default(false),
      present: z.boolean().default(false),
    }),
    out: z.object({ model: z.string(), shares: z.array(LikeShare) }),
    error: z.discriminatedUnion("type", [
      ...PreferenceFailure.options,
      UnknownFilm,
      UnknownMember,
      Suppressed,
    ]),
  },
  /**
   * Of those who would like a film, the share who would like each of the others too; films that the model does not know are left out;
   * `present` as above.
   */
  audienceOverlap: {
    in: z.object({ model, films: z.array(Id).min(1).max(500), present: z.boolean().default(false) }),
    out: z.object({
      model: z.string(),
      shares: z.array(LikeShare),
      overlap: z.array(z.array(z.number())), // in the order of the shares
    }),
    error: z.discriminatedUnion("type", [...PreferenceFailure.options, Suppressed]),
  },
  /** The same weights on every engine there is: the largest difference between any two of them. */
  compareEngines: {
    in: z.object({ model, members: z.number().int().min(1).max(1000).default(64) }),
    out: z.object({ engines: z.array(EngineName), largestDifference: z.number(), compared: z.number() }),
    error: PreferenceFailure,
  },
  /** Drops the graphics context, as a driver reset would: for tests of recovery. False where there is none. */
  loseGraphicsContext: { in: Nothing, out: z.object({ lost: z.boolean() }), error: NeverFails },
} as const;
