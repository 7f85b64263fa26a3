/** A voucher sent to members drawn by chance, others drawn as its control, and the visits that it brought: beside the year, which stays as it is. */
import { addDays } from "./calendar.ts";
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

/** Who has seen nearly everything finds nothing new. */
const mostAttempts = 60;

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
  const until = addDays(sent, 7 * weeks);
  const taken = new Map<Showing, number>();
  const seen = new Map(drawn.map((member) => [member, new Set<unknown>()]));
  for (const { member, showing, seats } of visits) {
    seen.get(member)?.add(showing.film);
    if (showing.date >= sent) taken.set(showing, (taken.get(showing) ?? 0) + seats);
  }
  // Seats that were sold to nobody by name: the house's admissions stay what they are.
  const open = showings.filter(({ date }) => date >= sent && date < until);
  const left = Float64Array.from(open, (showing) =>
    Math.max(0, showing.admissions - (taken.get(showing) ?? 0)),
  );
  const brought: Visit[] = [];
  const assigned = drawn.map((member, at) => ({ member, treated: at % 2 === 0 }));
  for (const { member, treated } of assigned) {
    if (!treated) continue;
    const its = seen.get(member) ?? new Set();
    const wanted = poisson(voucherEffect(member, lapseOf.get(member)), random);
    for (let n = 0, attempts = 0; n < wanted && attempts < mostAttempts; attempts++) {
      const at = weighted(left, random);
      const showing = open[at] as Showing;
      if (its.has(showing.film)) continue;
      left[at] = (left[at] as number) - 1;
      its.add(showing.film);
      brought.push({ member, showing, seats: 1 });
      n++;
    }
  }
  return { sent, weeks, members: assigned, visits: brought };
};
