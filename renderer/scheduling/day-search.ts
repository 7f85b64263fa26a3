/** One day's search: relaxation (the proven bound), dive and repair, neighbourhoods, and branch and bound where they end too far off. */
import { seededRandom } from "../../shared/domain/random.ts";
import type { DayCrew, DayHand, DayToSearch, Meters, PricedDay } from "./day-hand.ts";
import { type DayModel, dayModelOf } from "./day-model.ts";
import { type Choice, type DayProblem, shortfallOf } from "./day-problem.ts";
import {
  type Breathe,
  breatheUntil,
  dive,
  type Ending,
  leastSeconds,
  now,
  Stopped,
  solveInSlices,
} from "./dive.ts";
import { searchNeighbourhoods } from "./neighbourhood.ts";
import { quickBound } from "./quick-bound.ts";
import { repaired, worthOf } from "./repair.ts";
import type { OpenProgram, Relaxation, Solver } from "./solver.ts";

export const gapOf = (problem: DayProblem, chosen: readonly Choice[], bound: number): number =>
  bound > 0 ? 1 - worthOf(problem, chosen) / bound : 0;

export class DaySearch implements DayHand {
  readonly lane = 0;
  readonly #solver: Solver;
  readonly #onBetter: () => void;
  readonly #meters: Meters;
  problem: DayProblem;
  #model: DayModel;
  #random = seededRandom(1);
  #program: OpenProgram | null = null;
  #relaxation: Extract<Relaxation, { status: "optimal" }> | null = null;
  chosen: readonly Choice[] = [];
  bound: number;
  seconds = 0;

  constructor({ problem, meters = { count: 0, of: [] }, onBetter }: DayToSearch, solver: Solver) {
    this.problem = problem;
    this.#meters = meters;
    this.#solver = solver;
    this.#onBetter = onBetter;
    this.#model = dayModelOf(problem);
    this.bound = quickBound(problem);
  }

  get gap(): number {
    return gapOf(this.problem, this.chosen, this.bound);
  }

  get isFeasible(): boolean {
    return shortfallOf(this.problem, this.chosen) === 0;
  }

  price(prices: Float64Array, ending: Ending): Promise<PricedDay | null> {
    return this.#timed(async () => {
      const { choices, lockedValue } = this.problem;
      const { count, of } = this.#meters;
      const program = this.#open();
      program.setCosts(
        Float64Array.from(choices, ({ value }, j) =>
          (of[j] as readonly number[]).reduce((sum, meter) => sum + (prices[meter] as number), value),
        ),
      );
      const relaxation = await solveInSlices(program, breatheUntil(ending));
      if (relaxation.status !== "optimal") return null;
      const shows = new Float64Array(count);
      for (const [j, x] of relaxation.x.subarray(0, choices.length).entries())
        if (x > 0)
          for (const meter of of[j] as readonly number[]) shows[meter] = (shows[meter] as number) + x;
      return { worth: relaxation.objective + lockedValue, shows };
    });
  }

  async begin(problem: DayProblem, { at }: Ending): Promise<void> {
    if (problem !== this.problem) {
      this.problem = problem;
      this.#model = dayModelOf(problem);
      this.bound = quickBound(problem);
    }
    this.#program?.become(this.#model.program);
    this.#relaxation = null;
    this.#random = seededRandom(1);
    this.chosen = repaired(problem, [], () => now() > at);
  }

  relax(ending: Ending): Promise<boolean> {
    return this.#timed(async () => {
      const relaxation = await solveInSlices(this.#open(), breatheUntil(ending));
      if (relaxation.status !== "optimal") return false;
      this.bound = Math.min(this.bound, relaxation.objective + this.#model.constant);
      this.#relaxation = relaxation;
      return true;
    });
  }

  dive(ending: Ending): Promise<void> {
    return this.#timed(async () => {
      if (!this.#relaxation) throw new Error("a day is dived before it is relaxed");
      const found = await dive(this.problem, this.#open(), this.#relaxation, breatheUntil(ending));
      this.#keep(repaired(this.problem, found));
      this.#onBetter();
    });
  }

  improve(gap: number, patience: number, seconds: number, ending: Ending): Promise<void> {
    return this.#timed(async () => {
      const until = performance.now() + 1000 * seconds;
      const turn = breatheUntil(ending);
      let outOfTime = false;
      const secondsLeft = (): number =>
        Math.min(turn.secondsLeft(), Math.max(0, (until - performance.now()) / 1000));
      const breatheInTime = async (): Promise<void> => {
        await turn();
        outOfTime = performance.now() > until;
        if (outOfTime) throw new Stopped();
      };
      const breathe: Breathe = Object.assign(breatheInTime, { secondsLeft });
      const aim = { target: (1 - gap) * this.bound, patience };
      const keep = (chosen: readonly Choice[]): void => this.#keep(chosen);
      try {
        await searchNeighbourhoods(this.problem, this.#open(), this.chosen, aim, this.#random, breathe, keep);
      } catch (error) {
        if (!(error instanceof Stopped && outOfTime)) throw error;
      }
    });
  }

  polish(gap: number, seconds: number, ending: Ending): Promise<void> {
    return this.#timed(async () => {
      const { problem } = this;
      const { program, integer, constant } = this.#model;
      const breathe = breatheUntil(ending);
      const start = await this.#startingPoint(breathe);
      const left = Math.min(seconds, breathe.secondsLeft() + leastSeconds);
      const mixed = this.#solver.solveMixed(program, integer, start, { seconds: left, gap });
      this.bound = Math.min(this.bound, mixed.bound + constant);
      const x = mixed.x;
      if (x)
        this.#keep(
          repaired(
            problem,
            problem.choices.filter((_, j) => (x[j] as number) > 0.5),
          ),
        );
      this.#onBetter();
    });
  }

  async shortfall(ending: Ending): Promise<Float64Array> {
    const { need, films } = this.problem;
    const program = this.#open();
    const { shortOfFilm, shortOnRow } = this.#model;
    const required = shortOfFilm.filter((column, f) => column >= 0 && (need[f] as number) > 0);
    program.setBounds([...required, ...shortOnRow.values()], 0, Number.POSITIVE_INFINITY);
    const relaxation = await solveInSlices(program, breatheUntil(ending));
    if (relaxation.status !== "optimal") throw new Error("a day without required showings has no solution");
    const short = new Float64Array(films);
    shortOfFilm.forEach((column, f) => {
      if (column >= 0) short[f] = relaxation.x[column] as number;
    });
    if (short.some((missing) => missing > 1e-6)) return short;
    const missing = Float64Array.from(need);
    for (const { film } of this.chosen) missing[film] = Math.max(0, (missing[film] as number) - 1);
    return missing;
  }

  close(): void {
    this.#program?.close();
    this.#program = null;
  }

  #open(): OpenProgram {
    this.#program ??= this.#solver.open(this.#model.program);
    return this.#program;
  }

  #keep(chosen: readonly Choice[]): void {
    if (worthOf(this.problem, chosen) <= worthOf(this.problem, this.chosen)) return;
    this.chosen = chosen;
    this.#onBetter();
  }

  /** All columns of the schedule in hand; null where it lacks required showings. */
  async #startingPoint(breathe: Breathe): Promise<Float64Array | null> {
    if (!this.isFeasible) return null;
    const chosen = new Set(this.chosen);
    const columns = (wanted: boolean): number[] =>
      this.problem.choices.flatMap((choice, j) => (chosen.has(choice) === wanted ? [j] : []));
    const program = this.#open();
    program.setBounds(columns(true), 1, 1);
    program.setBounds(columns(false), 0, 0);
    const fixed = await solveInSlices(program, breathe);
    return fixed.status === "optimal" ? fixed.x : null;
  }

  async #timed<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.seconds += (performance.now() - began) / 1000;
    }
  }
}

/** Every day in this thread. */
export const aloneWith = (solver: Solver): DayCrew => {
  const days: DaySearch[] = [];
  const close = (): void => {
    for (const day of days.splice(0)) day.close();
  };
  return {
    open: async (toSearch) => {
      close();
      days.push(...toSearch.map((day) => new DaySearch(day, solver)));
      return days.slice();
    },
    close,
  };
};
