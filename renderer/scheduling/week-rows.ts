/** Rules that count over the week: their prices, and their shares of its days. */
import { binds, type CompiledRule, type CountGroup, type Place } from "../../shared/domain/rules/measure.ts";
import type { IsoDate } from "../../shared/domain/slate.ts";
import type { DayCrew } from "./day-hand.ts";
import { unlimited, valueOfChoices } from "./day-problem.ts";
import { type RowOfChoices, rowWithout } from "./day-rows.ts";
import { type Ending, now } from "./dive.ts";
import { type HouseDay, placesOf } from "./house-day.ts";
import type { DayTerms } from "./instance-day.ts";
import { repaired } from "./repair.ts";
import { priceTerms, Shares, type Term, termsByDay } from "./terms-in-all.ts";
import { withRows } from "./with-rows.ts";

export interface WeekRow {
  readonly rule: string;
  readonly group: CountGroup;
  readonly price: number | null;
  readonly least: number;
  readonly most: number; // `unlimited` where there is none
  counts(place: Place): boolean;
}

export const weekRowsOf = (
  rules: readonly CompiledRule[],
  days: readonly IsoDate[],
  slate: ReadonlySet<number>,
): WeekRow[] =>
  rules.flatMap((compiled) => {
    const { rule, scope, measure } = compiled;
    if (measure.of !== "count" || measure.per === "day" || !days.some(scope.includesDay)) return [];
    return measure.groups.flatMap((group): WeekRow[] => {
      const least = binds(compiled, group, slate) ? measure.least : 0;
      const most = Math.min(unlimited, measure.most);
      if (least === 0 && most >= unlimited) return [];
      const isOf = ({ film }: Place): boolean => group.film === null || group.film === film;
      return [
        {
          rule: rule.id,
          group,
          price: rule.price,
          least,
          most,
          counts: (place) => isOf(place) && scope.includes(place) && measure.counts(place),
        },
      ];
    });
  });

/** The week's rows, cut into rows of its days; a day that has no room for its share hands some of it on. */
export interface WeekShares {
  /** Of day d with its share of the week's rows, which come last. */
  dayWith(d: number): HouseDay;
  /** Proven, by day; they add up to the week's. */
  boundOf(d: number): number;
  /** False where no other day takes it. */
  move(row: number, d: number, showings: number): boolean;
}

/** Null where a day has no schedule even without the week's rows. */
export const shareOut = async (
  days: readonly HouseDay[],
  rows: readonly WeekRow[],
  crew: DayCrew,
  ending: Ending,
): Promise<WeekShares | null> => {
  const counting = days.map((day) => {
    const places = placesOf(day);
    return rows.map(({ counts }) => places.flatMap((place, j) => (counts(place) ? [j] : [])));
  });
  const metersOf = days.map((day, d) => {
    const of: number[][] = day.choices.map(() => []);
    rows.forEach((_, r) => {
      for (const j of counting[d]?.[r] ?? []) of[j]?.push(r);
    });
    return of;
  });
  const locked = days.map((day) => Int32Array.from(rows, ({ counts }) => day.locked.filter(counts).length));
  const lockedIn = (r: number): number => locked.reduce((sum, count) => sum + (count[r] as number), 0);
  const terms = rows.flatMap(({ least, most, price }, meter): Term[] => {
    const cap = price === null ? {} : { most: price };
    const lower = least - lockedIn(meter);
    const upper = most - lockedIn(meter);
    return [
      ...(lower > 0 ? [{ meter, σ: 1 as const, c: lower, ...cap }] : []),
      ...(most < unlimited
        ? [{ meter, σ: -1 as const, c: price === null ? Math.max(0, upper) : upper, ...cap }]
        : []),
    ];
  });
  const own: DayTerms = {
    least: new Int32Array(rows.length),
    most: new Int32Array(rows.length).fill(unlimited),
  };
  const inAll = rows.map(({ least, most }) => ({
    minShowsInAll: least,
    ...(most < unlimited ? { maxShowsInAll: most } : {}),
  }));
  const withShare = (d: number, { least, most }: DayTerms): HouseDay =>
    withRows(
      days[d] as HouseDay,
      rows.map(
        ({ rule, price }, r): RowOfChoices => ({
          ...rowWithout(
            least[r] as number,
            (most[r] as number) >= unlimited ? Number.POSITIVE_INFINITY : (most[r] as number),
            price,
            (locked[d] as Int32Array)[r] as number,
            rule,
          ),
          choices: counting[d]?.[r] ?? [],
        }),
      ),
    );
  const hands = await crew.open(
    days.map((problem, d) => ({
      problem,
      meters: { count: rows.length, of: metersOf[d] as number[][] },
      onBetter: () => undefined,
    })),
  );
  const priced = await priceTerms(
    hands,
    terms,
    rows.length,
    (shows) =>
      termsByDay(inAll, own, locked, shows).reduce((sum, share, d) => {
        const day = withShare(d, share);
        return (
          sum +
          valueOfChoices(
            day,
            repaired(day, [], () => now() > ending.at),
          )
        );
      }, 0),
    ending,
  );
  if (!priced) return null;
  const shares = new Shares(own, termsByDay(inAll, own, locked, priced.shows));
  rows.forEach((_, r) => {
    for (const d of days.keys()) {
      const room = (counting[d]?.[r]?.length ?? 0) + ((locked[d] as Int32Array)[r] as number);
      const over = (shares.terms[d]?.least[r] as number) - room;
      if (over > 0) shares.move(r, d, over);
    }
  });
  return {
    dayWith: (d) => withShare(d, shares.terms[d] as DayTerms),
    move: (r, d, showings) => shares.move(r, d, showings),
    boundOf: (d) => {
      const { best, bound } = priced;
      if (!best) return bound / days.length;
      const { least, most } = shares.terms[d] as DayTerms;
      const here = (r: number): number => (locked[d] as Int32Array)[r] as number;
      return terms.reduce((sum, { meter, σ }, t) => {
        const share = (σ === 1 ? (least[meter] as number) : (most[meter] as number)) - here(meter);
        return sum - σ * (best.π[t] as number) * share;
      }, best.days[d] as number);
    },
  };
};
