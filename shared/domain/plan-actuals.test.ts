import { describe, expect, it } from "vitest";
import { planOf } from "../../electron/data/export/plan.fixture.ts";
import { estimateOf, matchShowings, type PlayedShowing, scorePlan } from "./plan-actuals.ts";

const document = planOf("2026-11-27");
const played = document.showings.map(
  ({ film, screen, date, start, forecast }): PlayedShowing => ({
    film,
    title: "",
    titleZh: null,
    screen,
    date,
    start,
    capacity: 100,
    admissions: Math.round(forecast?.mean ?? 0),
  }),
);

describe("a plan against what was played", () => {
  it("that came out as forecast has no bias, no miss and full coverage", () => {
    const { total, byDay, byFilm, notPlayed, unplanned } = scorePlan(document, played);
    expect(total).toMatchObject({ showings: document.showings.length, bias: 0, wape: 0, coverage: 1 });
    expect([notPlayed, unplanned]).toEqual([0, 0]);
    for (const parts of [byDay, byFilm])
      expect(parts.reduce((sum, { actual }) => sum + actual, 0)).toBe(total.actual);
  });

  it("names bias, miss and coverage where half of the showings drew twice as many", () => {
    const doubled = played.map((each, at) =>
      at % 2 === 0 ? { ...each, admissions: 2 * each.admissions } : each,
    );
    const { total } = scorePlan(document, doubled);
    const extra = played.reduce((sum, { admissions }, at) => sum + (at % 2 === 0 ? admissions : 0), 0);
    expect(total.bias).toBeCloseTo(extra / total.expected, 10);
    expect(total.wape).toBeCloseTo(extra / total.actual, 10);
    expect(total.coverage).toBeCloseTo(0.5, 1);
  });

  it("says whether the total fell inside the plan's own range, of what was played of it", () => {
    const { expectedAdmissions } = document.totals;
    const ranged = {
      ...document,
      totals: { ...document.totals, low: 0.8 * expectedAdmissions, high: 1.2 * expectedAdmissions },
    };
    expect(scorePlan(document, played).range).toBeNull();
    expect(scorePlan(ranged, played).range?.inside).toBe(true);
    const half = played.slice(0, Math.floor(played.length / 2));
    const { range, total } = scorePlan(ranged, half);
    expect(range).toMatchObject({ inside: true });
    expect(range?.high).toBeCloseTo(1.2 * total.expected, 6);
    const doubled = played.map((each) => ({ ...each, admissions: 2 * each.admissions }));
    expect(scorePlan(ranged, doubled).range?.inside).toBe(false);
  });

  it("matches a showing that moved a little, each once, and no other film's", () => {
    const [first, second] = document.showings;
    const [play] = played;
    if (!first || !second || !play) throw new Error("the fixture has no showings");
    const late = { ...play, start: play.start + 20 };
    expect(matchShowings([first], [late, play]).pairs).toEqual([{ planned: first, played: play }]);
    expect(matchShowings([first], [late]).pairs).toEqual([{ planned: first, played: late }]);
    expect(matchShowings([first], [{ ...play, start: play.start + 200 }])).toMatchObject({
      pairs: [],
      notPlayed: [first],
    });
    expect(matchShowings([first], [{ ...play, film: 99 }]).pairs).toEqual([]);
    expect(matchShowings([first, { ...first, id: "again" }], [play]).notPlayed).toHaveLength(1);
  });
});

describe("what another schedule would have drawn", () => {
  const evidence = Array.from({ length: 200 }, (_, at) => ({
    film: at % 4,
    expected: 20,
    actual: at % 4 === 0 ? 40 : 20 + ((at * 7) % 11) - 5,
  }));
  const other = (film: number, mean: number) => ({ film, forecast: { mean } });

  it("is the forecast, corrected by how far the same model was off for each film that week", () => {
    const strong = estimateOf([other(0, 1000)], evidence);
    expect(strong.admissions).toBeGreaterThan(1700);
    expect(strong.admissions).toBeLessThan(2000);
    expect(strong.low).toBeLessThanOrEqual(strong.admissions);
    expect(strong.high).toBeGreaterThanOrEqual(strong.admissions);
    const usual = estimateOf([other(1, 1000)], evidence);
    expect(usual.admissions).toBeLessThan(1100);
  });

  it("takes the whole week's ratio for a film that was not played", () => {
    const whole = evidence.reduce((sum, { actual }) => sum + actual, 0) / (200 * 20);
    expect(estimateOf([other(9, 1000)], evidence).admissions).toBeCloseTo(1000 * whole, 6);
  });
});
