/** Which rules showings break, by how much and at what price. */
import type { IsoDate, ScheduledShowing } from "../slate.ts";
import { doublyHeld } from "./holds.ts";
import { binds, type CompiledRule, type CountGroup, type Measure, type Place } from "./measure.ts";
import type { RuleKind } from "./rule.ts";

export interface Violation {
  readonly rule: string; // id
  readonly name: string;
  readonly kind: RuleKind;
  readonly showings: readonly string[]; // empty where showings are missing
  readonly date: IsoDate | null; // null: of the week
  readonly params: Readonly<Record<string, number | string>>;
  readonly amount: number; // showings, or minutes too close
  readonly cost: number | null; // admissions; null where the rule is hard
}

/** What least numbers of showings are asked of; without days, they are not. */
export interface Asked {
  readonly days: readonly IsoDate[];
  readonly slate: ReadonlySet<number>;
}
const nothing: Asked = { days: [], slate: new Set() };

const grouped = <K>(
  showings: readonly ScheduledShowing[],
  keyOf: (showing: ScheduledShowing) => K,
): Map<K, ScheduledShowing[]> => {
  const groups = new Map<K, ScheduledShowing[]>();
  for (const showing of showings) {
    const group = groups.get(keyOf(showing));
    if (group) group.push(showing);
    else groups.set(keyOf(showing), [showing]);
  }
  return groups;
};
const byDate = (showings: readonly ScheduledShowing[]): Map<IsoDate, ScheduledShowing[]> =>
  grouped(showings, ({ date }) => date);

export const isOfWeek = ({ measure }: CompiledRule): boolean =>
  measure.of === "count" && measure.per === "week";

const brokenBy = (
  compiled: CompiledRule,
  date: IsoDate | null,
  amount: number,
  showings: readonly ScheduledShowing[],
  params: Violation["params"],
): Violation => {
  const { id, name, kind, price } = compiled.rule;
  return {
    rule: id,
    name,
    kind,
    showings: [...new Set(showings.map((showing) => showing.id))],
    date,
    params: { ...(compiled.rule.params as Violation["params"]), ...params },
    amount,
    cost: price === null ? null : price * amount,
  };
};

const factsOf = ({ film, screen, date, start }: Place): Violation["params"] => ({
  film,
  screen,
  date,
  start,
});

const crowded = (
  compiled: CompiledRule,
  { minutes, most, groupOf, eventsOf }: Extract<Measure, { of: "crowd" }>,
  date: IsoDate,
  showings: readonly ScheduledShowing[],
): Violation[] => {
  const groups = grouped(showings, groupOf);
  groups.delete(null);
  return [...groups.values()].flatMap((group) => {
    const events = group
      .flatMap((showing) => eventsOf(showing).map((at) => ({ at, showing })))
      .sort((a, b) => a.at - b.at || (a.showing.id < b.showing.id ? -1 : 1));
    return events.flatMap(({ at, showing }, i) => {
      const first = events[i - most];
      if (!first || at - first.at >= minutes) return [];
      const together = events.slice(i - most, i + 1).map((event) => event.showing);
      return brokenBy(compiled, date, minutes - (at - first.at), together, {
        ...factsOf(showing),
        minutes,
        most,
        apart: at - first.at,
      });
    });
  });
};

/** Showings out of scope hold their screen, too, but only until their film's end. */
const held = (
  compiled: CompiledRule,
  { minutes, endOf }: Extract<Measure, { of: "hold" }>,
  showings: readonly ScheduledShowing[],
): Violation[] =>
  [...grouped(showings, ({ date, screen }) => `${date} ${screen}`).values()].flatMap((onScreen) => {
    const holds = [...onScreen]
      .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
      .map((showing) => {
        const inScope = compiled.scope.includes(showing);
        return { of: showing, from: showing.start, to: endOf(showing) + (inScope ? minutes : 0), inScope };
      });
    return doublyHeld(holds).map(({ holds: together, minutes: lacking }) => {
      const of = together.map((hold) => hold.of);
      const later = of[of.length - 1] as ScheduledShowing;
      const apart = Math.max(0, later.start - Math.max(...of.slice(0, -1).map(endOf)));
      return brokenBy(compiled, later.date, lacking, of, { ...factsOf(later), minutes, apart });
    });
  });

const counted = (
  compiled: CompiledRule,
  { least, most }: Extract<Measure, { of: "count" }>,
  group: CountGroup,
  date: IsoDate | null,
  asked: boolean,
  of: readonly ScheduledShowing[],
): Violation[] => {
  const have = of.length;
  const params = {
    ...(group.film === null ? {} : { film: group.film }),
    ...(date === null ? {} : { date }),
    have,
  };
  if (asked && have < least) return [brokenBy(compiled, date, least - have, of, { ...params, least })];
  return have > most ? [brokenBy(compiled, date, have - most, of, { ...params, most })] : [];
};

const violationsOf = (
  compiled: CompiledRule,
  showings: readonly ScheduledShowing[],
  { days, slate }: Asked,
): Violation[] => {
  const { scope, measure } = compiled;
  if (measure.of === "hold") return held(compiled, measure, showings);
  const within = showings.filter((showing) => scope.includes(showing));
  if (measure.of === "showing")
    return within
      .filter((showing) => !measure.allows(showing))
      .map((showing) => brokenBy(compiled, showing.date, 1, [showing], factsOf(showing)));
  if (measure.of === "crowd")
    return [...byDate(within)].flatMap(([date, ofDay]) => crowded(compiled, measure, date, ofDay));
  const counting = within.filter(measure.counts);
  const askedOf = (group: CountGroup): boolean => binds(compiled, group, slate);
  const askedDays = days.filter(scope.includesDay);
  /** Showings of a group's film among some, looked through once. */
  const ofGroup = (
    some: readonly ScheduledShowing[],
  ): ((group: CountGroup) => readonly ScheduledShowing[]) => {
    if (measure.groups.every(({ film }) => film === null)) return () => some;
    const byFilm = grouped(some, ({ film }) => film);
    return ({ film }) => (film === null ? some : (byFilm.get(film) ?? []));
  };
  if (measure.per === "week") {
    const ofWeek = ofGroup(counting);
    return measure.groups.flatMap((group) =>
      counted(compiled, measure, group, null, askedDays.length > 0 && askedOf(group), ofWeek(group)),
    );
  }
  const byDay = byDate(counting);
  return [...new Set([...askedDays, ...byDay.keys()])].flatMap((date) => {
    const ofDay = ofGroup(byDay.get(date) ?? []);
    return measure.groups.flatMap((group) =>
      counted(compiled, measure, group, date, askedDays.includes(date) && askedOf(group), ofDay(group)),
    );
  });
};

/** Every rule that `showings` break. Counts over the week take `showings` for the whole week. */
export const brokenRules = (
  rules: readonly CompiledRule[],
  showings: readonly ScheduledShowing[],
  asked: Asked = nothing,
): Violation[] => rules.flatMap((compiled) => violationsOf(compiled, showings, asked));
