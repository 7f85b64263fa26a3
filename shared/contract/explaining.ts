/** Why a film stands where it does for somebody, what speaks against it, and what would change it. */
import { z } from "zod";
import { Whose, WhoseFailure } from "./lists.ts";
import { ModelTask } from "./registry.ts";
import { Id } from "./schemas.ts";
import { ModelName, Reason, ScoreUnit, traitFields } from "./training.ts";

const share = z.number();
export const Explained = z.object({
  model: z.string(),
  name: ModelName,
  unit: ScoreUnit,
  /** `sampled`: shares are estimates with standard errors. */
  method: z.enum(["exact", "sampled"]),
  total: z.number(),
  /** What does not come from single films of the history. With `films` it adds up to the total. */
  base: z.array(Reason),
  films: z.array(z.object({ film: Id, share, error: z.number().nullable() })),
  /** The films' shares told by what they have in common with the film; with `untold` they add up to the films' shares. */
  traits: z.array(z.object({ field: z.enum(traitFields), value: z.string(), share })),
  untold: z.number(),
  /** Of those who rated the film, the most alike in what they like, and how many of them disliked it; null: too few to tell. */
  alike: z.object({ members: z.number(), disliked: z.number() }).nullable(),
  /** The fewest films of the history, of a group: of all its histories, without which it would leave the list. */
  leaving: z
    .object({ films: z.array(Id), smallest: z.boolean(), rank: z.number(), rankAfter: z.number() })
    .nullable(),
  /** The rating of the history that, given otherwise, would lift it most. */
  lifting: z
    .object({ film: Id, from: z.number(), to: z.number(), rank: z.number(), rankAfter: z.number() })
    .nullable(),
});
export type Explained = z.infer<typeof Explained>;

export const explainingContract = {
  explain: {
    in: z.object({
      model: z.string().optional(),
      task: ModelTask.optional(),
      whose: Whose,
      film: Id,
      /** Places of the list that it would leave. */
      top: z.number().int().min(1).max(1000).default(30),
    }),
    out: Explained,
    error: WhoseFailure,
  },
} as const;
