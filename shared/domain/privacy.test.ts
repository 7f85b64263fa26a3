import fc from "fast-check";
import { expect, test } from "vitest";
import { toldCount, toldParts } from "./privacy.ts";

const counts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 });
const minimum = fc.integer({ min: 3, max: 20 });

test("a count is told when it is nobody or enough people", () => {
  expect([0, 1, 9, 10, 11].map((count) => toldCount(count, 10))).toEqual([0, null, null, 10, 11]);
});

test("one small group takes the next smallest with it, so that it does not follow from the total", () => {
  expect(toldParts([40, 3, 25, 0], 10)).toEqual([40, null, null, 0]);
  expect(toldParts([40, 6, 5, 25], 10)).toEqual([40, null, null, 25]);
  expect(toldParts([40, 1, 1, 25], 10)).toEqual([40, null, null, null]);
  expect(toldParts([40, 25], 10)).toEqual([40, 25]);
});

test("no small group is told, and what is kept back holds enough people together, unless all of it is", () => {
  fc.assert(
    fc.property(counts, minimum, (groups, least) => {
      const told = toldParts(groups, least);
      for (const [at, count] of told.entries()) if (count !== null) expect(count).toBe(groups[at]);
      expect(told.every((count) => count === null || count === 0 || count >= least)).toBe(true);
      const kept = groups.filter((count, at) => told[at] === null && count > 0);
      const people = kept.reduce((sum, count) => sum + count, 0);
      const anybodyTold = told.some((count) => count !== null && count > 0);
      if (kept.length > 0 && anybodyTold) {
        expect(kept.length).toBeGreaterThanOrEqual(2);
        expect(people).toBeGreaterThanOrEqual(least);
      }
    }),
  );
});
