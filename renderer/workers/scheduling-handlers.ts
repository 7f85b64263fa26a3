/** The scheduling contract's handlers, free of any platform: whoever serves them brings the solver. */
import type { DayOutlook } from "../../shared/contract/forecasting.ts";
import type { HeldWeek, schedulingContract } from "../../shared/contract/scheduling.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { dayGoals, dayPrices } from "../../shared/domain/objective.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { brokenRules } from "../../shared/domain/rules/broken-rules.ts";
import { ownRulesOf } from "../../shared/domain/schedule-rules.ts";
import {
  type DayProof,
  dayPartOf,
  type ScheduledShowing,
  type WeekProblem,
} from "../../shared/domain/slate.ts";
import { dayBackTest } from "../scheduling/attendance/day-back-test.ts";
import { dayOutlook } from "../scheduling/attendance/day-outlook.ts";
import { backTest } from "../scheduling/back-test.ts";
import { calibratedDemand } from "../scheduling/calibrated-demand.ts";
import type { DayCrew } from "../scheduling/day-hand.ts";
import { aloneWith } from "../scheduling/day-search.ts";
import type { DemandModel } from "../scheduling/demand.ts";
import { demandCells } from "../scheduling/demand-cells.ts";
import { explain, openPlaces } from "../scheduling/explain.ts";
import { filmDays } from "../scheduling/film-days.ts";
import { levelledDemand, reconciledOutlook } from "../scheduling/levelled-demand.ts";
import { nextSlots } from "../scheduling/next-slots.ts";
import { filmWorth } from "../scheduling/objective.ts";
import { overriddenDemand } from "../scheduling/overridden-demand.ts";
import { planWeek } from "../scheduling/plan.ts";
import { slateFrontier } from "../scheduling/slate-frontier.ts";
import { solveInstance } from "../scheduling/solve-instance.ts";
import type { Solver } from "../scheduling/solver.ts";
import { usualDay } from "../scheduling/usual-day.ts";
import { filmsOf, forecastOf, standingOf } from "../scheduling/valuation.ts";
import { placeTitles } from "../scheduling/windows/place-titles.ts";
import { allocationHandlers } from "./allocation-handlers.ts";
import { portfolioHandlers } from "./portfolio-handlers.ts";

/** FNV-1a. */
const hasher = () => {
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    hash = Math.imul(hash ^ (value | 0), 0x01000193);
  };
  const mixText = (text: string): void => {
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
  };
  return { mix, mixText, hash: () => hash };
};

/** Of what demand is learned from: edits of one week ask for the same model again and again. */
const fingerprintOf = ({
  history,
  preference,
  holidays,
  candidates,
  traits = [],
  overlaps = [],
}: WeekProblem): number => {
  const { mix, mixText, hash } = hasher();
  for (const column of [history.film, history.screen, history.start, history.capacity, history.admissions])
    column.forEach(mix);
  for (const price of history.price ?? []) mix(Math.round(100 * price));
  history.date.forEach(mixText);
  for (const { film, likeShare } of preference) mixText(`${film} ${likeShare}`);
  for (const { film, releaseDate } of candidates) mixText(`${film} ${releaseDate}`);
  holidays.forEach(mixText);
  for (const { film, traits: own } of traits) mixText(`${film} ${own.join()}`);
  for (const { film, other, share } of overlaps) mixText(`${film} ${other} ${share}`);
  return hash();
};

type ForecastDays = Handlers<typeof schedulingContract>["forecastDays"];

const rivalsIn = (
  { cells }: DayOutlook,
  venues: readonly { readonly venue: number; readonly demand: DemandModel }[],
): DayOutlook["rivals"] =>
  venues.flatMap(({ venue, demand }) => {
    const films = [...new Set(cells.filter((cell) => cell.venue === venue).map(({ film }) => film))];
    const among = demand.among(films);
    return films.flatMap((film) =>
      among
        .rivals(film)
        .filter(({ times }) => times < 1)
        .map(({ film: other, times }) => ({ venue, film, other, times })),
    );
  });

const outlooksKept = 6;
/** Pages ask for the same outlook whenever something else in the library changed. */
const rememberingOutlook = (): ForecastDays => {
  const known = new Map<number, Awaited<ReturnType<typeof dayOutlook>>>();
  return async ({ days, weeks = [], ...asked }, call) => {
    const { mix, hash } = hasher();
    for (const column of [days.venue, days.film, days.day, days.showings, days.admissions])
      column.forEach(mix);
    for (const { venue, days: dates } of days.holidays) {
      mix(venue);
      dates.forEach(mix);
    }
    mix(asked.horizon);
    mix(asked.venue ?? -1);
    for (const week of weeks) mix(fingerprintOf(week));
    const fingerprint = hash();
    const before = known.get(fingerprint);
    if (before) return before;
    const byDays = await dayOutlook(days, asked, call);
    const venues = weeks.map((week) => {
      const demand = calibratedDemand(week);
      return { venue: week.house.venue, demand, usual: usualDay(week.history, demand) };
    });
    const outlook = byDays.ok
      ? ok({ ...reconciledOutlook(byDays.value, venues), rivals: rivalsIn(byDays.value, venues) })
      : byDays;
    known.set(fingerprint, outlook);
    if (known.size > outlooksKept) known.delete(known.keys().next().value as number);
    return outlook;
  };
};

/** The page names only the week that it told of last; another page may have told of another. */
const weeksHeld = 4;
const weekKeeper = () => {
  const weeks = new Map<number, WeekProblem>();
  let last = 0;
  return {
    hold: (problem: WeekProblem): HeldWeek => {
      weeks.set(++last, problem);
      weeks.delete(last - weeksHeld);
      return { held: last };
    },
    weekOf: (asked: WeekProblem | HeldWeek): WeekProblem => {
      if (!("held" in asked)) return asked;
      const week = weeks.get(asked.held);
      if (!week) throw new Error(`no week is held as ${asked.held}`);
      return week;
    },
  };
};

/** Among films in ascending order; where none are told, among those of last week. */
const rememberingDemand = (): ((problem: WeekProblem, films?: readonly number[]) => DemandModel) => {
  let known: { fingerprint: number; demand: DemandModel } | null = null;
  const demandOf = new WeakMap<WeekProblem, { usual: DemandModel; among: Map<string, DemandModel> }>();
  const ofWeek = (problem: WeekProblem) => {
    const seen = demandOf.get(problem);
    if (seen) return seen;
    const fingerprint = fingerprintOf(problem);
    if (known?.fingerprint !== fingerprint) known = { fingerprint, demand: calibratedDemand(problem) };
    const made = {
      usual: overriddenDemand(problem, levelledDemand(problem, known.demand)),
      among: new Map<string, DemandModel>(),
    };
    demandOf.set(problem, made);
    return made;
  };
  return (problem, films) => {
    const { usual, among } = ofWeek(problem);
    if (!films) return usual;
    const key = films.join(" ");
    const demand = among.get(key) ?? usual.among(films);
    among.set(key, demand);
    return demand;
  };
};

export const schedulingHandlers = (
  loadSolver: () => Promise<Solver>,
  crewWith: (solver: Solver) => DayCrew = aloneWith,
): Handlers<typeof schedulingContract> => {
  const demandOf = rememberingDemand();
  const { hold, weekOf } = weekKeeper();
  let solver: Promise<Solver> | null = null;
  const theSolver = (): Promise<Solver> => {
    solver ??= loadSolver();
    return solver;
  };
  return {
    ...allocationHandlers(theSolver),
    ...portfolioHandlers(theSolver),
    nextSlots: ({ problem: asked, showings }) => {
      const problem = weekOf(asked);
      return ok({ slots: nextSlots(problem, demandOf(problem, filmsOf(showings)), showings) });
    },
    plan: async ({ problem, options }, call) => {
      solver ??= loadSolver();
      const using = await solver;
      return planWeek(problem, options, demandOf(problem), using, call, crewWith(using));
    },
    hold: ({ problem }) => ok(hold(problem)),
    value: ({ problem: asked, showings, bounds = [], objective, slate = [] }) => {
      const problem = weekOf(asked);
      const demand = demandOf(problem, filmsOf(showings));
      const forecast = forecastOf(problem, demand, showings);
      const worth = filmWorth(problem, objective);
      const showingOf = new Map(showings.map((showing) => [showing.id, showing]));
      const valueOn = (date: string): number =>
        forecast.reduce((sum, { id, mean }) => {
          const showing = showingOf.get(id) as ScheduledShowing;
          return showing.date === date ? sum + worth(showing.film, dayPartOf(showing.start)) * mean : sum;
        }, 0);
      const days = bounds.map(({ date }) => date);
      const amongSlate = demandOf(
        problem,
        slate.toSorted((a, b) => a - b),
      );
      const standing = standingOf(problem, amongSlate, slate, days, showings);
      const prices = dayPrices(objective);
      const strayOn = (date: string): number => {
        const strays = standing.find((day) => day.date === date)?.strays;
        return strays ? dayGoals.reduce((sum, goal) => sum + prices[goal] * strays[goal], 0) : 0;
      };
      const paid = brokenRules(ownRulesOf(problem.house, problem.candidates, problem), showings, {
        days: problem.days,
        slate: new Set(showings.map(({ film }) => film)),
      });
      /** What the day's broken rules cost, and its share of those of the week. */
      const costOn = (date: string): number =>
        paid.reduce((sum, { date: of, cost }) => {
          if (of === null) return sum + (cost ?? 0) / problem.days.length;
          return of === date ? sum + (cost ?? 0) : sum;
        }, 0);
      const proof = bounds.flatMap((proven): DayProof[] => {
        const value = valueOn(proven.date) - costOn(proven.date) - strayOn(proven.date);
        const gap = proven.bound > 0 ? Math.max(0, 1 - value / proven.bound) : 0;
        return value > proven.bound * (1 + 1e-9) ? [] : [{ ...proven, value, gap }];
      });
      return ok({
        total: forecast.reduce((sum, { mean }) => sum + mean, 0),
        forecast,
        proof,
        standing,
        spread: demand.totalSpread(),
      });
    },
    forecast: ({ problem }) => {
      const demand = demandOf(problem);
      return ok({ cells: demandCells(problem, demand), repeatExponent: demand.repeatExponent });
    },
    slates: async ({ problem, weeks, wish }, call) => {
      solver ??= loadSolver();
      return slateFrontier(problem, weeks, wish, demandOf(problem), await solver, call);
    },
    placeTitles: async ({ question }, call) => {
      solver ??= loadSolver();
      return placeTitles(question, await solver, call);
    },
    backTest: ({ problem, weeks, alone }, call) => backTest({ ...problem, alone }, weeks, call),
    filmDays: ({ problems }) => ok(filmDays(problems)),
    solve: async ({ instance, seconds }, { signal, progress }) => {
      solver ??= loadSolver();
      const using = await solver;
      return solveInstance(instance, using, { signal, seconds, progress }, crewWith(using));
    },
    backTestDays: ({ days, ...asked }, call) => dayBackTest(days, asked, call),
    forecastDays: rememberingOutlook(),
    explain: ({ problem: asked, showings, id }) => {
      const problem = weekOf(asked);
      const showing = showings.find((candidate) => candidate.id === id);
      return showing
        ? ok(explain(problem, demandOf(problem, filmsOf(showings)), showings, showing))
        : err({ type: "UnknownShowing" as const, id });
    },
    places: ({ problem: asked, showings, showing }) => {
      const problem = weekOf(asked);
      return ok({ places: openPlaces(problem, demandOf(problem, filmsOf(showings)), showings, showing) });
    },
  };
};
