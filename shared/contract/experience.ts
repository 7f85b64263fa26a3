/** What a visit does to how a film is liked: the library's columns, and what the training worker makes of them. */
import { z } from "zod";
import type { ScreenName, Viewings, Visits } from "../domain/experience.ts";
import type { ExperienceReport } from "../domain/experience-report.ts";
import { NoLibrary } from "./file-token.ts";
import { made, Until } from "./schemas.ts";

const Progress = z.object({ share: z.number(), secondsLeft: z.number().nullable() });

export const experienceDataContract = {
  /** Of large audiences a sample of members, so that no more than about `most` tickets are looked at. */
  visits: {
    in: z.object({ most: z.number().int().min(1), until: Until }),
    progress: z.object({ share: z.number() }),
    out: made<{
      readonly visits: Visits;
      readonly viewings: Viewings;
      readonly screens: readonly ScreenName[];
      /** Every so-manieth member was looked at: those whose id it divides. */
      readonly every: number;
    }>(),
    error: NoLibrary,
  },
} as const;

/** Too few visits that can be told apart and were rated. */
export const TooFewVisits = z.object({
  type: z.literal("TooFewVisits"),
  tickets: z.number(),
  matched: z.number(),
  rated: z.number(),
  needed: z.number(),
});

export const experienceContract = {
  experience: {
    in: z.object({ until: Until }),
    progress: Progress,
    out: made<ExperienceReport>(),
    error: z.discriminatedUnion("type", [NoLibrary, TooFewVisits]),
  },
} as const;
