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

const assumed = 0.012;

test("what a message brings whoever it could bring is what it brings anybody, over how many could be brought", () => {
  const strength = measuredStrength([result("message", 0.006, 0.0005)], 0.3, assumed);
  expect(Math.abs((strength?.value ?? 0) / 0.02 - 1)).toBeLessThan(0.03);
  expect(Math.abs((strength?.low ?? 0) - (0.006 - 1.2816 * 0.0005) / 0.3)).toBeLessThan(0.0005);
  expect(Math.abs((strength?.high ?? 0) - (0.006 + 1.2816 * 0.0005) / 0.3)).toBeLessThan(0.0005);
  expect(strength?.basis).toBe("measured");
});

test("a campaign of few members leaves what is assumed, one that brought nobody takes it down, and two are surer together", () => {
  const few = measuredStrength([result("message", 0.3, 10)], 0.3, assumed);
  expect(Math.abs((few?.value ?? 0) / assumed - 1)).toBeLessThan(0.05);
  const none = measuredStrength([result("message", -0.002, 0.001)], 0.3, assumed);
  expect(none?.value).toBeLessThan(assumed / 4);
  expect(none?.high).toBeGreaterThan(none?.value as number);
  const one = result("message", 0.004, 0.001);
  const width = (results: readonly CampaignResult[]): number => {
    const of = measuredStrength(results, 0.5, assumed);
    return (of?.high ?? 0) / (of?.low ?? 1);
  };
  expect(width([one, result("message", 0.004, 0.001)])).toBeLessThan(width([one]));
});

test("offers say nothing of messages, nor do campaigns without a measured effect", () => {
  expect(measuredStrength([result("offer", 1, 0.1)], 0.3, assumed)).toBeNull();
  expect(measuredStrength([{ ...result("message", 1, 0.1), effect: null }], 0.3, assumed)).toBeNull();
  expect(measuredStrength([result("message", 1, 0.1)], 0, assumed)).toBeNull();
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
          assumed,
        );
        expect(Strength.safeParse(strength).success).toBe(true);
      },
    ),
  );
});
