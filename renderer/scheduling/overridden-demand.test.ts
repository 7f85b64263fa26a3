import { expect, test } from "vitest";
import { realisticWeek } from "../../test/fixtures/house.ts";
import { fitDemand } from "./demand.ts";
import { overriddenDemand } from "./overridden-demand.ts";
import { usualDay } from "./usual-day.ts";

const problem = realisticWeek(1);
const model = fitDemand(problem);
const date = problem.days[2] as string; // a week after a day of the history
const { venue } = problem.house;
const playing = problem.candidates.find(({ film }) =>
  problem.history.film.some((played, i) => played === film && problem.history.date[i] === "2026-11-21"),
)?.film as number;
const slot = { film: playing, screen: 1, date, start: 1200 };
const day = { venue, film: playing, from: date, to: date };

test("a factor multiplies a film's showings of its days, and explanations name it", () => {
  const overrides = [{ ...day, kind: "factor", value: 1.5 } as const];
  const demand = overriddenDemand({ ...problem, overrides }, model);
  expect(demand.demand(slot)).toBeCloseTo(1.5 * model.demand(slot), 9);
  expect(demand.factors(slot)).toContainEqual({ factor: "override", times: 1.5 });
  for (const other of [
    { ...slot, date: problem.days[4] as string },
    { ...slot, film: -1 },
  ])
    expect(demand.demand(other)).toBe(model.demand(other));
});

test("a number is what the film's usual programme of the day draws; of two overrides the later counts", () => {
  const overrides = [
    { ...day, kind: "factor", value: 9 } as const,
    { ...day, kind: "number", value: 300 } as const,
  ];
  const demand = overriddenDemand({ ...problem, overrides }, model);
  const usual = usualDay(problem.history, model)(playing, date) as number;
  expect(usual).toBeGreaterThan(0);
  expect(demand.demand(slot) / model.demand(slot)).toBeCloseTo(300 / usual, 9);
});

test("weeks further ahead go by the last week known", () => {
  const usualOf = usualDay(problem.history, model);
  const later = "2026-12-12"; // three weeks after that day
  expect(usualOf(playing, later)).toBeGreaterThan(0);
  const overrides = [{ ...day, from: later, to: later, kind: "number", value: 300 } as const];
  const there = { ...slot, date: later };
  const demand = overriddenDemand({ ...problem, overrides }, model);
  expect(demand.demand(there) / model.demand(there)).toBeCloseTo(
    300 / (usualOf(playing, later) as number),
    9,
  );
});
