/**
 * Ridge-penalised negative binomial regression with a block of its own for every group (here: film).
 *
 *   E y_i = mu_i = exp(x_i'b + z_i'u_g(i)),   Var y_i = mu_i + a mu_i^2
 *   maximise  sum_i log p(y_i) - b'P b / 2 - sum_g u_g'Q u_g / 2
 *
 * Fisher scoring, with W = diag(mu / (1 + a mu)), meets the matrix
 *   H = | A   B_1 .. B_G |      with A = X'WX + P,  B_g = X_g'W Z_g,  D_g = Z_g'W Z_g + Q:
 *       | B'  D_1 .. D_G |      an arrow, solved through the Schur complement  S = A - sum_g B_g D_g^-1 B_g'.
 * Groups therefore cost linear time, however many films a house has shown.
 *
 * Full houses are censored: y_i is then at least the capacity c_i and is replaced in every step by its
 * expectation  mu + s h((c - mu) / s),  s^2 = Var y,  h = the normal hazard (Tobin 1958, as an EM step).
 * a follows by moments: sum (y - mu)^2 = sum mu + a mu^2.
 * Sources: McCullagh & Nelder, Generalized Linear Models (1989), ch. 11; Wood, Generalized Additive Models (2017), ch. 3.
 */
import { choleskyOf, type Factor, solveInPlace } from "./cholesky.ts";

/** Sparse rows of the shared columns, dense rows of the group's columns. */
export interface Observations {
  readonly rows: readonly Terms[];
  readonly y: Float64Array;
  readonly censored: Uint8Array; // 1 where y is a full house
  readonly groups: number;
}
export interface Terms {
  readonly columns: readonly number[];
  readonly values: readonly number[]; // x_i at `columns`
  readonly group: number; // g(i), or -1 for a group never seen
  readonly own: readonly number[]; // z_i
}
export interface Penalty {
  readonly shared: Float64Array; // diagonal of P: 1 / prior variance
  readonly own: Float64Array; // diagonal of Q
}
export interface ArrowFit {
  readonly b: Float64Array;
  readonly u: Float64Array; // [groups x own]
  readonly a: number;
  /** x'b + z'u */
  eta(terms: Terms): number;
  /** Posterior variance of eta; for a group never seen, its prior. */
  variance(terms: Terms): number;
}

const mostSteps = 20;
const settled = 1e-3; // on the log scale

/** Standard normal density over upper tail; the tail by Abramowitz & Stegun 26.2.17, error < 7.5e-8. */
const hazard = (x: number): number => {
  if (x > 4) return x + 1 / x;
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  return density / (x >= 0 ? density * tail : 1 - density * tail);
};

/** Column 0 is the intercept; `emptyIntercept` stands where there are no observations. */
export const fitArrowPoisson = (
  { rows, y, censored, groups }: Observations,
  penalty: Penalty,
  emptyIntercept: number,
): ArrowFit => {
  const p = penalty.shared.length;
  const k = penalty.own.length;
  const b = new Float64Array(p);
  const u = new Float64Array(groups * k);
  let mean = 0;
  for (const value of y) mean += value / Math.max(1, y.length);
  b[0] = rows.length > 0 ? Math.log(Math.max(mean, 0.1)) : emptyIntercept;
  let a = 0.1;
  const prior = new Float64Array(p * p);
  for (let j = 0; j < p; j++) prior[j * p + j] = penalty.shared[j] as number;
  let schur = choleskyOf(prior, p);
  let B = new Float64Array(groups * p * k);
  let D: Factor[] = [];

  /** The shared columns that a group's observations touch, ascending. */
  const touched = Array.from({ length: groups }, () => new Set<number>());
  for (const { columns, group } of rows) for (const column of columns) touched[group]?.add(column);
  const touchedBy = touched.map((columns) => [...columns].sort((a, b) => a - b));

  const eta = ({ columns, values, group, own }: Terms): number => {
    let sum = 0;
    for (let j = 0; j < columns.length; j++)
      sum += (values[j] as number) * (b[columns[j] as number] as number);
    if (group >= 0) for (let j = 0; j < k; j++) sum += (own[j] as number) * (u[group * k + j] as number);
    return Math.min(sum, 12); // e^12 admissions: beyond any room
  };

  for (let step = 0; step < mostSteps && rows.length > 0; step++) {
    const A = new Float64Array(p * p);
    const gradient = new Float64Array(p);
    const gradients = new Float64Array(groups * k);
    const blocks = new Float64Array(groups * k * k);
    B = new Float64Array(groups * p * k);
    let excess = 0;
    let squares = 0;
    for (let i = 0; i < rows.length; i++) {
      const { columns, values, group, own } = rows[i] as Terms;
      const mu = Math.exp(eta(rows[i] as Terms));
      const s = Math.sqrt(mu + a * mu * mu);
      const seen = y[i] as number;
      const target = censored[i] ? Math.max(seen, mu + s * hazard((seen - mu) / s)) : seen;
      const weight = mu / (1 + a * mu);
      const residual = (target - mu) / (1 + a * mu);
      excess += (target - mu) ** 2 - mu;
      squares += mu * mu;
      for (let j = 0; j < columns.length; j++) {
        const column = columns[j] as number;
        const x = values[j] as number;
        gradient[column] = (gradient[column] as number) + x * residual;
        const base = column * p;
        for (let l = 0; l <= j; l++) {
          const at = base + (columns[l] as number);
          A[at] = (A[at] as number) + weight * x * (values[l] as number);
        }
        const at = (group * p + column) * k;
        for (let l = 0; l < k; l++) B[at + l] = (B[at + l] as number) + weight * x * (own[l] as number);
      }
      for (let j = 0; j < k; j++) {
        gradients[group * k + j] = (gradients[group * k + j] as number) + (own[j] as number) * residual;
        for (let l = 0; l < k; l++) {
          const at = (group * k + j) * k + l;
          blocks[at] = (blocks[at] as number) + weight * (own[j] as number) * (own[l] as number);
        }
      }
    }
    for (let i = 0; i < p; i++)
      for (let j = 0; j < i; j++) {
        // Columns of a row come in ascending order, so only the lower triangle was filled.
        A[j * p + i] = A[i * p + j] as number;
      }
    for (let j = 0; j < p; j++) {
      A[j * p + j] = (A[j * p + j] as number) + (penalty.shared[j] as number);
      gradient[j] = (gradient[j] as number) - (penalty.shared[j] as number) * (b[j] as number);
    }

    D = [];
    const reduced = gradient.slice();
    const solvedOwn: Float64Array[] = [];
    for (let g = 0; g < groups; g++) {
      const block = blocks.slice(g * k * k, (g + 1) * k * k);
      const own = gradients.slice(g * k, (g + 1) * k);
      for (let j = 0; j < k; j++) {
        block[j * k + j] = (block[j * k + j] as number) + (penalty.own[j] as number);
        own[j] = (own[j] as number) - (penalty.own[j] as number) * (u[g * k + j] as number);
      }
      const factor = choleskyOf(block, k);
      D.push(factor);
      const solved = solveInPlace(factor, own);
      solvedOwn.push(solved);
      const across = B.subarray(g * p * k, (g + 1) * p * k);
      const columns = touchedBy[g] as number[];
      columns.forEach((i, n) => {
        const row = solveInPlace(factor, across.slice(i * k, (i + 1) * k));
        for (let j = 0; j < k; j++)
          reduced[i] = (reduced[i] as number) - (across[i * k + j] as number) * (solved[j] as number);
        for (let m = 0; m <= n; m++) {
          const l = columns[m] as number;
          let sum = 0;
          for (let j = 0; j < k; j++) sum += (row[j] as number) * (across[l * k + j] as number);
          A[i * p + l] = (A[i * p + l] as number) - sum;
          if (l !== i) A[l * p + i] = A[i * p + l] as number;
        }
      });
    }
    schur = choleskyOf(A, p);
    const db = solveInPlace(schur, reduced);
    // Early steps from a flat start may overshoot: none moves a coefficient by more than 2 on the log scale.
    const damp = Math.min(1, 2 / Math.max(...db.map(Math.abs), 1e-9));
    for (let j = 0; j < p; j++) b[j] = (b[j] as number) + damp * (db[j] as number);
    for (let g = 0; g < groups; g++) {
      const across = B.subarray(g * p * k, (g + 1) * p * k);
      const back = new Float64Array(k);
      for (let i = 0; i < p; i++)
        for (let j = 0; j < k; j++)
          back[j] = (back[j] as number) + (across[i * k + j] as number) * (db[i] as number);
      const correction = solveInPlace(D[g] as Factor, back);
      const solved = solvedOwn[g] as Float64Array;
      for (let j = 0; j < k; j++)
        u[g * k + j] = (u[g * k + j] as number) + damp * ((solved[j] as number) - (correction[j] as number));
    }
    a = Math.min(2, Math.max(0.005, excess / squares));
    if (Math.max(...db.map(Math.abs)) < settled) break;
  }

  const variance = ({ columns, values, group, own }: Terms): number => {
    const x = new Float64Array(p);
    columns.forEach((column, j) => {
      x[column] = values[j] as number;
    });
    let total = 0;
    if (group < 0) {
      own.forEach((z, j) => {
        total += (z * z) / (penalty.own[j] as number);
      });
    } else {
      const v = solveInPlace(D[group] as Factor, Float64Array.from(own));
      own.forEach((z, j) => {
        total += z * (v[j] as number);
      });
      for (let i = 0; i < p; i++)
        for (let j = 0; j < k; j++)
          x[i] = (x[i] as number) - (B[(group * p + i) * k + j] as number) * (v[j] as number);
    }
    const solved = solveInPlace(schur, x.slice());
    for (let i = 0; i < p; i++) total += (x[i] as number) * (solved[i] as number);
    return total;
  };

  return { b, u, a, eta, variance };
};
