/** Who keeps coming and who stops: the library's columns, and what the training worker makes of them. */
import { z } from "zod";
import {
  type Campaign,
  type CampaignMembers,
  type CampaignReport,
  campaignKinds,
  type RetentionPlan,
} from "../domain/campaign.ts";
import type { FilmWeeks, MemberFacts, RetentionReport } from "../domain/retention.ts";
import { FileToken, NoLibrary, NotFound, UnknownFile, UnreadableFile } from "./file-token.ts";
import { Id, IsoDate, made, Nothing, Until } from "./schemas.ts";

const CampaignId = z.string().min(1).max(100);
const Estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
const Weeks = z.number().int().min(1).max(26);
export const CampaignFacts = z.object({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(campaignKinds),
  sent: IsoDate,
  weeks: Weeks,
  cost: z.number().min(0).max(1e6),
  plan: z.object({ seed: z.number().int(), kept: Estimate.nullable() }).nullable(),
}) satisfies z.ZodType<Omit<Campaign, "id">, unknown>;
const mostMembers = 1_000_000;

export const retentionDataContract = {
  /** Everybody, and what played when. */
  memberFacts: {
    in: Nothing,
    out: made<{ readonly members: MemberFacts; readonly playing: FilmWeeks }>(),
    error: NoLibrary,
  },
  /** In the order in which they were kept, with who got them. */
  listCampaigns: {
    in: Nothing,
    out: made<{ readonly campaigns: readonly (Campaign & { readonly who: CampaignMembers })[] }>(),
    error: NoLibrary,
  },
  /** Members that the library does not know are left out and counted. */
  saveCampaign: {
    in: CampaignFacts.extend({
      treated: z.array(Id).max(mostMembers),
      control: z.array(Id).max(mostMembers),
    }),
    out: z.object({ id: CampaignId, unknown: z.number(), changeSet: Id.nullable() }),
    error: NoLibrary,
  },
  /** A table of members by number and of their groups. */
  readCampaign: {
    in: z.object({ file: FileToken }),
    out: z.object({ treated: z.array(Id), control: z.array(Id) }),
    error: z.discriminatedUnion("type", [
      UnknownFile,
      UnreadableFile,
      z.object({ type: z.literal("NotACampaign"), line: z.number(), found: z.string() }),
    ]),
  },
  deleteCampaign: {
    in: z.object({ id: CampaignId }),
    out: z.object({ changeSet: Id.nullable() }),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
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

const ShareDone = z.object({ share: z.number(), secondsLeft: z.number().nullable() });
const TooFew = z.discriminatedUnion("type", [NoLibrary, TooFewWeeks]);

export const retentionContract = {
  /** At once where the library and the weeks are the same as before. */
  retention: {
    in: z.object({ weeks: WeeksAhead, until: Until }),
    progress: ShareDone,
    out: made<RetentionReport>(),
    error: TooFew,
  },
  /** What campaigns brought, measured against their controls. */
  campaignResults: { in: Nothing, progress: ShareDone, out: made<CampaignReport>(), error: TooFew },
  /** Kept nowhere: saveCampaign keeps it. */
  planRetention: {
    in: z.object({
      contacts: z.number().int().min(1).max(mostMembers),
      cost: z.number().min(0).max(1e6),
      weeks: Weeks,
      /** Share of the chosen who are held out. */
      controlShare: z.number().min(0.05).max(0.9),
      seed: z.number().int().nonnegative(),
    }),
    progress: ShareDone,
    out: made<RetentionPlan>(),
    error: TooFew,
  },
} as const;
