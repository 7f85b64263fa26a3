/**
 * Units within what is scarce, as a linear programme whose costs are the worth of a unit by the tangent:
 *   max Σ_j c_j x_j,  low_r <= Σ_j a_rj x_j <= high_r,  0 <= x_j <= most_j
 * Pins hold what a film has of a channel in a week, over all segments; fixed cells stay as they are.
 */
import { type OpenProgram, ProgramBuilder, type Solver } from "../solver.ts";
import type { AllocationModel } from "./model.ts";

export interface Pin {
  readonly film: number;
  readonly channel: number;
  readonly week: number;
  readonly units: number;
}

export interface TangentOptimum {
  readonly x: Float64Array;
  readonly worth: number; // c x
  readonly rowPrices: Float64Array; // by row of the model
}

export interface AllocationProgram {
  /** Null where nothing meets the obligations and the pins. */
  best(costs: Float64Array): TangentOptimum | null;
  pin(pins: readonly Pin[]): void;
  /** Cells between bounds of their own; null frees all. */
  bound(bounds: { readonly lower: Float64Array; readonly upper: Float64Array } | null): void;
  close(): void;
}

const pinKey = ({ film, channel, week }: Omit<Pin, "units">): string => `${film} ${channel} ${week}`;
/** Far more than one takes. */
const seconds = 60;

export const openAllocation = (model: AllocationModel, solver: Solver): AllocationProgram => {
  const { cells, rows, rowsOf } = model;
  const builder = new ProgramBuilder();
  for (const { low, high } of rows) builder.row(low, high);
  const pinRows = new Map<string, number>();
  for (const cell of cells) {
    const key = pinKey(cell);
    if (!pinRows.has(key)) pinRows.set(key, builder.row(-Infinity, Infinity));
  }
  cells.forEach((cell, j) => {
    const own = rowsOf[j] ?? [];
    builder.column(
      0,
      0,
      cell.most,
      [...own.map(({ row }) => row), pinRows.get(pinKey(cell)) as number],
      [...own.map(({ amount }) => amount), 1],
    );
  });
  const program = builder.build();
  let now = program;
  const open: OpenProgram = solver.open(program, true);
  const become = (changed: Partial<typeof program>): void => {
    now = { ...now, ...changed };
    open.become(now);
  };
  return {
    best: (costs) => {
      open.setCosts(costs);
      const solved = open.solve(seconds);
      if (solved.status === "infeasible") return null;
      if (solved.status === "outOfTime") throw new Error("a tangent programme took longer than a minute");
      return {
        x: Float64Array.from(solved.x),
        worth: solved.objective,
        rowPrices: Float64Array.from(solved.rowPrice.subarray(0, rows.length)),
      };
    },
    pin: (pins) => {
      const rowLower = Float64Array.from(program.rowLower);
      const rowUpper = Float64Array.from(program.rowUpper);
      for (const pin of pins) {
        const row = pinRows.get(pinKey(pin));
        if (row === undefined) continue;
        rowLower[row] = pin.units;
        rowUpper[row] = pin.units;
      }
      become({ rowLower, rowUpper });
    },
    bound: (bounds) => become(bounds ?? { lower: program.lower, upper: program.upper }),
    close: () => open.close(),
  };
};
