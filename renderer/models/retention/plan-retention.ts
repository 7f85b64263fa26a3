/**
 * Whom to write to under a budget: members by the visits that a campaign is thought to bring them, as the last measured one taught; where none
 * was measured, by the visits that their stopping costs. Of the chosen some are held out by chance, within each reason, so that what the
 * campaign brings can be measured.
 */
import type { PlanGroup, RetentionPlan } from "../../../shared/domain/campaign.ts";
import { toldParts } from "../../../shared/domain/privacy.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import type { LapseReason } from "../../../shared/domain/retention.ts";
import type { Lesson } from "./campaign-results.ts";
import type { ContactFacts } from "./contact-facts.ts";

export interface AskedPlan {
  readonly contacts: number;
  readonly cost: number; // of one contact
  readonly controlShare: number;
  readonly seed: number;
}

/** Columns in the lesson's order; what is not known now stands at nought. */
const aligned = ({ names, columns, memberId }: ContactFacts, wanted: readonly string[]): Float64Array[] =>
  wanted.map((name) => columns[names.indexOf(name)] ?? new Float64Array(memberId.length));

/** Held out by chance, in each stratum as near its share as can be. */
const heldOut = (strata: ReadonlyMap<string, number[]>, share: number, seed: number): Set<number> => {
  const random = seededRandom(seed);
  const held = new Set<number>();
  let owed = 0;
  for (const members of strata.values()) {
    owed += share * members.length;
    const count = Math.min(members.length, Math.max(0, Math.round(owed)));
    owed -= count;
    for (const member of shuffle([...members], random).slice(0, count)) held.add(member);
  }
  return held;
};

export const planOf = (
  { contacts, cost, controlShare, seed }: AskedPlan,
  now: ContactFacts,
  { reasons }: { readonly reasons: readonly { readonly reason: LapseReason }[] },
  lesson: Lesson | null,
  busy: ReadonlySet<number>, // in a campaign that still runs
  fewestMembers: number,
): RetentionPlan => {
  const foretold = lesson?.uplift.foretell(aligned(now, lesson.names)) ?? null;
  const score = foretold?.τ ?? now.lost;
  const chosen = [...now.memberId.keys()]
    .filter((i) => (score[i] as number) > 0 && !busy.has(now.memberId[i] as number))
    .sort((a, b) => (score[b] as number) - (score[a] as number))
    .slice(0, Math.floor(contacts / (1 - controlShare)));
  const reasonOf = (i: number): LapseReason | null =>
    (now.gone[i] as number) >= 0.5 ? (reasons[now.reason[i] as number]?.reason ?? null) : null;
  const strata = new Map<string, number[]>();
  for (const i of chosen) {
    const key = JSON.stringify(reasonOf(i));
    strata.set(key, [...(strata.get(key) ?? []), i]);
  }
  const held = heldOut(strata, controlShare, seed);
  const treated = chosen.filter((i) => !held.has(i));
  const parts = [...strata.values()].map((members) => members.filter((i) => !held.has(i)));
  const told = toldParts(
    parts.map((members) => members.length),
    fewestMembers,
  );
  return {
    by: foretold ? "uplift" : "risk",
    member: Int32Array.from(chosen, (i) => now.memberId[i] as number),
    treated: Uint8Array.from(chosen, (i) => (held.has(i) ? 0 : 1)),
    uplift: Float64Array.from(chosen, (i) => (foretold ? (foretold.τ[i] as number) : Number.NaN)),
    gone: Float64Array.from(chosen, (i) => now.gone[i] as number),
    reason: chosen.map(reasonOf),
    groups: parts.map(
      (members, at): PlanGroup => ({
        reason: members[0] === undefined ? null : reasonOf(members[0]),
        chosen: told[at] ?? null,
        kept: foretold && told[at] != null ? foretold.sum(members).value : null,
      }),
    ),
    contacts: treated.length,
    control: held.size,
    cost: treated.length * cost,
    kept: foretold ? foretold.sum(treated) : null,
  };
};
