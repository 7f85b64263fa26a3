import fc from "fast-check";
import { expect, test } from "vitest";
import { Vocabulary } from "./n-grams.ts";

test("a bucket's column is its place among the buckets", () => {
  const buckets = fc
    .uniqueArray(fc.oneof(fc.nat(2 ** 22 - 1), fc.nat(70)), { maxLength: 200 })
    .map((all) => Int32Array.from(all).sort());
  fc.assert(
    fc.property(buckets, fc.array(fc.nat(2 ** 22 - 1)), (held, others) => {
      const vocabulary = new Vocabulary("words", held);
      for (const bucket of [...held, ...others, 0, 31, 32, 2 ** 22 - 1])
        expect(vocabulary.columnOf(bucket)).toBe(held.indexOf(bucket));
    }),
    { numRuns: 30 },
  );
  for (const damaged of [
    [3, 2],
    [5, 5],
    [-1, 4],
    [1, 2 ** 22],
  ])
    expect(() => new Vocabulary("words", Int32Array.from(damaged))).toThrow("buckets");
});
