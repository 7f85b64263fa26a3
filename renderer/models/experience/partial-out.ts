/**
 * Least squares beside many nuisance terms. In y = Dα + Xβ + ε the β is that of M y on M X, where M projects off the columns of D
 * (Frisch & Waugh 1933; Lovell 1963). D holds an intercept for each group of a grouping, or slopes within each; M comes from projecting
 * off one grouping after the other until nothing moves (Halperin 1962; Gaure 2013, OLS with multiple high dimensional category variables).
 */
import { factorise, solveFactorised } from "../linear-algebra.ts";

export interface Grouping {
  readonly codes: Int32Array; // [n] group of each row
  readonly groups: number;
  /** Slopes on k variables, row-major [n x k], instead of an intercept; groups of few rows have none. */
  readonly slopes?: { readonly values: Float64Array; readonly k: number };
}

const leastMove = 1e-5;
const mostSweeps = 200;
const fewestRowsPerSlope = 5;

type Projection = (column: Float64Array) => void;

const offIntercepts = ({ codes, groups }: Grouping): Projection => {
  const rows = new Float64Array(groups);
  for (const code of codes) rows[code] = (rows[code] as number) + 1;
  const sums = new Float64Array(groups);
  return (column) => {
    sums.fill(0);
    for (const [n, code] of codes.entries()) sums[code] = (sums[code] as number) + (column[n] as number);
    for (const [n, code] of codes.entries())
      column[n] = (column[n] as number) - (sums[code] as number) / (rows[code] as number);
  };
};

const rowsOf = ({ codes, groups }: Grouping): number[][] => {
  const rows: number[][] = Array.from({ length: groups }, () => []);
  for (const [n, code] of codes.entries()) (rows[code] as number[]).push(n);
  return rows;
};

const hasSlopes = (rows: readonly number[], k: number): boolean => rows.length >= fewestRowsPerSlope * k;

const offSlopes = (grouping: Grouping, { values, k }: NonNullable<Grouping["slopes"]>): Projection => {
  const fitted = rowsOf(grouping)
    .filter((rows) => hasSlopes(rows, k))
    .map((rows) => {
      const gram = new Float64Array(k * k);
      for (const n of rows)
        for (let i = 0; i < k; i++)
          for (let j = 0; j < k; j++)
            gram[i * k + j] =
              (gram[i * k + j] as number) + (values[n * k + i] as number) * (values[n * k + j] as number);
      // A variable may be the same all over a group.
      for (let i = 0; i < k; i++) gram[i * k + i] = (gram[i * k + i] as number) + 1e-6 * rows.length;
      return { rows, L: factorise(gram, k) };
    });
  return (column) => {
    for (const { rows, L } of fitted) {
      const right = new Float64Array(k);
      for (const n of rows)
        for (let i = 0; i < k; i++)
          right[i] = (right[i] as number) + (values[n * k + i] as number) * (column[n] as number);
      const slope = solveFactorised(L, k, right);
      for (const n of rows) {
        let fit = 0;
        for (let i = 0; i < k; i++) fit += (values[n * k + i] as number) * (slope[i] as number);
        column[n] = (column[n] as number) - fit;
      }
    }
  };
};

/** Changes the columns to M times themselves. `step` is awaited between columns. */
export const partialOut = async (
  columns: readonly Float64Array[],
  groupings: readonly Grouping[],
  step: () => Promise<void>,
): Promise<void> => {
  const projections = groupings.map((grouping) =>
    grouping.slopes ? offSlopes(grouping, grouping.slopes) : offIntercepts(grouping),
  );
  for (const column of columns) {
    const size = Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
    for (let sweep = 0; sweep < mostSweeps; sweep++) {
      const before = column.slice();
      for (const project of projections) project(column);
      const moved = Math.sqrt(
        column.reduce((sum, value, n) => sum + (value - (before[n] as number)) ** 2, 0),
      );
      if (moved <= leastMove * size) break;
      await step();
    }
  }
};

/** Parameters that the groupings take up. */
export const absorbedBy = (groupings: readonly Grouping[]): number =>
  groupings.reduce(
    (sum, grouping) =>
      sum +
      (grouping.slopes
        ? grouping.slopes.k *
          rowsOf(grouping).filter((rows) => hasSlopes(rows, grouping.slopes?.k ?? 1)).length
        : grouping.groups),
    0,
  );

/** XᵀX, row-major. */
export const gramOf = (X: readonly Float64Array[]): Float64Array => {
  const k = X.length;
  const gram = new Float64Array(k * k);
  for (const [i, x] of X.entries())
    for (let j = 0; j <= i; j++) {
      const other = X[j] as Float64Array;
      let sum = 0;
      for (let n = 0; n < x.length; n++) sum += (x[n] as number) * (other[n] as number);
      gram[i * k + j] = sum;
      gram[j * k + i] = sum;
    }
  return gram;
};

export interface LeastSquares {
  readonly β: Float64Array; // [k]
  readonly V: Float64Array; // [k x k] covariance of β
  readonly residuals: Float64Array; // [n]
}

/**
 * β = (XᵀX)⁻¹Xᵀy of columns that were partialled out, with V = c (XᵀX)⁻¹ (Σ_g s_g s_gᵀ) (XᵀX)⁻¹, s_g = Σ_{n∈g} x_n e_n:
 * rows of one cluster may err together (Liang & Zeger 1986). c = G/(G − 1) · (n − 1)/(n − taken), `taken` all parameters.
 */
export const leastSquares = (
  y: Float64Array,
  X: readonly Float64Array[],
  clusters: Int32Array,
  absorbed: number,
): LeastSquares => {
  const n = y.length;
  const k = X.length;
  const right = X.map((x) => x.reduce((sum, value, row) => sum + value * (y[row] as number), 0));
  const L = factorise(gramOf(X), k);
  const β = solveFactorised(L, k, right);
  const residuals = y.map((value, row) =>
    X.reduce((rest, x, i) => rest - (x[row] as number) * (β[i] as number), value),
  );
  const scores = new Map<number, Float64Array>();
  for (let row = 0; row < n; row++) {
    const cluster = clusters[row] as number;
    const s = scores.get(cluster) ?? new Float64Array(k);
    for (let i = 0; i < k; i++)
      s[i] = (s[i] as number) + ((X[i] as Float64Array)[row] as number) * (residuals[row] as number);
    scores.set(cluster, s);
  }
  const V = new Float64Array(k * k);
  const G = scores.size;
  const c = (G / Math.max(1, G - 1)) * ((n - 1) / Math.max(1, n - absorbed - k));
  for (const s of scores.values()) {
    const a = solveFactorised(L, k, s);
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++)
        V[i * k + j] = (V[i * k + j] as number) + c * (a[i] as number) * (a[j] as number);
  }
  return { β, V, residuals };
};
