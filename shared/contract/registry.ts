/** The registry of models: one champion a task, who was it when and why, promoting and rolling back. */
import { z } from "zod";
import { modelTasks } from "../domain/model-tasks.ts";
import { NoLibrary, NotFound } from "./file-token.ts";
import { Id, Nothing } from "./schemas.ts";

export const ModelTask = z.enum(modelTasks);

/** Why a promotion should be thought over. */
export const PromotionDoubt = z.discriminatedUnion("type", [
  /** On the same data, split and seed its figure is worse than the champion's. */
  z.object({
    type: z.literal("worse"),
    metric: z.string(),
    champion: z.number(),
    candidate: z.number(),
  }),
  /** It learned from members who were forgotten since. */
  z.object({ type: z.literal("forgotten"), members: z.number() }),
]);
export type PromotionDoubt = z.infer<typeof PromotionDoubt>;

export const Promotion = z.object({
  id: Id,
  task: ModelTask,
  model: z.string(),
  at: z.number(),
  /** The first of its task, chosen by a person, or found better by a retraining. */
  cause: z.enum(["first", "chosen", "retrained"]),
  /** What was known then: doubts put aside, or the comparison that a retraining made. */
  note: z.looseObject({}).nullable(),
  rolledBackAt: z.number().nullable(),
  /** Whether the model is still there. */
  stored: z.boolean(),
});
export type Promotion = z.infer<typeof Promotion>;

export const Champion = z.object({
  task: ModelTask,
  model: z.string(),
  /** When it became that; null where it answers only because no other of its task is left. */
  since: z.number().nullable(),
});
export type Champion = z.infer<typeof Champion>;

const AskFirst = z.object({ type: z.literal("AskFirst"), doubts: z.array(PromotionDoubt) });
const NoFormerChampion = z.object({ type: z.literal("NoFormerChampion"), task: ModelTask });

export const registryContract = {
  /** The history latest first. */
  champions: {
    in: Nothing,
    out: z.object({ champions: z.array(Champion), history: z.array(Promotion) }),
    error: NoLibrary,
  },
  /** No promotion where it is champion already. Doubts are answered as a failure unless one is `sure`. */
  promote: {
    in: z.object({
      model: z.string(),
      sure: z.boolean().default(false),
      cause: z.enum(["chosen", "retrained"]).default("chosen"),
      note: z.looseObject({}).nullable().default(null),
    }),
    out: z.object({ task: ModelTask, promotion: Id.nullable(), former: z.string().nullable() }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound, AskFirst]),
  },
  /** The champion before takes over. */
  rollBackChampion: {
    in: z.object({ task: ModelTask }),
    out: z.object({ promotion: Id, from: z.string(), to: z.string() }),
    error: z.discriminatedUnion("type", [NoLibrary, NoFormerChampion]),
  },
  /** Makes a promotion stand, or no longer. */
  turnPromotion: {
    in: z.object({ promotion: Id, stands: z.boolean() }),
    out: Nothing,
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
} as const;
