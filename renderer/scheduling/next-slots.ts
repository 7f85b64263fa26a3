/**
 * One more showing in the evening for each film of a schedule, in a place that another film has, by the day's own valuation V:
 *   gain = V(day without the place's showing, with the film there) − V(day without it),  loss = V(day) − V(day without it)
 * Of all such places the one of the largest gain − loss; that there are worse and none better is what holds it back.
 */
import type { NextSlot } from "../../shared/contract/scheduling.ts";
import { conflictsOfMove, isHard } from "../../shared/domain/schedule-rules.ts";
import { dayPartOf, isHeld, type ScheduledShowing, type WeekProblem } from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import { dayValue, filmsOf, valuationOf } from "./valuation.ts";

export const nextSlots = (
  problem: WeekProblem,
  demand: DemandModel,
  showings: readonly ScheduledShowing[],
): NextSlot[] => {
  const { house, candidates } = problem;
  const best = new Map<number, NextSlot>();
  const films = filmsOf(showings);
  for (const date of new Set(showings.map((showing) => showing.date))) {
    const valuation = valuationOf(problem, demand, date);
    const ofDay = showings.filter((showing) => showing.date === date);
    const now = dayValue(valuation, ofDay);
    for (const place of ofDay.filter(({ start }) => dayPartOf(start) === "evening")) {
      const others = ofDay.filter(({ id }) => id !== place.id);
      const without = dayValue(valuation, others);
      const loss = now - without;
      const least = candidates.find(({ film }) => film === place.film)?.minShowsPerDay ?? 0;
      const owed = ofDay.filter(({ film }) => film === place.film).length <= least;
      for (const film of films) {
        if (film === place.film) continue;
        const taken = { ...place, film };
        const gain = dayValue(valuation, [...others, taken]) - without;
        const known = best.get(film);
        if (known && known.gain - known.holder.loss >= gain - loss) continue;
        const clashes = conflictsOfMove(house, candidates, showings, taken, problem).some(isHard);
        best.set(film, {
          film,
          date,
          screen: place.screen,
          start: place.start,
          gain,
          holder: { film: place.film, loss },
          heldBy: owed || isHeld(place) ? "obligation" : clashes ? "rule" : loss >= gain ? "worth" : null,
        });
      }
    }
  }
  return [...best.values()].sort((a, b) => b.gain - a.gain);
};
