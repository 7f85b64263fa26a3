/**
 * Goals that look at a day as a whole, as priced rows over its choices, locked showings taken out:
 *
 *   fairness  sum_(j of d) s_j x_j - a_d sum_j s_j x_j <= 0        for each distributor d with share a_d; s_j seats over the most of any room
 *   evenness  sum_(j turned over in window q) x_j <= usual rooms    for each window q
 */
import type { ByDistributor } from "../../shared/domain/fair-shares.ts";
import { dayPrices, type Objective } from "../../shared/domain/objective.ts";
import type { Place } from "../../shared/domain/rules/measure.ts";
import { timesIn } from "../../shared/domain/showing-times.ts";
import type { Candidate } from "../../shared/domain/slate.ts";
import { quarterHour, turnoverWindows, usualTurnovers } from "../../shared/domain/turnovers.ts";
import { type RowOfChoices, rowWithout } from "./day-rows.ts";
import { type HouseDay, placesOf } from "./house-day.ts";
import type { HouseWeek } from "./valuation.ts";

/** A showing that may be or, where it is locked, is. */
interface Offer {
  readonly distributor: string | null;
  readonly seats: number;
}

export const fairnessRows = (
  offers: readonly Offer[],
  locked: readonly Offer[],
  due: ByDistributor,
  price: number,
): RowOfChoices[] => {
  const sharing = [...offers.entries()].filter(([, { distributor }]) => distributor !== null);
  const most = [...sharing.map(([, offer]) => offer), ...locked].reduce(
    (sum, { seats }) => Math.max(sum, seats),
    0,
  );
  if (price === 0 || most === 0) return [];
  const distributors = new Set([...offers, ...locked].flatMap(({ distributor }) => distributor ?? []));
  return [...distributors].map((distributor) => {
    const share = due.get(distributor) ?? 0;
    const weightOf = (offer: Offer): number =>
      offer.distributor === null
        ? 0
        : ((offer.distributor === distributor ? 1 - share : -share) * offer.seats) / most;
    const kept = sharing
      .map(([j, offer]) => ({ j, weight: weightOf(offer) }))
      .filter(({ weight }) => weight !== 0);
    return {
      lower: Number.NEGATIVE_INFINITY,
      upper: -locked.reduce((sum, offer) => sum + weightOf(offer), 0),
      price: price * most,
      rule: null,
      choices: kept.map(({ j }) => j),
      weights: kept.map(({ weight }) => weight),
    };
  });
};

export const turnoverRows = (
  windows: readonly (readonly number[])[], // of each choice
  locked: readonly (readonly number[])[],
  most: number,
  price: number,
): RowOfChoices[] => {
  if (price === 0) return [];
  const choicesIn = new Map<number, number[]>();
  for (const [j, of] of windows.entries())
    for (const window of of) {
      const choices = choicesIn.get(window);
      if (choices) choices.push(j);
      else choicesIn.set(window, [j]);
    }
  const lockedIn = new Map<number, number>();
  for (const window of locked.flat()) lockedIn.set(window, (lockedIn.get(window) ?? 0) + 1);
  return [...new Set([...choicesIn.keys(), ...lockedIn.keys()])].flatMap((window) => {
    const choices = choicesIn.get(window) ?? [];
    const standing = lockedIn.get(window) ?? 0;
    if (choices.length + standing <= most) return [];
    return [{ ...rowWithout(Number.NEGATIVE_INFINITY, most, price, standing, null), choices }];
  });
};

/** The goals of a house's day. `due`: null where nobody shares with anybody. */
export const goalRowsOf = (
  day: HouseDay,
  week: HouseWeek,
  objective: Objective | undefined,
  due: ByDistributor | null,
): RowOfChoices[] => {
  const { locked } = day;
  const { house, candidates } = week;
  const prices = dayPrices(objective);
  if (prices.fairness === 0 && prices.evenness === 0) return [];
  const filmOf = new Map(candidates.map((film) => [film.film, film]));
  const capacityOf = new Map(house.screens.map(({ screen, capacity }) => [screen, capacity]));
  const places = placesOf(day);
  const timesOf = timesIn(week);
  const offerOf = ({ film, screen }: { film: number; screen: number }): Offer => ({
    distributor: (filmOf.get(film) as Candidate).distributor,
    seats: capacityOf.get(screen) ?? 0,
  });
  const windowsOf = (place: Place): number[] => {
    const { end, clear } = timesOf(place);
    return turnoverWindows(end, clear, quarterHour);
  };
  const usual = usualTurnovers(house.screens.length);
  return [
    ...(due ? fairnessRows(places.map(offerOf), locked.map(offerOf), due, prices.fairness) : []),
    ...turnoverRows(places.map(windowsOf), locked.map(windowsOf), usual, prices.evenness),
  ];
};
