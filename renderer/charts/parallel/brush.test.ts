import fc from "fast-check";
import { expect, test } from "vitest";
import { brushBetween, isWithin, valueAt } from "./brush.ts";
import { type ParallelAxis, placeOn } from "./layout.ts";

const axis = fc.record({
  name: fc.constant("a"),
  scale: fc.constantFrom("linear" as const, "log" as const),
  low: fc.double({ min: 0.001, max: 1, noNaN: true }),
  high: fc.double({ min: 2, max: 1000, noNaN: true }),
  downwards: fc.boolean(),
  format: fc.constant(String),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("a place on an axis and the value there say the same", () => {
  fc.assert(
    fc.property(axis, share, (some, place) => {
      expect(placeOn(some, valueAt(some, place))).toBeCloseTo(place, 9);
    }),
  );
});

test("a range keeps what lies between its ends, whichever was drawn first", () => {
  fc.assert(
    fc.property(axis, share, share, share, (some, from, to, place) => {
      const brush = brushBetween(some, from, to);
      const [lower, upper] = [Math.min(from, to), Math.max(from, to)];
      if (!brush) return;
      const kept = isWithin([some], { 0: brush }, [valueAt(some, place)]);
      if (place > lower + 1e-6 && place < upper - 1e-6) expect(kept).toBe(true);
      if (place < lower - 1e-6 || place > upper + 1e-6) expect(kept).toBe(false);
    }),
  );
});

test("lines are kept that lie within the ranges of all axes; one that ends before a marked axis is not", () => {
  const one: ParallelAxis = { name: "a", scale: "linear", low: 0, high: 10, format: String };
  const axes = [one, { ...one, downwards: true }];
  const brushes = { 0: { lower: 2, upper: 5 }, 1: { lower: 10, upper: 6 } };
  expect(isWithin(axes, {}, [1, null])).toBe(true);
  expect(isWithin(axes, brushes, [3, 8])).toBe(true);
  expect(isWithin(axes, brushes, [3, 5])).toBe(false);
  expect(isWithin(axes, brushes, [6, 8])).toBe(false);
  expect(isWithin(axes, brushes, [3, null])).toBe(false);
  // Beyond an axis's end is drawn at it, and kept with it.
  expect(isWithin(axes, brushes, [3, 12])).toBe(true);
});

test("no range and the whole axis mark nothing", () => {
  const one: ParallelAxis = { name: "a", scale: "linear", low: 0, high: 10, format: String };
  expect(brushBetween(one, 0.4, 0.4)).toBeNull();
  expect(brushBetween(one, -1, 2)).toBeNull();
  expect(brushBetween(one, 0.7, -1)).toEqual({ lower: 0, upper: 7 });
});
