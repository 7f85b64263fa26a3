/** Whether champions are still right: drift of what comes in, drift of their error, age of the data. */
import { z } from "zod";
import { NoLibrary } from "./file-token.ts";
import { ModelTask } from "./registry.ts";
import { Nothing } from "./schemas.ts";

const Level = z.enum(["calm", "watch", "alert"]);

/** What a library held when a model learned from it: ratings by their value, and by the genres of their films. */
export const DataSummary = z.object({
  until: z.number(), // the latest rating, seconds since 1970 UTC
  values: z.array(z.tuple([z.number(), z.number()])),
  genres: z.array(z.tuple([z.string(), z.number()])),
});
export type DataSummary = z.infer<typeof DataSummary>;

export const driftKinds = ["values", "popularity", "genres", "activity"] as const;
export const InputDrift = z.object({
  kind: z.enum(driftKinds),
  index: z.number(), // population stability index
  byChance: z.number(), // what chance alone may make of it
  level: Level,
  bins: z.array(z.object({ label: z.string(), expected: z.number(), actual: z.number() })), // shares
});
export type InputDrift = z.infer<typeof InputDrift>;

export const ErrorDrift = z.object({
  /** Of what the champion says of ratings before they are told to it. */
  metric: z.enum(["rmse", "hit@10", "brier"]),
  before: z.number(),
  since: z.number(),
  /** Standard errors by which it became worse. */
  z: z.number(),
  level: Level,
  points: z.array(z.object({ at: z.number(), value: z.number(), ratings: z.number(), since: z.boolean() })),
});
export type ErrorDrift = z.infer<typeof ErrorDrift>;

export const TaskWatch = z.object({
  task: ModelTask,
  model: z.string(),
  name: z.string(),
  trainedAt: z.number(), // milliseconds since 1970
  /** Ratings later than the latest it learned from, and of how many members; null: fewer than may be told of. */
  since: z.object({ ratings: z.number(), members: z.number() }).nullable(),
  /** Empty where nothing can be said: too little came since, or the model is older than summaries of its data. */
  inputs: z.array(InputDrift),
  error: ErrorDrift.nullable(),
  /** Shares of what came since that are of members and films it never met, and of the catalogue's films. */
  unseen: z
    .object({ members: z.number(), films: z.number(), catalogue: z.number(), level: Level })
    .nullable(),
});
export type TaskWatch = z.infer<typeof TaskWatch>;

export const WatchAlert = z.object({
  kind: z.enum([...driftKinds, "error", "unseen", "freshness", "forgotten"]),
  task: ModelTask.nullable(),
  level: z.enum(["watch", "alert"]),
  value: z.number(),
  threshold: z.number(),
  action: z.enum(["retrain", "import", "quality"]),
});
export type WatchAlert = z.infer<typeof WatchAlert>;

export const WatchReport = z.object({
  checkedAt: z.number(), // seconds since 1970 UTC
  freshness: z.object({
    lastInteraction: z.number().nullable(),
    lastImport: z.number().nullable(),
    level: Level,
  }),
  tasks: z.array(TaskWatch),
  alerts: z.array(WatchAlert),
});
export type WatchReport = z.infer<typeof WatchReport>;

/** Whether enough came since for any champion to be compared with: without it, no alert says nothing. */
export const couldCompare = ({ tasks }: WatchReport): boolean =>
  tasks.some(({ inputs, error }) => inputs.length > 0 || error !== null);

const dayMs = 86_400_000;

/** A report older than a day is made anew; `now` in milliseconds. */
export const isOutdated = (report: Pick<WatchReport, "checkedAt"> | null, now: number): boolean =>
  now - 1000 * (report?.checkedAt ?? 0) > dayMs;

export const Retraining = z.object({
  task: ModelTask,
  at: z.number(),
  outcome: z.enum(["promoted", "kept", "stored"]),
});

export const watchingContract = {
  freshness: {
    in: Nothing,
    out: z.object({ lastInteraction: z.number().nullable(), lastImport: z.number().nullable() }),
    error: NoLibrary,
  },
  keepWatch: { in: z.object({ report: WatchReport }), out: Nothing, error: NoLibrary },
  /** The last report that was made, and how the last retraining of each task ended. */
  lastWatch: {
    in: Nothing,
    out: z.object({ report: WatchReport.nullable(), retrainings: z.array(Retraining) }),
    error: NoLibrary,
  },
  noteRetraining: { in: Retraining, out: Nothing, error: NoLibrary },
} as const;
