/** The days of one lane, searched in this worker. */
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import { DaySearch } from "../scheduling/day-search.ts";
import { type Ending, Stopped } from "../scheduling/dive.ts";
import type { Solver } from "../scheduling/solver.ts";
import { type DayState, type dayContract, dayOf } from "./day-contract.ts";

const stateOf = ({ problem, chosen, bound, seconds }: DaySearch): DayState => {
  const at = new Map(problem.choices.map((choice, j) => [choice, j]));
  return { chosen: Int32Array.from(chosen, (choice) => at.get(choice) as number), bound, seconds };
};

export const dayHandlers = (loadSolver: () => Promise<Solver>): Handlers<typeof dayContract> => {
  const days = new Map<number, DaySearch>();
  const dayAt = (day: number): DaySearch => {
    const search = days.get(day);
    if (!search) throw new Error(`day ${day} was not opened here`);
    return search;
  };
  let solver: Promise<Solver> | null = null;
  let tell = (_: DaySearch): void => undefined;
  return {
    open: async ({ days: opened }) => {
      solver ??= loadSolver();
      const using = await solver;
      for (const search of days.values()) search.close();
      days.clear();
      const searches = opened.map(({ day, problem, ...rest }) => {
        const onBetter = (): void => tell(dayAt(day));
        const search = new DaySearch({ ...rest, problem: dayOf(problem), onBetter }, using);
        days.set(day, search);
        return search;
      });
      return ok(searches.map(stateOf));
    },
    begin: async ({ day, problem, endsAt }, { signal }) => {
      const search = dayAt(day);
      await search.begin(problem ? dayOf(problem) : search.problem, { signal, at: endsAt });
      return ok(stateOf(search));
    },
    ask: async ({ day, method, args, endsAt }, { signal, progress }) => {
      const search = dayAt(day);
      tell = (better) => progress(stateOf(better));
      const ending: Ending = { signal, at: endsAt };
      try {
        const work = search[method] as (...given: unknown[]) => Promise<unknown>;
        const answer = await work.call(search, ...args, ending);
        return ok({ state: stateOf(search), answer, isStopped: false });
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        return ok({ state: stateOf(search), answer: null, isStopped: true });
      }
    },
  };
};
