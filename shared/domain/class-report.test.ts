import { expect, test } from "vitest";
import { classReport } from "./class-report.ts";

test("three classes as scikit-learn reports them", () => {
  const { classes, micro, macro, weighted } = classReport([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], 3);
  expect(classes.map(({ precision }) => precision)).toEqual([0.5, 0, 1]);
  expect(classes.map(({ recall }) => recall)).toEqual([1, 0, 2 / 3]);
  expect(classes.map(({ support }) => support)).toEqual([1, 1, 3]);
  expect(micro.f1).toBeCloseTo(0.6);
  expect(macro.f1).toBeCloseTo((2 / 3 + 0 + 0.8) / 3);
  expect(weighted.f1).toBeCloseTo((2 / 3 + 3 * 0.8) / 5);
});
