/**
 * Ridge regression on sparse rows with a penalty for each column: min_w Σ_n ω_n ρ(y_n − b − x_n·w) + Σ_j λ_j w_j², the intercept b free of penalty.
 * ρ is the square, or Huber's loss with threshold δ by iteratively reweighted least squares (Holland & Welsch 1977). Each least-squares problem is solved
 * by conjugate gradients on its normal equations, preconditioned by their diagonal (Hestenes & Stiefel 1952).
 */

/** Rows of columns and values, compressed: those of row n lie from start[n] to start[n + 1]. */
export interface Rows {
  readonly start: Int32Array; // [rows + 1]
  readonly column: Int32Array;
  readonly value: Float64Array;
}
export interface Line {
  readonly w: Float64Array; // [columns]
  readonly b: number;
}

const mostSteps = 300;
const tolerance = 1e-6; // of the squared residual, against that of the start
const reweightings = 4;

export const along = ({ start, column, value }: Rows, n: number, w: Float64Array): number => {
  let sum = 0;
  for (let at = start[n] as number; at < (start[n + 1] as number); at++)
    sum += (value[at] as number) * (w[column[at] as number] as number);
  return sum;
};

const leastSquares = (
  rows: Rows,
  y: Float64Array,
  ω: Float64Array,
  λ: Float64Array,
  from: Float64Array,
): Float64Array => {
  const J = λ.length; // the last column is the intercept
  const N = y.length;
  const { start, column, value } = rows;
  /** Xᵀ Ω r, r over rows. */
  const back = (r: Float64Array): Float64Array => {
    const out = new Float64Array(J);
    for (let n = 0; n < N; n++) {
      const each = (ω[n] as number) * (r[n] as number);
      out[J - 1] = (out[J - 1] as number) + each;
      for (let at = start[n] as number; at < (start[n + 1] as number); at++) {
        const j = column[at] as number;
        out[j] = (out[j] as number) + each * (value[at] as number);
      }
    }
    return out;
  };
  const ahead = (w: Float64Array): Float64Array => y.map((_, n) => along(rows, n, w) + (w[J - 1] as number));
  const diagonal = λ.map((each) => each + 1e-9);
  for (let n = 0; n < N; n++) {
    diagonal[J - 1] = (diagonal[J - 1] as number) + (ω[n] as number);
    for (let at = start[n] as number; at < (start[n + 1] as number); at++) {
      const j = column[at] as number;
      diagonal[j] = (diagonal[j] as number) + (ω[n] as number) * (value[at] as number) ** 2;
    }
  }
  const w = Float64Array.from(from);
  const fitted = ahead(w);
  const r = back(y.map((value, n) => value - (fitted[n] as number))).map(
    (each, j) => each - (λ[j] as number) * (w[j] as number),
  );
  let z = r.map((each, j) => each / (diagonal[j] as number));
  const p = Float64Array.from(z);
  const dot = (a: Float64Array, c: Float64Array): number =>
    a.reduce((sum, each, j) => sum + each * (c[j] as number), 0);
  let rz = dot(r, z);
  const first = rz;
  for (let step = 0; step < mostSteps && rz > tolerance * first && rz > 0; step++) {
    const q = back(ahead(p));
    for (let j = 0; j < J; j++) q[j] = (q[j] as number) + (λ[j] as number) * (p[j] as number);
    const a = rz / dot(p, q);
    for (let j = 0; j < J; j++) {
      w[j] = (w[j] as number) + a * (p[j] as number);
      r[j] = (r[j] as number) - a * (q[j] as number);
    }
    z = r.map((each, j) => each / (diagonal[j] as number));
    const next = dot(r, z);
    for (let j = 0; j < J; j++) p[j] = (z[j] as number) + (next / rz) * (p[j] as number);
    rz = next;
  }
  return w;
};

/** `δ` = null: squares. */
export const fitSparseRidge = (
  rows: Rows,
  y: Float64Array,
  ω: Float64Array,
  penalty: Float64Array,
  δ: number | null,
): Line => {
  const J = penalty.length;
  const λ = Float64Array.from([...penalty, 0]);
  let w = new Float64Array(J + 1);
  let weights = ω;
  for (let turn = 0; turn < (δ === null ? 1 : reweightings); turn++) {
    w = Float64Array.from(leastSquares(rows, y, weights, λ, w));
    if (δ !== null)
      weights = ω.map((each, n) => {
        const off = Math.abs((y[n] as number) - along(rows, n, w) - (w[J] as number));
        return each * Math.min(1, δ / Math.max(off, 1e-9));
      });
  }
  return { w: w.subarray(0, J), b: w[J] as number };
};
