/** Campaigns: offers and messages to members, some held out by chance, so that what they bring can be measured. */
import type { Estimate, LapseReason } from "./retention.ts";

export const campaignKinds = ["offer", "message"] as const;
export type CampaignKind = (typeof campaignKinds)[number];

/** What was expected when it was planned. */
export interface CampaignPlan {
  readonly seed: number;
  /** Visits that it would bring those who get it; null = nothing was known yet. */
  readonly kept: Estimate | null;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly sent: string;
  readonly weeks: number; // in which its effect is looked for
  readonly cost: number; // of one contact
  readonly plan: CampaignPlan | null;
}

/** Of one campaign, columns of equal length. */
export interface CampaignMembers {
  readonly member: Int32Array;
  readonly treated: Uint8Array; // 0 = held out
}

export interface CampaignResult {
  readonly campaign: Campaign;
  /** Null = too few to tell. */
  readonly treated: number | null;
  readonly control: number | null;
  /** Whole weeks of visits since it was sent, at most `campaign.weeks`. */
  readonly weeksKnown: number;
  /** Visits more of a treated member than of one held out, beside what was foretold of both; null = not known yet, or too few. */
  readonly effect: Estimate | null;
  /** The same without forecasts: the plain difference of means. */
  readonly plain: Estimate | null;
  /** Visits brought in all. */
  readonly brought: Estimate | null;
}

/** What a measured campaign teaches of whom to write to. */
export interface UpliftLesson {
  readonly campaign: string; // its name
  readonly members: number;
  readonly effect: Estimate;
  /** 1 = the foretold differences between members are true ones, 0 = chance. */
  readonly slope: Estimate;
  /** Visits brought a member had the first 1/20, 2/20, … of the ranking got it. */
  readonly curves: { readonly uplift: readonly number[]; readonly risk: readonly number[] };
  readonly area: { readonly uplift: Estimate; readonly risk: Estimate; readonly difference: Estimate };
}

export interface CampaignReport {
  readonly results: readonly CampaignResult[]; // the newest first
  readonly lesson: UpliftLesson | null; // null = no campaign with a control has been measured
}

export interface PlanGroup {
  readonly reason: LapseReason | null; // null = still coming
  readonly chosen: number | null; // null = too few to tell
  readonly kept: number | null; // visits expected to be brought
}

/** Whom to write to under a budget, with a control drawn by chance. */
export interface RetentionPlan {
  /** By what members were ranked: visits the campaign is thought to bring, or, with nothing measured yet, visits at risk. */
  readonly by: "uplift" | "risk";
  readonly member: Int32Array;
  readonly treated: Uint8Array;
  /** Of each member, visits thought to be brought; NaN = nothing measured yet. */
  readonly uplift: Float64Array;
  readonly gone: Float64Array; // P(has stopped)
  readonly reason: readonly (LapseReason | null)[];
  readonly groups: readonly PlanGroup[];
  readonly contacts: number;
  readonly control: number;
  readonly cost: number;
  readonly kept: Estimate | null;
}
