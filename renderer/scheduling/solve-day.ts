/** One day: relaxation (the proven bound), dive, repair, neighbourhood search, and branch and bound where that is not enough. */
import { seededRandom } from "../../shared/domain/random.ts";
import { type DayModel, dayModelOf } from "./day-model.ts";
import { type Choice, type DayProblem, shortfallOf } from "./day-problem.ts";
import { type Breathe, dive, solveInSlices } from "./dive.ts";
import { searchNeighbourhoods } from "./neighbourhood.ts";
import { repaired, worthOf } from "./repair.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** A day's best so far: kept by the caller, so that stopping loses nothing. */
export interface DayProgress {
  chosen: readonly Choice[];
  bound: number; // proven, in expected admissions
}

export type DayOutcome =
  | { readonly type: "solved" }
  /** No schedule has every required showing. `short[f]` are missing at least. */
  | { readonly type: "clash"; readonly short: Float64Array };

class OutOfShare extends Error {}

/** A gap good enough to go on to the next day, and the one we promise. */
const goodGap = 0.004;
const promisedGap = 0.01;
const patience = 24; // neighbourhoods without a gain before the search gives up

/** Where the minimum of shows cannot be met even in fractions: how far each film stays below it. */
const shortfallOfRelaxation = async (
  problem: DayProblem,
  model: DayModel,
  program: OpenProgram,
  breathe: Breathe,
): Promise<Float64Array> => {
  program.setBounds(model.short, 0, Number.POSITIVE_INFINITY);
  const relaxation = await solveInSlices(program, breathe);
  const short = new Float64Array(problem.films.length);
  if (relaxation.status !== "optimal") throw new Error("a day without required showings has no solution");
  let column = 0;
  problem.need.forEach((need, f) => {
    if (need > 0) short[f] = relaxation.x[model.short[column++] as number] as number;
  });
  return short;
};

/** Branch and bound from the schedule in hand; also tightens the bound. */
const polish = async (
  problem: DayProblem,
  model: DayModel,
  program: OpenProgram,
  solver: Solver,
  best: DayProgress,
  seconds: number,
  breathe: Breathe,
): Promise<void> => {
  const chosen = new Set(best.chosen);
  const isChosen = problem.choices.map((choice) => chosen.has(choice));
  const columns = (wanted: boolean): number[] => isChosen.flatMap((is, j) => (is === wanted ? [j] : []));
  program.setBounds(columns(true), 1, 1);
  program.setBounds(columns(false), 0, 0);
  const start = await solveInSlices(program, breathe);
  const x = start.status === "optimal" ? start.x : null;
  const limits = { seconds, gap: promisedGap * 0.9 };
  const mixed = solver.solveMixed(model.program, model.integer, x, limits);
  await breathe();
  best.bound = Math.min(best.bound, mixed.bound + model.constant);
  if (!mixed.x) return;
  const found = repaired(
    problem,
    problem.choices.filter((_, j) => (mixed.x?.[j] as number) > 0.5),
  );
  if (worthOf(problem, found) > worthOf(problem, best.chosen)) best.chosen = found;
};

/**
 * Improves `best` in place. `seconds` is the day's share of time; `breathe` throws `Stopped` to end earlier, and `best` then
 * holds what was found. `onBetter` hears of every improvement.
 */
export const solveDay = async (
  problem: DayProblem,
  solver: Solver,
  best: DayProgress,
  seconds: number,
  breathe: Breathe,
  onBetter: () => void,
): Promise<DayOutcome> => {
  const began = performance.now();
  const secondsUsed = (): number => (performance.now() - began) / 1000;
  const model = dayModelOf(problem);
  const program = solver.open(model.program);
  const keep = (chosen: readonly Choice[]): void => {
    if (worthOf(problem, chosen) <= worthOf(problem, best.chosen)) return;
    best.chosen = chosen;
    onBetter();
  };
  const reached = (gap: number): boolean => worthOf(problem, best.chosen) >= (1 - gap) * best.bound;
  try {
    const relaxation = await solveInSlices(program, breathe);
    if (relaxation.status !== "optimal")
      return { type: "clash", short: await shortfallOfRelaxation(problem, model, program, breathe) };
    best.bound = Math.min(best.bound, relaxation.objective + model.constant);
    onBetter();
    keep(repaired(problem, await dive(problem, program, relaxation, breathe)));
    const random = seededRandom(1);
    const shared =
      (share: number): Breathe =>
      async () => {
        await breathe();
        if (secondsUsed() > share * seconds) throw new OutOfShare();
      };
    const search = async (gap: number, patience: number, share: number): Promise<void> => {
      const aim = { target: (1 - gap) * best.bound, patience };
      try {
        await searchNeighbourhoods(problem, program, best.chosen, aim, random, shared(share), keep);
      } catch (error) {
        if (!(error instanceof OutOfShare)) throw error;
      }
    };
    await search(goodGap, patience, 0.5);
    if (!reached(promisedGap)) await search(promisedGap, 4 * patience, 0.8);
    if (!reached(promisedGap)) {
      program.setBounds(
        problem.choices.map((_, j) => j),
        0,
        1,
      );
      await polish(problem, model, program, solver, best, Math.max(2, seconds - secondsUsed()), breathe);
      onBetter();
    }
    if (shortfallOf(problem, best.chosen) === 0) return { type: "solved" };
    const missing = Float64Array.from(problem.need);
    for (const { film } of best.chosen) missing[film] = Math.max(0, (missing[film] as number) - 1);
    return { type: "clash", short: missing };
  } finally {
    program.close();
  }
};
