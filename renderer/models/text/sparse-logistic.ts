/**
 * Logistic regression on sparse rows: min_w ½ |w|² + C Σ_n ln(1 + exp(−y_n w·x_n)), y = ±1, by dual coordinate descent (Yu, Huang & Lin 2011,
 * algorithm 5): for n in random order the dual pair (α_n, C − α_n) moves to the minimum of z ln z + (C − z) ln(C − z) + ½ a (z − α)² + b (z − α),
 * with a = |x_n|², b = y_n w·x_n, by Newton's method; w = Σ_n α_n y_n x_n. The intercept is the weight of a constant 1.
 */
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";

/** Rows of columns and values, compressed: those of row n lie from start[n] to start[n + 1]. */
export interface SparseRows {
  readonly start: Int32Array; // [rows + 1]
  readonly column: Int32Array;
  readonly value: Float32Array;
}
export interface Linear {
  readonly w: Float64Array; // [columns]
  readonly intercept: number;
}

const sweeps = 100;
const tolerance = 0.05;
const newtonSteps = 50;

/** `rows` are those to learn from; y tells every row of X. */
export const fitSparseLogistic = (
  { start, column, value }: SparseRows,
  columns: number,
  rows: Int32Array,
  y: Uint8Array,
  C: number,
  seed: number,
): Linear => {
  const w = new Float64Array(columns + 1);
  const dotRow = (n: number): number => {
    let sum = w[columns] as number;
    for (let at = start[n] as number; at < (start[n + 1] as number); at++)
      sum += (w[column[at] as number] as number) * (value[at] as number);
    return sum;
  };
  const addRow = (n: number, by: number): void => {
    w[columns] = (w[columns] as number) + by;
    for (let at = start[n] as number; at < (start[n + 1] as number); at++) {
      const j = column[at] as number;
      w[j] = (w[j] as number) + by * (value[at] as number);
    }
  };
  const squares = Float64Array.from(rows, (n) => {
    let sum = 1;
    for (let at = start[n] as number; at < (start[n + 1] as number); at++) sum += (value[at] as number) ** 2;
    return sum;
  });
  // Both of each pair are kept, since C − α loses a small α.
  const first = Math.min(1e-3 * C, 1e-8);
  const α = new Float64Array(2 * rows.length).map((_, at) => (at % 2 === 0 ? first : C - first));
  for (const n of rows) addRow(n, (y[n] ? 1 : -1) * first);
  const order = Int32Array.from(rows.keys());
  const random = seededRandom(seed);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    shuffle(order, random);
    let farthest = 0;
    for (const place of order) {
      const n = rows[place] as number;
      const sign = y[n] ? 1 : -1;
      const a = squares[place] as number;
      const b = sign * dotRow(n);
      const [one, two] = [α[2 * place] as number, α[2 * place + 1] as number];
      // Of the pair, the one that has its minimum in the lower half, where Newton's method is sure to arrive, is solved for.
      const swapped = 0.5 * a * (two - one) + b < 0;
      const from = swapped ? two : one;
      const slope = swapped ? -b : b;
      let z = C - from < 0.5 * C ? 0.1 * from : from;
      let gradient = a * (z - from) + slope + Math.log(z / (C - z));
      farthest = Math.max(farthest, Math.abs(slope + Math.log(from / (swapped ? one : two))));
      for (let step = 0; step < newtonSteps && Math.abs(gradient) > 1e-3; step++) {
        const next = z - gradient / (a + C / (z * (C - z)));
        z = next <= 0 ? 0.1 * z : next;
        gradient = a * (z - from) + slope + Math.log(z / (C - z));
      }
      α[2 * place] = swapped ? C - z : z;
      α[2 * place + 1] = swapped ? z : C - z;
      addRow(n, sign * (swapped ? from - z : z - from));
    }
    if (farthest < tolerance) break;
  }
  return { w: w.subarray(0, columns), intercept: w[columns] as number };
};
