/** How a model is judged: what is held out, the figures with their intervals, and what parts of the audience they hold for. */
import { z } from "zod";
import { made } from "./schemas.ts";

/** The first is the default. */
export const splitKinds = ["time", "random", "leave-last-out", "cold-films", "cold-members"] as const;
export const SplitKind = z.enum(splitKinds);
export type SplitKind = z.infer<typeof SplitKind>;

const Interval = z.tuple([z.number(), z.number()]);

/** By what members are grouped: segments of the library, or values of a trait of theirs. */
export const groupings = ["segment", "cluster", "ageBand", "gender", "occupation", "area"] as const;
const Group = z.object({ by: z.enum(groupings), name: z.string(), nameZh: z.string().nullable() });
export const MemberGroup = Group.extend({ members: made<Int32Array>() }); // library ids
export type MemberGroup = z.infer<typeof MemberGroup>;

export const Figure = z.object({ value: z.number(), interval: Interval.nullable() });
export type Figure = z.infer<typeof Figure>;
/** Figures of a part of what was held out: null = nothing to measure. */
const Part = z.object({
  members: z.number(),
  ratings: z.number(),
  rmse: Figure.nullable(),
  coverage: Figure.nullable(),
  ndcg: Figure.nullable(),
});
/** Warm: rated in training; cold: not. */
export const slices = ["warmFilms", "coldFilms", "warmMembers", "coldMembers"] as const;

const ReliabilityBin = z.object({ predicted: z.number(), observed: z.number(), count: z.number() });

export const EvaluationReport = z.object({
  /** 95 % intervals of the metrics that have one, from the bootstrap over members. */
  intervals: z.record(z.string(), Interval),
  /** Of the liked-probabilities, in 15 equally wide bins and in 15 of equal mass. */
  reliability: z.object({ width: z.array(ReliabilityBin), mass: z.array(ReliabilityBin) }),
  slices: z.array(Part.extend({ slice: z.enum(slices) })),
  groups: z.array(Part.extend(Group.shape)),
  /** Groups kept back because they are too small, or would give such a one away. */
  kept: z.number(),
  seconds: z.number(),
});
export type EvaluationReport = z.infer<typeof EvaluationReport>;
