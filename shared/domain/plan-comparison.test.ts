import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePlans } from "./plan-comparison.ts";
import type { PlanShowing } from "./plan-document.ts";

const showing = (id: string, change: Partial<PlanShowing> = {}): PlanShowing => ({
  id,
  film: 1,
  screen: 1,
  date: "2026-11-26",
  start: 600,
  locked: false,
  forecast: { mean: 100, low: 80, high: 130 },
  ...change,
});
const plans = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }).map(String),
      film: fc.integer({ min: 1, max: 3 }),
      screen: fc.integer({ min: 1, max: 3 }),
      date: fc.constantFrom("2026-11-26", "2026-11-27"),
      start: fc.constantFrom(600, 615, 900),
      mean: fc.integer({ min: 0, max: 200 }),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  )
  .map((all) => ({
    showings: all.map(({ id, mean, ...place }) =>
      showing(id, { ...place, forecast: { mean, low: mean / 2, high: mean * 1.5 } }),
    ),
  }));

describe("a comparison of plans", () => {
  it("accounts for every showing once and adds up", () => {
    fc.assert(
      fc.property(plans, plans, (first, second) => {
        const { onlyFirst, onlySecond, moved, same, totals } = comparePlans(first, second);
        expect(onlyFirst.length + moved.length + same).toBe(first.showings.length);
        expect(onlySecond.length + moved.length + same).toBe(second.showings.length);
        for (const { from, to, changed } of moved) {
          expect(from.film).toBe(to.film);
          expect(changed.length).toBeGreaterThan(0);
        }
        for (const parts of [totals.films, totals.days]) {
          expect(parts.reduce((sum, part) => sum + part.difference, 0)).toBeCloseTo(totals.all.difference, 6);
          expect(parts.reduce((sum, part) => sum + part.first.showings, 0)).toBe(first.showings.length);
        }
        expect(totals.all.low).toBeLessThanOrEqual(totals.all.difference);
      }),
    );
  });

  it("of a plan with itself differs in nothing; the other way round it differs the other way", () => {
    fc.assert(
      fc.property(plans, plans, (first, second) => {
        const none = comparePlans(first, first);
        expect(none).toMatchObject({ onlyFirst: [], onlySecond: [], moved: [], same: first.showings.length });
        expect(none.totals.all).toMatchObject({ difference: 0, low: 0, high: 0 });
        const there = comparePlans(first, second).totals.all;
        const back = comparePlans(second, first).totals.all;
        expect(back.difference).toBeCloseTo(-there.difference, 9);
        expect(back.high).toBeCloseTo(-there.low, 9);
      }),
    );
  });

  it("knows a moved showing by its id, or by its film and day", () => {
    const { moved, onlyFirst, onlySecond } = comparePlans(
      { showings: [showing("a"), showing("b", { film: 2 }), showing("c", { film: 3 })] },
      {
        showings: [
          showing("a", { date: "2026-11-27", screen: 2 }),
          showing("new", { film: 2, start: 720 }),
          showing("c", { film: 4 }),
        ],
      },
    );
    expect(moved.map(({ from, changed }) => [from.id, changed])).toEqual([
      ["a", ["day", "screen"]],
      ["b", ["start"]],
    ]);
    expect(onlyFirst.map(({ film }) => film)).toEqual([3]);
    expect(onlySecond.map(({ film }) => film)).toEqual([4]);
  });

  it("is as uncertain as the showings that differ", () => {
    const both = showing("a");
    const { all } = comparePlans(
      { showings: [both, showing("b", { film: 2 })] },
      { showings: [both, showing("c", { film: 3 })] },
    ).totals;
    // Two showings with an interval 50 wide each.
    expect(all.high - all.low).toBeCloseTo(Math.sqrt(2) * 50, 6);
  });
});
