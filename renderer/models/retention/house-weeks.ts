/** Visits by member and week, from Monday to Sunday; weeks that the records hold only in part are left out. */
import type { RetentionFacts } from "../../../shared/domain/retention.ts";
import type { MemberWeeks } from "./lapse-model.ts";

/** 1970-01-01 was a Thursday. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);
export const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

export interface HouseWeeks extends MemberWeeks {
  readonly first: number; // day of the first Monday
  readonly memberId: Int32Array; // by place
  readonly placeOf: ReadonlyMap<number, number>;
  /** Place in the facts' columns of members. */
  readonly factAt: Int32Array;
}

const mostVisits = 255; // in a week

/**
 * A member is watched from the week after joining. Of those whose joining is not known, or who came before it, the first visit opens the
 * watch and does not count, as in BG/NBD.
 */
export const houseWeeks = ({ visits, members }: RetentionFacts): HouseWeeks => {
  const days = visits.day;
  const least = days.reduce((day, each) => Math.min(day, each), Number.POSITIVE_INFINITY);
  const most = days.reduce((day, each) => Math.max(day, each), Number.NEGATIVE_INFINITY);
  const first = mondayOf(least + 6);
  const weeks = Math.max(0, Math.floor((mondayOf(most + 1) - first) / 7));
  const firstVisit = new Map<number, number>();
  for (const [n, member] of visits.member.entries())
    firstVisit.set(member, Math.min(firstVisit.get(member) ?? Number.POSITIVE_INFINITY, days[n] as number));
  const weekOf = (day: number): number => Math.floor((day - first) / 7);
  const found: { id: number; start: number; opened: boolean; at: number }[] = [];
  for (const [at, id] of members.id.entries()) {
    const joined = members.joined[at] as number;
    const came = firstVisit.get(id) ?? Number.POSITIVE_INFINITY;
    const known = joined >= 0 && joined <= came;
    const start = known ? weekOf(joined + 6) : weekOf(came);
    if (start < weeks) found.push({ id, start: Math.max(0, start), opened: !known && start >= 0, at });
  }
  const placeOf = new Map(found.map(({ id }, place) => [id, place]));
  const counts = new Uint8Array(found.length * weeks);
  for (const [n, member] of visits.member.entries()) {
    const place = placeOf.get(member);
    const week = weekOf(days[n] as number);
    if (place === undefined || week < 0 || week >= weeks) continue;
    const at = place * weeks + week;
    counts[at] = Math.min(mostVisits, (counts[at] as number) + 1);
  }
  for (const [place, { start, opened }] of found.entries()) {
    const at = place * weeks + start;
    if (opened && (counts[at] as number) > 0) counts[at] = (counts[at] as number) - 1;
  }
  return {
    first,
    weeks,
    members: found.length,
    start: Int32Array.from(found, ({ start }, place) => {
      // Who came in the week of joining is watched from then on.
      const joining = start - 1;
      return joining >= 0 && (counts[place * weeks + joining] as number) > 0 ? joining : start;
    }),
    visits: counts,
    memberId: Int32Array.from(found, ({ id }) => id),
    placeOf,
    factAt: Int32Array.from(found, ({ at }) => at),
  };
};

/** What was known after so many weeks, of the members who were watched by then. */
export const upTo = (house: HouseWeeks, weeks: number, chosen: (place: number) => boolean): HouseWeeks => {
  const places = [...house.memberId.keys()].filter(
    (place) => (house.start[place] as number) < weeks && chosen(place),
  );
  const visits = new Uint8Array(places.length * weeks);
  for (const [at, place] of places.entries())
    visits.set(house.visits.subarray(place * house.weeks, place * house.weeks + weeks), at * weeks);
  const memberId = Int32Array.from(places, (place) => house.memberId[place] as number);
  return {
    first: house.first,
    weeks,
    members: places.length,
    start: Int32Array.from(places, (place) => house.start[place] as number),
    visits,
    memberId,
    placeOf: new Map(Array.from(memberId, (id, place) => [id, place])),
    factAt: Int32Array.from(places, (place) => house.factAt[place] as number),
  };
};
