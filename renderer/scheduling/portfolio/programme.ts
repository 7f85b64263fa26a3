/**
 * The films that bring most without their worst scenarios falling below a floor (conditional value at risk: Rockafellar & Uryasev 2000, linear in scenarios):
 *
 *   max Σ_i m_i x_i   subject to   η − (1/τS) Σ_s u_s ≥ w,   u_s ≥ η − Σ_i π_is x_i,   u_s ≥ 0,   x_i ∈ {0, 1},   and the rows of the wish
 *
 *   m_i: mean gain of concept i;  π_is: its gain in scenario s of S;  τ: the tail;  w: the floor.  At the best η the left side is the mean of the worst τS
 *   scenarios. Scenarios beyond the first few hundred are left to judge the plan by, so that it is not told by those it was fitted to.
 */
import { downsideTail } from "../../../shared/domain/portfolio.ts";
import { ProgramBuilder, type Solver } from "../solver.ts";
import { decidedBy, gainOf, type PortfolioModel, together } from "./model.ts";

/** Scenarios that the choice is made on. */
export const fitted = 300;
const limits = { seconds: 6, gap: 1e-5 } as const;
/** Of the mean, where the downside is what counts: of plans as safe, the one that brings more. */
const tieBreak = 1e-3;

export interface Asked {
  /** "mean": as much as can be.  "worst": as little downside as can be. */
  readonly seek: "mean" | "worst";
  /** Of the mean of the worst scenarios among those fitted. */
  readonly floor: number | null;
  /** One concept decided beforehand. */
  readonly decided?: { readonly film: number; readonly chosen: boolean };
}

/** Films chosen; null where no plan keeps all rows. */
export const choose = (
  model: PortfolioModel,
  solver: Solver,
  { seek, floor, decided }: Asked,
): readonly number[] | null => {
  const { cost, gains, mean, rows } = model;
  const stood = decidedBy(model);
  const n = gains.length;
  const S = Math.min(fitted, gains[0]?.length ?? 0);
  // Money is told in millions, and shares of members in single ones: one scale for the solver.
  const scale = Math.max(
    1e-9,
    ...gains.map((each) => Math.sqrt(each.reduce((sum, g) => sum + g * g, 0) / each.length)),
  );
  const costScale = Math.max(1, ...cost.map((each) => each ?? 0));
  const program = new ProgramBuilder();
  const limitsOf = rows.map(({ holder, least, most }) => {
    const by = holder === "budget" ? costScale : 1;
    return { by, row: program.row(least / by, most / by) };
  });
  const risky = seek === "worst" || floor !== null;
  const tail = risky
    ? program.row(
        seek === "worst" || floor === null ? Number.NEGATIVE_INFINITY : floor / scale,
        Number.POSITIVE_INFINITY,
      )
    : -1;
  const first = risky
    ? (Array.from({ length: S }, () => program.row(0, Number.POSITIVE_INFINITY))[0] ?? 0)
    : 0;
  for (let i = 0; i < n; i++) {
    const fixed = decided?.film === i ? decided.chosen : stood[i];
    const into: number[] = [];
    const values: number[] = [];
    for (const [at, { by }] of rows.entries())
      if (by[i] !== 0) {
        into.push((limitsOf[at] as (typeof limitsOf)[number]).row);
        values.push((by[i] as number) / (limitsOf[at] as (typeof limitsOf)[number]).by);
      }
    if (risky)
      for (let s = 0; s < S; s++) {
        into.push(first + s);
        values.push(((gains[i] as Float64Array)[s] as number) / scale);
      }
    const worth = ((mean[i] as number) / scale) * (seek === "worst" ? tieBreak : 1);
    program.column(worth, fixed === true ? 1 : 0, fixed === false ? 0 : 1, into, values);
  }
  if (risky) {
    const scenarios = Array.from({ length: S }, (_, s) => first + s);
    program.column(
      seek === "worst" ? 1 : 0,
      -1e6,
      1e6,
      [tail, ...scenarios],
      [1, ...scenarios.map(() => -1)],
    );
    const share = 1 / (downsideTail * S);
    for (const row of scenarios)
      program.column(seek === "worst" ? -share : 0, 0, Number.POSITIVE_INFINITY, [tail, row], [-share, 1]);
  }
  const built = program.build();
  const integer = Uint8Array.from(built.cost, (_, j) => Number(j < n));
  const { x } = solver.solveMixed(built, integer, null, limits);
  return x === null ? null : Array.from({ length: n }, (_, i) => i).filter((i) => (x[i] as number) > 0.5);
};

/** The mean of the worst scenarios among those fitted. */
export const worstFitted = (model: PortfolioModel, films: readonly number[]): number =>
  gainOf(together(model, films).subarray(0, fitted)).worst;
