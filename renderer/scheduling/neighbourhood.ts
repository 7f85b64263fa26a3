/**
 * Large neighbourhood search (Shaw, 1998) whose repair is itself a dive: all showings but those of a few screens, hours or films
 * are fixed; the relaxation of the rest is solved from the last basis and dived. A neighbourhood whose relaxation is
 * not worth more than the schedule in hand is left at once.
 */
import { type Random, shuffle } from "../../shared/domain/random.ts";
import type { Choice, DayProblem } from "./day-problem.ts";
import { type Breathe, dive, solveInSlices } from "./dive.ts";
import { repaired, worthOf } from "./repair.ts";
import type { OpenProgram } from "./solver.ts";

/** Small neighbourhoods are quick, large ones escape what small ones cannot: sizes are drawn from these ends. */
const sizes = { screens: [2, 5], hours: [3, 10], films: [4, 8] } as const;
const kinds = ["screens", "hours", "films"] as const;

const someOf = (count: number, size: number, random: Random): ReadonlySet<number> =>
  new Set(
    shuffle(
      Array.from({ length: count }, (_, i) => i),
      random,
    ).slice(0, size),
  );

/** Whether a showing is free to change: on some screens, within some hours, or of some films. */
const drawNeighbourhood = (
  problem: DayProblem,
  kind: (typeof kinds)[number],
  random: Random,
): ((choice: Choice) => boolean) => {
  const [least, most] = sizes[kind];
  const size = least + random() * (most - least);
  switch (kind) {
    case "screens": {
      const free = someOf(problem.screens, Math.round(size), random);
      return ({ screen }) => free.has(screen);
    }
    case "films": {
      const free = someOf(problem.films, Math.round(size), random);
      return ({ film }) => free.has(film);
    }
    case "hours": {
      const length = Math.ceil(size * problem.slotsAnHour);
      const from = Math.floor(random() * (problem.slotCount - length / 2)) - length / 4;
      return ({ slot, slots }) => slot + slots > from && slot < from + length;
    }
  }
};

/**
 * Improves `start` until it is worth `target`, `patience` rounds in a row found nothing better, or `breathe` stops it.
 * Reports every better schedule to `onBetter`.
 * `program` is the day's model; its choice columns come first.
 */
export const searchNeighbourhoods = async (
  problem: DayProblem,
  program: OpenProgram,
  start: readonly Choice[],
  { target, patience }: { readonly target: number; readonly patience: number },
  random: Random,
  breathe: Breathe,
  onBetter: (chosen: readonly Choice[]) => void,
): Promise<void> => {
  const columnOf = new Map(problem.choices.map((choice, j) => [choice, j]));
  const all = problem.choices.map((_, j) => j);
  let best = start;
  let most = worthOf(problem, best);
  let fruitless = 0;
  for (let round = 0; most < target && fruitless < patience; round++) {
    await breathe();
    fruitless++;
    const isFree = drawNeighbourhood(problem, kinds[round % kinds.length] as (typeof kinds)[number], random);
    const kept = best.filter((choice) => !isFree(choice)).map((choice) => columnOf.get(choice) as number);
    program.setBounds(all, 0, 1);
    program.setBounds(kept, 1, 1);
    const relaxation = await solveInSlices(program, breathe);
    if (relaxation.status !== "optimal") continue;
    if (relaxation.objective + problem.lockedValue <= most + 1e-6) continue;
    const found = repaired(problem, await dive(problem, program, relaxation, breathe));
    const worth = worthOf(problem, found);
    if (worth <= most + 1e-6) continue;
    [best, most] = [found, worth];
    fruitless = 0;
    onBetter(best);
  }
};
