import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { differenceOf, discoveries } from "./segment-comparison.ts";

describe("two groups side by side", () => {
  it("covers the true difference nine times of ten, and tells none where there is none", () => {
    const random = seededRandom(5);
    const group = (mean: number): number[] => Array.from({ length: 60 }, () => mean + 0.2 * normal(random));
    let covered = 0;
    let told = 0;
    for (let turn = 0; turn < 2000; turn++) {
      const { low, high } = differenceOf(group(0.6), group(0.5));
      if (low <= 0.1 && 0.1 <= high) covered++;
      if (differenceOf(group(0.5), group(0.5)).p < 0.05) told++;
    }
    expect(covered / 2000).toBeGreaterThan(0.87);
    expect(covered / 2000).toBeLessThan(0.93);
    expect(told / 2000).toBeLessThan(0.075);
  });

  it("is sure of nothing where nothing varies", () => {
    expect(differenceOf([0.5, 0.5], [0.5, 0.5])).toMatchObject({ difference: 0, p: 1 });
    expect(differenceOf([0.5], [0.4])).toMatchObject({ low: 0.5 - 0.4, high: 0.5 - 0.4 });
  });

  it("discovers the smallest p-values, and none more than without correction", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const found = discoveries(p);
        const largest = Math.max(...p.filter((_, at) => found[at]), 0);
        for (const [at, value] of p.entries()) {
          if (found[at]) expect(value).toBeLessThanOrEqual(0.05);
          else expect(value).toBeGreaterThanOrEqual(largest);
        }
      }),
    );
    expect(discoveries([0.001, 0.9, 0.04, 0.012])).toEqual([true, false, false, true]);
  });
});
