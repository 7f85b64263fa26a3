/** Quality against the share of the ratings that a model may learn from. */
import { z } from "zod";
import { Figure } from "./evaluation.ts";

export const CurvePoint = z.object({
  /** Of the ratings outside the test. */
  share: z.number(),
  /** Learned from. */
  ratings: z.number(),
  /** Held-out figures with their 95 % intervals; null = without meaning for this model. */
  metrics: z.record(z.string(), Figure.nullable()),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

export const CurveProgress = z.object({
  share: z.number(),
  secondsLeft: z.number().nullable(),
  /** Those done so far. */
  points: z.array(CurvePoint),
});
