/** Attention spread over films, segments and weeks: asked of the scheduling worker; instances are read from files by the data service. */
import { z } from "zod";
import {
  AllocatedUnits,
  AllocationChannel,
  AllocationInstance,
  AllocationObligation,
} from "../domain/allocation-instance.ts";
import type { AttentionWish } from "../domain/attention-means.ts";
import { FileToken, NoLibrary, UnknownFile, UnreadableFile } from "./file-token.ts";
import { BadInstance } from "./instances.ts";
import { Id, IsoDate, made, NeverFails } from "./schemas.ts";

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

export const limitKinds = [
  "capacity",
  "budget",
  "weekBudget",
  "frequency",
  "perMember",
  "obligation",
  "fairness",
] as const;
/** One limit of an instance, by the names it has there. */
const LimitName = z.object({
  kind: z.enum([...limitKinds, "mostPerFilm"]),
  channel: z.string().nullable(),
  week: z.string().nullable(),
  segment: z.string().nullable(),
  distributor: z.string().nullable(),
  /** Place in `obligations`. */
  obligation: z.number().int().nullable(),
});
export type LimitName = z.infer<typeof LimitName>;

const NextUnit = z.object({
  film: z.string(),
  channel: z.string(),
  week: z.string(),
  segment: z.string().nullable(),
  /** As many at once: 1 piece, or some contacts. */
  units: z.number(),
  gain: z.number(),
  /** What keeps it from being had besides; null: nothing, it is worth less than what it costs elsewhere. */
  heldBy: LimitName.nullable(),
  /** Whose unit it would take, and what that loses; `by`: whose obligation keeps that unit there. */
  holder: z.object({ film: z.string(), loss: z.number(), by: z.string().nullable() }).nullable(),
});
export type NextUnit = z.infer<typeof NextUnit>;

const LimitWorth = LimitName.extend({
  used: z.number(),
  /** What it may come to; of an obligation, what it must. */
  limit: z.number(),
  /** Gain of `per` more of it (of an obligation: of `per` less). */
  worth: z.number(),
  per: z.number(),
  /** To which film it would go. */
  film: z.string().nullable(),
});
export type LimitWorth = z.infer<typeof LimitWorth>;

const FilmExtra = z.object({
  film: z.string(),
  weeks: list(z.number()), // extra admissions by week
  cost: z.number(),
});

export const AllocationValue = z.object({
  units: list(AllocatedUnits),
  value: z.number(),
  cost: z.number(),
  /** Whether limits, obligations and pins all hold. */
  keeps: z.boolean(),
  films: list(FilmExtra),
  next: list(NextUnit),
  limits: list(LimitWorth),
});
export type AllocationValue = z.infer<typeof AllocationValue>;

const OwedPrice = z.object({
  /** Place in `obligations`; null: fair shares of distributors. */
  obligation: z.number().int().nullable(),
  /** Admissions that the best without it brings more, and between what that surely lies. */
  cost: z.number(),
  low: z.number(),
  high: z.number(),
});
export type OwedPrice = z.infer<typeof OwedPrice>;

export const Allocation = AllocationValue.extend({
  /** For `moveUnits`. */
  held: z.number().int(),
  bound: z.number(), // proven: no allocation is worth more
  gap: z.number(), // (bound - value) / bound
  low: z.number(), // 80 % interval of the value, from how unsure potentials and strengths are
  high: z.number(),
  even: z.number(), // worth of an even split within the same limits
  owed: list(OwedPrice),
  seconds: z.number(),
});
export type Allocation = z.infer<typeof Allocation>;

/** What a film has of a channel in a week, over all segments. */
export const UnitsPin = z.object({
  film: z.string(),
  channel: z.string(),
  week: z.string(),
  units: z.number().nonnegative(),
});
export type UnitsPin = z.infer<typeof UnitsPin>;

const Wish = z.object({
  channels: list(AllocationChannel),
  budget: z.number().nonnegative().nullable(),
  frequencyCap: z.number().nonnegative().nullable(),
  fairness: z.number().min(0).max(1).nullable(),
  obligations: list(AllocationObligation),
}) satisfies z.ZodType<AttentionWish, unknown>;
/** An allocation of a library as it was when it was kept. */
export const AllocationDocument = z.object({
  weeks: z.number().int().min(1),
  wish: Wish,
  units: list(AllocatedUnits),
  value: z.number(),
  low: z.number(),
  high: z.number(),
});
export type AllocationDocument = z.infer<typeof AllocationDocument>;
export const KeptAllocation = z.object({
  id: z.string().min(1).max(100),
  venue: Id,
  week: IsoDate,
  name: z.string().trim().min(1).max(120),
  version: z.number().int(),
  at: z.number(),
  document: AllocationDocument,
});
export type KeptAllocation = z.infer<typeof KeptAllocation>;

export const keptAllocationContract = {
  /** By name, then by version. */
  listAllocations: {
    in: z.object({ venue: Id, week: IsoDate }),
    out: z.object({ allocations: z.array(KeptAllocation) }),
    error: NoLibrary,
  },
  /** Keeps a new version under the name. */
  saveAllocation: {
    in: KeptAllocation.pick({ venue: true, week: true, name: true, document: true }),
    out: z.object({ id: z.string(), version: z.number(), changeSet: Id.nullable() }),
    error: NoLibrary,
  },
  deleteAllocation: {
    in: KeptAllocation.pick({ id: true }),
    out: z.object({ changeSet: Id.nullable() }),
    error: NoLibrary,
  },
} as const;

export const allocationDataContract = {
  readAllocation: {
    in: z.object({ file: FileToken }),
    out: made<AllocationInstance>(),
    error: z.discriminatedUnion("type", [UnknownFile, UnreadableFile, BadInstance]),
  },
} as const;

export const allocationContract = {
  allocate: {
    in: z.object({
      instance: AllocationInstance,
      seconds: z.number().positive().default(10),
      gap: z.number().min(0).max(1).default(0.005),
      pins: list(UnitsPin).default([]),
    }),
    progress: z.object({ value: z.number(), bound: z.number() }),
    out: Allocation,
    /** Obligations, fairness and pins together leave no allocation. */
    error: z.discriminatedUnion("type", [z.object({ type: z.literal("NoAllocation") })]),
  },
  /** Units as the user wants them, the rest beside them; with `fitMs` above 0 the rest is fitted anew for about so long. */
  moveUnits: {
    in: z.object({
      held: z.number().int(),
      units: list(AllocatedUnits),
      pins: list(UnitsPin),
      fitMs: z.number().min(0).max(10_000).default(0),
    }),
    out: AllocationValue,
    error: NeverFails,
  },
} as const;
