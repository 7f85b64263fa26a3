/**
 * Multinomial naive Bayes on n-grams that are there or not (Wang & Manning 2012): with p = 1 + texts of the class that hold the n-gram and q = 1 + other texts
 * that do, r = ln((p / |p|) / (q / |q|)). Score of a text: Σ_j r_j over its n-grams + the log-odds of the class.
 */
import type { Counts } from "./n-grams.ts";

export const logCountRatio = (
  { start, column }: Counts,
  columns: number,
  rows: Int32Array,
  y: Uint8Array,
): { readonly r: Float64Array; readonly prior: number } => {
  const p = new Float64Array(columns).fill(1);
  const q = new Float64Array(columns).fill(1);
  let positive = 0;
  for (const n of rows) {
    const held = y[n] ? p : q;
    positive += y[n] ? 1 : 0;
    for (let at = start[n] as number; at < (start[n + 1] as number); at++) {
      const j = column[at] as number;
      held[j] = (held[j] as number) + 1;
    }
  }
  const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
  const base = Math.log(total(p) / total(q));
  return {
    r: p.map((count, j) => Math.log(count / (q[j] as number)) - base),
    prior: Math.log((positive + 1) / (rows.length - positive + 1)),
  };
};
