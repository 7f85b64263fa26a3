/**
 * Rounding dive (Achterberg, Constraint Integer Programming, 2007, section 9.2): solve the relaxation, fix what it already wants whole and its strongest fractions, solve again from the
 * last basis, until every choice is whole. A fix that leaves no solution is turned round (the choice is forbidden).
 * The program's bounds are left as the dive ends; whoever solves it again sets them.
 */
import type { Choice, DayProblem } from "./day-problem.ts";
import type { OpenProgram, Relaxation } from "./solver.ts";

/** Gives the event loop a turn; throws `Stopped` where the caller has cancelled or time is up. */
export interface Breathe {
  (): Promise<void>;
  /** Absent: as many as it takes. */
  readonly secondsLeft?: () => number;
}
export class Stopped extends Error {}

/** When a search has to end. */
export interface Ending {
  readonly signal: AbortSignal;
  readonly at: number; // of `now`
}
/** Milliseconds on a clock that this thread and its workers share. */
export const now = (): number => performance.timeOrigin + performance.now();

export const breatheUntil = ({ signal, at }: Ending): Breathe & Required<Pick<Breathe, "secondsLeft">> => {
  const breathe = async (): Promise<void> => {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    if (signal.aborted || now() > at) throw new Stopped();
  };
  return Object.assign(breathe, { secondsLeft: () => Math.max(0, (at - now()) / 1000) });
};

const whole = 1e-6;
const strong = 0.65; // fractions from here on are fixed together: above 1/2, no two of them clash
const sliceSeconds = 3; // a day of this size takes one; a solve that is cut off loses its presolve and much of its way

/** A limit of none would be no limit to the solver. */
export const leastSeconds = 0.01;

/** Solves in slices, so that a cancel is heard; the basis carries over. */
export const solveInSlices = async (program: OpenProgram, breathe: Breathe): Promise<Relaxation> => {
  for (let slice = sliceSeconds; ; slice *= 2) {
    const relaxation = program.solve(Math.min(slice, leastSeconds + (breathe.secondsLeft?.() ?? slice)));
    await breathe();
    if (relaxation.status !== "outOfTime") return relaxation;
  }
};

export const dive = async (
  problem: DayProblem,
  program: OpenProgram,
  relaxation: Extract<Relaxation, { status: "optimal" }>,
  breathe: Breathe,
): Promise<Choice[]> => {
  const count = problem.choices.length;
  const fixed = new Set<number>();
  const forbidden = new Set<number>();
  let x = relaxation.x;
  for (;;) {
    const fractions = [];
    for (let j = 0; j < count; j++) {
      const value = x[j] as number;
      if (!fixed.has(j) && !forbidden.has(j) && value > whole) fractions.push({ j, value });
    }
    if (fractions.every(({ value }) => value > 1 - whole)) {
      const chosen = [...fixed, ...fractions.map(({ j }) => j)];
      return chosen.map((j) => problem.choices[j] as Choice);
    }
    fractions.sort((a, b) => b.value - a.value || b.j - a.j);
    const strongest = fractions.filter(({ value }, rank) => value >= strong || rank === 0).map(({ j }) => j);
    program.setBounds(strongest, 1, 1);
    const next = await solveInSlices(program, breathe);
    if (next.status === "optimal") {
      for (const j of strongest) fixed.add(j);
      x = next.x;
      continue;
    }
    program.setBounds(strongest, 0, 1);
    const doubtful = strongest.at(-1) as number;
    program.setBounds([doubtful], 0, 0);
    forbidden.add(doubtful);
    const without = await solveInSlices(program, breathe);
    // Nothing left either way: what is fixed so far goes to the repair.
    if (without.status !== "optimal") return [...fixed].map((j) => problem.choices[j] as Choice);
    x = without.x;
  }
};
