/** Named branches of a week's plan: "what if X is held over". */
import { z } from "zod";
import { PlanDocument } from "../domain/plan-document.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, IsoDate, Nothing } from "./schemas.ts";

const Missing = z.discriminatedUnion("type", [NoLibrary, z.object({ type: z.literal("NotFound") })]);
const Figures = z.object({ showings: z.number(), expectedAdmissions: z.number() });

export const ScenarioRow = z.object({
  id: z.string(),
  venue: Id,
  week: IsoDate,
  name: z.string(),
  /** The stored version it branched from, where it came from one unchanged. */
  parent: z.string().nullable(),
  createdAt: z.number(),
  savedAt: z.number(),
  plan: Figures,
  base: Figures,
});
export type ScenarioRow = z.infer<typeof ScenarioRow>;

export const scenarioContract = {
  /** Keeps a plan under a name of its week. Where the name is new, `base` is what it branched from (itself if not said). */
  saveScenario: {
    in: z.object({
      name: z.string().trim().min(1).max(120),
      document: PlanDocument,
      base: PlanDocument.optional(),
      parent: z.string().nullable().default(null),
    }),
    out: z.object({ id: z.string() }),
    error: NoLibrary,
  },
  listScenarios: {
    in: z.object({ venue: Id, week: IsoDate }),
    out: z.object({ scenarios: z.array(ScenarioRow) }),
    error: NoLibrary,
  },
  loadScenario: {
    in: z.object({ id: z.string() }),
    out: z.object({ name: z.string(), document: PlanDocument, base: PlanDocument }),
    error: Missing,
  },
  dropScenario: { in: z.object({ id: z.string() }), out: Nothing, error: NoLibrary },
} as const;
