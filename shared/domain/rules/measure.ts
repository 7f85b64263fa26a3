/**
 * What each kind of rule measures. All kinds come down to four measures, which the board counts on showings and the scheduler turns
 * into linear rows:
 *
 *   showing  a showing is allowed or it is not; broken by one a showing
 *   crowd    events t_1 <= t_2 <= … of one group and day: t_i - t_(i - most) >= minutes; broken by the minutes that it lacks
 *   hold     a showing holds its screen until `minutes` after its film; broken by the minutes for which a screen is held twice
 *   count    least <= showings of a group on a day or in the week <= most; broken by the showings too few or too many
 */

import { isLength, type LengthRule, timesIn } from "../showing-times.ts";
import type {
  Candidate,
  House,
  IsoDate,
  Minutes,
  ScheduledShowing,
  Screen,
  ShowingVersion,
} from "../slate.ts";
import type { ParamsOf, Rule, RuleKind } from "./rule.ts";
import { refersTo, type Scoped, scoped, weekOfRun } from "./scope.ts";
import { versionKept, versionsIn } from "./showing-versions.ts";
import { wallMinutes } from "./wall-minutes.ts";

/** Where and when a film might play. */
export type Place = Pick<ScheduledShowing, "film" | "screen" | "date" | "start" | "version">;

export interface RuleWeek {
  readonly house: House;
  readonly candidates: readonly Candidate[];
  readonly week: IsoDate; // its first day
}

export interface CountGroup {
  readonly film: number | null; // null: of all films in scope together
  /** Which films make its minimum binding: any of these in the slate. Null: it always binds. */
  readonly films: readonly number[] | null;
}

export type Measure =
  | { readonly of: "showing"; allows(place: Place): boolean }
  | {
      readonly of: "crowd";
      readonly minutes: Minutes;
      readonly most: number;
      /** Null: it does not count. */
      groupOf(place: Place): number | null;
      eventsOf(place: Place): readonly Minutes[];
    }
  | {
      readonly of: "hold";
      readonly minutes: Minutes;
      /** The film's end, elapsed since midnight as the venue's own cleaning counts it. */
      endOf(place: Place): Minutes;
    }
  | {
      readonly of: "count";
      readonly per: "day" | "week";
      readonly least: number;
      readonly most: number;
      readonly groups: readonly CountGroup[];
      counts(place: Place): boolean;
    };

export interface CompiledRule {
  readonly rule: Rule;
  readonly scope: Scoped;
  readonly measure: Measure;
}

interface Facts extends RuleWeek {
  readonly scope: Scoped;
  /** The film's end, whatever the clock on the wall does. */
  elapsedEndOf(place: Place): Minutes;
  screenOf(screen: number): Screen | undefined;
  candidateOf(film: number): Candidate | undefined;
  /** Which version plays there; undefined where nobody knows. */
  versionAt(place: Place): ShowingVersion | undefined;
  /** The film's end on the clock. */
  endOf(place: Place): Minutes;
  /** When the screen is free again, on the clock. */
  clearOf(place: Place): Minutes;
}

const unbounded = Number.POSITIVE_INFINITY;
const only = (allows: (place: Place) => boolean): Measure => ({ of: "showing", allows });

const groupsOf = ({ scope }: Facts, each: boolean): CountGroup[] => {
  if (each) return scope.films.map((film) => ({ film, films: [film] }));
  if (!scope.restrictsFilms) return [{ film: null, films: null }];
  return scope.films.length > 0 ? [{ film: null, films: scope.films }] : [];
};

const countOf = (
  facts: Facts,
  { per, least = 0, most = unbounded, each = true }: Partial<ParamsOf<"shows">>,
  counts: (place: Place) => boolean = () => true,
  binds: (film: number) => boolean = () => true,
): Measure => ({
  of: "count",
  per: per ?? "day",
  least,
  most,
  groups: groupsOf(facts, each).filter(({ film }) => film === null || binds(film)),
  counts,
});

const startsOf = (place: Place): readonly Minutes[] => [place.start];
const crowdOf = (
  minutes: Minutes,
  most: number,
  groupOf: (place: Place) => number | null = () => 0,
  eventsOf = startsOf,
): Measure => ({ of: "crowd", minutes, most, groupOf, eventsOf });

/** The screens that as many rooms as `rooms` are not larger than. */
const largest = ({ house }: Facts, rooms: number): ((place: Place) => boolean) => {
  const seats = house.screens.map(({ capacity }) => capacity).sort((a, b) => b - a);
  const least = seats[Math.min(rooms, seats.length) - 1] ?? 0;
  const wide = new Set(house.screens.filter(({ capacity }) => capacity >= least).map(({ screen }) => screen));
  return ({ screen }) => wide.has(screen);
};

const runsUntil =
  ({ candidateOf, week }: Facts, weeks: number) =>
  (film: number): boolean => {
    const run = weekOfRun(candidateOf(film)?.releaseDate ?? null, week);
    return run !== null && run <= weeks;
  };

type MeasuredKind = Exclude<RuleKind, LengthRule["kind"]>;
const measures: { readonly [K in MeasuredKind]: (params: ParamsOf<K>, facts: Facts) => Measure } = {
  curfew: ({ latest }, { endOf }) => only((place) => endOf(place) <= latest),
  hours: ({ opens = 0, lastStart = unbounded, lastEnd = unbounded }, { endOf }) =>
    only(
      (place) =>
        place.start >= opens &&
        place.start <= lastStart &&
        (lastEnd === unbounded || endOf(place) <= lastEnd),
    ),
  format: ({ formats }, { screenOf }) =>
    only(({ screen }) => screenOf(screen)?.formats.some((format) => formats.includes(format)) ?? true),
  version: (params, { versionAt }) => only((place) => versionKept(params, place, versionAt(place))),
  rooms: ({ certificates, allowed }, { candidateOf }) =>
    only(({ film }) => certificates.includes(candidateOf(film)?.certificate ?? "") === allowed),
  seats: ({ least }, { screenOf }) => only(({ screen }) => (screenOf(screen)?.capacity ?? least) >= least),
  blocked: ({ from, to }, { clearOf }) => only((place) => place.start >= to || clearOf(place) <= from),
  window: ({ screens, from = "", to = "9999" }, { screenOf }) =>
    only(({ screen, date }) => {
      const name = screenOf(screen)?.name ?? "";
      return date >= from && date <= to && (!screens || screens.includes(screen) || screens.includes(name));
    }),
  spacing: ({ minutes }) => crowdOf(minutes, 1, ({ film }) => film),
  turnaround: ({ minutes }, { elapsedEndOf }) => ({ of: "hold", minutes, endOf: elapsedEndOf }),
  stagger: ({ minutes }) => crowdOf(minutes, 1),
  largeRooms: ({ seats, minutes }, { screenOf }) =>
    crowdOf(minutes, 1, ({ screen }) => ((screenOf(screen)?.capacity ?? 0) >= seats ? 0 : null)),
  staff: ({ most, minutes, events }, { endOf }) =>
    crowdOf(
      minutes,
      most,
      () => 0,
      events === "starts"
        ? startsOf
        : events === "ends"
          ? (place) => [endOf(place)]
          : (place) => [place.start, endOf(place)],
    ),
  shows: (params, facts) => countOf(facts, params),
  dayPart: ({ from, to, ...params }, facts) =>
    countOf(facts, params, ({ start }) => start >= from && start < to),
  primeTime: ({ from, to, least, rooms }, facts) => {
    const isLarge = rooms === undefined ? () => true : largest(facts, rooms);
    return countOf(
      facts,
      { per: "day", least },
      (place) => place.start >= from && place.start < to && isLarge(place),
    );
  },
  largestScreens: ({ rooms, least, per, weeks }, facts) =>
    countOf(facts, { per, least }, largest(facts, rooms), runsUntil(facts, weeks)),
  holdover: ({ weeks, least, per }, facts) =>
    countOf(facts, { per, least }, undefined, runsUntil(facts, weeks)),
  sessions: ({ most, per }, facts) => countOf(facts, { per, most, each: false }),
  reserved: ({ films }, { candidates }) => {
    const allowed = new Set(
      candidates
        .filter(({ film, title, titleZh }) => refersTo(films, film, title, titleZh))
        .map(({ film }) => film),
    );
    return only(({ film }) => allowed.has(film));
  },
  accessible: ({ formats, from, to, ...params }, facts) =>
    countOf(
      facts,
      params,
      ({ screen, start }) =>
        start >= from &&
        start < to &&
        (facts.screenOf(screen)?.formats.some((format) => formats.includes(format)) ?? false),
    ),
};

/** The rules that are on, ready to be asked. */
export const compileRules = (
  { house, candidates, week }: RuleWeek,
  rules: readonly Rule[],
): readonly CompiledRule[] => {
  const screens = new Map(house.screens.map((screen) => [screen.screen, screen]));
  const films = new Map(candidates.map((candidate) => [candidate.film, candidate]));
  const timesOf = timesIn({ house, candidates, rules });
  const versionsAt = versionsIn({ house, candidates, rules });
  const onWall = ({ date, start }: Place, until: Minutes): Minutes =>
    wallMinutes(house.timeZone, date, start, until - start);
  return rules.flatMap((rule) => {
    if (!rule.on || isLength(rule)) return [];
    const scope = scoped(rule.scope, house, candidates);
    if (!scope) return [];
    const facts: Facts = {
      house,
      candidates,
      week,
      scope,
      screenOf: (screen) => screens.get(screen),
      candidateOf: (film) => films.get(film),
      versionAt: (place) => versionsAt(place)[0],
      elapsedEndOf: (place) => timesOf(place).end,
      endOf: (place) => onWall(place, timesOf(place).end),
      clearOf: (place) => onWall(place, timesOf(place).clear),
    };
    const measureOf = measures[rule.kind] as (params: Rule["params"], facts: Facts) => Measure;
    return [{ rule, scope, measure: measureOf(rule.params, facts) }];
  });
};

/** Whether a least number of showings is asked for: by a film that is in the slate or that the rule itself names. */
export const binds = ({ scope }: CompiledRule, { films }: CountGroup, slate: ReadonlySet<number>): boolean =>
  films === null || films.some((film) => slate.has(film) || scope.named.has(film));

/** Films that hard rules name and ask showings of: a slate must hold them. */
export const obliged = (rules: readonly CompiledRule[]): readonly number[] => [
  ...new Set(
    rules.flatMap(({ rule, scope, measure }) =>
      rule.price === null && measure.of === "count" && measure.least > 0
        ? measure.groups.flatMap(({ film }) => (film !== null && scope.named.has(film) ? [film] : []))
        : [],
    ),
  ),
];
