import { expect, test } from "vitest";
import { averagePrecision, bestThreshold, f1At } from "./label-report.ts";

const scores = [0.9, 0.8, 0.7, 0.6, 0.5];
const truth = [true, false, true, false, false];

test("average precision and F1 by hand", () => {
  expect(averagePrecision(scores, truth)).toBeCloseTo((1 + 2 / 3) / 2, 12);
  expect(averagePrecision([0.1, 0.2], [false, false])).toBe(0);
  expect(f1At(scores, truth, 0.75)).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
  expect(f1At(scores, truth, 2)).toEqual({ precision: 0, recall: 0, f1: 0 });
});

test("the best threshold is that of the highest F1", () => {
  expect(bestThreshold(scores, truth)).toBe(0.7);
});
