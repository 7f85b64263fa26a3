import { expect, test } from "vitest";
import { seededRandom } from "../../../shared/domain/random.ts";
import { fitSparseLogistic } from "./sparse-logistic.ts";

test("at the minimum the gradient is nought: w = C Σ σ(−y w·x) y x", () => {
  const random = seededRandom(3);
  const [rows, columns, C] = [300, 12, 0.7];
  const x = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => (random() < 0.4 ? random() : 0)),
  );
  const y = Uint8Array.from(x, (row) =>
    (row[0] as number) - (row[1] as number) + 0.5 * (random() - 0.5) > 0 ? 1 : 0,
  );
  const start = new Int32Array(rows + 1);
  const column: number[] = [];
  const value: number[] = [];
  for (const [n, row] of x.entries()) {
    for (const [j, one] of row.entries())
      if (one !== 0) {
        column.push(j);
        value.push(one);
      }
    start[n + 1] = column.length;
  }
  const { w, intercept } = fitSparseLogistic(
    { start, column: Int32Array.from(column), value: Float32Array.from(value) },
    columns,
    Int32Array.from({ length: rows }, (_, n) => n),
    y,
    C,
    1,
  );
  const gradient = [...w, intercept];
  for (const [n, row] of x.entries()) {
    const sign = y[n] ? 1 : -1;
    const margin = sign * (row.reduce((sum, one, j) => sum + one * (w[j] as number), 0) + intercept);
    const pull = (C * sign) / (1 + Math.exp(margin));
    for (const [j, one] of [...row, 1].entries()) gradient[j] = (gradient[j] as number) - pull * one;
  }
  expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(0.02);
  expect(w[0]).toBeGreaterThan(1);
  expect(w[1]).toBeLessThan(-1);
});
