/**
 * Rules of a house as linear rows over a day's choices: lower <= sum of the choices on the row <= upper, locked showings taken out.
 *
 *   showing  a hard rule drops the choice, a priced one takes its price off the choice's value
 *   crowd    at most `most` events in any `minutes`, for a window from each event; with a price, a row for each run of minutes τ whose
 *            window [τ, τ + minutes) holds the same events, its price times their number: Σ_τ (n_τ - most)+ is the minutes too close
 *   hold     a screen is held at most once, at each start; with a price, in each run of minutes in which the same showings could hold it
 *   count    one row a group
 */
import {
  binds,
  type CompiledRule,
  type CountGroup,
  type Measure,
  type Place,
} from "../../shared/domain/rules/measure.ts";
import type { IsoDate, Minutes } from "../../shared/domain/slate.ts";
import type { DayRow } from "./day-problem.ts";

/** A row's choices; one that counts twice stands twice. */
export interface RowOfChoices extends DayRow {
  readonly choices: readonly number[];
  readonly weights?: readonly number[]; // of its choices; 1, where absent
}

interface Event {
  readonly at: Minutes;
  readonly choice: number; // -1: of a locked showing
}

/** The row without what is locked: a hard one makes room for locked showings, but does not refuse them. */
export const rowWithout = (
  lower: number,
  upper: number,
  price: number | null,
  locked: number,
  rule: string | null,
): DayRow => ({
  lower: lower - locked > 0 ? lower - locked : Number.NEGATIVE_INFINITY,
  upper: price === null ? Math.max(0, upper - locked) : upper - locked,
  price,
  rule,
});

const crowdRows = (
  { minutes, most, groupOf, eventsOf }: Extract<Measure, { of: "crowd" }>,
  rule: CompiledRule["rule"],
  places: readonly (Place | null)[],
  locked: readonly Place[],
): RowOfChoices[] => {
  const groups = new Map<number, Event[]>();
  const collect = (place: Place, choice: number): void => {
    const group = groupOf(place);
    if (group === null) return;
    const events = groups.get(group) ?? [];
    groups.set(group, events);
    for (const at of eventsOf(place)) events.push({ at, choice });
  };
  locked.forEach((place) => {
    collect(place, -1);
  });
  places.forEach((place, choice) => {
    if (place) collect(place, choice);
  });
  const rows: RowOfChoices[] = [];
  for (const events of groups.values()) {
    events.sort((a, b) => a.at - b.at);
    const add = (from: number, to: number, price: number | null): void => {
      const within = events.slice(from, to);
      if (within.length <= most) return;
      const choices = within.flatMap(({ choice }) => (choice < 0 ? [] : [choice]));
      if (choices.length === 0 && price === null) return;
      rows.push({
        ...rowWithout(Number.NEGATIVE_INFINITY, most, price, within.length - choices.length, rule.id),
        choices,
      });
    };
    if (rule.price === null) {
      let end = 0;
      for (let from = 0; from < events.length; from++) {
        const { at } = events[from] as Event;
        if (from > 0 && at === events[from - 1]?.at) continue;
        const before = end;
        while (end < events.length && (events[end] as Event).at < at + minutes) end++;
        if (end > before) add(from, end, null);
      }
      continue;
    }
    const turns = [...new Set(events.flatMap(({ at }) => [at - minutes + 1, at + 1]))].sort((a, b) => a - b);
    let from = 0;
    let end = 0;
    for (const [n, turn] of turns.entries()) {
      while (from < events.length && (events[from] as Event).at < turn) from++;
      while (end < events.length && (events[end] as Event).at < turn + minutes) end++;
      add(from, end, rule.price * ((turns[n + 1] ?? turn) - turn));
    }
  }
  return rows;
};

interface Held {
  readonly from: Minutes;
  readonly to: Minutes;
  readonly inScope: boolean;
  readonly choice: number; // -1: of a locked showing
}

const holdRows = (
  { minutes, endOf }: Extract<Measure, { of: "hold" }>,
  { rule, scope }: CompiledRule,
  places: readonly Place[],
  locked: readonly Place[],
): RowOfChoices[] => {
  const screens = new Map<number, Held[]>();
  const collect = (place: Place, choice: number): void => {
    const inScope = scope.includes(place);
    const holds = screens.get(place.screen) ?? [];
    screens.set(place.screen, holds);
    holds.push({ from: place.start, to: endOf(place) + (inScope ? minutes : 0), inScope, choice });
  };
  locked.forEach((place) => {
    collect(place, -1);
  });
  places.forEach(collect);
  return [...screens.values()].flatMap((holds) => {
    const isHard = rule.price === null;
    const turns = [...new Set(holds.flatMap(({ from, to }) => (isHard ? [from] : [from, to])))].sort(
      (a, b) => a - b,
    );
    return turns.flatMap((turn, n): RowOfChoices[] => {
      // Where the rule is hard, the venue's own rules keep showings out of scope apart: they count as they start.
      const together = holds.filter(
        ({ from, to, inScope }) => from <= turn && turn < to && (!isHard || inScope || from === turn),
      );
      if (together.length < 2 || !together.some(({ inScope }) => inScope)) return [];
      const choices = together.flatMap(({ choice }) => (choice < 0 ? [] : [choice]));
      if (choices.length === 0 && isHard) return [];
      const price = isHard ? null : (rule.price ?? 0) * ((turns[n + 1] ?? turn) - turn);
      return [
        {
          ...rowWithout(Number.NEGATIVE_INFINITY, 1, price, together.length - choices.length, rule.id),
          choices,
        },
      ];
    });
  });
};

const isOf = ({ film }: CountGroup, place: Place): boolean => film === null || film === place.film;

export interface DayRules {
  /** Hard rules that a showing of its own may break. */
  allows(place: Place): boolean;
  /** What priced rules take off a showing's value. */
  priceOf(place: Place): number;
  rowsOf(places: readonly Place[], locked: readonly Place[]): RowOfChoices[];
}

export const dayRulesOf = (
  rules: readonly CompiledRule[],
  date: IsoDate,
  slate: ReadonlySet<number>,
): DayRules => {
  const today = rules.filter(({ scope }) => scope.includesDay(date));
  const single = today.flatMap(({ rule: { price }, scope, measure }) =>
    measure.of === "showing" ? [{ price, scope, measure }] : [],
  );
  const hard = single.filter(({ price }) => price === null);
  const priced = single.filter(({ price }) => price !== null);
  return {
    allows: (place) => hard.every(({ scope, measure }) => !scope.includes(place) || measure.allows(place)),
    priceOf: (place) =>
      priced.reduce(
        (sum, { price, scope, measure }) =>
          scope.includes(place) && !measure.allows(place) ? sum + (price ?? 0) : sum,
        0,
      ),
    rowsOf: (places, locked) =>
      today.flatMap((compiled) => {
        const { rule, scope, measure } = compiled;
        if (measure.of === "crowd")
          return crowdRows(
            measure,
            rule,
            places.map((place) => (scope.includes(place) ? place : null)),
            locked.filter(scope.includes),
          );
        if (measure.of === "hold") return holdRows(measure, compiled, places, locked);
        if (measure.of === "showing" || measure.per === "week") return [];
        const counts = (place: Place): boolean => scope.includes(place) && measure.counts(place);
        const counting = places.map(counts);
        const countingLocked = locked.filter(counts);
        return measure.groups.flatMap((group): RowOfChoices[] => {
          const least = binds(compiled, group, slate) ? measure.least : 0;
          const choices = places.flatMap((place, j) => (counting[j] && isOf(group, place) ? [j] : []));
          const have = countingLocked.filter((place) => isOf(group, place)).length;
          if (least <= have && measure.most - have >= choices.length) return [];
          return [{ ...rowWithout(least, measure.most, rule.price, have, rule.id), choices }];
        });
      }),
  };
};
