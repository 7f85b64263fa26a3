import { expect, test } from "vitest";
import { overrideOf } from "../../shared/domain/overrides.ts";
import type { WeekProblem } from "../../shared/domain/slate.ts";
import { realisticWeek } from "../../test/fixtures/house.ts";
import { fitDemand } from "../scheduling/demand.ts";
import { levelledDemand } from "../scheduling/levelled-demand.ts";
import { overriddenDemand } from "../scheduling/overridden-demand.ts";
import { addDays, overridesWithin } from "./slates.ts";

const week = realisticWeek(1);
const film = week.candidates[0]?.film as number;
const override = (from: string, to: string, value: number) => ({
  venue: week.house.venue,
  film,
  from,
  to,
  kind: "factor" as const,
  value,
});

test("of two overrides of one day the later counts in every week of a slate, as in a plan of that week", () => {
  const next = addDays(week.week, 7);
  const days = [week.days, week.days.map((date) => addDays(date, 7))] as const;
  const whole = override(week.week, addDays(next, 6), 2);
  const late = override(next, addDays(next, 6), 3);
  const problems = [
    { ...week, days: days[0], overrides: [whole] },
    { ...week, days: days[1], overrides: [late, whole] }, // the whole was said after the late one
  ] as const;
  const together = problems.flatMap(overridesWithin);
  for (const [n, problem] of problems.entries())
    for (const date of days[n] as readonly string[])
      expect(overrideOf(together, week.house.venue, film, date)?.value).toBe(
        overrideOf(problem.overrides, week.house.venue, film, date)?.value,
      );
});

test("a film's showing has one demand in a slate of two weeks and in a plan of either", () => {
  const outlook = [0, 7].flatMap((ahead) =>
    week.days.map((date) => ({ film, date: addDays(date, ahead), expected: 300 + ahead })),
  );
  const model = fitDemand(week);
  const demandOf = (problem: WeekProblem) => overriddenDemand(problem, levelledDemand(problem, model));
  const days = week.days.map((date) => addDays(date, 7));
  const isIn = ({ date }: { readonly date: string }): boolean => days.includes(date);
  const overrides = [override(week.week, addDays(week.week, 13), 1.5)];
  const planned = { ...week, days, outlook: outlook.filter(isIn), overrides };
  const slate = {
    ...week,
    outlook,
    overrides: [{ ...week, overrides }, planned].flatMap(overridesWithin),
  };
  for (const date of days) {
    const slot = { film, screen: 1, date, start: 1200 };
    expect(demandOf(slate).demand(slot)).toBeCloseTo(demandOf(planned).demand(slot), 9);
  }
});
