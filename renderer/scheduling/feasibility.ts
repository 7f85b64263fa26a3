/** Input that no schedule can satisfy, found before or after solving, as failures that name the rules which clash. */
import type { PlanFailure, PlanOptions } from "../../shared/contract/scheduling.ts";
import { canShow, conflicts } from "../../shared/domain/schedule-rules.ts";
import {
  type Candidate,
  type ScheduledShowing,
  showingTimes,
  type WeekProblem,
} from "../../shared/domain/slate.ts";
import { dayModelOf } from "./day-model.ts";
import type { DayProblem } from "./day-problem.ts";
import { type Breathe, solveInSlices } from "./dive.ts";
import { type HouseDay, houseDayOf } from "./house-day.ts";
import type { Solver } from "./solver.ts";
import { startsOf } from "./valuation.ts";

/** What is wrong with the request itself; null where it may be solvable. */
export const failureOfRequest = (problem: WeekProblem, options: PlanOptions): PlanFailure | null => {
  const { house, candidates } = problem;
  const locked = options.locked ?? [];
  if (candidates.length === 0) return { type: "NoCandidates" };
  if (house.screens.length === 0) return { type: "NoScreens" };
  const candidateOf = new Map(candidates.map((candidate) => [candidate.film, candidate]));
  for (const film of [...(options.slate ?? []), ...locked.map((showing) => showing.film)])
    if (!candidateOf.has(film)) return { type: "UnknownFilm", film };
  for (const film of options.slate ?? []) {
    const failure = failureOfFilm(problem, candidateOf.get(film) as Candidate);
    if (failure) return failure;
  }
  // A locked showing may stand off the grid, as a hand put it there.
  const clashes = conflicts(house, candidates, locked).filter(({ rule }) => rule !== "grid");
  if (clashes.length > 0)
    return {
      type: "LockedShowingsClash",
      conflicts: clashes.map(({ rule, showings, params }) => ({
        rule,
        showings: [...showings],
        params: { ...params },
      })),
    };
  return null;
};

/** Why a film can have no showing in this house at all. */
export const failureOfFilm = ({ house }: WeekProblem, film: Candidate): PlanFailure | null => {
  if (!house.screens.some((screen) => canShow(screen, film)))
    return { type: "NoScreenWithFormat", film: film.film, formats: [...film.formats] };
  if (startsOf(house, film.runtime).length > 0) return null;
  const needs = showingTimes(house, film.runtime, 0).clear;
  return { type: "FilmTooLong", film: film.film, needs, available: house.closes - house.opens };
};

const canMeetNeeds = async (problem: DayProblem, solver: Solver, breathe: Breathe): Promise<boolean> => {
  const program = solver.open(dayModelOf(problem).program);
  try {
    return (await solveInSlices(program, breathe)).status === "optimal";
  } finally {
    program.close();
  }
};

/** Names the rules that clash on a day by leaving one kind out at a time. `short[f]`: required showings without a place. */
export const failureOfDay = async (
  problem: HouseDay,
  short: Float64Array,
  solver: Solver,
  breathe: Breathe,
): Promise<PlanFailure> => {
  const { house, valuation, slate, locked } = problem;
  const without = (stagger: number, kept: readonly ScheduledShowing[]): Promise<boolean> =>
    canMeetNeeds(houseDayOf({ ...house, stagger }, valuation, slate, kept), solver, breathe);
  const rule = (await without(0, locked))
    ? "staggeredStarts"
    : locked.length > 0 && (await without(house.stagger, []))
      ? "lockedShowings"
      : "openingHours";
  return {
    type: "MinimumShowsCannotFit",
    date: valuation.date,
    rules: ["minimumShows", rule],
    films: slate.flatMap(({ film, minShowsPerDay }, f) => {
      const missing = short[f] as number;
      return missing > 1e-6
        ? [{ film, need: minShowsPerDay, have: Math.floor(minShowsPerDay - missing + 1e-6) }]
        : [];
    }),
  };
};
