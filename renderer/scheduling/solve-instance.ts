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
import { type DayCrew, type DayHand, inLanes } from "./day-hand.ts";
import { valueOfChoices } from "./day-problem.ts";
import { aloneWith } from "./day-search.ts";
import { type Ending, now, Stopped } from "./dive.ts";
import { type DayTerms, type InstanceDay, instanceDayOf, ownTerms, showsOf } from "./instance-day.ts";
import { repaired } from "./repair.ts";
import { lacksRoom } from "./room-in-all.ts";
import { isAsPromised, ofSharedDays, searchDays } from "./search-days.ts";
import type { Solver } from "./solver.ts";
import { priceTerms, Shares, type Term, termsByDay } from "./terms-in-all.ts";

export interface SolveCall {
  readonly signal: AbortSignal;
  readonly seconds: number; // limit
  progress(progress: {
    /** Null until there is a schedule with every required showing: what has fewer may be worth more than any that has them. */
    readonly value: number | null;
    readonly bound: number;
    readonly gap: number; // 1 without a value
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

/** Showings of each film that are still to be placed over all days. */
const askedInAll = ({ films }: ScheduleInstance, free: readonly InstanceDay[]): number[] =>
  films.map(({ id, minShowsInAll = 0 }) =>
    free.reduce((left, { locked }) => left - locked.filter(({ film }) => film === id).length, minShowsInAll),
  );

/** What terms over all days ask of each day, and the bound that follows from their prices; null where a day has no schedule at all. */
const priced = async (
  instance: ScheduleInstance,
  own: DayTerms,
  free: readonly InstanceDay[],
  hands: readonly DayHand[],
  ending: Ending,
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
    hands,
    films.flatMap(termsOf),
    films.length,
    (shows) =>
      termsByDay(films, own, locked, shows).reduce((sum, terms, d) => {
        const day = instanceDayOf(instance, daysOf(instance)[d] as string, terms);
        return (
          sum +
          valueOfChoices(
            day,
            repaired(day, [], () => now() > ending.at),
          )
        );
      }, 0),
    ending,
  );
  return prices && { bound: prices.bound, terms: termsByDay(films, own, locked, prices.shows) };
};

export const solveInstance = async (
  instance: ScheduleInstance,
  solver: Solver,
  call: SolveCall,
  crew: DayCrew = aloneWith(solver),
): Promise<Result<InstanceSolution, NoSchedule>> => {
  try {
    return await solveWith(instance, solver, call, crew);
  } finally {
    crew.close();
  }
};

const solveWith = async (
  instance: ScheduleInstance,
  solver: Solver,
  call: SolveCall,
  crew: DayCrew,
): Promise<Result<InstanceSolution, NoSchedule>> => {
  const began = now();
  const seconds = (): number => (now() - began) / 1000;
  const endingAfter = (limit: number): Ending => ({ signal: call.signal, at: began + 1000 * limit });
  const ending = endingAfter(call.seconds);
  const own = ownTerms(instance);
  const { films } = instance;
  const free = daysOf(instance).map((day) => instanceDayOf(instance, day, own));
  const lacks = (day: string | null, missing: (f: number) => number): NoSchedule => ({
    type: "NoSchedule",
    day,
    films: films.flatMap(({ id }, f) => (missing(f) > 0 ? [{ film: id, missing: missing(f) }] : [])),
  });
  if (hasTermsInAll(instance)) {
    const lacking = lacksRoom(free, askedInAll(instance, free), solver);
    // Terms over all days are easier to change than days.
    const [first] = lacking.toSorted((a, b) => Number(a.day !== null) - Number(b.day !== null));
    if (first)
      return err(
        lacks(first.day === null ? null : (free[first.day] as InstanceDay).day, (f) =>
          lacking.reduce(
            (sum, { day, film, missing }) => (day === first.day && film === f ? sum + missing : sum),
            0,
          ),
        ),
      );
  }
  let days: readonly InstanceDay[] = free;
  let report = (): void => undefined;
  const hands = await crew.open(
    free.map((problem) => ({
      problem,
      meters: { count: films.length, of: problem.choices.map(({ film }) => [film]) },
      onBetter: () => report(),
    })),
  );
  const inAll = hasTermsInAll(instance)
    ? await priced(instance, own, free, hands, endingAfter(pricingShare * call.seconds))
    : null;

  const total = () => {
    const value = hands.reduce(
      (sum, { chosen }, d) => sum + valueOfChoices(days[d] as InstanceDay, chosen),
      0,
    );
    // A day's own bound holds for its share of the terms alone, so that with prices theirs is the one that counts.
    const bound = inAll?.bound ?? hands.reduce((sum, day) => sum + day.bound, 0);
    return { value, bound, gap: bound > 0 ? Math.max(0, 1 - value / bound) : 0 };
  };
  const lackingOn = async (hand: DayHand): Promise<NoSchedule | null> => {
    const short = await hand.shortfall(ending).catch(unlessStopped);
    const { day } = days[hands.indexOf(hand)] as InstanceDay;
    return short && lacks(day, (f) => Math.ceil((short[f] as number) - 1e-6));
  };

  /** The days under their own terms and, where there are any, their shares of those over all; or what there is no room for. */
  const searched = async (
    terms: readonly DayTerms[],
  ): Promise<Result<InstanceSolution, readonly NoSchedule[]>> => {
    report = () => undefined;
    if (inAll) days = free.map(({ day }, d) => instanceDayOf(instance, day, terms[d] as DayTerms));
    await inLanes(hands, (hand, d) => hand.begin(days[d] as InstanceDay, ending));
    report = () => {
      const secondsLeft = Math.max(0, call.seconds - seconds());
      const isWhole = hands.every(({ isFeasible }) => isFeasible);
      call.progress({ ...total(), ...(isWhole ? {} : { value: null, gap: 1 }), secondsLeft });
    };
    const time = { limit: call.seconds, ending, seconds, at: report };
    const search = await searchDays(hands, time, inAll ? ofSharedDays : undefined);
    if (search.end === "infeasible") {
      const lacking = (await inLanes(search.days, lackingOn)).flatMap((day) => day ?? []);
      if (lacking.length > 0) return err(lacking);
    }
    const byDay = days.map((day, d) => showsOf(day, (hands[d] as DayHand).chosen));
    const showsIn = (shows: readonly PlacedShow[], f: number): number =>
      shows.filter(({ film }) => film === films[f]?.id).length;
    for (const [d, shows] of byDay.entries()) {
      const missing = (f: number): number => (terms[d]?.least[f] as number) - showsIn(shows, f);
      if (films.some((_, f) => missing(f) > 0)) return err([lacks((days[d] as InstanceDay).day, missing)]);
    }
    const schedule = byDay.flat();
    const missing = (f: number): number => (films[f]?.minShowsInAll ?? 0) - showsIn(schedule, f);
    if (films.some((_, f) => missing(f) > 0)) return err([lacks(null, missing)]);
    const worth = total();
    return ok({
      format: solutionFormat,
      formatVersion: instanceFormatVersion,
      schedule,
      ...worth,
      seconds: seconds(),
      complete: inAll ? isAsPromised(worth.value, worth.bound) : search.end === "complete",
    });
  };

  const shares = new Shares(own, inAll?.terms ?? days.map(() => own));
  for (;;) {
    const found = await searched(shares.terms);
    if (found.ok) return found;
    const isOver = call.signal.aborted || seconds() > call.seconds;
    const moves = found.error.flatMap(({ day, films: lacking }) =>
      lacking.map(({ film, missing }) => ({
        film: films.findIndex(({ id }) => id === film),
        from: days.findIndex((each) => each.day === day),
        missing,
      })),
    );
    const canMove = inAll && !isOver && moves.length > 0 && moves.every(({ from }) => from >= 0);
    if (!canMove || !moves.map(({ film, from, missing }) => shares.move(film, from, missing)).every(Boolean))
      return err(found.error[0] as NoSchedule);
  }
};
