/** Concepts chosen together: what may come of them together, and the plans of the frontier. */
import { z } from "zod";
import {
  holders,
  memoKinds,
  type Portfolio,
  type PortfolioWish,
  type SharedErrors,
  stands,
  traitLimitFields,
} from "../domain/portfolio.ts";
import { ConceptFacts, Concepts, KeptConcept, ShareDone, TooFewOutcomes } from "./concepts.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";

const Money = z.number().nonnegative().max(1e13);
const Count = z.number().int().min(0).max(100);
const Float64 = z.custom<Float64Array>((value) => value instanceof Float64Array);

export const PortfolioWishFacts = z.object({
  memo: z.enum(memoKinds),
  budget: Money.nullable(),
  returned: z.number().min(0).max(1),
  costs: z.record(z.string(), Money),
  stands: z.record(z.string(), z.enum(stands)),
  traits: z
    .array(
      z.object({
        field: z.enum(traitLimitFields),
        value: z.string().trim().min(1).max(200),
        least: Count,
        most: Count.nullable(),
      }),
    )
    .max(20)
    .readonly(),
  leastFilms: Count,
  mostFilms: Count.nullable(),
  perWindow: Count.nullable(),
  caution: z.number().min(0).max(1),
}) satisfies z.ZodType<PortfolioWish, unknown>;

export const portfolioDataContract = {
  /** What was wished last. */
  portfolioWish: { in: Nothing, out: z.object({ wish: PortfolioWishFacts }), error: NoLibrary },
  savePortfolioWish: {
    in: z.object({ wish: PortfolioWishFacts }),
    out: z.object({ changeSet: Id.nullable() }), // null: nothing changed
    error: NoLibrary,
  },
} as const;

export const mostDraws = 10_000;

/** By the training worker. */
export const conceptScenariosContract = {
  /** Draws of what may come of all concepts together: revenue where the library teaches it, else the audience that is handed in. */
  conceptScenarios: {
    in: z.object({
      concepts: Concepts,
      draws: z.number().int().min(100).max(mostDraws),
      seed: Id,
      audience: z
        .object({
          members: z.number().int().positive(),
          /** Of each concept the share that would choose it, with its 90 % interval. */
          shares: z.array(z.object({ value: z.number(), low: z.number(), high: z.number() })),
        })
        .nullable(),
    }),
    progress: ShareDone,
    out: made<{
      readonly worth: "revenue" | "audience";
      readonly outcomes: readonly Float64Array[]; // [concepts][draws]
      /** Null: no past tells. */
      readonly shared: SharedErrors | null;
    }>(),
    error: z.discriminatedUnion("type", [NoLibrary, TooFewOutcomes]),
  },
} as const;

/** By the scheduling worker. */
export const portfolioContract = {
  choosePortfolio: {
    in: z.object({
      concepts: z.array(KeptConcept.extend({ concept: ConceptFacts })).min(1),
      outcomes: z.array(Float64).readonly(),
      worth: z.enum(["revenue", "audience"]),
      wish: PortfolioWishFacts,
    }),
    progress: z.object({ share: z.number() }),
    out: made<Portfolio>(),
    /** `holder`: what cannot be kept by itself; null: only together. */
    error: z.object({ type: z.literal("NoPortfolio"), holder: z.enum(holders).nullable() }),
  },
} as const;
