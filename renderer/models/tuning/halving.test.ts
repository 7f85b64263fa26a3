import fc from "fast-check";
import { expect, test } from "vitest";
import type { TrialResult } from "../../../shared/contract/tuning.ts";
import { nextJob, ranked, type SearchPlan, η } from "./halving.ts";

const ranges = [
  { name: "penalty", scale: "log" as const, whole: false, low: 0.1, high: 10 },
  { name: "factors", scale: "linear" as const, whole: true, low: 4, high: 64 },
];
const planOf = (change: Partial<SearchPlan> = {}): SearchPlan => ({
  ranges,
  defaults: { penalty: 5, factors: 16 },
  shares: [1 / 9, 1 / 3, 1],
  lowerIsBetter: true,
  trials: 20,
  seed: 4,
  ...change,
});
/** A bowl around penalty 1 and 40 factors: a small budget shows it from further off. */
const cost = ({ penalty, factors }: Record<string, number>, share: number): number =>
  Math.log(penalty as number) ** 2 + ((factors as number) / 40 - 1) ** 2 + 0.3 / share;

const run = (plan: SearchPlan, results: readonly TrialResult[] = []): TrialResult[] => {
  const all = [...results];
  for (let job = nextJob(plan, all); job; job = nextJob(plan, all)) {
    const score = cost(job.params, plan.shares[job.rung] as number);
    all.push({ ...job, score: plan.lowerIsBetter ? score : -score, error: 0.01, seconds: 1 });
  }
  return all;
};
const plans = fc
  .record({
    trials: fc.integer({ min: 1, max: 25 }),
    seed: fc.integer({ min: 0, max: 1000 }),
    rungs: fc.integer({ min: 1, max: 3 }),
    lowerIsBetter: fc.boolean(),
  })
  .map(({ rungs, ...rest }) => planOf({ ...rest, shares: [1 / 9, 1 / 3, 1].slice(3 - rungs) }));

test("a search cut off anywhere and resumed does what it would have done", () => {
  fc.assert(
    fc.property(plans, fc.double({ min: 0, max: 1, noNaN: true }), (plan, share) => {
      const whole = run(plan);
      expect(run(plan, whole.slice(0, Math.floor(share * whole.length)))).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

test("trials stay in range; each is judged once a rung, and at a rung only after the one below", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const results = run(plan);
      const seen = new Set<string>();
      for (const { trial, rung, params } of results) {
        expect(seen.has(`${trial} ${rung}`)).toBe(false);
        if (rung > 0) expect(seen.has(`${trial} ${rung - 1}`)).toBe(true);
        seen.add(`${trial} ${rung}`);
        for (const { name, low, high } of ranges) {
          expect(params[name]).toBeGreaterThanOrEqual(low);
          expect(params[name]).toBeLessThanOrEqual(high);
        }
      }
      expect(new Set(results.map(({ trial }) => trial)).size).toBe(plan.trials);
    }),
    { numRuns: 40 },
  );
});

test("the best of a rung goes on; whoever goes on was among its best third, or all others had started", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const results = run(plan);
      for (const [n, { trial, rung }] of results.entries()) {
        if (trial === 0 || rung === 0) continue;
        const before = results.slice(0, n);
        const below = ranked(
          plan,
          before.filter((result) => result.rung === rung - 1),
        );
        const place = below.findIndex((result) => result.trial === trial);
        const all = new Set(before.map((result) => result.trial)).size === plan.trials;
        expect(place < Math.floor(below.length / η) || all).toBe(true);
      }
      for (let rung = 1; rung < plan.shares.length; rung++) {
        const at = (wanted: number) => results.filter((result) => result.rung === wanted);
        const best = ranked(plan, at(rung - 1))[0];
        expect(at(rung).some((result) => result.trial === best?.trial)).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test("a search finds the bowl better than its start, and a trial without a figure never goes on", () => {
  const results = run(planOf({ trials: 40 }));
  const inFull = ranked(
    planOf(),
    results.filter(({ rung }) => rung === 2),
  );
  const defaults = results.find(({ trial, rung }) => trial === 0 && rung === 2);
  expect(inFull[0]?.score).toBeLessThan((defaults?.score as number) / 2);
  const early = results.filter(({ trial }) => trial < 8 && trial > 0);
  const failed = [
    ...results.filter(({ trial }) => trial === 0),
    ...early.filter(({ rung }) => rung === 0).map((result) => ({ ...result, score: null })),
  ];
  expect(nextJob(planOf(), failed)).toMatchObject({ trial: 8, rung: 0 });
});
