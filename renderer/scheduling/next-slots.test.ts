import { expect, test } from "vitest";
import type { ScheduledShowing } from "../../shared/domain/slate.ts";
import { eightScreens, randomDemand, realisticWeek } from "../../test/fixtures/house.ts";
import { explain } from "./explain.ts";
import { nextSlots } from "./next-slots.ts";
import { filmsOf } from "./valuation.ts";

test("one more evening showing is worth what the schedule says of putting the film in that place", () => {
  const problem = realisticWeek(5, eightScreens());
  const date = problem.days[0] as string;
  const showings = problem.candidates.slice(0, 6).flatMap(({ film }, n): ScheduledShowing[] =>
    [840, 1080, 1200].map((start, k) => ({
      id: `${n}-${k}`,
      film,
      screen: (problem.house.screens[n] as { screen: number }).screen,
      date,
      start: start + 15 * (n % 3),
      locked: n === 5,
    })),
  );
  const demand = randomDemand(5);
  const slots = nextSlots(problem, demand, showings);
  expect(slots.map(({ film }) => film).sort()).toEqual(filmsOf(showings));
  for (const { film, screen, start, gain, holder, heldBy } of slots) {
    const place = showings.find((each) => each.screen === screen && each.start === start) as ScheduledShowing;
    expect([place.film, film === place.film]).toEqual([holder.film, false]);
    const told = explain(problem, demand, showings, place);
    expect(holder.loss).toBeCloseTo(told.value, 6);
    const replaced = told.alternatives.find((each) => each.kind === "replace" && each.film === film);
    if (replaced) expect(gain - holder.loss).toBeCloseTo(replaced.change, 6);
    else expect(["obligation", "rule", "worth"]).toContain(heldBy);
    if (place.locked) expect(heldBy).toBe("obligation");
  }
});
