import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../../../shared/domain/random.ts";
import { hypercubePoint, propose } from "./parzen.ts";
import { fromUnit, toUnit } from "./range.ts";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const points = fc.array(fc.tuple(unit, unit), { maxLength: 40 });

test("proposals stay inside, and the same trials and seed propose the same", () => {
  fc.assert(
    fc.property(points, fc.integer(), (trials, seed) => {
      const proposed = propose(trials, 2, seededRandom(seed));
      for (const x of proposed) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
      }
      expect(propose(trials, 2, seededRandom(seed))).toEqual(proposed);
    }),
  );
});

test("values stay in their range, whole ones whole, and come back as the place they were at", () => {
  fc.assert(
    fc.property(
      unit,
      fc.constantFrom("linear" as const, "log" as const),
      fc.boolean(),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 5000 }),
      (at, scale, whole, low, width) => {
        const range = { name: "x", scale, whole, low, high: low + width };
        const value = fromUnit(range, at);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(low + width);
        if (whole) expect(Number.isInteger(value)).toBe(true);
        else expect(toUnit(range, value)).toBeCloseTo(at, 2);
        expect(fromUnit(range, toUnit(range, value))).toBeCloseTo(value, 8);
      },
    ),
  );
});

test("where good trials lie in one corner, most proposals do, too", () => {
  const random = seededRandom(3);
  const trials = Array.from({ length: 40 }, () => [random(), random()]).sort(
    (a, b) => Math.hypot(...(a as [number, number])) - Math.hypot(...(b as [number, number])),
  );
  const proposed = Array.from({ length: 50 }, (_, n) => propose(trials, 2, seededRandom(n)));
  expect(proposed.filter((point) => Math.hypot(...point) < 0.7).length).toBeGreaterThan(35);
});

test("a Latin hypercube takes each part of each parameter once", () => {
  for (const size of [6, 12]) {
    const all = Array.from({ length: size }, (_, at) => hypercubePoint(size, at, 3, 9));
    for (let j = 0; j < 3; j++)
      expect(all.map((point) => Math.floor(size * (point[j] as number))).sort((a, b) => a - b)).toEqual([
        ...all.keys(),
      ]);
  }
});
