import { expect, test } from "vitest";
import { classReport } from "./class-report.ts";
import { classificationReport } from "./metrics.ts";

test("three classes as scikit-learn reports them", () => {
  const { classes, micro, macro, weighted } = classReport([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], 3);
  expect(classes.map(({ precision }) => precision)).toEqual([0.5, 0, 1]);
  expect(classes.map(({ recall }) => recall)).toEqual([1, 0, 2 / 3]);
  expect(classes.map(({ support }) => support)).toEqual([1, 1, 3]);
  expect(micro.f1).toBeCloseTo(0.6);
  expect(macro.f1).toBeCloseTo((2 / 3 + 0 + 0.8) / 3);
  expect(weighted.f1).toBeCloseTo((2 / 3 + 3 * 0.8) / 5);
});

test("two classes agree with the report of likes", () => {
  const truth = [true, false, true, true, false, false, true];
  const said = [true, true, false, true, false, false, true];
  const two = classReport(truth.map(Number), said.map(Number), 2);
  const likes = classificationReport(truth, said);
  expect(two.classes).toEqual([likes.notLiked, likes.liked]);
  expect(two.weighted.f1).toBeCloseTo(likes.weighted.f1, 12);
});
