/**
 * What a schedule is worth, in expected admissions. One definition for the solver, the board and the proof:
 *
 *   V = sum_j v_j - sum_(f, p) L_fp(n_fp),   v_j = E min(capacity, demand),   L_fp(n) = D_fp sum_(k = 2..n) s_k
 *   s_k = 1 - (k^(1 - kappa) - (k - 1)^(1 - kappa)):  the share that the k-th showing of film f in day-part p takes from the others
 *   D_fp: what one showing of f draws in p on average over the rooms and starts it may have
 *
 * s_k rises with k, so V is concave in the counts n; from the eighth showing on it stays.
 */

import { type DayStanding, dayStanding } from "../../shared/domain/day-standing.ts";
import { type ByDistributor, dueShares } from "../../shared/domain/fair-shares.ts";
import { lossSteps } from "../../shared/domain/schedule-instance.ts";
import { canShow } from "../../shared/domain/schedule-rules.ts";
import { lengthIn } from "../../shared/domain/showing-times.ts";
import {
  type Candidate,
  type DayPart,
  dayPartOf,
  dayParts,
  type House,
  type IsoDate,
  type Minutes,
  type ScheduledShowing,
  type ShowingForecast,
  type WeekProblem,
} from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import type { FilmWorth } from "./objective.ts";

export interface DayValuation {
  readonly date: IsoDate;
  /** v_j of a showing alone in its day-part. */
  alone(film: number, screen: number, start: Minutes): number;
  /** What the k-th showing of a film in a day-part takes from the others; 0 for the first. */
  lossStep(film: number, part: DayPart, k: number): number;
  /** Sum over the day-parts of D_fp. */
  draw(film: number): number;
}

/** Starts on the house's grid from which something of this length is clear in time. */
export const startsOf = (house: House, length: Minutes): Minutes[] => {
  const starts: Minutes[] = [];
  const first = Math.ceil(house.opens / house.grid) * house.grid;
  for (let start = first; start <= house.lastStart; start += house.grid)
    if (start + length <= house.closes) starts.push(start);
  return starts;
};

/** What the worth of a day hangs on besides demand. */
export type HouseWeek = Pick<WeekProblem, "house" | "candidates" | "rules">;

/** Whether a film finds a start on any screen that can show it, on any of the days. */
export const findsStart = (week: HouseWeek, film: Candidate, days: readonly IsoDate[]): boolean => {
  const lengthOf = lengthIn(week);
  return week.house.screens.some(
    (screen) =>
      canShow(screen, film) &&
      days.some(
        (date) => startsOf(week.house, lengthOf({ film: film.film, screen: screen.screen, date })).length > 0,
      ),
  );
};

const valuations = new WeakMap<DemandModel, Map<IsoDate, { of: readonly unknown[]; day: DayValuation }>>();
/** Made once for a week's demand: edits of it ask again and again. */
export const valuationOf = (
  { house, candidates, rules }: HouseWeek,
  demand: DemandModel,
  date: IsoDate,
): DayValuation => {
  const ofDemand = valuations.get(demand) ?? new Map();
  valuations.set(demand, ofDemand);
  const known = ofDemand.get(date);
  const of = [house, candidates, rules];
  if (known && of.every((each, n) => each === known.of[n])) return known.day;
  const day = makeValuation({ house, candidates, rules }, demand, date);
  ofDemand.set(date, { of, day });
  return day;
};

const makeValuation = (week: HouseWeek, demand: DemandModel, date: IsoDate): DayValuation => {
  const { house, candidates } = week;
  const lengthOf = lengthIn(week);
  const capacity = new Map(house.screens.map(({ screen, capacity: seats }) => [screen, seats]));
  const candidateOf = new Map(candidates.map((candidate) => [candidate.film, candidate]));
  const alone = (film: number, screen: number, start: Minutes): number => {
    const slot = { film, screen, date, start };
    return demand.admissions(slot, demand.demand(slot), capacity.get(screen) ?? 0);
  };
  const reference = new Map<string, number>();
  const referenceOf = (film: number, part: DayPart): number => {
    const key = `${film} ${part}`;
    const known = reference.get(key);
    if (known !== undefined) return known;
    const candidate = candidateOf.get(film);
    const screens = candidate ? house.screens.filter((screen) => canShow(screen, candidate)) : [];
    let sum = 0;
    let places = 0;
    for (const { screen } of screens)
      for (const start of startsOf(house, lengthOf({ film, screen, date }))) {
        if (dayPartOf(start) !== part) continue;
        sum += alone(film, screen, start);
        places++;
      }
    const mean = sum / Math.max(1, places);
    reference.set(key, mean);
    return mean;
  };
  const exponent = 1 - demand.repeatExponent;
  return {
    date,
    alone,
    draw: (film) => dayParts.reduce((sum, part) => sum + referenceOf(film, part), 0),
    lossStep: (film, part, k) => {
      if (k < 2) return 0;
      const step = Math.min(k, lossSteps);
      return referenceOf(film, part) * (1 - (step ** exponent - (step - 1) ** exponent));
    },
  };
};

/** The same day counted in what an admission is worth instead of in admissions: w_fp v_j, w_fp L_fp. What films draw stays. */
export const weighedBy = (worth: FilmWorth, { date, alone, lossStep, draw }: DayValuation): DayValuation => ({
  date,
  draw,
  alone: (film, screen, start) => worth(film, dayPartOf(start)) * alone(film, screen, start),
  lossStep: (film, part, k) => worth(film, part) * lossStep(film, part, k),
});

/** Each distributor's share of what the day's films draw. */
export const dueOn = (day: DayValuation, films: readonly Candidate[]): ByDistributor | null =>
  dueShares(films.map(({ film, distributor }) => ({ distributor, draw: day.draw(film) })));

const totalLoss = (valuation: DayValuation, film: number, part: DayPart, n: number): number => {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += valuation.lossStep(film, part, k);
  return sum;
};

/** Expected admissions of every showing of one day: v_j less its share of its group's loss. They add up to V. */
export const dayForecast = (
  valuation: DayValuation,
  showings: readonly ScheduledShowing[],
): ReadonlyMap<string, number> => {
  const mean = new Map<string, number>();
  for (const film of new Set(showings.map((showing) => showing.film)))
    for (const part of dayParts) {
      const group = showings.filter((showing) => showing.film === film && dayPartOf(showing.start) === part);
      const alone = group.map(({ screen, start }) => valuation.alone(film, screen, start));
      const sum = alone.reduce((total, value) => total + value, 0);
      const share = sum > 0 ? 1 - totalLoss(valuation, film, part, group.length) / sum : 0;
      group.forEach((showing, i) => {
        mean.set(showing.id, (alone[i] as number) * share);
      });
    }
  return mean;
};

export const dayValue = (valuation: DayValuation, showings: readonly ScheduledShowing[]): number => {
  let total = 0;
  for (const mean of dayForecast(valuation, showings).values()) total += mean;
  return total;
};

/** The films of a schedule, in one order whoever asks. */
export const filmsOf = (showings: readonly ScheduledShowing[]): number[] =>
  [...new Set(showings.map(({ film }) => film))].sort((a, b) => a - b);

/** How each of the days stands to the goals that look at all of it; `demand` is that among the slate's films. */
export const standingOf = (
  week: HouseWeek,
  demand: DemandModel,
  slate: readonly number[],
  days: readonly IsoDate[],
  showings: readonly ScheduledShowing[],
): DayStanding[] => {
  const films = week.candidates.filter(({ film }) => slate.includes(film));
  return days.map((date) =>
    dayStanding(
      week,
      dueOn(valuationOf(week, demand, date), films),
      date,
      showings.filter((showing) => showing.date === date),
    ),
  );
};

/** Forecasts of a week's showings, in their order. */
export const forecastOf = (
  week: HouseWeek,
  demand: DemandModel,
  showings: readonly ScheduledShowing[],
): ShowingForecast[] => {
  const capacity = new Map(week.house.screens.map(({ screen, capacity: seats }) => [screen, seats]));
  const means = new Map<string, number>();
  for (const date of new Set(showings.map((showing) => showing.date))) {
    const ofDay = showings.filter((showing) => showing.date === date);
    for (const [id, mean] of dayForecast(valuationOf(week, demand, date), ofDay)) means.set(id, mean);
  }
  return showings.map((showing) => {
    const mean = means.get(showing.id) ?? 0;
    return { id: showing.id, mean, ...demand.interval(showing, mean, capacity.get(showing.screen) ?? 0) };
  });
};
