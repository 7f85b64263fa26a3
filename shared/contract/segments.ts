/** Making segments: by a rule, counted while it is written, and by clusters of taste. */
import { z } from "zod";
import { SegmentRule } from "../domain/segment-rule.ts";
import { segmentKinds } from "./audience.ts";
import { Missing, NoLibrary, NotFound } from "./file-token.ts";
import { Suppressed } from "./privacy.ts";
import { Id, Share } from "./schemas.ts";
import { Figures } from "./table-query.ts";

const name = z.string().trim().min(1).max(120);
const Names = z.object({ name, nameZh: z.string().trim().max(120).nullable() });

export const ClusterTrait = z.object({
  kind: z.enum(["genre", "language"]),
  name: z.string(),
  share: z.number(),
  usual: z.number(),
});
export type ClusterTrait = z.infer<typeof ClusterTrait>;

export const ClusterProposal = z.object({
  /** `members` is null where they are too few to be told. */
  clusters: z.array(z.object({ members: z.number().nullable(), traits: z.array(ClusterTrait) })),
  tried: z.array(z.object({ k: z.number(), silhouette: z.number() })),
  seed: z.number(),
  sample: z.number(),
  left: z.number().nullable(),
});
export type ClusterProposal = z.infer<typeof ClusterProposal>;

const NameTaken = z.object({ type: z.literal("NameTaken"), name: z.string() });
/** The rule leads back to the segment itself. */
const Circular = z.object({ type: z.literal("Circular") });
const TooFew = z.object({ type: z.literal("TooFew") });
const NoProposal = z.object({ type: z.literal("NoProposal") });

export const segmentsContract = {
  segment: {
    in: z.object({ segment: Id }),
    out: Names.extend({ id: Id, kind: z.enum(segmentKinds), rule: SegmentRule.nullable() }),
    error: Missing,
  },
  /** `members` is null where they are too few to be told; `figures` as of `listMembers`. */
  countRule: {
    in: z.object({ rule: SegmentRule }),
    out: z.object({ members: z.number().nullable(), total: z.number(), figures: Figures }),
    error: NoLibrary,
  },
  /** `id` null makes a new one. */
  saveSegment: {
    in: Names.extend({ id: Id.nullable(), rule: SegmentRule }),
    out: z.object({ id: Id }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound, NameTaken, Circular]),
  },
  /** Members chosen one by one, for example on the map. */
  saveMemberList: {
    in: Names.extend({ members: z.instanceof(Int32Array) }),
    out: z.object({ id: Id }),
    error: z.discriminatedUnion("type", [NoLibrary, NameTaken, Suppressed]),
  },
  renameSegment: {
    in: Names.extend({ id: Id }),
    out: z.object({ id: Id }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound, NameTaken]),
  },
  /** `changeSet` is null where the segment is too large to be brought back by Undo. */
  deleteSegment: { in: z.object({ id: Id }), out: z.object({ changeSet: Id.nullable() }), error: Missing },
  /** The proposal stays with the service until it is saved, or another one is made. */
  proposeClusters: {
    in: z.object({ k: z.number().int().min(2).max(20).nullable(), seed: z.number().int() }),
    progress: Share,
    out: ClusterProposal,
    error: z.discriminatedUnion("type", [NoLibrary, TooFew]),
  },
  /** Names in the order of the proposal; null leaves a cluster out. Earlier clusters are replaced when `replace`. */
  saveClusters: {
    in: z.object({ names: z.array(Names.nullable()).max(20), replace: z.boolean() }),
    out: z.object({ segments: z.array(Id) }),
    error: z.discriminatedUnion("type", [NoLibrary, NoProposal, NameTaken]),
  },
} as const;
