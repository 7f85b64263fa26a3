import fc from "fast-check";
import { expect, test } from "vitest";
import { axisX, type Box, type ParallelAxis, pathOf, placeOn, ticksOf } from "./layout.ts";

const box: Box = { width: 600, height: 300, top: 30, bottom: 20, side: 40 };
const axis: ParallelAxis = { name: "a", scale: "log", low: 1, high: 100, format: String };

test("a value lies on its axis, growing upwards or, where small is good, downwards", () => {
  expect(placeOn(axis, 10)).toBeCloseTo(0.5);
  expect(placeOn({ ...axis, downwards: true }, 1)).toBe(1);
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: 0.001 }), fc.constantFrom("linear", "log"), (value, scale) => {
      const at = placeOn({ ...axis, scale }, value);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(1);
    }),
  );
  expect(placeOn({ ...axis, high: 1 }, 1)).toBe(0.5);
});

test("ticks stand evenly and say the values that lie there", () => {
  expect(ticksOf(axis, 3).map(({ value, at }) => [Math.round(value), at])).toEqual([
    [1, 0],
    [10, expect.closeTo(0.5)],
    [100, 1],
  ]);
});

test("axes share the width; a line ends where its values do", () => {
  expect([0, 1, 2].map((at) => axisX(box, 3, at))).toEqual([40, 300, 560]);
  expect(pathOf(box, [axis, axis], [1, 100])).toBe("M40.0,280.0L560.0,30.0");
  expect(pathOf(box, [axis, axis], [1, null])).toBe("M40.0,280.0");
});
