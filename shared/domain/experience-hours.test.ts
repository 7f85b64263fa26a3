import fc from "fast-check";
import { expect, it } from "vitest";
import { likeAtHours } from "./experience-hours.ts";
import type { Condition, Effect } from "./experience-report.ts";
import { normalBelow, normalQuantile } from "./normal-distribution.ts";
import { dayParts } from "./slate.ts";

const effect = (condition: Condition, estimate: number, half = 0.1, visits = 250): Effect => ({
  outcome: "rating",
  condition,
  segment: null,
  visits,
  members: 50,
  estimate,
  low: estimate - half,
  high: estimate + half,
  q: 0.01,
  evidence: "associated",
});
const morning = effect({ kind: "dayPart", part: "morning" }, 0.4);
const late = effect({ kind: "dayPart", part: "late" }, -0.2, 0.1, 100);
const longAndLate = effect({ kind: "longAndLate" }, -0.5, 0.1, 40);
const report = { rated: 1000, spread: 1, effects: [morning, late, longAndLate] };

it("moves the share that likes a film by the hour, the longer films more late at night", () => {
  const short = likeAtHours(report, { runtime: 90, likeShare: 0.5 });
  const usual = 0.25 * 0.4 + 0.1 * -0.2;
  expect(short?.morning).toBeCloseTo(normalBelow(0.4 - usual), 6);
  expect(short?.evening).toBeCloseTo(normalBelow(-usual), 6);
  expect(short?.late).toBeCloseTo(normalBelow(-0.2 - usual), 6);
  const long = likeAtHours(report, { runtime: 150, likeShare: 0.5 });
  expect(long?.late).toBeLessThan(short?.late as number);
});

it("says nothing where no hour surely matters, nor of another outcome or of one segment alone", () => {
  const unsure = effect({ kind: "dayPart", part: "morning" }, 0.4, 0.5);
  const ofReturn: Effect = { ...morning, outcome: "return" };
  const ofSome: Effect = { ...morning, segment: { name: "Families", nameZh: null } };
  for (const effects of [[], [unsure], [ofReturn], [ofSome]])
    expect(likeAtHours({ ...report, effects }, { runtime: 90, likeShare: 0.5 })).toBeNull();
});

it("stays a share, and rises where the effect does", () => {
  const amount = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(amount, amount, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, likeShare) => {
      const effects = [effect(morning.condition, a, 0), effect(late.condition, b, 0)];
      const at = likeAtHours({ ...report, effects }, { runtime: 90, likeShare });
      if (!at) {
        expect([a, b].every((each) => each * each === 0)).toBe(true);
        return;
      }
      for (const part of dayParts) expect(at[part] >= 0 && at[part] <= 1).toBe(true);
      if (a > b) expect(at.morning).toBeGreaterThanOrEqual(at.late);
      if (a > 0) expect(at.morning).toBeGreaterThanOrEqual(at.evening);
    }),
  );
});

it("the quantile turns the distribution round", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
      expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 6);
    }),
  );
});
