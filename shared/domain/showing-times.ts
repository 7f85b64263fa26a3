/**
 * How long a showing takes: the one answer for board, scheduler, checks and whatever leaves the building.
 *
 *   start --trailers--> feature --runtime--> end --cleaning--> clear
 *
 * Trailers and cleaning are the house's, unless one of its rules of lengths is in scope. Of several the one with the narrowest scope
 * counts: what names films before what names distributors, then certificates, screens, formats and days; of equals the later.
 */
import type { Rule, RuleScope } from "./rules/rule.ts";
import { type ScopedFilm, scoped } from "./rules/scope.ts";
import type { House, Minutes, ScheduledShowing, ShowingTimes } from "./slate.ts";

/** Where a showing stands; how long it takes may hang on each of these. */
export type Spot = Pick<ScheduledShowing, "film" | "screen" | "date">;
export type TimesOf = (showing: Spot & Pick<ScheduledShowing, "start">) => ShowingTimes;

/** What says how long showings take. A film that is not among the candidates has no runtime. */
export interface TimedWeek {
  readonly house: House;
  readonly candidates: readonly (ScopedFilm & { readonly runtime: Minutes })[];
  readonly rules?: readonly Rule[] | undefined;
}

type LengthKind = "trailers" | "cleaning";
export type LengthRule = Extract<Rule, { kind: LengthKind }>;
export const isLengthKind = (kind: string): kind is LengthKind => kind === "trailers" || kind === "cleaning";
/** A rule that no schedule breaks: it says how long something takes. */
export const isLength = (rule: Rule): rule is LengthRule => isLengthKind(rule.kind);

const narrowness = ({
  films,
  distributors,
  certificates,
  screens,
  formats,
  weekdays,
  from,
  to,
}: RuleScope): number =>
  [films, distributors, certificates, screens, formats, weekdays ?? from ?? to].reduce<number>(
    (sum, each) => 2 * sum + Number(each !== undefined),
    0,
  );

const lengthOf = (
  { house, candidates, rules = [] }: TimedWeek,
  kind: LengthKind,
): ((spot: Spot) => Minutes) => {
  const own = rules
    .filter((rule): rule is LengthRule => rule.kind === kind && rule.on)
    .flatMap((rule) => {
      const scope = scoped(rule.scope, house, candidates);
      return scope ? [{ scope, minutes: rule.params.minutes, narrow: narrowness(rule.scope) }] : [];
    })
    .reverse()
    .sort((a, b) => b.narrow - a.narrow);
  const usual = house[kind];
  if (own.length === 0) return () => usual;
  return (spot) => own.find(({ scope }) => scope.includes(spot))?.minutes ?? usual;
};

const known = new WeakMap<
  TimedWeek["candidates"],
  { readonly house: House; readonly rules: TimedWeek["rules"]; readonly timesOf: TimesOf }
>();

/** Made once for a week: a pointer asks again and again. */
export const timesIn = (week: TimedWeek): TimesOf => {
  const { house, candidates, rules } = week;
  const last = known.get(candidates);
  if (last?.house === house && last.rules === rules) return last.timesOf;
  const runtime = new Map(candidates.map((film) => [film.film, film.runtime]));
  const trailers = lengthOf(week, "trailers");
  const cleaning = lengthOf(week, "cleaning");
  const timesOf: TimesOf = ({ start, ...spot }) => {
    const feature = start + trailers(spot);
    const end = feature + (runtime.get(spot.film) ?? 0);
    return { start, feature, end, clear: end + cleaning(spot) };
  };
  known.set(candidates, { house, rules, timesOf });
  return timesOf;
};

/** From a showing's start until its screen is clear. */
export const lengthIn = (week: TimedWeek): ((spot: Spot) => Minutes) => {
  const timesOf = timesIn(week);
  return (spot) => timesOf({ film: spot.film, screen: spot.screen, date: spot.date, start: 0 }).clear;
};
