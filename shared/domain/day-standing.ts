/** How a day stands to the goals that look at all of it: which distributors have the seats, and how many rooms are turned over at once. */
import { type ByDistributor, seatsBeyond } from "./fair-shares.ts";
import type { DayGoal } from "./objective.ts";
import { timesIn } from "./showing-times.ts";
import type { IsoDate, Minutes, ScheduledShowing, WeekProblem } from "./slate.ts";
import { quarterHour, turnoverWindows, usualTurnovers } from "./turnovers.ts";

export interface DistributorShare {
  readonly distributor: string;
  readonly offered: number; // share of the day's seats
  readonly due: number; // share of what the slate draws
}

export interface DayStanding {
  readonly date: IsoDate;
  /** The first quarter hour with most rooms turned over; null on a day without showings. */
  readonly peak: { readonly from: Minutes; readonly rooms: number } | null;
  readonly usual: number; // rooms turned over at once as a matter of course
  readonly shares: readonly DistributorShare[]; // the largest due share first; none where nobody shares with anybody
  /** By how much the day strays: seats beyond shares, rooms too many in quarter hours. */
  readonly strays: Readonly<Record<DayGoal, number>>;
}

export const dayStanding = (
  { house, candidates, rules }: Pick<WeekProblem, "house" | "candidates" | "rules">,
  due: ByDistributor | null,
  date: IsoDate,
  showings: readonly ScheduledShowing[],
): DayStanding => {
  const filmOf = new Map(candidates.map((film) => [film.film, film]));
  const capacityOf = new Map(house.screens.map(({ screen, capacity }) => [screen, capacity]));
  const timesOf = timesIn({ house, candidates, rules });
  const rooms = new Map<number, number>();
  const seats = new Map<string, number>();
  for (const showing of showings) {
    const { film, screen } = showing;
    const { distributor = null } = filmOf.get(film) ?? {};
    const { end, clear } = timesOf(showing);
    for (const window of turnoverWindows(end, clear, quarterHour))
      rooms.set(window, (rooms.get(window) ?? 0) + 1);
    if (distributor !== null)
      seats.set(distributor, (seats.get(distributor) ?? 0) + (capacityOf.get(screen) ?? 0));
  }
  const usual = usualTurnovers(house.screens.length);
  const [first] = [...rooms].sort(([a, m], [b, n]) => n - m || a - b);
  const total = [...seats.values()].reduce((sum, each) => sum + each, 0);
  const shareOf = (distributor: string): number => (total > 0 ? (seats.get(distributor) ?? 0) / total : 0);
  const named = due ? [...new Set([...due.keys(), ...seats.keys()])] : [];
  return {
    date,
    peak: first ? { from: first[0] * quarterHour, rooms: first[1] } : null,
    usual,
    shares: named
      .map((distributor) => ({
        distributor,
        offered: shareOf(distributor),
        due: due?.get(distributor) ?? 0,
      }))
      .sort((a, b) => b.due - a.due || (a.distributor < b.distributor ? -1 : 1)),
    strays: {
      fairness: due ? seatsBeyond(seats, due) : 0,
      evenness: [...rooms.values()].reduce((sum, n) => sum + Math.max(0, n - usual), 0),
    },
  };
};
