/** The rules of a schedule, quick enough to ask on every pointer move, and which showings break which. */
import { type ByDay, byDay } from "./by-day.ts";
import { brokenRules, isOfWeek, type Violation } from "./rules/broken-rules.ts";
import { type CompiledRule, compileRules } from "./rules/measure.ts";
import type { Rule } from "./rules/rule.ts";
import { type TimesOf, timesIn } from "./showing-times.ts";
import type { Candidate, House, IsoDate, ScheduledShowing, Screen, WeekProblem } from "./slate.ts";

export const scheduleRules = [
  "unknownFilm",
  "unknownScreen",
  "opensLater",
  "lastStart",
  "closes",
  "grid",
  "format",
  "version",
  "overlap",
  "stagger",
  "minimumShows",
  "own",
] as const;
export type ScheduleRule = (typeof scheduleRules)[number];

/** One broken rule; `params` fill its sentence. `showings` are ids, empty where a showing is missing. */
export interface Conflict {
  readonly rule: ScheduleRule;
  readonly showings: readonly string[];
  readonly params: Readonly<Record<string, number | string>>;
  /** Where `rule` is "own": which of the house's own rules, and by how much. */
  readonly broken?: Violation;
}

/** The house's own rules and the week that they are asked of. */
export interface OwnRules {
  readonly rules?: readonly Rule[] | undefined;
  readonly week: IsoDate;
}

const compiledRules = new WeakMap<
  readonly Rule[],
  { of: readonly unknown[]; rules: readonly CompiledRule[] }
>();
/** Compiled once for a house and its candidates: a pointer asks again and again. */
export const ownRulesOf = (
  house: House,
  candidates: readonly Candidate[],
  { rules = [], week }: OwnRules,
): readonly CompiledRule[] => {
  if (rules.length === 0) return [];
  const of = [house, candidates, week];
  const known = compiledRules.get(rules);
  if (known?.of.every((each, n) => each === of[n])) return known.rules;
  const compiled = compileRules({ house, candidates, week }, rules);
  compiledRules.set(rules, { of, rules: compiled });
  return compiled;
};

/** A rule with a price may be broken: it only costs. */
export const isHard = ({ broken }: Conflict): boolean => (broken?.cost ?? null) === null;

const conflictOf = (broken: Violation): Conflict => ({
  rule: "own",
  showings: broken.showings,
  params: broken.params,
  broken,
});

const overOwnRules = (
  house: House,
  screen: Screen | undefined,
  candidate: Candidate | undefined,
  showing: ScheduledShowing,
  timesOf: TimesOf,
): Conflict[] => {
  const showings = [showing.id];
  if (!candidate) return [{ rule: "unknownFilm", showings, params: { film: showing.film } }];
  if (!screen) return [{ rule: "unknownScreen", showings, params: { screen: showing.screen } }];
  const conflicts: Conflict[] = [];
  const { start, clear } = timesOf(showing);
  if (start < house.opens)
    conflicts.push({ rule: "opensLater", showings, params: { start, opens: house.opens } });
  if (start > house.lastStart)
    conflicts.push({ rule: "lastStart", showings, params: { start, lastStart: house.lastStart } });
  if (clear > house.closes)
    conflicts.push({ rule: "closes", showings, params: { clear, closes: house.closes } });
  if (start % house.grid !== 0)
    conflicts.push({ rule: "grid", showings, params: { start, grid: house.grid } });
  if (!canShow(screen, candidate))
    conflicts.push({
      rule: "format",
      showings,
      params: { screen: screen.name, formats: candidate.formats.join(", ") },
    });
  if (showing.version && !screen.formats.includes(showing.version.format))
    conflicts.push({
      rule: "version",
      showings,
      params: { screen: screen.name, format: showing.version.format },
    });
  return conflicts;
};

/** A screen must offer one of the film's formats. */
export const canShow = (screen: Screen, candidate: Candidate): boolean =>
  candidate.formats.some((format) => screen.formats.includes(format));

const betweenShowings = (
  house: House,
  timesOf: TimesOf,
  earlier: ScheduledShowing,
  later: ScheduledShowing,
): Conflict[] => {
  const showings = [earlier.id, later.id];
  const conflicts: Conflict[] = [];
  const { clear } = timesOf(earlier);
  if (earlier.screen === later.screen && later.start < clear)
    conflicts.push({
      rule: "overlap",
      showings,
      params: { screen: later.screen, minutes: clear - later.start },
    });
  const apart = later.start - earlier.start;
  if (apart < house.stagger)
    conflicts.push({ rule: "stagger", showings, params: { apart, stagger: house.stagger } });
  return conflicts;
};

/** Each screen's latest showing so far and the house's: only these can clash with the next start. */
const conflictsOfDay = (
  house: House,
  timesOf: TimesOf,
  showings: readonly ScheduledShowing[],
): Conflict[] => {
  const byStart = [...showings].sort((a, b) => a.start - b.start || a.id.localeCompare(b.id));
  const longest = Math.max(0, ...byStart.map((showing) => timesOf(showing).clear - showing.start));
  const conflicts: Conflict[] = [];
  for (let j = 1; j < byStart.length; j++) {
    const later = byStart[j] as ScheduledShowing;
    for (let i = j - 1; i >= 0; i--) {
      const earlier = byStart[i] as ScheduledShowing;
      if (later.start - earlier.start >= Math.max(longest, house.stagger)) break;
      conflicts.push(...betweenShowings(house, timesOf, earlier, later));
    }
  }
  return conflicts;
};

interface Week {
  readonly house: House;
  readonly candidates: readonly Candidate[];
  readonly slate: readonly number[];
  readonly days: readonly IsoDate[];
  readonly own: OwnRules | undefined;
}

type HouseWeek = Pick<WeekProblem, "house" | "candidates" | "rules">;

const factsOf = ({ house, candidates }: HouseWeek) => {
  const candidateOf = new Map(candidates.map((candidate) => [candidate.film, candidate]));
  const screenOf = new Map(house.screens.map((screen) => [screen.screen, screen]));
  const isKnown = ({ film, screen }: ScheduledShowing): boolean =>
    candidateOf.has(film) && screenOf.has(screen);
  return { candidateOf, screenOf, isKnown };
};

/** What showings of one day break of the house itself: its hours, grid and stagger, and rooms that are held twice. */
export const houseConflicts = (week: HouseWeek): ((ofDay: readonly ScheduledShowing[]) => Conflict[]) => {
  const { house } = week;
  const { candidateOf, screenOf, isKnown } = factsOf(week);
  const timesOf = timesIn(week);
  return (ofDay) => [
    ...ofDay.flatMap((showing) =>
      overOwnRules(house, screenOf.get(showing.screen), candidateOf.get(showing.film), showing, timesOf),
    ),
    ...conflictsOfDay(house, timesOf, ofDay.filter(isKnown)),
  ];
};

const conflictsOn = ({ house, candidates, slate, days, own }: Week) => {
  const ofHouse = { house, candidates, rules: own?.rules };
  const { candidateOf, isKnown } = factsOf(ofHouse);
  const houseRules = houseConflicts(ofHouse);
  const ownRules = own ? ownRulesOf(house, candidates, own) : [];
  const asked = new Set(slate);

  const minimum = (date: IsoDate, ofDay: readonly ScheduledShowing[]): Conflict[] =>
    slate.flatMap((film) => {
      const need = candidateOf.get(film)?.minShowsPerDay ?? 0;
      const of = ofDay.filter((showing) => showing.film === film);
      if (of.length >= need) return [];
      const params = { film, date, have: of.length, need };
      return { rule: "minimumShows", showings: of.map(({ id }) => id), params };
    });
  return {
    day: (date: IsoDate, showings: readonly ScheduledShowing[]): readonly Conflict[] => {
      const known = showings.filter(isKnown);
      const isAsked = days.includes(date);
      const broken = brokenRules(
        ownRules.filter((rule) => !isOfWeek(rule)),
        known,
        { days: isAsked ? [date] : [], slate: asked },
      );
      return [...houseRules(showings), ...(isAsked ? minimum(date, known) : []), ...broken.map(conflictOf)];
    },
    week: (showings: ByDay): readonly Conflict[] => {
      const ofWeek = ownRules.filter(isOfWeek);
      if (ofWeek.length === 0) return [];
      const known = [...showings.values()].flatMap((ofDay) => ofDay.filter(isKnown));
      return brokenRules(ofWeek, known, { days, slate: asked }).map(conflictOf);
    },
  };
};

/** Like `conflicts`, of one week that is edited: only days that changed since the last question are looked at anew. */
export const keepConflicts = (): ((week: Week, showings: ByDay) => Conflict[]) => {
  let of: readonly unknown[] = [];
  let last = new Map<IsoDate, { of: readonly ScheduledShowing[]; conflicts: readonly Conflict[] }>();
  return (week, showings) => {
    const now = [week.house, week.candidates, week.slate, week.days, week.own?.rules, week.own?.week];
    if (now.some((each, n) => each !== of[n])) last = new Map();
    of = now;
    const conflictsIn = conflictsOn(week);
    last = new Map(
      [...new Set([...week.days, ...showings.keys()])].map((date) => {
        const ofDay = showings.get(date) ?? noShowings;
        const known = last.get(date);
        return [date, known?.of === ofDay ? known : { of: ofDay, conflicts: conflictsIn.day(date, ofDay) }];
      }),
    );
    return [...[...last.values()].flatMap(({ conflicts: ofDay }) => ofDay), ...conflictsIn.week(showings)];
  };
};
const noShowings: readonly ScheduledShowing[] = [];

/**
 * Every broken rule among `showings` (of any days). Minima of shows are asked only of films in `slate` (and those that a rule of
 * the house's own names) and only on `days`; without them they are not asked.
 */
export const conflicts = (
  house: House,
  candidates: readonly Candidate[],
  showings: readonly ScheduledShowing[],
  slate: readonly number[] = [],
  days: readonly IsoDate[] = [],
  own?: OwnRules,
): Conflict[] => keepConflicts()({ house, candidates, slate, days, own }, byDay(showings));

/** The rules that `moved` would break beside the other showings: the answer while a showing is dragged. */
export const conflictsOfMove = (
  house: House,
  candidates: readonly Candidate[],
  showings: readonly ScheduledShowing[],
  moved: ScheduledShowing,
  own?: OwnRules,
): Conflict[] => {
  const others = showings.filter(({ id }) => id !== moved.id);
  const ofDay = [...others.filter(({ date }) => date === moved.date), moved];
  const rules = own ? ownRulesOf(house, candidates, own) : [];
  const broken = [
    ...brokenRules(
      rules.filter((rule) => !isOfWeek(rule)),
      ofDay,
    ),
    ...brokenRules(rules.filter(isOfWeek), [...others, moved]),
  ];
  const ofHouse = houseConflicts({ house, candidates, rules: own?.rules })(ofDay);
  return [...ofHouse, ...broken.map(conflictOf)].filter(({ showings: ids }) => ids.includes(moved.id));
};
