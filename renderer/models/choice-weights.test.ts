import fc from "fast-check";
import { expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { fitChoiceWeights } from "./choice-weights.ts";

/** Members who choose by two features with known weights, out of 40 candidates. */
const choosers = (w: readonly number[], members: number, seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: members }, () => {
    const features = w.map(() => Float64Array.from({ length: 40 }, () => normal(random)));
    const utility = Array.from({ length: 40 }, (_, i) =>
      w.reduce((sum, weight, m) => sum + weight * (features[m]?.[i] as number), 0),
    );
    const total = utility.reduce((sum, η) => sum + Math.exp(η), 0);
    let left = random() * total;
    const chosen = utility.findIndex((η) => {
      left -= Math.exp(η);
      return left <= 0;
    });
    return { chosen: [Math.max(0, chosen)], seen: [], features };
  });
};

test("weights that choices were made by are found again", () => {
  const w = fitChoiceWeights(choosers([1.5, -0.7], 4000, 3), [1, 0]);
  expect(w[0]).toBeCloseTo(1.5, 1);
  expect(w[1]).toBeCloseTo(-0.7, 1);
});

test("no choices leave the prior; features without information, extremes and ties stay finite", () => {
  expect([...fitChoiceWeights([], [1, 0.3])]).toEqual([1, 0.3]);
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 3, maxLength: 3 }), {
        minLength: 1,
        maxLength: 6,
      }),
      (rows) => {
        const sets = rows.map((row) => ({ chosen: [0], seen: [2], features: [row, [1, 1, 1]] }));
        return [...fitChoiceWeights(sets, [1, 1])].every(Number.isFinite);
      },
    ),
  );
});
