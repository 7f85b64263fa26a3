/** A voucher sent to members drawn by chance, others drawn as its control, and the visits that it brought: beside the year, which stays as it is. */
import { addDays, daysBetween } from "./calendar.ts";
import { poisson, shuffled, streamOf, weighted } from "./chance.ts";
import { groupOf, type Member } from "./members.ts";
import type { Showing } from "./programme.ts";
import { voucherTruth } from "./truth.ts";
import type { Lapse, Visit } from "./visits.ts";

export interface Campaign {
  readonly sent: string;
  readonly weeks: number;
  readonly members: readonly { readonly member: Member; readonly treated: boolean }[];
  readonly visits: readonly Visit[];
}

/** Visits that the voucher brings on average: what a test of recovery compares with. */
export const voucherEffect = (member: Member, lapse: Lapse | undefined): number => {
  if (lapse) return voucherTruth.lapsed[lapse.reason];
  return voucherTruth.groups[groupOf(member).name] ?? voucherTruth.others;
};

export const makeCampaign = (
  showings: readonly Showing[],
  visits: readonly Visit[],
  lapses: readonly Lapse[],
  today: string,
  seed: number,
): Campaign => {
  const random = streamOf(seed, "voucher");
  const { daysBefore, weeks } = voucherTruth;
  const sent = addDays(today, -daysBefore);
  const came = new Set(visits.filter(({ showing }) => showing.date < sent).map(({ member }) => member));
  const drawn = shuffled([...came], random).slice(0, voucherTruth.members);
  const lapseOf = new Map(lapses.filter(({ date }) => date < sent).map((lapse) => [lapse.member, lapse]));
  const taken = new Map<Showing, number>();
  const seen = new Map<Member, Set<unknown>>();
  for (const { member, showing, seats } of visits) {
    taken.set(showing, (taken.get(showing) ?? 0) + seats);
    const its = seen.get(member) ?? new Set();
    seen.set(member, its.add(showing.film));
  }
  // Seats that were sold to nobody by name: the house's admissions stay what they are.
  const open = showings
    .filter(({ date }) => date >= sent && daysBetween(sent, date) < 7 * weeks)
    .map((showing) => ({ showing, left: showing.admissions - (taken.get(showing) ?? 0) }));
  const brought: Visit[] = [];
  const assigned = drawn.map((member, at) => ({ member, treated: at % 2 === 0 }));
  for (const { member, treated } of assigned) {
    if (!treated) continue;
    const its = seen.get(member) ?? new Set();
    for (let n = poisson(voucherEffect(member, lapseOf.get(member)), random); n > 0; n--) {
      const chances = open.map(({ showing, left }) => (left > 0 && !its.has(showing.film) ? left : 0));
      if (!chances.some((chance) => chance > 0)) break;
      const offer = open[weighted(chances, random)] as (typeof open)[number];
      offer.left--;
      its.add(offer.showing.film);
      brought.push({ member, showing: offer.showing, seats: 1 });
    }
  }
  return { sent, weeks, members: assigned, visits: brought };
};
