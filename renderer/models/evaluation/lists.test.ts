import fc from "fast-check";
import { expect, test } from "vitest";
import { toldGroups } from "./groups.ts";
import { diversityOf, gini } from "./lists.ts";

test("diversity is the mean distance of genres over pairs", () => {
  const genres = [["Drama"], ["Drama"], ["Drama", "War"], ["Comedy"], []];
  expect(diversityOf([0, 1], { genres })).toBe(0);
  expect(diversityOf([0, 3], { genres })).toBe(1);
  // 0-2: 1/2, 0-3: 1, 2-3: 1; a film without genres says nothing
  expect(diversityOf([0, 2, 3, 4], { genres })).toBeCloseTo(2.5 / 3, 12);
  expect(diversityOf([0, 4], { genres })).toBeNull();
});

test("the Gini coefficient of equals is 0, of one who has all (n - 1) / n", () => {
  expect(gini(Int32Array.of(3, 3, 3))).toBe(0);
  expect(gini(Int32Array.of(0, 0, 0, 8))).toBe(0.75);
  expect(gini(Int32Array.of(0, 0))).toBeNull();
});

test("no group told of is too small, nor does one follow from the others", () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      sizes,
      fc.nat(20),
      fc.constantFrom("gender" as const, "segment" as const),
      (counts, rest, by) => {
        let next = 0;
        const groups = counts.map((count, at) => ({
          by,
          name: String(at),
          nameZh: null,
          members: Int32Array.from({ length: count }, () => next++),
        }));
        const isTested = new Uint8Array(next + rest).fill(1);
        const { told, kept } = toldGroups(groups, isTested, 10);
        for (const { tested } of told) expect(tested).toBeGreaterThanOrEqual(10);
        expect(told.length + kept).toBe(counts.filter((count) => count > 0).length);
        if (by === "segment") return;
        const hidden = isTested.length - told.reduce((sum, { tested }) => sum + tested, 0);
        // What all members leave beside the told ones is nobody, everybody at hand, or enough people.
        expect(hidden === 0 || hidden >= 10 || told.length === 0).toBe(true);
      },
    ),
  );
});
