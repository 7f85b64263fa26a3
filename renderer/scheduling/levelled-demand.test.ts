import { expect, test } from "vitest";
import { realisticWeek } from "../../test/fixtures/house.ts";
import { fitDemand } from "./demand.ts";
import { levelledDemand, reconciledOutlook } from "./levelled-demand.ts";
import { usualDay } from "./usual-day.ts";

const problem = realisticWeek(1);
const model = fitDemand(problem);
const usual = usualDay(problem.history, model);
const date = problem.days[5] as string;
const film = problem.candidates.find((each) => usual(each.film, date) !== null)?.film as number;
const byShowings = usual(film, date) as number;
const { venue } = problem.house;
const figures = (expected: number) => ({ date, expected, low: expected / 2, high: expected * 2, naive: 90 });

test("a film's day has one figure: between what its days and its showings say, and sums move with it", () => {
  expect(byShowings).toBeGreaterThan(1);
  const byDays = 4 * byShowings;
  const outlook = reconciledOutlook(
    {
      from: date,
      cells: [
        { film, venue, ...figures(byDays) },
        { film: -1, venue, ...figures(70) },
      ],
      films: [{ film, ...figures(byDays) }],
      days: [figures(byDays + 70)],
      rivals: [],
    },
    [{ venue, usual }],
  );
  const [cell, unknown] = outlook.cells;
  expect(cell?.expected).toBeCloseTo(2 * byShowings, 6);
  expect(cell?.low).toBeCloseTo(byShowings, 6);
  expect(unknown).toEqual({ film: -1, venue, ...figures(70) });
  expect(outlook.films[0]?.expected).toBeCloseTo(2 * byShowings, 6);
  expect(outlook.days[0]?.expected).toBeCloseTo(2 * byShowings + 70, 6);
});

test("a plan that plays a film as a week before expects what the outlook says, whatever else it plays", () => {
  const level = { film, date, expected: 1.3 * byShowings };
  const levelled = levelledDemand({ history: problem.history, outlook: [level] }, model);
  const slot = { film, screen: 1, date, start: 1200 };
  expect(levelled.demand(slot)).toBeCloseTo(1.3 * model.demand(slot), 9);
  expect(levelled.factors(slot).at(-1)?.factor).toBe("lately");
  expect(levelled.among([film]).demand(slot)).toBeCloseTo(1.3 * model.among([film]).demand(slot), 9);
  const other = { ...slot, date: problem.days[4] as string };
  expect(levelled.demand(other)).toBe(model.demand(other));
});
