/** Recommendations to somebody known only by what kind of person it is: no film was seen, no rating given. */
import { z } from "zod";
import { groupings } from "./evaluation.ts";
import { NoLibrary } from "./file-token.ts";
import { Suppressed } from "./privacy.ts";
import { Nothing } from "./schemas.ts";
import { Recommendation } from "./training.ts";

const Group = z.object({ by: z.enum(groupings), name: z.string() });

export const peopleContract = {
  /** Segments, and members who share a trait; those below the smallest group are left out. Largest first. */
  peopleGroups: {
    in: Nothing,
    out: z.object({
      groups: z.array(Group.extend({ nameZh: z.string().nullable(), members: z.number() })),
    }),
    error: NoLibrary,
  },
  recommendForPeople: {
    in: z.object({
      /** What the person belongs to. */
      groups: z.array(Group).max(10),
      top: z.number().int().min(1).max(1000).default(20),
    }),
    out: z.object({ items: z.array(Recommendation) }),
    /** `Suppressed`: a group of too few members, or of none. */
    error: z.discriminatedUnion("type", [NoLibrary, Suppressed]),
  },
} as const;
