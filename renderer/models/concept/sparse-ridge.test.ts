import fc from "fast-check";
import { expect, test } from "vitest";
import { along, fitSparseRidge, type Rows } from "./sparse-ridge.ts";

const rowsOf = (X: readonly (readonly number[])[]): Rows => ({
  start: Int32Array.from({ length: X.length + 1 }, (_, n) => n * (X[0] as readonly number[]).length),
  column: Int32Array.from(X.flatMap((row) => [...row.keys()])),
  value: Float64Array.from(X.flat()),
});

test("the gradient is zero where it ends, whatever rows, weights and penalties", () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  const row = fc.tuple(number, number, number);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(row, number, fc.double({ min: 0.1, max: 2, noNaN: true })), {
        minLength: 4,
        maxLength: 12,
      }),
      fc.tuple(...[1, 2, 3].map(() => fc.double({ min: 0.5, max: 20, noNaN: true }))),
      (given, penalty) => {
        const rows = rowsOf(given.map(([x]) => x));
        const y = Float64Array.from(given, ([, value]) => value);
        const ω = Float64Array.from(given, ([, , weight]) => weight);
        const λ = Float64Array.from(penalty);
        const { w, b } = fitSparseRidge(rows, y, ω, λ, null);
        const off = y.map((value, n) => (ω[n] as number) * (value - b - along(rows, n, w)));
        const slopes = [0, 1, 2].map(
          (j) =>
            given.reduce((sum, [x], n) => sum + (off[n] as number) * (x[j] as number), 0) -
            (λ[j] as number) * (w[j] as number),
        );
        for (const slope of [...slopes, off.reduce((sum, each) => sum + each, 0)])
          expect(Math.abs(slope)).toBeLessThan(0.05);
      },
    ),
  );
});

test("one wild value moves Huber's line little", () => {
  const X = Array.from({ length: 40 }, (_, n) => [n / 10]);
  const y = Float64Array.from(X, ([x]) => 2 * (x as number));
  y[39] = 500;
  const ω = y.map(() => 1);
  const λ = Float64Array.of(1e-6);
  const slope = (δ: number | null): number => fitSparseRidge(rowsOf(X), y, ω, λ, δ).w[0] as number;
  expect(Math.abs(slope(null) - 2)).toBeGreaterThan(5);
  expect(Math.abs(slope(0.5) - 2)).toBeLessThan(1);
});
