/** One day's search: relaxation (the proven bound), dive and repair, neighbourhoods, and branch and bound where they end too far off. */
import { seededRandom } from "../../shared/domain/random.ts";
import { dayModelOf } from "./day-model.ts";
import { type Choice, type DayProblem, shortfallOf } from "./day-problem.ts";
import { type Breathe, dive, Stopped, solveInSlices } from "./dive.ts";
import { searchNeighbourhoods } from "./neighbourhood.ts";
import { quickBound } from "./quick-bound.ts";
import { repaired, worthOf } from "./repair.ts";
import type { OpenProgram, Solver } from "./solver.ts";

/** Stopping a search loses nothing: `chosen` and `bound` always hold the best so far. */
export class DaySearch<P extends DayProblem = DayProblem> {
  readonly problem: P;
  readonly #solver: Solver;
  readonly #breathe: Breathe;
  readonly #onBetter: () => void;
  readonly #model;
  readonly #random = seededRandom(1);
  readonly #solved: OpenProgram | null;
  #program: OpenProgram | null = null;
  /** A quick schedule until the search has found a better one. */
  chosen: readonly Choice[];
  /** Proven, in expected admissions. */
  bound: number;
  seconds = 0;

  /** `solved`: a programme with the day's matrix whose last basis is a start; whoever opened it closes it. */
  constructor(
    problem: P,
    solver: Solver,
    breathe: Breathe,
    onBetter: () => void,
    solved: OpenProgram | null = null,
  ) {
    this.problem = problem;
    this.#solver = solver;
    this.#breathe = breathe;
    this.#onBetter = onBetter;
    this.#model = dayModelOf(problem);
    this.chosen = repaired(problem);
    this.bound = quickBound(problem);
    this.#solved = solved;
  }

  /** (bound - worth) / bound; a missing required showing makes it large. */
  get gap(): number {
    return this.bound > 0 ? 1 - worthOf(this.problem, this.chosen) / this.bound : 0;
  }

  get isFeasible(): boolean {
    return shortfallOf(this.problem, this.chosen) === 0;
  }

  /** Relaxation and dive. False: not even fractions have every required showing. */
  async relax(): Promise<boolean> {
    return this.#timed(async () => {
      const program = this.#open();
      const relaxation = await solveInSlices(program, this.#breathe);
      if (relaxation.status !== "optimal") return false;
      this.bound = Math.min(this.bound, relaxation.objective + this.#model.constant);
      this.#keep(repaired(this.problem, await dive(this.problem, program, relaxation, this.#breathe)));
      this.#onBetter();
      return true;
    });
  }

  /** Neighbourhoods until the gap is `gap`, `patience` of them in a row were fruitless, or `seconds` are over. */
  async improve(gap: number, patience: number, seconds: number): Promise<void> {
    return this.#timed(async () => {
      const until = performance.now() + 1000 * seconds;
      let outOfTime = false;
      const breathe: Breathe = async () => {
        await this.#breathe();
        outOfTime = performance.now() > until;
        if (outOfTime) throw new Stopped();
      };
      const aim = { target: (1 - gap) * this.bound, patience };
      const keep = (chosen: readonly Choice[]): void => this.#keep(chosen);
      try {
        await searchNeighbourhoods(this.problem, this.#open(), this.chosen, aim, this.#random, breathe, keep);
      } catch (error) {
        if (!(error instanceof Stopped && outOfTime)) throw error;
      }
    });
  }

  /** Branch and bound from the schedule in hand until the gap is `gap`; also lowers the bound. Hears no cancel. */
  async polish(gap: number, seconds: number): Promise<void> {
    return this.#timed(async () => {
      const { problem } = this;
      const mixed = this.#solver.solveMixed(
        this.#model.program,
        this.#model.integer,
        await this.#startingPoint(),
        {
          seconds,
          gap,
        },
      );
      this.bound = Math.min(this.bound, mixed.bound + this.#model.constant);
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

  /** Where the minimum of shows cannot be met: how many showings each film [films] stays below it, in fractions or in hand. */
  async shortfall(): Promise<Float64Array> {
    const { need, films } = this.problem;
    const program = this.#open();
    const { shortOfFilm, shortOnRow } = this.#model;
    const required = shortOfFilm.filter((column, f) => column >= 0 && (need[f] as number) > 0);
    program.setBounds([...required, ...shortOnRow.values()], 0, Number.POSITIVE_INFINITY);
    const relaxation = await solveInSlices(program, this.#breathe);
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
    if (!this.#solved) this.#program?.close();
    this.#program = null;
  }

  #open(): OpenProgram {
    if (this.#program) return this.#program;
    this.#solved?.become(this.#model.program);
    this.#program = this.#solved ?? this.#solver.open(this.#model.program);
    return this.#program;
  }

  #keep(chosen: readonly Choice[]): void {
    if (worthOf(this.problem, chosen) <= worthOf(this.problem, this.chosen)) return;
    this.chosen = chosen;
    this.#onBetter();
  }

  /** All columns of the schedule in hand; null where it lacks required showings. */
  async #startingPoint(): Promise<Float64Array | null> {
    if (!this.isFeasible) return null;
    const chosen = new Set(this.chosen);
    const columns = (wanted: boolean): number[] =>
      this.problem.choices.flatMap((choice, j) => (chosen.has(choice) === wanted ? [j] : []));
    const program = this.#open();
    program.setBounds(columns(true), 1, 1);
    program.setBounds(columns(false), 0, 0);
    const fixed = await solveInSlices(program, this.#breathe);
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
