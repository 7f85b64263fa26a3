/**
 * Whom a campaign moves, learned from one whose control was drawn by chance: the R-learner (Nie & Wager 2021, Quasi-oracle estimation of
 * heterogeneous treatment effects, Biometrika 108) with ridge regressions, cross-fitted.
 *
 *   m̂(z) = ridge of y on z;   τ̂ = argmin Σ_i (y_i − m̂(z_i) − (w_i − e) τ(z_i))² + λ |β|²,   τ(z) = τ̄ + β·z
 *   calibration (Chernozhukov et al. 2018, Generic machine learning inference): y − m̂ = c + a (w − e) + b (w − e)(τ̂ − mean τ̂)
 *   what is told: τ = a + min(1, max(0, b)) (τ̂ − mean τ̂)
 *
 * Symbols: y visits after the campaign, w 1 for the treated, e their share, z what was known before, τ visits that the campaign brings.
 * λ has the least cross-validated loss among `penalties`. m̂ and τ̂ of a member never saw the member's own visits.
 */
import { intervalZ } from "../../../shared/domain/intervals.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import type { Estimate } from "../../../shared/domain/retention.ts";
import { factorise, solveFactorised } from "../linear-algebra.ts";

export interface Trial {
  readonly columns: readonly Float64Array[]; // z
  readonly treated: Uint8Array; // w
  readonly visits: Float64Array; // y
}

interface Line {
  readonly centre: Float64Array;
  readonly spread: Float64Array;
  readonly β: Float64Array; // the level first
}

const lineAt = ({ centre, spread, β }: Line, columns: readonly Float64Array[], i: number): number => {
  let sum = β[0] as number;
  for (const [k, values] of columns.entries())
    sum += ((β[k + 1] as number) * ((values[i] as number) - (centre[k] as number))) / (spread[k] as number);
  return sum;
};

/** argmin Σ (t_i − v_i (β_0 + β·z̃_i))² + λ |β|², z̃ standardised over the rows; the level is not penalised. */
const ridge = (
  columns: readonly Float64Array[],
  rows: readonly number[],
  target: (i: number) => number,
  by: (i: number) => number,
  λ: number,
): Line => {
  const p = columns.length + 1;
  const centre = Float64Array.from(
    columns,
    (values) => rows.reduce((sum, i) => sum + (values[i] as number), 0) / rows.length,
  );
  const spread = Float64Array.from(
    columns,
    (values, k) =>
      Math.sqrt(
        rows.reduce((sum, i) => sum + ((values[i] as number) - (centre[k] as number)) ** 2, 0) / rows.length,
      ) || 1,
  );
  const A = new Float64Array(p * p);
  const right = new Float64Array(p);
  const row = new Float64Array(p);
  for (const i of rows) {
    const v = by(i);
    row[0] = v;
    for (const [k, values] of columns.entries())
      row[k + 1] = (v * ((values[i] as number) - (centre[k] as number))) / (spread[k] as number);
    const t = target(i);
    for (let a = 0; a < p; a++) {
      right[a] = (right[a] as number) + (row[a] as number) * t;
      for (let b = 0; b <= a; b++)
        A[a * p + b] = (A[a * p + b] as number) + (row[a] as number) * (row[b] as number);
    }
  }
  for (let a = 0; a < p; a++) {
    A[a * p + a] = (A[a * p + a] as number) + (a === 0 ? 1e-9 : λ);
    for (let b = 0; b < a; b++) A[b * p + a] = A[a * p + b] as number;
  }
  return { centre, spread, β: solveFactorised(factorise(A, p), p, right) };
};

const folds = 5;
/** In visits of the whole trial: λ = share × Σ (w − e)². */
const penalties = [0.03, 0.1, 0.3, 1, 3, 10];
const seed = 1;

export interface Uplift {
  /** Visits that the campaign brought the member, foretold without the member's own visits. */
  readonly τ: Float64Array;
  /** y − m̂(z), out of fold. */
  readonly residual: Float64Array;
  readonly share: number; // e
  /** Mean effect a, and how far the foretold differences are true ones: b = 1 if wholly, 0 if by chance. */
  readonly effect: Estimate;
  readonly slope: Estimate;
  /** For other members, by the columns' values: calibrated, and in sum. */
  readonly foretell: (columns: readonly Float64Array[]) => {
    readonly τ: Float64Array;
    readonly sum: (members: readonly number[]) => Estimate;
  };
}

const foldsOf = (n: number): Uint8Array => {
  const fold = Uint8Array.from({ length: n }, (_, i) => i % folds);
  return shuffle(fold, seededRandom(seed));
};

export const upliftOf = ({ columns, treated, visits }: Trial): Uplift => {
  const n = visits.length;
  const everybody = Array.from({ length: n }, (_, i) => i);
  const e = treated.reduce((sum, w) => sum + w, 0) / n;
  const fold = foldsOf(n);
  const apart = (i: number): number => (treated[i] as number) - e;
  const residual = new Float64Array(n);
  for (let f = 0; f < folds; f++) {
    const m = ridge(
      columns,
      everybody.filter((i) => fold[i] !== f),
      (i) => visits[i] as number,
      () => 1,
      10,
    );
    for (const i of everybody) if (fold[i] === f) residual[i] = (visits[i] as number) - lineAt(m, columns, i);
  }
  const fitted = (rows: readonly number[], penalty: number): Line =>
    ridge(columns, rows, (i) => residual[i] as number, apart, penalty * rows.length * e * (1 - e));
  const outOfFold = (penalty: number): Float64Array => {
    const τ = new Float64Array(n);
    for (let f = 0; f < folds; f++) {
      const line = fitted(
        everybody.filter((i) => fold[i] !== f),
        penalty,
      );
      for (const i of everybody) if (fold[i] === f) τ[i] = lineAt(line, columns, i);
    }
    return τ;
  };
  const losses = penalties.map((penalty) => {
    const τ = outOfFold(penalty);
    return everybody.reduce(
      (sum, i) => sum + ((residual[i] as number) - apart(i) * (τ[i] as number)) ** 2,
      0,
    );
  });
  const penalty = penalties[losses.indexOf(Math.min(...losses))] as number;
  const τ = outOfFold(penalty);
  const mean = τ.reduce((sum, value) => sum + value, 0) / n;
  const { effect, slope } = calibrated(
    residual,
    apart,
    τ.map((value) => value - mean),
  );
  const whole = fitted(everybody, penalty);
  const b = Math.min(1, Math.max(0, slope.value));
  const levelSd = (effect.high - effect.value) / intervalZ;
  const slopeSd = (slope.high - slope.value) / intervalZ;
  const level = everybody.reduce((sum, i) => sum + lineAt(whole, columns, i), 0) / n;
  return {
    τ,
    residual,
    share: e,
    effect,
    slope,
    foretell: (others) => {
      const count = others[0]?.length ?? 0;
      const apartFrom = Float64Array.from({ length: count }, (_, i) => lineAt(whole, others, i) - level);
      return {
        τ: apartFrom.map((value) => effect.value + b * value),
        sum: (members) => {
          const apart = members.reduce((sum, i) => sum + (apartFrom[i] as number), 0);
          const value = members.length * effect.value + b * apart;
          const half = intervalZ * Math.hypot(members.length * levelSd, slopeSd * apart);
          return { value, low: value - half, high: value + half };
        },
      };
    },
  };
};

/** Least squares of the residual on 1, (w − e), (w − e)(τ̂ − mean), with variances that hold where spreads differ (White 1980). */
const calibrated = (residual: Float64Array, apart: (i: number) => number, centred: Float64Array) => {
  const p = 3;
  const row = (i: number): readonly number[] => [1, apart(i), apart(i) * (centred[i] as number)];
  const A = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let i = 0; i < residual.length; i++) {
    const x = row(i);
    for (let a = 0; a < p; a++) {
      right[a] = (right[a] as number) + (x[a] as number) * (residual[i] as number);
      for (let b = 0; b < p; b++)
        A[a * p + b] = (A[a * p + b] as number) + (x[a] as number) * (x[b] as number);
    }
  }
  for (let a = 0; a < p; a++) A[a * p + a] = (A[a * p + a] as number) + 1e-9;
  const L = factorise(A, p);
  const β = solveFactorised(L, p, right);
  const told = [1, 2].map((at): Estimate => {
    const direction = solveFactorised(
      L,
      p,
      Float64Array.from({ length: p }, (_, k) => (k === at ? 1 : 0)),
    );
    let variance = 0;
    for (let i = 0; i < residual.length; i++) {
      const x = row(i);
      const off = (residual[i] as number) - x.reduce((sum, value, k) => sum + value * (β[k] as number), 0);
      variance += (x.reduce((sum, value, k) => sum + value * (direction[k] as number), 0) * off) ** 2;
    }
    const half = intervalZ * Math.sqrt(variance);
    const value = β[at] as number;
    return { value, low: value - half, high: value + half };
  });
  return { effect: told[0] as Estimate, slope: told[1] as Estimate };
};
