/** Input that no schedule can satisfy, found before or after solving, as failures that name the rules which clash. */
import type { PlanFailure, PlanOptions } from "../../shared/contract/scheduling.ts";
import { byDay } from "../../shared/domain/by-day.ts";
import { canShow, houseConflicts } from "../../shared/domain/schedule-rules.ts";
import { lengthIn } from "../../shared/domain/showing-times.ts";
import type { Candidate, ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import { clashOf } from "./clash.ts";
import { dayModelOf } from "./day-model.ts";
import { type Choice, type DayProblem, type DayRow, missingOn, rowCounts } from "./day-problem.ts";
import { type Breathe, solveInSlices } from "./dive.ts";
import { type HouseDay, houseDayOf } from "./house-day.ts";
import type { Solver } from "./solver.ts";
import { findsStart } from "./valuation.ts";

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
  const clashesOn = houseConflicts(problem);
  const clashes = [...byDay(locked).values()].flatMap(clashesOn).filter(({ rule }) => rule !== "grid");
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
export const failureOfFilm = (problem: WeekProblem, film: Candidate): PlanFailure | null => {
  const { house, days } = problem;
  const screens = house.screens.filter((screen) => canShow(screen, film));
  if (screens.length === 0)
    return { type: "NoScreenWithFormat", film: film.film, formats: [...film.formats] };
  if (findsStart(problem, film, days)) return null;
  const lengthOf = lengthIn(problem);
  const needs = Math.min(
    ...screens.flatMap(({ screen }) => days.map((date) => lengthOf({ film: film.film, screen, date }))),
  );
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

/** A day that cannot meet its rules. */
export interface StuckDay {
  readonly day: HouseDay;
  readonly chosen: readonly Choice[];
  readonly short: Float64Array; // [films] required showings without a place
}

/** Of the day's last `weekRows` rows, its shares of rules over the week: what it has no room for, in fractions or in hand. */
export const lackingOf = async (
  { day, chosen }: StuckDay,
  weekRows: number,
  solver: Solver,
  breathe: Breathe,
): Promise<{ readonly row: number; readonly showings: number }[]> => {
  const rows = day.rows ?? [];
  const first = rows.length - weekRows;
  const { program, shortOnRow } = dayModelOf(day);
  const shares = [...shortOnRow].filter(([row]) => row >= first);
  const open = solver.open(program);
  try {
    open.setBounds(
      shares.map(([, column]) => column),
      0,
      Number.POSITIVE_INFINITY,
    );
    const relaxation = await solveInSlices(open, breathe);
    if (relaxation.status !== "optimal") return [];
    const lacking = shares.map(([row, column]) => ({
      row: row - first,
      showings: Math.ceil((relaxation.x[column] as number) - 1e-6),
    }));
    if (lacking.some(({ showings }) => showings > 0)) return lacking.filter(({ showings }) => showings > 0);
  } finally {
    open.close();
  }
  const counts = rowCounts(day, chosen);
  return shares.flatMap(([row]) => {
    const showings = missingOn(rows[row] as DayRow, counts[row] as number);
    return showings > 0 ? [{ row: row - first, showings }] : [];
  });
};

/** Names the rules that clash on a day: with rules of the house's own among them as the smallest set, else by leaving one kind out at a time. */
export const failureOfDay = async (
  week: WeekProblem,
  { day: problem, short }: StuckDay,
  solver: Solver,
  breathe: Breathe,
): Promise<PlanFailure> => {
  const { house, valuation, slate, locked } = problem;
  const clash = await clashOf(week, problem, solver, breathe);
  if (clash) return clash;
  const without = (stagger: number, kept: readonly ScheduledShowing[]): Promise<boolean> =>
    canMeetNeeds(
      houseDayOf({ ...week, house: { ...house, stagger } }, valuation, slate, kept),
      solver,
      breathe,
    );
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
