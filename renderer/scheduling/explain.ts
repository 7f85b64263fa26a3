/** Why a showing is where it is: what its day would lose without it, and what the best allowed alternatives would change. */
import type { Explanation } from "../../shared/contract/scheduling.ts";
import { canShow, conflictsOfMove, isHard } from "../../shared/domain/schedule-rules.ts";
import { lengthIn } from "../../shared/domain/showing-times.ts";
import type { Candidate, IsoDate, ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import type { DemandFactor } from "./demand-terms.ts";
import { dayValue, startsOf, valuationOf } from "./valuation.ts";

type Alternative = Explanation["alternatives"][number];
type ShownFactor = Explanation["factors"][number]["factor"];

const alternativesOfKind = 5;
/** Of every showing alike: they say nothing of this one. */
const isShown = (factor: DemandFactor): factor is ShownFactor =>
  factor !== "intercept" && factor !== "repeats";

export const explain = (
  problem: WeekProblem,
  demand: DemandModel,
  showings: readonly ScheduledShowing[],
  showing: ScheduledShowing,
): Explanation => {
  const { house, candidates } = problem;
  const valuation = valuationOf(problem, demand, showing.date);
  const ofDay = showings.filter(({ date }) => date === showing.date);
  const others = ofDay.filter(({ id }) => id !== showing.id);
  const now = dayValue(valuation, ofDay);
  const without = dayValue(valuation, others);
  const alone = valuation.alone(showing.film, showing.screen, showing.start);
  const wanted = demand.demand(showing);
  const capacity = house.screens.find(({ screen }) => screen === showing.screen)?.capacity ?? 0;

  const changeTo = (moved: ScheduledShowing): number | null =>
    conflictsOfMove(house, candidates, showings, moved, problem).some(isHard)
      ? null
      : dayValue(valuation, [...others, moved]) - now;
  const best = (kind: Alternative["kind"], options: readonly ScheduledShowing[]): Alternative[] =>
    options
      .flatMap((option): Alternative[] => {
        const change = changeTo(option);
        const { film, screen, start } = option;
        return change === null ? [] : [{ kind, film, screen, start, change }];
      })
      .sort((a, b) => b.change - a.change)
      .slice(0, alternativesOfKind);

  const film = candidates.find((candidate) => candidate.film === showing.film);
  const moves = film ? placesOf(problem, film, showing.date).map((place) => ({ ...showing, ...place })) : [];
  const spare = ofDay.filter((other) => other.film === showing.film).length > (film?.minShowsPerDay ?? 0);
  const replacements = spare ? candidates.map((candidate) => ({ ...showing, film: candidate.film })) : [];
  return {
    demand: wanted,
    capacity,
    repeatLoss: Math.max(0, alone - (now - without)),
    value: now - without,
    factors: demand
      .factors(showing)
      .flatMap(({ factor, times }) => (isShown(factor) ? [{ factor, times }] : []))
      .sort((a, b) => Math.abs(Math.log(b.times)) - Math.abs(Math.log(a.times))),
    priceKnown: demand.priceKnown,
    rivals: demand
      .rivals(showing.film)
      .map(({ film: rival, times }) => {
        const comes = (expected: number): number => demand.admissions(showing, expected, capacity);
        return { film: rival, taken: comes(wanted / times) - comes(wanted) };
      })
      .filter(({ taken }) => taken > 0)
      .sort((a, b) => b.taken - a.taken),
    alternatives: [
      ...best(
        "move",
        moves.filter((move) => move.screen !== showing.screen || move.start !== showing.start),
      ),
      ...best(
        "replace",
        replacements.filter((option) => option.film !== showing.film),
      ),
    ],
  };
};

/** Where `showing` may stand on its day, beside the other `showings`, and what that changes from where it stands among them, if it does. */
export const openPlaces = (
  problem: WeekProblem,
  demand: DemandModel,
  showings: readonly ScheduledShowing[],
  showing: ScheduledShowing,
): { screen: number; start: number; change: number }[] => {
  const { house, candidates } = problem;
  const film = candidates.find((candidate) => candidate.film === showing.film);
  if (!film) return [];
  const valuation = valuationOf(problem, demand, showing.date);
  const ofDay = showings.filter(({ date }) => date === showing.date);
  const others = ofDay.filter(({ id }) => id !== showing.id);
  const now = dayValue(valuation, ofDay);
  return placesOf(problem, film, showing.date).flatMap((place) => {
    const moved = { ...showing, ...place };
    return conflictsOfMove(house, candidates, showings, moved, problem).some(isHard)
      ? []
      : [{ ...place, change: dayValue(valuation, [...others, moved]) - now }];
  });
};

const placesOf = (
  problem: WeekProblem,
  candidate: Candidate,
  date: IsoDate,
): { screen: number; start: number }[] => {
  const { house } = problem;
  const { film } = candidate;
  const lengthOf = lengthIn(problem);
  return house.screens
    .filter((screen) => canShow(screen, candidate))
    .flatMap(({ screen }) =>
      startsOf(house, lengthOf({ film, screen, date })).map((start) => ({ screen, start })),
    );
};
