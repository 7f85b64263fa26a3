/** Members and segments: the table, its facets, one member, named audiences. */
import { z } from "zod";
import { interactionKinds } from "../domain/interactions.ts";
import { MemberGroup } from "./evaluation.ts";
import { Missing, NoLibrary, NotFound } from "./file-token.ts";
import { Suppressed } from "./privacy.ts";
import { Id, made, Nothing, Page } from "./schemas.ts";
import { Facet, Figures, MemberColumnName, MemberQuery, MemberSelection } from "./table-query.ts";

const text = z.string().nullable();

export const MemberRow = z.object({
  id: Id,
  joined: text,
  ageBand: text,
  gender: text,
  occupation: text,
  area: text,
  source: text,
  ratings: z.number(),
  meanRating: z.number().nullable(),
  tickets: z.number(),
  /** Distinct films with any interaction. */
  films: z.number(),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
});
export type MemberRow = z.infer<typeof MemberRow>;

export const MemberDetail = MemberRow.extend({
  /** A name or address is kept, sealed. */
  hasIdentifiers: z.boolean(),
  segments: z.array(z.object({ id: Id, name: z.string(), nameZh: text })),
  /** Shares of the member's films and of all visits, largest difference first. */
  genres: z.array(z.object({ genre: z.string(), films: z.number(), share: z.number(), usual: z.number() })),
  imports: z.array(z.object({ importRun: Id, source: z.string(), system: z.string(), at: z.number() })),
  recent: z.array(
    z.object({
      film: Id,
      title: z.string(),
      titleZh: text,
      kind: z.enum(interactionKinds),
      value: z.number(),
      at: z.number(),
    }),
  ),
});
export type MemberDetail = z.infer<typeof MemberDetail>;

export const segmentKinds = ["rule", "cluster", "list"] as const;
export const Segment = z.object({
  id: Id,
  name: z.string(),
  nameZh: text,
  kind: z.enum(segmentKinds),
  /** Null where they are too few to be told. */
  members: z.number().nullable(),
});
export type Segment = z.infer<typeof Segment>;

export const audienceContract = {
  listMembers: {
    in: MemberQuery.extend(Page.shape),
    out: z.object({ total: z.number(), rows: z.array(MemberRow), figures: Figures }),
    error: NoLibrary,
  },
  memberFacets: {
    in: MemberSelection.extend({
      columns: z.array(MemberColumnName).max(40),
      find: z.string().max(100).default(""),
      limit: z.number().int().min(1).max(200).default(12),
    }),
    out: z.object({ total: z.number().nullable(), facets: z.array(Facet), figures: Figures }),
    error: NoLibrary,
  },
  member: { in: z.object({ member: Id }), out: MemberDetail, error: Missing },
  listSegments: { in: Nothing, out: z.object({ segments: z.array(Segment) }), error: NoLibrary },
  segmentMembers: {
    in: z.object({ segment: Id }),
    out: z.object({ members: made<Int32Array>() }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound, Suppressed]),
  },
  /** Segments and values of traits with their members, for the training worker. */
  memberGroups: { in: Nothing, out: z.object({ groups: z.array(MemberGroup) }), error: NoLibrary },
} as const;
