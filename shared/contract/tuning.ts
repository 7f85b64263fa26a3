/** Searching for better parameters: asked of the training worker, kept by the data service trial by trial. */
import { z } from "zod";
import { TrainFailure, TrainRequest } from "./training.ts";

export const SearchRequest = TrainRequest.omit({ params: true }).extend({
  /** Sets of parameters to try, the model's defaults among them; also those of an earlier part of the search. */
  trials: z.number().int().min(1).max(1000).default(40),
  /** From now on; null = no limit. */
  minutes: z.number().positive().max(10_000).nullable().default(null),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** Where a parameter is searched, both ends included. */
export const SearchRange = z.object({
  name: z.string(),
  scale: z.enum(["linear", "log"]),
  whole: z.boolean(),
  low: z.number(),
  high: z.number(),
});
export type SearchRange = z.infer<typeof SearchRange>;

/** A trial judged at a rung: after a share of its budget. */
export const TrialResult = z.object({
  trial: z.number().int().nonnegative(), // 0 = the model's defaults
  rung: z.number().int().nonnegative(),
  params: z.record(z.string(), z.number()), // of the searched ranges
  score: z.number().nullable(), // null = no figure came of it
  error: z.number().nullable(), // standard error of the difference from the defaults; of trial 0, of its score
  seconds: z.number(),
});
export type TrialResult = z.infer<typeof TrialResult>;

/** What a share of the budget is a share of; `none`: every trial is run in full. */
export const budgetKinds = ["epochs", "sweeps", "members", "none"] as const;
/** What a trial is judged by: ratings, choices among all films, choices among films withheld from training. */
export const judgingKinds = ["ratings", "choices", "unseen"] as const;

/** How the variance of the scores divides over the parameters' ranges. */
export const Importance = z.object({
  trials: z.number(), // it rests on, all at the first rung
  /** Share of the variance that the forest foretold for trials it had not seen; at most 1, below 0 if it foretells nothing. */
  foretold: z.number(),
  /** 80 % of the scores lie within this. */
  spread: z.number(),
  /** Standard error of a difference from the defaults, of the middle trial. */
  chance: z.number(),
  worst: z.number(),
  best: z.number(),
  parameters: z.array(
    z.object({
      name: z.string(),
      share: z.number(), // of the variance, by this parameter alone
      deviation: z.number(), // of the share, from tree to tree
      /** Values of the best quarter of the trials. */
      from: z.number(),
      to: z.number(),
    }),
  ),
});
export type Importance = z.infer<typeof Importance>;

export const SearchReport = z.object({
  id: z.string(),
  request: SearchRequest,
  fingerprint: z.string(),
  startedAt: z.number(), // milliseconds since 1970
  judging: z.enum(judgingKinds),
  metric: z.enum(["rmse", "ndcg@10"]),
  judged: z.number(), // ratings, or members for choices
  ranges: z.array(SearchRange),
  budget: z.enum(budgetKinds),
  shares: z.array(z.number()), // of the budget, by rung
  results: z.array(TrialResult), // in the order in which they came
  defaults: TrialResult.nullable(), // judged in full
  best: TrialResult.nullable(), // of those judged in full
  importance: Importance.nullable(), // null = too few trials to tell
  complete: z.boolean(),
});
export type SearchReport = z.infer<typeof SearchReport>;

const SearchProgress = z.object({
  phase: z.enum(["reading", "searching"]),
  /** What stands before the trial that runs. */
  report: SearchReport.nullable(),
  running: z
    .object({ trial: z.number(), rung: z.number(), params: z.record(z.string(), z.number()) })
    .nullable(),
  secondsLeft: z.number().nullable(),
});
export type SearchProgress = z.infer<typeof SearchProgress>;

/** A model without ranges worth searching. */
const NotTunable = z.object({ type: z.literal("NotTunable"), name: z.string() });
const UnknownSearch = z.object({ type: z.literal("UnknownSearch"), search: z.string() });
/** Interactions were added, changed or removed since: old scores do not compare with new ones. */
const DataChanged = z.object({ type: z.literal("DataChanged"), search: z.string(), trials: z.number() });
const failures = [...TrainFailure.options, NotTunable, UnknownSearch] as const;

export const tuningContract = {
  /** Models that can be tuned, with what is searched. */
  searchSpaces: {
    in: z.object({}),
    out: z.object({
      spaces: z.array(
        z.object({ name: z.string(), judging: z.enum(judgingKinds), ranges: z.array(SearchRange) }),
      ),
    }),
    error: z.never(),
  },
  /** Cancelled, it keeps every trial that was judged. `resume`: a stored search of the same request goes on. */
  tune: {
    in: SearchRequest.extend({ resume: z.string().nullable().default(null) }),
    progress: SearchProgress,
    out: z.object({ report: SearchReport }),
    error: z.discriminatedUnion("type", [...failures, DataChanged]),
  },
  searchReport: {
    in: z.object({ search: z.string() }),
    out: z.object({ report: SearchReport, dataChanged: z.boolean() }),
    error: z.discriminatedUnion("type", failures),
  },
} as const;
