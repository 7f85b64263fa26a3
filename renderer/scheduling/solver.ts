/** Linear and mixed-integer programmes behind one narrow interface: maximise c'x, rowLower <= A x <= rowUpper, lower <= x <= upper. */

export interface LinearProgram {
  readonly cost: Float64Array; // [columns]
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array; // [rows]
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array; // [columns + 1] of A by columns
  readonly indices: Int32Array; // rows
  readonly values: Float64Array;
}

export type Relaxation =
  | {
      readonly status: "optimal";
      readonly objective: number;
      readonly x: Float64Array;
      readonly reducedCost: Float64Array; // d objective / d x: <= 0 at a lower bound
      readonly rowPrice: Float64Array; // d objective / d (what a row may come to): >= 0 at its upper bound
    }
  | { readonly status: "infeasible" }
  | { readonly status: "outOfTime" };

export interface MixedSolution {
  readonly x: Float64Array | null; // null: none found in time
  readonly bound: number; // proven: no integer solution is worth more; -Infinity where infeasible
}

/** A programme kept in the solver: changed bounds are solved again from the last basis. */
export interface OpenProgram {
  setBounds(columns: readonly number[], lower: number, upper: number): void;
  setCosts(costs: Float64Array): void; // of the first columns
  /** Costs and bounds as those of a programme with the same matrix; the last basis stays. */
  become(program: LinearProgram): void;
  solve(seconds: number): Relaxation;
  close(): void;
}

export interface Solver {
  /** `zeroHolds`: all columns at 0 keep every row, or nearly so; the primal simplex then goes out from there at once. */
  open(program: LinearProgram, zeroHolds?: boolean): OpenProgram;
  /** Columns with `integer` 1 take whole values. `start` is a feasible point to improve on. */
  solveMixed(
    program: LinearProgram,
    integer: Uint8Array,
    start: Float64Array | null,
    limits: { readonly seconds: number; readonly gap: number },
  ): MixedSolution;
}

/** Collects a programme column by column. */
export class ProgramBuilder {
  readonly #cost: number[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #starts: number[] = [0];
  readonly #indices: number[] = [];
  readonly #values: number[] = [];

  row(lower: number, upper: number): number {
    this.#rowUpper.push(upper);
    return this.#rowLower.push(lower) - 1;
  }

  /** Adds a column over its rows with one coefficient each. */
  column(
    cost: number,
    lower: number,
    upper: number,
    rows: readonly number[],
    values: readonly number[],
  ): number {
    this.#lower.push(lower);
    this.#upper.push(upper);
    this.#indices.push(...rows);
    this.#values.push(...values);
    this.#starts.push(this.#indices.length);
    return this.#cost.push(cost) - 1;
  }

  build(): LinearProgram {
    return {
      cost: Float64Array.from(this.#cost),
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      starts: Int32Array.from(this.#starts),
      indices: Int32Array.from(this.#indices),
      values: Float64Array.from(this.#values),
    };
  }
}
