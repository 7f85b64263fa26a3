import fc from "fast-check";
import { expect, test } from "vitest";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import type { LapseReason } from "../../../shared/domain/retention.ts";
import type { ContactFacts } from "./contact-facts.ts";
import { planOf } from "./plan-retention.ts";
import { qiniOf } from "./qini.ts";
import { upliftOf } from "./uplift.ts";

/** Members with two facts; a campaign brings one visit where the first is high, none elsewhere. */
const trial = (seed: number, members: number, effect: number) => {
  const random = seededRandom(seed);
  const z = Float64Array.from({ length: members }, () => normal(random));
  const other = Float64Array.from({ length: members }, () => normal(random));
  const treated = Uint8Array.from({ length: members }, () => (random() < 0.5 ? 1 : 0));
  const visits = Float64Array.from(
    z,
    (value, i) => 3 + (other[i] as number) + normal(random) + (treated[i] && value > 0 ? effect : 0),
  );
  return { columns: [z, other], treated, visits };
};

test("whom a campaign moves is found again: its mean effect, and who comes first", () => {
  const asked = trial(5, 3000, 2);
  const { τ, effect, slope, residual, foretell } = upliftOf(asked);
  expect(effect.low).toBeLessThan(1);
  expect(effect.high).toBeGreaterThan(1);
  expect(slope.low).toBeGreaterThan(0.5);
  const z = asked.columns[0] as Float64Array;
  const { rankings, difference } = qiniOf([τ, asked.columns[1] as Float64Array], asked.treated, residual);
  expect(rankings[0].area.low).toBeGreaterThan(0.1);
  expect(difference.low).toBeGreaterThan(0);
  const told = foretell([Float64Array.of(2, -2), Float64Array.of(0, 0)]);
  expect(told.τ[0]).toBeGreaterThan((told.τ[1] as number) + 0.5);
  const both = told.sum([0, 1]);
  expect(both.value).toBeCloseTo((told.τ[0] as number) + (told.τ[1] as number), 9);
  expect(both.low).toBeLessThan(both.value);
  expect(z).toHaveLength(3000);
});

test("where a campaign moves everybody alike, its foretold differences are called chance", () => {
  const asked = trial(9, 2000, 0);
  const { effect, foretell, slope } = upliftOf(asked);
  expect(effect.low).toBeLessThan(0);
  expect(effect.high).toBeGreaterThan(0);
  expect(slope.low).toBeLessThan(1);
  const { τ } = foretell([Float64Array.of(1, -1), Float64Array.of(0, 0)]);
  expect(Math.abs((τ[0] as number) - (τ[1] as number))).toBeLessThan(0.6);
});

test("a ranking that puts everybody in one order or the other has the same end, whatever the visits", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { treated, visits, columns } = trial(seed, 200, 1);
      const score = columns[0] as Float64Array;
      const { rankings } = qiniOf([score, score.map((value) => -value)], treated, visits);
      expect(rankings[0].curve.at(-1)).toBeCloseTo(rankings[1].curve.at(-1) as number, 9);
      for (const { area } of rankings) expect(area.low).toBeLessThanOrEqual(area.high);
    }),
    { numRuns: 10 },
  );
});

const reasons: readonly LapseReason[] = [{ kind: "silence" }, { kind: "taste" }];
const contacts = (members: number, seed: number): ContactFacts => {
  const random = seededRandom(seed);
  const column = () => Float64Array.from({ length: members }, () => random());
  return {
    memberId: Int32Array.from({ length: members }, (_, i) => 100 + i),
    expected: column(),
    gone: column(),
    lost: column(),
    reason: Int32Array.from({ length: members }, () => Math.floor(random() * 2)),
    names: [],
    columns: [],
  };
};
const house = { reasons: reasons.map((reason) => ({ reason })) };

test("a plan keeps to its budget, holds its share out, leaves out who is busy, and is the same for the same seed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0.05, max: 0.9, noNaN: true }),
      fc.integer({ min: 0, max: 1e6 }),
      (members, most, controlShare, seed) => {
        const now = contacts(members, seed);
        const busy = new Set([100, 103]);
        const asked = { contacts: most, cost: 2, controlShare, seed };
        const plan = planOf(asked, now, house, null, busy, 10);
        expect(plan.by).toBe("risk");
        const chosen = plan.member.length;
        expect(plan.contacts + plan.control).toBe(chosen);
        expect(Math.abs(plan.control - controlShare * chosen)).toBeLessThanOrEqual(2);
        expect(plan.contacts).toBeLessThanOrEqual(most);
        expect(plan.cost).toBe(2 * plan.contacts);
        expect([...plan.member].some((id) => busy.has(id))).toBe(false);
        expect(new Set(plan.member).size).toBe(chosen);
        const told = plan.groups.flatMap(({ chosen: count }) => (count === null ? [] : [count]));
        for (const count of told) expect(count === 0 || count >= 10).toBe(true);
        expect(plan.kept).toBeNull();
        expect(planOf(asked, now, house, null, busy, 10)).toEqual(plan);
      },
    ),
  );
});
