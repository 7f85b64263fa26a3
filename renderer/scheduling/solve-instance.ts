/** A scheduling instance solved: a schedule, what it is worth, and how far it may be from the best there is. */

import type { InstanceSolution, NoSchedule } from "../../shared/contract/scheduling.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import {
  daysOf,
  type InstanceFilm,
  instanceFormatVersion,
  type PlacedShow,
  type ScheduleInstance,
  solutionFormat,
} from "../../shared/domain/schedule-instance.ts";
import { valueOfChoices } from "./day-problem.ts";
import { DaySearch } from "./day-search.ts";
import { type Breathe, Stopped } from "./dive.ts";
import { type DayTerms, type InstanceDay, instanceDayOf, ownTerms, showsOf } from "./instance-day.ts";
import { repaired } from "./repair.ts";
import { isAsPromised, ofSharedDays, searchDays } from "./search-days.ts";
import type { Solver } from "./solver.ts";
import { type OpenDay, openDays, priceTerms, Shares, type Term, termsByDay } from "./terms-in-all.ts";

export interface SolveCall {
  readonly signal: AbortSignal;
  readonly seconds: number; // limit
  progress(progress: {
    readonly value: number;
    readonly bound: number;
    readonly gap: number;
    readonly secondsLeft: number;
  }): void;
}

/** Of the time, at most, for prices. */
const pricingShare = 0.5;

const unlessStopped = (error: unknown): null => {
  if (error instanceof Stopped) return null;
  throw error;
};

const hasTermsInAll = ({ films }: ScheduleInstance): boolean =>
  films.some(({ minShowsInAll = 0, maxShowsInAll }) => minShowsInAll > 0 || maxShowsInAll !== undefined);

/** What terms over all days ask of each day, and the bound that follows from their prices; null where a day has no schedule at all. */
const priced = async (
  instance: ScheduleInstance,
  own: DayTerms,
  free: readonly InstanceDay[],
  open: readonly OpenDay[],
  breathe: Breathe,
): Promise<{ readonly bound: number; readonly terms: readonly DayTerms[] } | null> => {
  const { films } = instance;
  const locked = free.map(({ locked: shows }) =>
    Int32Array.from(films, ({ id }) => shows.filter(({ film }) => film === id).length),
  );
  const termsOf = ({ minShowsInAll = 0, maxShowsInAll }: InstanceFilm, meter: number): Term[] => {
    const less = (shows: number): number =>
      Math.max(0, shows - locked.reduce((sum, count) => sum + (count[meter] as number), 0));
    return [
      ...(less(minShowsInAll) > 0 ? [{ meter, σ: 1 as const, c: less(minShowsInAll) }] : []),
      ...(maxShowsInAll === undefined ? [] : [{ meter, σ: -1 as const, c: less(maxShowsInAll) }]),
    ];
  };
  const prices = await priceTerms(
    open,
    films.flatMap(termsOf),
    (shows) =>
      termsByDay(films, own, locked, shows).reduce((sum, terms, d) => {
        const day = instanceDayOf(instance, daysOf(instance)[d] as string, terms);
        return sum + valueOfChoices(day, repaired(day));
      }, 0),
    breathe,
  );
  return prices && { bound: prices.bound, terms: termsByDay(films, own, locked, prices.shows) };
};

export const solveInstance = async (
  instance: ScheduleInstance,
  solver: Solver,
  call: SolveCall,
): Promise<Result<InstanceSolution, NoSchedule>> => {
  const own = ownTerms(instance);
  const free = hasTermsInAll(instance)
    ? daysOf(instance).map((day) => instanceDayOf(instance, day, own))
    : [];
  const open = openDays(free, solver);
  try {
    return await solveOpen(instance, own, free, open, solver, call);
  } finally {
    for (const { program } of open) program.close();
  }
};

/** `free`: the days without their shares of the terms over all, `open` in the solver; none where there are no such terms. */
const solveOpen = async (
  instance: ScheduleInstance,
  own: DayTerms,
  free: readonly InstanceDay[],
  open: readonly OpenDay[],
  solver: Solver,
  call: SolveCall,
): Promise<Result<InstanceSolution, NoSchedule>> => {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const breatheUntil =
    (limit: number): Breathe =>
    async () => {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      if (call.signal.aborted || seconds() > limit) throw new Stopped();
    };
  const names = daysOf(instance);
  const { films } = instance;
  const inAll =
    open.length > 0
      ? await priced(instance, own, free, open, breatheUntil(pricingShare * call.seconds))
      : null;

  const searched = async (terms: readonly DayTerms[]): Promise<Result<InstanceSolution, NoSchedule>> => {
    const days = names.map(
      (day, d) =>
        new DaySearch<InstanceDay>(
          instanceDayOf(instance, day, terms[d] as DayTerms),
          solver,
          breatheUntil(call.seconds),
          () => report(),
          open[d]?.program,
        ),
    );
    const total = () => {
      const value = days.reduce((sum, day) => sum + valueOfChoices(day.problem, day.chosen), 0);
      // A day's own bound holds for its share of the terms alone, so that with prices theirs is the one that counts.
      const bound = inAll?.bound ?? days.reduce((sum, day) => sum + day.bound, 0);
      return { value, bound, gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0 };
    };
    const report = (): void =>
      call.progress({ ...total(), secondsLeft: Math.max(0, call.seconds - seconds()) });
    const lacks = (day: string | null, missing: (f: number) => number) =>
      err({
        type: "NoSchedule" as const,
        day,
        films: films.flatMap(({ id }, f) => (missing(f) > 0 ? [{ film: id, missing: missing(f) }] : [])),
      });
    try {
      const search = await searchDays(
        days,
        { limit: call.seconds, seconds, at: report },
        inAll ? ofSharedDays : undefined,
      );
      if (search.end === "infeasible") {
        const short = await search.day.shortfall().catch(unlessStopped);
        if (short) return lacks(search.day.problem.day, (f) => Math.ceil((short[f] as number) - 1e-6));
      }
      const schedule = days.flatMap((day) => showsOf(day.problem, day.chosen));
      const showsIn = (shows: readonly PlacedShow[], f: number): number =>
        shows.filter(({ film }) => film === films[f]?.id).length;
      for (const [d, day] of names.entries()) {
        const ofDay = schedule.filter((show) => show.day === day);
        const missing = (f: number): number => (terms[d]?.least[f] as number) - showsIn(ofDay, f);
        if (films.some((_, f) => missing(f) > 0)) return lacks(day, missing);
      }
      const missing = (f: number): number => (films[f]?.minShowsInAll ?? 0) - showsIn(schedule, f);
      if (films.some((_, f) => missing(f) > 0)) return lacks(null, missing);
      const worth = total();
      return ok({
        format: solutionFormat,
        formatVersion: instanceFormatVersion,
        schedule,
        ...worth,
        seconds: seconds(),
        complete: inAll ? isAsPromised(worth.value, worth.bound) : search.end === "complete",
      });
    } finally {
      for (const day of days) day.close();
    }
  };

  if (!inAll) return searched(names.map(() => own));
  const shares = new Shares(own, inAll.terms);
  for (;;) {
    const found = await searched(shares.terms);
    const isOver = call.signal.aborted || seconds() > call.seconds;
    if (found.ok || found.error.day === null || isOver) return found;
    const day = names.indexOf(found.error.day);
    const moved = found.error.films.map(({ film, missing }) =>
      shares.move(
        films.findIndex(({ id }) => id === film),
        day,
        missing,
      ),
    );
    if (moved.length === 0 || !moved.every(Boolean)) return found;
  }
};
