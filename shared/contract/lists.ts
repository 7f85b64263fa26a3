/** Lists of films for somebody, as sliders and house rules want them. */
import { z } from "zod";
import { HouseRules, keptOutBy, noRules } from "../domain/house-rules.ts";
import { NoLibrary } from "./file-token.ts";
import { Suppressed } from "./privacy.ts";
import { ModelTask } from "./registry.ts";
import { Id } from "./schemas.ts";
import { ModelName, NoModel, Recommendation, UnknownFilm, UnknownMember } from "./training.ts";

/** Whose preferences: a member's, a group's, or those of a newcomer who picked films (a rating of null: likes it). */
export const Whose = z.union([
  z.object({ member: Id }),
  z.object({ members: z.array(Id).min(1) }),
  z.object({ films: z.array(z.object({ film: Id, rating: z.number().nullable() })).min(1) }),
]);
export type Whose = z.infer<typeof Whose>;

export const WhoseFailure = z.discriminatedUnion("type", [
  NoLibrary,
  NoModel,
  UnknownMember,
  UnknownFilm,
  Suppressed,
]);

const slider = z.number().min(0).max(1).default(0);
export const ListFigures = z.object({ score: z.number(), known: z.number(), diversity: z.number() });
export type ListFigures = z.infer<typeof ListFigures>;

export const ListItem = Recommendation.extend({
  /** Why it is here: it had to be, or rules made room for it. */
  mark: z.enum(["must", "rule"]).nullable(),
});
export type ListItem = z.infer<typeof ListItem>;

export const MadeFor = z.object({
  model: z.string(),
  name: ModelName,
  items: z.array(ListItem),
  /** Films that rules keep from this list. */
  keptOut: z.array(z.object({ film: Id, rule: z.enum(keptOutBy) })),
  /** The model's own list, then within the rules, then as the sliders stand. */
  steps: z.object({
    model: ListFigures,
    rules: ListFigures,
    novelty: ListFigures,
    diversity: ListFigures,
  }),
});
export type MadeFor = z.infer<typeof MadeFor>;

export const listsContract = {
  list: {
    in: z.object({
      model: z.string().optional(),
      /** Whose champion ranks, as in `recommend`. */
      task: ModelTask.optional(),
      whose: Whose,
      novelty: slider,
      diversity: slider,
      rules: HouseRules.default(noRules),
      top: z.number().int().min(1).max(200).default(30),
    }),
    progress: z.object({ share: z.number() }),
    out: MadeFor,
    error: z.discriminatedUnion("type", [
      ...WhoseFailure.options,
      /** A film that must be in the list and cannot be. */
      z.object({ type: z.literal("RulesConflict"), film: Id, rule: z.enum([...keptOutBy, "unknown"]) }),
    ]),
  },
} as const;
