import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "./random.ts";
import { stabilityByChance, stabilityIndex, stabilityLevel } from "./stability.ts";

const counts = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 2, maxLength: 12 });

test("the index is never negative, the same both ways, nought for equal counts, and blind to the order of bins", () => {
  fc.assert(
    fc.property(counts, (pairs) => {
      const [e, a] = [pairs.map(([each]) => each), pairs.map(([, each]) => each)];
      const index = stabilityIndex(e, a);
      expect(index).toBeGreaterThanOrEqual(0);
      expect(stabilityIndex(a, e)).toBeCloseTo(index, 10);
      expect(stabilityIndex(e, e)).toBe(0);
      expect(stabilityIndex(e.toReversed(), a.toReversed())).toBeCloseTo(index, 10);
    }),
  );
});

test("a worked example: shares 50/50 that become 80/20", () => {
  expect(stabilityIndex([5000, 5000], [8000, 2000])).toBeCloseTo(
    0.3 * Math.log(1.6) - 0.3 * Math.log(0.4),
    3,
  );
});

test("samples of one distribution raise an alarm once in twenty, and a real shift is seen", () => {
  const random = seededRandom(5);
  const draw = (n: number, power: number): number[] => {
    const bins = new Array<number>(10).fill(0);
    for (let at = 0; at < n; at++) {
      const bin = Math.floor(10 * random() ** power);
      bins[bin] = (bins[bin] as number) + 1;
    }
    return bins;
  };
  const trials = 400;
  let alarms = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [e, a] = [draw(5000, 1.5), draw(120, 1.5)];
    if (stabilityIndex(e, a) > stabilityByChance(e, a)) alarms++;
  }
  expect(alarms / trials).toBeLessThan(0.09);
  const [e, a] = [draw(5000, 1.5), draw(120, 4)];
  expect(stabilityLevel(stabilityIndex(e, a), stabilityByChance(e, a))).toBe("alert");
});
