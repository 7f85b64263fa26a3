import fc from "fast-check";
import { expect, test } from "vitest";
import { Strength } from "./allocation-instance.ts";
import type { CampaignKind, CampaignResult } from "./campaign.ts";
import { intervalZ } from "./intervals.ts";
import { measuredStrength } from "./measured-strength.ts";

const result = (kind: CampaignKind, value: number, se: number): CampaignResult => ({
  campaign: { id: "c", name: "c", kind, sent: "2026-01-01", weeks: 4, cost: 0, plan: null },
  treated: 500,
  control: 500,
  weeksKnown: 4,
  effect: { value, low: value - intervalZ * se, high: value + intervalZ * se },
  plain: null,
  brought: null,
});

test("what a message brings whoever it could bring is what it brings anybody, over how many could be brought", () => {
  const strength = measuredStrength([result("message", 0.006, 0.002)], 0.3);
  expect(strength?.value).toBeCloseTo(0.02, 9);
  expect(strength?.low).toBeCloseTo((0.006 - 1.2816 * 0.002) / 0.3, 9);
  expect(strength?.high).toBeCloseTo((0.006 + 1.2816 * 0.002) / 0.3, 9);
  expect(strength?.basis).toBe("measured");
});

test("several campaigns count by how sure they are, and are surer together", () => {
  const one = result("message", 0.004, 0.001);
  const both = measuredStrength([one, result("message", 0.01, 0.002)], 0.5);
  expect(both?.value).toBeCloseTo((0.004 + 0.01 / 4) / 1.25 / 0.5, 9);
  const alone = measuredStrength([one], 0.5);
  const width = (of: typeof both): number => (of?.high ?? 0) - (of?.low ?? 0);
  expect(width(both)).toBeLessThan(width(alone));
});

test("offers say nothing of messages, nor do campaigns without a measured effect", () => {
  expect(measuredStrength([result("offer", 1, 0.1)], 0.3)).toBeNull();
  expect(measuredStrength([{ ...result("message", 1, 0.1), effect: null }], 0.3)).toBeNull();
  expect(measuredStrength([result("message", 1, 0.1)], 0)).toBeNull();
});

test("whatever was measured is a strength that an instance may hold", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 1e-6, max: 5, noNaN: true })),
        { minLength: 1, maxLength: 5 },
      ),
      fc.double({ min: 1e-6, max: 1, noNaN: true }),
      (campaigns, reachable) => {
        const strength = measuredStrength(
          campaigns.map(([value, se]) => result("message", value, se)),
          reachable,
        );
        expect(Strength.safeParse(strength).success).toBe(true);
      },
    ),
  );
});
