/** Two models on the same held-out ratings. */
import { z } from "zod";
import { NoLibrary } from "./file-token.ts";

/** The two were not judged on the same ratings, or one was stored before what is needed was. */
const NotComparable = z.object({
  type: z.literal("NotComparable"),
  reason: z.enum(["data", "split", "unmeasured"]),
});
const NoModel = z.object({ type: z.literal("NoModel") });

export const Difference = z.object({
  metric: z.string(),
  first: z.number(),
  second: z.number(),
  /** second - first, with its 95 % interval. */
  difference: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  /** Of a difference as large by chance alone. */
  p: z.number(),
  /** In standard deviations of one member. */
  effect: z.number(),
});
export type Difference = z.infer<typeof Difference>;

export const comparisonContract = {
  /** Models by id. */
  compareModels: {
    in: z.object({ first: z.string(), second: z.string() }),
    out: z.object({ differences: z.array(Difference) }),
    error: z.discriminatedUnion("type", [NoLibrary, NoModel, NotComparable]),
  },
} as const;
