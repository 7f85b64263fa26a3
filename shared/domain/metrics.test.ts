import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classificationReport, mae, meanOf, ndcgAtK, recallAtK, rmse, topK } from "./metrics.ts";

describe("errors of ratings", () => {
  test("by hand", () => {
    expect(rmse([4, 3, 5], [3, 3, 3])).toBeCloseTo(Math.sqrt(5 / 3));
    expect(mae([4, 3, 5], [3, 3, 3])).toBeCloseTo(1);
  });
  test("nothing to judge is null, not NaN", () => {
    expect([rmse([], []), mae([], []), meanOf([]), meanOf([null])]).toEqual([null, null, null, null]);
  });
  test("MAE never exceeds RMSE, and both are 0 only for equal columns", () => {
    const stars = fc.array(
      fc.tuple(fc.double({ min: 0.5, max: 5, noNaN: true }), fc.double({ min: 0.5, max: 5, noNaN: true })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(stars, (pairs) => {
        const truth = pairs.map(([r]) => r);
        const predicted = pairs.map(([, r̂]) => r̂);
        expect(mae(truth, predicted)).toBeLessThanOrEqual((rmse(truth, predicted) as number) + 1e-12);
        expect(rmse(truth, truth)).toBe(0);
      }),
    );
  });
});

describe("classification report", () => {
  // liked: 3 hits, 1 miss, 2 false alarms; not liked: 4 right
  const truth = [true, true, true, true, false, false, false, false, false, false];
  const predicted = [true, true, true, false, true, true, false, false, false, false];
  const report = classificationReport(truth, predicted);
  test("per class, by hand", () => {
    expect(report.liked).toEqual({ precision: 3 / 5, recall: 3 / 4, f1: 6 / 9, support: 4 });
    expect(report.notLiked).toEqual({ precision: 4 / 5, recall: 4 / 6, f1: 8 / 11, support: 6 });
  });
  test("averages, by hand", () => {
    expect(report.accuracy).toBeCloseTo(0.7);
    expect(report.macro.precision).toBeCloseTo(0.7);
    expect(report.weighted.recall).toBeCloseTo(0.4 * 0.75 + 0.6 * (4 / 6));
    expect(report.weighted.f1).toBeCloseTo(0.4 * (6 / 9) + 0.6 * (8 / 11));
    expect(report.micro.f1).toBeCloseTo(0.7);
  });
  test("swapping the classes swaps their rows; weighted recall is accuracy; everything stays in 0..1", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean())), (pairs) => {
        const t = pairs.map(([a]) => a);
        const p = pairs.map(([, b]) => b);
        const one = classificationReport(t, p);
        const other = classificationReport(
          t.map((a) => !a),
          p.map((b) => !b),
        );
        expect(other.liked).toEqual(one.notLiked);
        expect(one.weighted.recall).toBeCloseTo(one.accuracy);
        for (const row of [one.liked, one.macro, one.weighted])
          for (const value of [row.precision, row.recall, row.f1]) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1 + 1e-12);
          }
      }),
    );
  });
});

describe("ranking", () => {
  test("recall and NDCG by hand", () => {
    const ranked = [7, 3, 9, 1];
    const relevant = new Set([3, 1, 5]);
    expect(recallAtK(ranked, relevant, 3)).toBeCloseTo(1 / 3);
    const gain = 1 / Math.log2(3) + 1 / Math.log2(5);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(ndcgAtK(ranked, relevant, 4)).toBeCloseTo(gain / ideal);
    expect(ndcgAtK(ranked, new Set(), 4)).toBeNull();
  });
  test("topK is the head of a stable full sort, without what is masked", () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NEGATIVE_INFINITY)));
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 12 }), (values, k) => {
        const sorted = [...values.keys()]
          .filter((i) => values[i] !== Number.NEGATIVE_INFINITY)
          .sort((a, b) => (values[b] as number) - (values[a] as number) || a - b);
        expect(topK(values, k)).toEqual(sorted.slice(0, k));
      }),
    );
  });
  test("a ranking with all relevant items first is perfect", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (relevant, k) => {
        const ranked = Array.from({ length: 40 }, (_, i) => i);
        const set = new Set(ranked.slice(0, relevant));
        expect(ndcgAtK(ranked, set, k)).toBeCloseTo(1);
        expect(recallAtK(ranked, set, k)).toBeCloseTo(Math.min(k, relevant) / relevant);
      }),
    );
  });
});
