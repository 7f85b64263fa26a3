/** Who keeps coming and who stops: the library's columns, and what the training worker makes of them. */
import { z } from "zod";
import type { FilmWeeks, MemberFacts, RetentionReport } from "../domain/retention.ts";
import { NoLibrary } from "./file-token.ts";
import { made, Nothing } from "./schemas.ts";

export const retentionDataContract = {
  /** Everybody, and what played when. */
  memberFacts: {
    in: Nothing,
    out: made<{ readonly members: MemberFacts; readonly playing: FilmWeeks }>(),
    error: NoLibrary,
  },
} as const;

export const mostWeeksAhead = 26;
export const usualWeeksAhead = 12;
export const WeeksAhead = z.number().int().min(1).max(mostWeeksAhead);

/** Too few visits, or too few weeks of them, to tell who keeps coming. */
export const TooFewWeeks = z.object({
  type: z.literal("TooFewWeeks"),
  tickets: z.number(),
  visits: z.number(), // tickets that are the start of one showing
  weeks: z.number(), // whole ones
  neededVisits: z.number(),
  neededWeeks: z.number(),
});

export const retentionContract = {
  /** At once where the library and the weeks are the same as before. */
  retention: {
    in: z.object({ weeks: WeeksAhead }),
    progress: z.object({ share: z.number(), secondsLeft: z.number().nullable() }),
    out: made<RetentionReport>(),
    error: z.discriminatedUnion("type", [NoLibrary, TooFewWeeks]),
  },
} as const;
