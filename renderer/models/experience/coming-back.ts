/** Whether a visit was followed by another of the same member. */
import type { Visits } from "../../../shared/domain/experience.ts";
import { returnDays } from "../../../shared/domain/experience-report.ts";

/** Whether the member came again within `returnDays`. */
export const returnedOf = (visits: Visits): ((n: number) => boolean) => {
  const next = nextVisits(visits);
  return (n) => (next.get(n) ?? Number.POSITIVE_INFINITY) - (visits.at[n] as number) <= returnDays * 86_400;
};

/** Start of the member's next visit after each that has one. */
const nextVisits = ({ member, at }: Visits): Map<number, number> => {
  const byMember = new Map<number, number[]>();
  for (const [n, u] of member.entries()) {
    const own = byMember.get(u);
    if (own) own.push(n);
    else byMember.set(u, [n]);
  }
  const next = new Map<number, number>();
  for (const own of byMember.values()) {
    own.sort((a, b) => (at[a] as number) - (at[b] as number));
    for (const [place, n] of own.entries()) {
      const later = own[place + 1];
      if (later !== undefined) next.set(n, at[later] as number);
    }
  }
  return next;
};
