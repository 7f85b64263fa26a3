import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayPartOf, type ScheduledShowing } from "../../shared/domain/slate.ts";
import { eightScreens, randomDemand, randomWeek } from "../../test/fixtures/house.ts";
import { dayForecast, dayValue, forecastOf, startsOf, valuationOf } from "./valuation.ts";

const { candidates } = randomWeek(3, { screens: 8, films: 6, days: 1 });
const house = eightScreens();
const demand = randomDemand(3);
const date = "2026-11-28";
const week = { house, candidates };
const valuation = valuationOf(week, demand, date);
const film = candidates[0]?.film as number;
const at = (id: string, screen: number, start: number): ScheduledShowing => ({
  id,
  film,
  screen,
  date,
  start,
  locked: false,
});

describe("valuation", () => {
  it("is the capacity or the demand, whichever is less", () => {
    for (const { screen, capacity } of house.screens) {
      const wanted = demand.demand({ film, screen, date, start: 1200 });
      expect(valuation.alone(film, screen, 1200)).toBe(Math.min(capacity, wanted));
    }
  });

  it("lets every further showing of a film in a day-part take more", () => {
    const steps = Array.from({ length: 10 }, (_, i) => valuation.lossStep(film, "evening", i + 1));
    expect(steps[0]).toBe(0);
    for (let k = 1; k < 8; k++) expect(steps[k]).toBeGreaterThan(steps[k - 1] as number);
    expect(steps[9]).toBe(steps[7]);
  });

  it("gives n showings of equal worth n^(1 - kappa) times one", () => {
    const flat = { ...demand, demand: () => 50 };
    const even = valuationOf(week, flat, date);
    const three = [at("a", 1, 1080), at("b", 2, 1095), at("c", 3, 1110)];
    expect(dayValue(even, three)).toBeCloseTo(50 * 3 ** (1 - flat.repeatExponent), 6);
  });

  it("shares a group's loss so that forecasts add up, none below zero and none above its room", () => {
    const showing = fc.record({
      film: fc.constantFrom(...candidates.map((candidate) => candidate.film)),
      screen: fc.integer({ min: 1, max: 8 }),
      start: fc.integer({ min: 40, max: 91 }).map((quarter) => quarter * 15),
    });
    fc.assert(
      fc.property(fc.array(showing, { maxLength: 45 }), (places) => {
        const showings = places.map((place, i) => ({ ...place, id: `s${i}`, date, locked: false }));
        const forecast = forecastOf(week, demand, showings);
        const total = forecast.reduce((sum, { mean }) => sum + mean, 0);
        expect(total).toBeCloseTo(dayValue(valuation, showings), 6);
        forecast.forEach(({ mean }, i) => {
          const { film: of, screen, start } = showings[i] as ScheduledShowing;
          expect(mean).toBeLessThanOrEqual(valuation.alone(of, screen, start) + 1e-9);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("keeps day-parts apart", () => {
    const [afternoon, evening] = [at("a", 1, 900), at("b", 1, 1200)];
    expect(dayPartOf(900)).not.toBe(dayPartOf(1200));
    const both = dayForecast(valuation, [afternoon, evening]);
    expect(both.get("a")).toBe(valuation.alone(film, 1, 900));
  });
});

describe("startsOf", () => {
  it("lies on the grid, within the opening hours", () => {
    const starts = startsOf({ ...house, opens: 607 }, 210);
    expect(starts[0]).toBe(615);
    expect(starts.at(-1)).toBe(1350); // 1350 + 210 = 1560, when the house closes
    expect(startsOf(house, 2000)).toEqual([]);
  });
});
