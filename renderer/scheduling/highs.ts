/** `Solver` by HiGHS (highs.dev) in WebAssembly; whoever knows the platform loads the module and hands it in. */
import type { Highs, ModelData } from "highs";
import type { LinearProgram, OpenProgram, Relaxation, Solver } from "./solver.ts";

const modelOf = (highs: Highs, program: LinearProgram): ModelData => {
  const numCols = program.cost.length;
  const numRows = program.rowLower.length;
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: program.cost,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: {
      format: "csc",
      numRows,
      numCols,
      starts: program.starts,
      indices: program.indices,
      values: program.values,
    },
  };
};

const devex = 1;
const dual = 1;
const primal = 4;

export const highsSolver = (highs: Highs): Solver => {
  const { modelStatus, variableType } = highs.constants;

  const open = (program: LinearProgram, zeroHolds = false): OpenProgram => {
    const model = highs.createModel(modelOf(highs, program));
    // With so many more columns than rows, devex pricing takes half the time of steepest edge, and a third of it in large houses.
    model.options.set({ output_flag: false, simplex_dual_edge_weight_strategy: devex });
    // New costs leave the last basis primal feasible, new bounds dual feasible: the simplex that keeps it so goes on from there, by new
    // costs six times as fast as the other.
    let hasBasis = false;
    let strategy: number = zeroHolds ? primal : dual;
    // Presolve would cost more than what is left to do.
    if (zeroHolds) model.options.set("presolve", "off");
    return {
      setBounds: (columns, lower, upper) => {
        strategy = dual;
        const indices = Int32Array.from(columns).sort();
        const fill = (value: number): Float64Array => new Float64Array(indices.length).fill(value);
        model.changeColsBounds({ kind: "set", indices }, fill(lower), fill(upper));
      },
      setCosts: (costs) => {
        if (hasBasis) strategy = primal;
        if (costs.length > 0) model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
      },
      become: ({ cost, lower, upper, rowLower, rowUpper }) => {
        if (hasBasis) strategy = dual;
        const columns = { kind: "range", from: 0, to: cost.length - 1 } as const;
        model.changeColsCost(columns, cost);
        model.changeColsBounds(columns, lower, upper);
        model.changeRowsBounds({ kind: "range", from: 0, to: rowLower.length - 1 }, rowLower, rowUpper);
      },
      solve: (seconds): Relaxation => {
        model.zeroAllClocks(); // the limit counts all runs since the last reset
        model.options.set({ time_limit: seconds, simplex_strategy: strategy });
        model.run();
        let status = model.getModelStatus();
        if (status === modelStatus.unknown) {
          // The simplex can lose its footing from the last basis; from none, and without reductions, it finds it again.
          model.clearSolver();
          model.options.set("presolve", "off");
          model.run();
          model.options.set("presolve", zeroHolds ? "off" : "choose");
          status = model.getModelStatus();
        }
        hasBasis = true;
        if (status === modelStatus.optimal) {
          const { colValue, colDual, rowDual } = model.getSolution();
          return {
            status: "optimal",
            objective: model.getObjectiveValue(),
            x: colValue,
            reducedCost: colDual,
            rowPrice: rowDual,
          };
        }
        if (status === modelStatus.timeLimit) return { status: "outOfTime" };
        if (status === modelStatus.infeasible) return { status: "infeasible" };
        throw new Error(`HiGHS ended a linear programme with model status ${status}`);
      },
      close: () => model.dispose(),
    };
  };

  return {
    open,
    solveMixed: (program, integer, start, { seconds, gap }) =>
      highs.withModel(modelOf(highs, program), (model) => {
        model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: gap });
        const types = Int32Array.from(integer, (whole) =>
          whole ? variableType.integer : variableType.continuous,
        );
        model.changeColsIntegrality({ kind: "range", from: 0, to: types.length - 1 }, types);
        if (start) model.setSolution({ colValue: start });
        model.run();
        if (model.getModelStatus() === modelStatus.infeasible)
          return { x: null, bound: Number.NEGATIVE_INFINITY };
        const found = model.info.get("primal_solution_status") === highs.constants.solutionStatus.feasible;
        return {
          x: found ? model.getSolution().colValue : null,
          bound: Number(model.info.get("mip_dual_bound")),
        };
      }),
  };
};
