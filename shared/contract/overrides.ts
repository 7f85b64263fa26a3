/** Forecasts that the user replaced, with the reason, and what came of them. */
import { z } from "zod";
import { overrideKinds } from "../domain/overrides.ts";
import { FileToken, NoLibrary, NotFound, UnknownFile } from "./file-token.ts";
import { Id, IsoDate, Nothing } from "./schemas.ts";

const Override = z
  .object({
    venue: Id,
    film: Id,
    from: IsoDate,
    to: IsoDate,
    kind: z.enum(overrideKinds),
    value: z.number().min(0).max(1e6),
    reason: z.string().trim().min(1).max(1000),
  })
  .refine(({ from, to }) => from <= to, "the last day comes before the first");
const ByDate = z.record(IsoDate, z.number());

const NewOverride = z.object({
  override: Override,
  /** What the model forecasts of its days now, as far as it does. */
  model: ByDate,
});
export type NewOverride = z.infer<typeof NewOverride>;

const KeptOverride = z.object({
  id: Id,
  ...Override.shape,
  at: z.number(),
  title: z.string(),
  titleZh: z.string().nullable(),
  venueName: z.string(),
  venueNameZh: z.string().nullable(),
  model: ByDate,
  seen: ByDate, // admissions of its days, as far as they are known
});
export type KeptOverride = z.infer<typeof KeptOverride>;

const overrideProblems = ["header", "columns", "venue", "film", "from", "to", "value", "reason"] as const;
const BadOverrideFile = z.object({
  type: z.literal("BadOverrideFile"),
  /** The first twenty. `remedy` names what would be right. */
  problems: z.array(
    z.object({ line: z.number(), problem: z.enum(overrideProblems), found: z.string(), remedy: z.string() }),
  ),
});
export type OverrideProblem = z.infer<typeof BadOverrideFile>["problems"][number];

const Edited = z.object({ changeSet: Id.nullable() });

export const overridesContract = {
  /** In the order in which they were made. */
  listOverrides: { in: Nothing, out: z.object({ overrides: z.array(KeptOverride) }), error: NoLibrary },
  addOverrides: {
    in: z.object({ overrides: z.array(NewOverride).min(1).max(10_000) }),
    out: Edited,
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
  deleteOverride: {
    in: z.object({ id: Id }),
    out: Edited,
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
  /** CSV with the columns venue, film, from, to, number or factor, reason; venues and films by name, title or id. */
  readOverrides: {
    in: z.object({ file: FileToken }),
    out: z.object({ overrides: z.array(Override) }),
    error: z.discriminatedUnion("type", [NoLibrary, UnknownFile, BadOverrideFile]),
  },
} as const;
