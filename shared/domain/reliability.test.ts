import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedCalibrationError, reliabilityBins } from "./reliability.ts";

describe("expected calibration error", () => {
  test("of a worked example, in bins of both kinds", () => {
    const p = [0.1, 0.1, 0.9, 0.9];
    const y = [false, true, true, true];
    // two bins: |.1 − .5| and |.9 − 1|, half of the predictions each
    for (const kind of ["width", "mass"] as const)
      expect(expectedCalibrationError(reliabilityBins(p, y, kind, 2))).toBeCloseTo(0.25, 12);
    expect(reliabilityBins(p, y, "width", 15)).toEqual([
      { predicted: 0.1, observed: 0.5, count: 2 },
      { predicted: 0.9, observed: 1, count: 2 },
    ]);
  });

  test("is null without predictions, and takes a certainty for the last bin", () => {
    expect(expectedCalibrationError(reliabilityBins([], [], "mass"))).toBeNull();
    expect(expectedCalibrationError(reliabilityBins([1], [true], "width"))).toBe(0);
  });

  test("every prediction is in one bin, whose mean lies among them; equal masses differ by one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.boolean() }), {
          minLength: 1,
        }),
        fc.constantFrom("width" as const, "mass" as const),
        (rows, kind) => {
          const bins = reliabilityBins(
            rows.map(({ p }) => p),
            rows.map(({ y }) => y),
            kind,
          );
          const counts = bins.map(({ count }) => count);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
          for (const { predicted, observed } of bins) {
            expect(predicted).toBeGreaterThanOrEqual(0);
            expect(predicted).toBeLessThanOrEqual(1 + 1e-12);
            expect(observed).toBeLessThanOrEqual(1);
          }
          if (kind === "mass") expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
