/**
 * One random small week under rules: what the rules' evaluator says of arbitrary showings and what the scheduler plans, against the
 * independent checker, and the plan's worth and bound against the best of all schedules where these can be tried.
 */
import type { DemandModel } from "../../renderer/scheduling/demand.ts";
import { planWeek } from "../../renderer/scheduling/plan.ts";
import type { Solver } from "../../renderer/scheduling/solver.ts";
import { dayValue, valuationOf } from "../../renderer/scheduling/valuation.ts";
import { admissionsOnly, type Objective } from "../../shared/domain/objective.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { brokenRules } from "../../shared/domain/rules/broken-rules.ts";
import { ownRulesOf } from "../../shared/domain/schedule-rules.ts";
import { dayPartOf, type ScheduledShowing, type WeekProblem } from "../../shared/domain/slate.ts";
import { randomDemand } from "../fixtures/house.ts";
import { smallRuledWeek } from "../fixtures/rules.ts";
import { goalsCost, roomsTooMany, seatsTooMany } from "./check-goals.ts";
import { checkedLength } from "./check-lengths.ts";
import { checkPlan } from "./check-plan.ts";
import { type Broken, checkRules } from "./check-rules.ts";

type Showings = readonly ScheduledShowing[];
const mostTried = 20_000;

const brokenOf = (problem: WeekProblem, showings: Showings, slate: readonly number[]): Broken[] =>
  checkRules({ ...problem, slate, showings }, problem.rules ?? []);
const hardOnes = ({ rules = [] }: WeekProblem, broken: readonly Broken[]): Broken[] =>
  broken.filter(({ rule }) => rules.find(({ id }) => id === rule)?.price === null);
const priceOf = ({ rules = [] }: WeekProblem, broken: readonly Broken[]): number =>
  broken.reduce(
    (sum, { rule, amount }) => sum + amount * (rules.find(({ id }) => id === rule)?.price ?? 0),
    0,
  );

/** Admissions alone for every other seed, else beside them goals of a day. */
const objectiveFor = (seed: number): Objective => {
  const random = seededRandom(seed * 13 + 5);
  const weight = (): number => (random() < 0.6 ? Math.round(20 * random()) / 20 : 0);
  return seed % 2 === 0 ? admissionsOnly : { ...admissionsOnly, fairness: weight(), evenness: weight() };
};

const lastingOf = (
  { house, candidates, rules = [] }: WeekProblem,
  shown: { film: number; screen: number; date: string },
  runtime: number,
): number =>
  checkedLength("trailers", house, candidates, rules, shown) +
  runtime +
  checkedLength("cleaning", house, candidates, rules, shown);

/** What one showing draws on average over the rooms and starts that it may have, the parts of the day added up. */
const drawsOf = (problem: WeekProblem, demand: DemandModel, date: string): Map<number, number> => {
  const { house, candidates } = problem;
  const day = valuationOf(problem, demand, date);
  return new Map(
    candidates.map(({ film, runtime }) => {
      const parts = new Map<string, number[]>();
      for (let start = house.opens; start <= house.lastStart; start++)
        for (const { screen } of house.screens) {
          if (start % house.grid !== 0) continue;
          if (start + lastingOf(problem, { film, screen, date }, runtime) > house.closes) continue;
          const part = dayPartOf(start);
          parts.set(part, [...(parts.get(part) ?? []), day.alone(film, screen, start)]);
        }
      const mean = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0) / all.length;
      return [film, [...parts.values()].reduce((sum, all) => sum + mean(all), 0)];
    }),
  );
};

const randomShowings = ({ house, candidates, days }: WeekProblem, seed: number): ScheduledShowing[] => {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  return Array.from({ length: Math.floor(random() * 9) }, (_, n) => ({
    id: `show-${n}`,
    film: pick(candidates).film,
    screen: pick(house.screens).screen,
    date: pick(days),
    start: house.opens - 30 + 5 * Math.floor((random() * (house.closes - house.opens)) / 5),
    locked: false,
  }));
};

/** Where the evaluator and the checker see it differently. */
const evaluated = (problem: WeekProblem, showings: Showings, slate: readonly number[]): string[] => {
  const amounts = new Map<string, number>();
  const rules = ownRulesOf(problem.house, problem.candidates, problem);
  for (const { rule, amount } of brokenRules(rules, showings, {
    days: problem.days,
    slate: new Set(slate),
  }))
    amounts.set(rule, (amounts.get(rule) ?? 0) + amount);
  const checked = new Map(
    brokenOf(problem, showings, slate).map(({ rule, amount }): [string, number] => [rule, amount]),
  );
  return (problem.rules ?? []).flatMap(({ id, kind }) =>
    amounts.get(id) === checked.get(id)
      ? []
      : [`${kind} ${id}: evaluator ${amounts.get(id)}, checker ${checked.get(id)}`],
  );
};

/** All schedules of a day of 2D films that the house itself allows; null where there are too many to try. */
const schedulesOf = (problem: WeekProblem, date: string): Showings[] | null => {
  const { house, candidates } = problem;
  const lasts = new Map(
    candidates.flatMap(({ film, runtime }) =>
      house.screens.map(({ screen }) => [
        `${film} ${screen}`,
        lastingOf(problem, { film, screen, date }, runtime),
      ]),
    ),
  );
  const free = ({ film, screen, start }: ScheduledShowing): number =>
    start + (lasts.get(`${film} ${screen}`) as number);
  const apart = (a: ScheduledShowing, b: ScheduledShowing): boolean =>
    Math.abs(a.start - b.start) >= house.stagger &&
    (a.screen !== b.screen || a.start >= free(b) || b.start >= free(a));
  const single: ScheduledShowing[] = [];
  for (const { film } of candidates)
    for (const { screen } of house.screens)
      for (let start = 0; start <= house.lastStart; start += house.grid) {
        const showing = {
          id: `${film}-${screen}-${start}-${date}`,
          film,
          screen,
          date,
          start,
          locked: false,
        };
        if (start >= house.opens && start % house.grid === 0 && free(showing) <= house.closes)
          single.push(showing);
      }
  const found: Showings[] = [];
  const extend = (from: number, chosen: Showings): boolean => {
    found.push(chosen);
    if (found.length > mostTried) return false;
    for (let n = from; n < single.length; n++) {
      const more = single[n] as ScheduledShowing;
      if (chosen.every((other) => apart(other, more)) && !extend(n + 1, [...chosen, more])) return false;
    }
    return true;
  };
  return extend(0, []) ? found : null;
};

/** The best worth of all schedules that keep every hard rule: undefined where they are too many, null where there is none. */
const bestOf = (
  problem: WeekProblem,
  earned: (date: string, showings: Showings) => number,
): number | null | undefined => {
  const slate = problem.candidates.map(({ film }) => film);
  const days = problem.days.map((date) => {
    const all = schedulesOf(problem, date);
    return all
      ?.filter((showings) =>
        problem.candidates.every(
          ({ film, minShowsPerDay }) =>
            showings.filter((each) => each.film === film).length >= minShowsPerDay,
        ),
      )
      .map((showings) => ({ showings, value: earned(date, showings) }));
  });
  let weeks: { showings: Showings; value: number }[] = [{ showings: [], value: 0 }];
  for (const day of days) {
    if (!day || weeks.length * day.length > mostTried) return undefined;
    weeks = weeks.flatMap((before) =>
      day.map(({ showings, value }) => ({
        showings: [...before.showings, ...showings],
        value: before.value + value,
      })),
    );
  }
  let best: number | null = null;
  for (const { showings, value } of weeks.sort((a, b) => b.value - a.value)) {
    if (best !== null && value <= best) break; // prices only take away
    const broken = brokenOf(problem, showings, slate);
    if (hardOnes(problem, broken).length > 0) continue;
    const worth = value - priceOf(problem, broken);
    if (best === null || worth > best) best = worth;
  }
  return best;
};

export interface Agreement {
  readonly disagreements: readonly string[];
  readonly planned: boolean;
  readonly enumerated: boolean;
}

export const agreementOn = async (seed: number, solver: Solver): Promise<Agreement> => {
  const problem = smallRuledWeek(seed);
  const demand = randomDemand(seed);
  const slate = problem.candidates.map(({ film }) => film);
  const disagreements = [
    ...evaluated(problem, randomShowings(problem, seed), slate),
    ...evaluated(problem, randomShowings(problem, seed + 1), slate.slice(0, 1)),
  ];
  const objective = objectiveFor(seed);
  const drawsOn = new Map(problem.days.map((date) => [date, drawsOf(problem, demand, date)]));
  const judged = (date: string, showings: Showings) => ({
    ...problem,
    showings,
    draws: drawsOn.get(date) as ReadonlyMap<number, number>,
  });
  const earned = (date: string, showings: Showings): number =>
    dayValue(valuationOf(problem, demand, date), showings) - goalsCost(judged(date, showings), objective);
  const best = bestOf(problem, earned);
  const planned = await planWeek(problem, { slate, timeLimit: 20, objective }, demand, solver, {
    signal: new AbortController().signal,
    progress: () => {},
  });
  if (!planned.ok) {
    if (best !== undefined && best !== null && planned.error.type !== "FilmTooLong")
      disagreements.push(`${planned.error.type}, though there is a schedule worth ${best}`);
    return { disagreements, planned: false, enumerated: best !== undefined };
  }
  const { plan, standing, complete } = planned.value;
  for (const { date, strays } of standing) {
    const day = judged(
      date,
      plan.showings.filter((each) => each.date === date),
    );
    const apart = [strays.fairness - seatsTooMany(day), strays.evenness - roomsTooMany(day)];
    if (apart.some((each) => Math.abs(each) > 1e-6)) disagreements.push(`strays on ${date} by ${apart}`);
  }
  const broken = brokenOf(problem, plan.showings, slate);
  if (complete)
    disagreements.push(
      ...hardOnes(problem, broken).map(({ rule, amount }) => `the plan breaks ${rule} by ${amount}`),
      ...checkPlan({ ...problem, slate, showings: plan.showings }),
    );
  const value = problem.days.reduce(
    (sum, date) =>
      sum +
      earned(
        date,
        plan.showings.filter((each) => each.date === date),
      ),
    0,
  );
  const worth = value - priceOf(problem, broken);
  const claimed = plan.proof.reduce((sum, day) => sum + day.value, 0);
  const bound = plan.proof.reduce((sum, day) => sum + day.bound, 0);
  const close = 1e-4 * Math.max(1, Math.abs(worth));
  const countsOverDays = problem.days.length > 1;
  if (claimed > worth + close || (!countsOverDays && claimed < worth - close))
    disagreements.push(`claims to be worth ${claimed}, is worth ${worth}`);
  if (best === null && complete) disagreements.push("plans what cannot be planned");
  if (best !== undefined && best !== null) {
    if (best > bound + close) disagreements.push(`bound ${bound} below the best, ${best}`);
    if (complete && worth > best + close) disagreements.push(`worth ${worth}, more than the best, ${best}`);
    if (complete && !countsOverDays && worth < best - 0.011 * Math.abs(bound) - close)
      disagreements.push(`worth ${worth} of ${best} with bound ${bound}`);
  }
  return { disagreements, planned: true, enumerated: best !== undefined };
};
