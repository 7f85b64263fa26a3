/** A week's worth kept day by day: only the days that an edit touched are valued anew. */
import type { ByDay } from "../../../../shared/domain/by-day.ts";
import type { DayStanding } from "../../../../shared/domain/day-standing.ts";
import type { Objective } from "../../../../shared/domain/objective.ts";
import { ownRulesOf } from "../../../../shared/domain/schedule-rules.ts";
import type { DayProof, IsoDate, ShowingForecast, WeekProblem } from "../../../../shared/domain/slate.ts";
import { type TotalRange, type TotalSpread, weekTotal } from "../../../../shared/domain/week-total.ts";

export interface Worth {
  readonly total: number;
  readonly spread: TotalSpread;
  /** 80 % interval of the total. */
  readonly range: TotalRange;
  readonly forecast: ReadonlyMap<string, ShowingForecast>;
  readonly proof: ReadonlyMap<string, DayProof>;
  /** Of proven days. */
  readonly standing: ReadonlyMap<string, DayStanding>;
}

export interface WorthQuestion {
  readonly problem: WeekProblem;
  readonly showings: ByDay;
  readonly bounds: readonly DayProof[];
  readonly objective: Objective | undefined;
  readonly slate: readonly number[];
}

export interface Valued {
  readonly question: WorthQuestion;
  readonly worth: Worth;
}

/** Counts that have a price tie the days together: their cost depends on which films play on other days. */
const daysAreApart = ({ house, candidates, ...own }: WeekProblem): boolean =>
  ownRulesOf(house, candidates, own).every(
    ({ rule, measure }) => rule.price === null || measure.of !== "count",
  );

export const daysToValue = (
  { problem, showings, bounds, objective, slate }: WorthQuestion,
  last: Valued | null,
): IsoDate[] => {
  const days = [...new Set([...showings.keys(), ...bounds.map(({ date }) => date)])];
  if (!last || !daysAreApart(problem)) return days;
  const { question: before } = last;
  const basis = [before.problem, before.bounds, before.objective, before.slate];
  if ([problem, bounds, objective, slate].some((each, n) => each !== basis[n])) return days;
  return days.filter((date) => showings.get(date) !== before.showings.get(date));
};

interface Answer {
  readonly forecast: readonly ShowingForecast[];
  readonly proof: readonly DayProof[];
  readonly spread: TotalSpread;
  readonly standing: readonly DayStanding[];
}

/** What did not change stays the same object, so that blocks that show it need not be drawn again. */
const unchanged = (known: ShowingForecast | undefined, now: ShowingForecast): ShowingForecast =>
  known?.mean === now.mean && known.low === now.low && known.high === now.high ? known : now;

export const withDays = (
  question: WorthQuestion,
  days: readonly IsoDate[],
  answer: Answer,
  last: Valued | null,
): Valued => {
  const before = last?.worth.forecast;
  const answered = new Map(answer.forecast.map((each) => [each.id, each]));
  const forecast = new Map<string, ShowingForecast>();
  const films = new Map<number, number>();
  let total = 0;
  for (const ofDay of question.showings.values())
    for (const { id, film } of ofDay) {
      const now = answered.get(id);
      const known = before?.get(id);
      const shown = now ? unchanged(known, now) : known;
      if (!shown) throw new Error(`showing ${id} was not valued`);
      forecast.set(id, shown);
      total += shown.mean;
      films.set(film, (films.get(film) ?? 0) + shown.mean);
    }
  const anew = new Set(days);
  const withAnswered = <T extends { readonly date: IsoDate }>(
    known: ReadonlyMap<string, T> | undefined,
    answers: readonly T[],
  ): ReadonlyMap<string, T> => {
    const kept = [...(known?.values() ?? [])].filter(({ date }) => !anew.has(date));
    return new Map([...kept, ...answers].map((each) => [each.date, each]));
  };
  const proof = withAnswered(last?.worth.proof, answer.proof);
  const standing = withAnswered(last?.worth.standing, answer.standing);
  const { spread } = answer;
  const range = weekTotal(spread, [...films.values()]);
  return { question, worth: { total, spread, range, forecast, proof, standing } };
};
