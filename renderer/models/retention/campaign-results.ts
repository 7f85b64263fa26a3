/** What campaigns brought: visits of those who got them beside those held out, and what that teaches of whom to write to. */

import type {
  Campaign,
  CampaignMembers,
  CampaignResult,
  UpliftLesson,
} from "../../../shared/domain/campaign.ts";
import { intervalZ } from "../../../shared/domain/intervals.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import type { Estimate, RetentionFacts } from "../../../shared/domain/retention.ts";
import { type ContactFacts, contactFacts } from "./contact-facts.ts";
import { type HouseWeeks, upTo } from "./house-weeks.ts";
import { qiniOf } from "./qini.ts";
import type { FittedHouse } from "./retention-model.ts";
import { type Uplift, upliftOf } from "./uplift.ts";

export type KeptCampaign = Campaign & { readonly who: CampaignMembers };

/** Enough to learn from whom a campaign moves. */
const fewestToLearn = 400;
const fewestWeeks = 8; // known before it
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Means of two groups that were drawn by chance. */
const differenceOf = (y: Float64Array, treated: Uint8Array): Estimate => {
  const [control, got] = [0, 1].map((side) => {
    const its = y.filter((_, i) => treated[i] === side);
    const mean = its.reduce((sum, value) => sum + value, 0) / its.length;
    const variance = its.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, its.length - 1);
    return { mean, of: variance / its.length };
  }) as [{ mean: number; of: number }, { mean: number; of: number }];
  const value = got.mean - control.mean;
  const half = intervalZ * Math.sqrt(got.of + control.of);
  return { value, low: value - half, high: value + half };
};

export interface Lesson {
  readonly told: UpliftLesson;
  readonly names: readonly string[];
  readonly uplift: Uplift;
}

export interface Measured {
  readonly result: CampaignResult;
  readonly lesson: Lesson | null;
}

export interface AskedCampaign {
  readonly facts: RetentionFacts;
  readonly house: HouseWeeks; // all weeks
  readonly genresOf: (film: number) => readonly string[];
  readonly fewestMembers: number;
  /** What was known after so many weeks. */
  readonly fittedAt: (weeks: number) => Promise<FittedHouse>;
}

/** Weeks that were whole before it was sent; its own week counts as after. */
export const weeksBefore = ({ first }: HouseWeeks, { sent }: Campaign): number =>
  Math.floor((dayOf(sent) - first) / 7);

export const measured = async (asked: AskedCampaign, kept: KeptCampaign): Promise<Measured> => {
  const { house, facts, fewestMembers } = asked;
  const { who, ...campaign } = kept;
  const before = weeksBefore(house, campaign);
  const weeksKnown = Math.max(0, Math.min(campaign.weeks, house.weeks - before));
  const all = who.treated.reduce((sum, w) => sum + w, 0);
  const counts = {
    treated: toldCount(all, fewestMembers),
    control: toldCount(who.member.length - all, fewestMembers),
  };
  const nothing: CampaignResult = {
    campaign,
    ...counts,
    weeksKnown,
    effect: null,
    plain: null,
    brought: null,
  };
  const few = all < fewestMembers || who.member.length - all < fewestMembers;
  if (weeksKnown < 1 || before < fewestWeeks || few) return { result: nothing, lesson: null };
  const known: ContactFacts = contactFacts(facts, await asked.fittedAt(before), weeksKnown, asked.genresOf);
  const placeOf = new Map(Array.from(known.memberId, (id, at) => [id, at]));
  const rows = [...who.member.keys()].filter((n) => placeOf.has(who.member[n] as number));
  const places = rows.map((n) => placeOf.get(who.member[n] as number) as number);
  const treated = Uint8Array.from(rows, (n) => who.treated[n] as number);
  const got = treated.reduce((sum, w) => sum + w, 0);
  if (got < fewestMembers || rows.length - got < fewestMembers) return { result: nothing, lesson: null };
  const visits = Float64Array.from(rows, (n) => {
    const at = (house.placeOf.get(who.member[n] as number) as number) * house.weeks;
    return house.visits
      .subarray(at + before, at + before + weeksKnown)
      .reduce((sum, count) => sum + count, 0);
  });
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(places, (at) => values[at] as number);
  const expected = pick(known.expected);
  const plain = differenceOf(visits, treated);
  const enough = rows.length >= fewestToLearn;
  const uplift = enough ? upliftOf({ columns: known.columns.map(pick), treated, visits }) : null;
  const effect =
    uplift?.effect ??
    differenceOf(
      visits.map((y, i) => y - (expected[i] as number)),
      treated,
    );
  const result: CampaignResult = {
    campaign,
    ...counts,
    weeksKnown,
    effect,
    plain,
    brought: { value: got * effect.value, low: got * effect.low, high: got * effect.high },
  };
  if (!uplift) return { result, lesson: null };
  const { rankings, difference } = qiniOf([uplift.τ, pick(known.gone)], treated, uplift.residual);
  return {
    result,
    lesson: {
      names: known.names,
      uplift,
      told: {
        campaign: campaign.name,
        members: rows.length,
        effect: uplift.effect,
        slope: uplift.slope,
        curves: { uplift: rankings[0].curve, risk: rankings[1].curve },
        area: { uplift: rankings[0].area, risk: rankings[1].area, difference },
      },
    },
  };
};

/** What was known then, of everybody who was watched by then. */
export const houseAt = (house: HouseWeeks, weeks: number): HouseWeeks => upTo(house, weeks, () => true);
