/**
 * Which films to hold or open: the day model's relaxation on a half-hour grid, for one ordinary day and one weekend day, each
 * standing for its kind. All candidates compete for the screens; the one that draws least goes, and the rest compete again, until
 * the slate has the size asked for, or as many titles as the house has played a day of late.
 * Staggered starts are left out: half-hour slots would overstate them. Of the house's own rules those on single showings count.
 */
import type { PlanOptions, SlateReason } from "../../shared/contract/scheduling.ts";
import { canShow, ownRulesOf } from "../../shared/domain/schedule-rules.ts";
import { type Candidate, dayPartOf, type IsoDate, type WeekProblem } from "../../shared/domain/slate.ts";
import { dayNumber, weekday } from "./calendar.ts";
import { dayModelOf } from "./day-model.ts";
import type { DayProblem } from "./day-problem.ts";
import { dayRulesOf } from "./day-rows.ts";
import type { DemandModel } from "./demand.ts";
import { titlesByDay } from "./demand-terms.ts";
import { type Breathe, solveInSlices } from "./dive.ts";
import { houseDayOf } from "./house-day.ts";
import type { FilmWorth } from "./objective.ts";
import type { OpenProgram, Solver } from "./solver.ts";
import { findsStart, valuationOf, weighedBy } from "./valuation.ts";

const coarseGrid = 30;
/** Films that the free market leaves out altogether are ranked by their best showing. */
const tieBreak = 1e-3;
const titlesPerScreen = 1.75; // of a house without history

interface KindOfDay {
  readonly days: number; // of the week that it stands for
  readonly problem: DayProblem;
  readonly program: OpenProgram;
}
interface Market {
  readonly value: number; // of the week
  readonly earned: Float64Array; // [films] of the week, before losses by repeats
  readonly drawn: Float64Array; // the same in admissions
}

const kindsOfDay = (
  problem: WeekProblem,
  films: readonly Candidate[],
  demand: DemandModel,
  worth: FilmWorth,
  solver: Solver,
): KindOfDay[] => {
  const house = { ...problem.house, grid: Math.max(coarseGrid, problem.house.grid), stagger: 0 };
  const week = { ...problem, house, candidates: films };
  const free = films.map((film) => ({ ...film, minShowsPerDay: 0 }));
  const none = new Set<number>();
  const rules = ownRulesOf(problem.house, problem.candidates, problem).filter(
    ({ measure }) => measure.of === "showing",
  );
  const isWeekend = (date: IsoDate): boolean =>
    weekday(dayNumber(date)) >= 4 || problem.holidays.includes(date);
  return [problem.days.filter((date) => !isWeekend(date)), problem.days.filter(isWeekend)].flatMap((days) => {
    const date = days[Math.floor(days.length / 2)];
    if (date === undefined) return [];
    const day = houseDayOf(
      week,
      weighedBy(worth, valuationOf(week, demand, date)),
      free,
      [],
      dayRulesOf(rules, date, none),
    );
    return [{ days: days.length, problem: day, program: solver.open(dayModelOf(day).program) }];
  });
};

/** The free market of the films for which `isIn`. */
const marketOf = async (
  kinds: readonly KindOfDay[],
  films: readonly Candidate[],
  worth: FilmWorth,
  isIn: (film: number) => boolean,
  breathe: Breathe,
): Promise<Market> => {
  const count = kinds[0]?.problem.films ?? 0;
  const market = {
    value: 0,
    earned: new Float64Array(count),
    drawn: new Float64Array(count),
  };
  for (const { days, problem, program } of kinds) {
    const columns = (wanted: boolean): number[] =>
      problem.choices.flatMap(({ film }, j) => (isIn(film) === wanted ? [j] : []));
    program.setBounds(columns(true), 0, 1);
    program.setBounds(columns(false), 0, 0);
    const relaxation = await solveInSlices(program, breathe);
    if (relaxation.status !== "optimal") throw new Error("a day without required showings has no solution");
    market.value += days * relaxation.objective;
    problem.choices.forEach(({ film, value, start }, j) => {
      const earned = days * (relaxation.x[j] as number) * value;
      const id = (films[film] as Candidate).film;
      market.earned[film] = (market.earned[film] as number) + earned;
      market.drawn[film] = (market.drawn[film] as number) + earned / worth(id, dayPartOf(start));
    });
  }
  return market;
};

/** [films] the most that one showing draws. */
const appealOf = (kinds: readonly KindOfDay[]): Float64Array => {
  const appeal = new Float64Array(kinds[0]?.problem.films ?? 0);
  for (const { problem } of kinds)
    for (const { film, value } of problem.choices) appeal[film] = Math.max(appeal[film] as number, value);
  return appeal;
};

/** Titles a day over the last four weeks that the house played. */
const usualTitles = ({ history, house }: WeekProblem): number => {
  const titles = titlesByDay(history);
  const last = [...titles.keys()].sort().slice(-28);
  if (last.length === 0) return Math.ceil(titlesPerScreen * house.screens.length);
  return Math.round(last.reduce((sum, date) => sum + (titles.get(date) ?? 0), 0) / last.length);
};

const fits = (problem: WeekProblem, film: Candidate): "tooLong" | "noScreen" | null => {
  if (!problem.house.screens.some((screen) => canShow(screen, film))) return "noScreen";
  return findsStart(problem, film, problem.days) ? null : "tooLong";
};

interface Past {
  readonly lastWeek: number | null; // admissions in the seven days before
  readonly played: boolean; // ever
}

const pastOf = ({ history, week }: WeekProblem, film: number): Past => {
  const before = dayNumber(week) - 7;
  let lastWeek: number | null = null;
  let played = false;
  history.film.forEach((id, i) => {
    const date = history.date[i] as string;
    if (id !== film || date >= week) return;
    played = true;
    if (dayNumber(date) >= before) lastWeek = (lastWeek ?? 0) + (history.admissions[i] as number);
  });
  return { lastWeek, played };
};

/** Every candidate with whether it is chosen and why, best first; `required` films are always chosen. */
export const chooseSlate = async (
  problem: WeekProblem,
  demand: DemandModel,
  worth: FilmWorth,
  options: Pick<PlanOptions, "slate" | "slateSize">,
  required: ReadonlySet<number>,
  solver: Solver,
  breathe: Breathe,
): Promise<SlateReason[]> => {
  const films = problem.candidates.filter((film) => fits(problem, film) === null);
  const kinds = kindsOfDay(problem, films, demand, worth, solver);
  const freeMarket = (isChosen: (film: number) => boolean): Promise<Market> =>
    marketOf(kinds, films, worth, isChosen, breathe);
  try {
    const requested = new Set([...(options.slate ?? []), ...required]);
    const chosen = new Set(films.keys());
    const isIn = (f: number): boolean => chosen.has(f);
    const isRequested = (f: number): boolean => requested.has((films[f] as Candidate).film);
    if (options.slate) for (const f of chosen) if (!isRequested(f)) chosen.delete(f);
    let market = await freeMarket(isIn);
    const appeal = appealOf(kinds);
    const size = options.slateSize ?? usualTitles(problem);
    while (chosen.size > size) {
      const optional = [...chosen].filter((f) => !isRequested(f));
      const weakest = least(optional, (f) => (market.earned[f] as number) + tieBreak * (appeal[f] as number));
      if (weakest === undefined) break;
      chosen.delete(weakest);
      market = await freeMarket(isIn);
    }
    const reasons: SlateReason[] = [];
    for (const [f, film] of films.entries()) {
      const flipped = (g: number): boolean => (g === f ? !isIn(f) : isIn(g));
      const other = await freeMarket(flipped);
      const chosenNow = isIn(f);
      reasons.push({
        ...describe(problem, film),
        chosen: chosenNow,
        kind: kindOf(pastOf(problem, film.film), chosenNow, isRequested(f)),
        expected: (chosenNow ? market : other).drawn[f] as number,
        gain: Math.abs(market.value - other.value),
      });
    }
    for (const film of problem.candidates) {
      const kind = fits(problem, film);
      if (kind) reasons.push({ ...describe(problem, film), chosen: false, kind, expected: 0, gain: 0 });
    }
    return reasons.sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.expected - a.expected);
  } finally {
    for (const { program } of kinds) program.close();
  }
};

const least = (items: readonly number[], of: (item: number) => number): number | undefined =>
  items.reduce<number | undefined>(
    (lowest, item) => (lowest === undefined || of(item) < of(lowest) ? item : lowest),
    undefined,
  );

const kindOf = ({ lastWeek, played }: Past, chosen: boolean, requested: boolean): SlateReason["kind"] => {
  if (chosen && requested) return "requested";
  if (chosen) return lastWeek !== null ? "held" : played ? "returning" : "opening";
  return lastWeek !== null ? "decayed" : "outbid";
};

const describe = (
  problem: WeekProblem,
  film: Candidate,
): Pick<SlateReason, "film" | "weekOfRun" | "lastWeek"> => {
  const age = film.releaseDate === null ? null : dayNumber(problem.week) - dayNumber(film.releaseDate);
  return {
    film: film.film,
    weekOfRun: age === null ? null : Math.max(1, Math.floor(age / 7) + 1),
    lastWeek: pastOf(problem, film.film).lastWeek,
  };
};
