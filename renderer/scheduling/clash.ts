/**
 * Why a day's rules cannot hold together: a smallest set of rules that clash, found by the deletion filter (Chinneck & Dravnieks 1991:
 * a rule whose removal leaves the rest clashing does not belong to it), and for each of the house's own rules in it the least change
 * that makes the day possible. Whether rules can hold is asked of the relaxation, and where that says yes of branch and bound.
 * Rules of lengths are facts like the venue's own: they join the set where what remains of it holds without them.
 */
import type { PlanFailure } from "../../shared/contract/scheduling.ts";
import { compileRules } from "../../shared/domain/rules/measure.ts";
import type { Rule } from "../../shared/domain/rules/rule.ts";
import { isLength } from "../../shared/domain/showing-times.ts";
import type { WeekProblem } from "../../shared/domain/slate.ts";
import { dayModelOf } from "./day-model.ts";
import type { DayProblem } from "./day-problem.ts";
import { dayRulesOf } from "./day-rows.ts";
import { type Breathe, solveInSlices } from "./dive.ts";
import { type HouseDay, houseDayOf, placesOf } from "./house-day.ts";
import type { Solver } from "./solver.ts";
import { weekRowsOf } from "./week-rows.ts";
import { withRows } from "./with-rows.ts";

type Clash = Extract<PlanFailure, { type: "RulesClash" }>;
type Relaxation = Clash["relaxations"][number];
type Member = Clash["rules"][number];

const exactSeconds = 5;

const canHold = async (
  problem: DayProblem,
  exact: boolean,
  solver: Solver,
  breathe: Breathe,
): Promise<boolean> => {
  const { program, integer } = dayModelOf(problem);
  program.cost.fill(0);
  const open = solver.open(program);
  try {
    if ((await solveInSlices(open, breathe)).status !== "optimal") return false;
  } finally {
    open.close();
  }
  if (!exact) return true;
  await breathe();
  // A search that ends undecided does not prove a clash.
  const { x, bound } = solver.solveMixed(program, integer, null, { seconds: exactSeconds, gap: 1 });
  return x !== null || bound !== Number.NEGATIVE_INFINITY;
};

/** Null where no rule of the house's own is among those that clash. */
export const clashOf = async (
  week: WeekProblem,
  day: HouseDay,
  solver: Solver,
  breathe: Breathe,
): Promise<Clash | null> => {
  const { date } = day.valuation;
  const slate = new Set(day.slate.map(({ film }) => film));
  const own = (week.rules ?? []).filter(({ on, price }) => on && price === null);
  if (own.length === 0) return null;

  const lengths = own.filter(isLength);
  const asked = weekRowsOf(compileRules(week, own), week.days, slate);
  /** The day under some of its rules; a rule over the week asks its share of it. */
  const dayUnder = (rules: readonly Rule[], of: ReadonlySet<Member["of"]>): HouseDay => {
    const compiled = compileRules(week, rules);
    const films = day.slate.map((film) => (of.has("minimumShows") ? film : { ...film, minShowsPerDay: 0 }));
    const house = of.has("staggeredStarts") ? day.house : { ...day.house, stagger: 0 };
    const under = houseDayOf(
      { ...week, house, rules },
      day.valuation,
      films,
      day.locked,
      dayRulesOf(compiled, date, slate),
    );
    const places = placesOf(under);
    const seen = new Map<string, number>();
    const ofWeek = weekRowsOf(compiled, week.days, slate).map(({ rule, counts, least, most }) => {
      const nth = seen.get(rule) ?? 0;
      seen.set(rule, nth + 1);
      const share = (day.rows ?? []).filter((row) => row.rule === rule)[nth];
      const before = asked.filter((row) => row.rule === rule)[nth];
      return {
        // What the rule asks less of the week, it asks less of the day.
        lower: (share?.lower ?? Number.NEGATIVE_INFINITY) + least - (before?.least ?? least),
        upper: (share?.upper ?? Number.POSITIVE_INFINITY) + most - (before?.most ?? most),
        price: null,
        rule,
        choices: places.flatMap((place, j) => (counts(place) ? [j] : [])),
      };
    });
    return withRows(under, ofWeek);
  };

  const everyKind = ["minimumShows", "staggeredStarts"] as const;
  const exact = await canHold(dayUnder(own, new Set(everyKind)), false, solver, breathe);
  const holds = (members: readonly Member[], lasting: readonly Rule[] = lengths): Promise<boolean> => {
    const rules = [...lasting, ...members.flatMap(({ rule }) => rule ?? [])];
    return canHold(dayUnder(rules, new Set(members.map(({ of }) => of))), exact, solver, breathe);
  };

  let members: readonly Member[] = [
    ...everyKind.map((of): Member => ({ rule: null, of })),
    ...own.flatMap((rule): Member[] => (isLength(rule) ? [] : [{ rule, of: "own" }])),
  ];
  if (await holds(members)) return null;
  for (const member of members) {
    const rest = members.filter((other) => other !== member);
    if (!(await holds(rest))) members = rest;
  }
  const relaxations: Relaxation[] = [];
  const tooLong: Member[] = [];
  for (const rule of lengths) {
    const without = (to?: Rule): Promise<boolean> =>
      holds(
        members,
        lengths.flatMap((each) => (each === rule ? (to ?? []) : each)),
      );
    if (!(await without())) continue;
    tooLong.push({ rule, of: "own" });
    const first = await firstOf(easier(rule), ({ to }) => without(to));
    if (first) relaxations.push(first);
    relaxations.push({ change: "off", by: 0, to: { ...rule, on: false } });
  }
  if ([...members, ...tooLong].every(({ rule }) => rule === null)) return null;

  for (const member of members) {
    const { rule } = member;
    if (!rule) continue;
    const rest = members.filter((other) => other !== member);
    const first = await firstOf(easier(rule), ({ to }) => holds([...rest, { rule: to, of: "own" }]));
    if (first) relaxations.push(first);
    relaxations.push({ change: "off", by: 0, to: { ...rule, on: false } });
  }
  const isOff = ({ change }: Relaxation): number => Number(change === "off");
  return {
    type: "RulesClash",
    date,
    rules: [...members, ...tooLong],
    films: day.slate.flatMap(({ film, minShowsPerDay }) => {
      const booked = members.some(({ of }) => of === "minimumShows") ? minShowsPerDay : 0;
      const need = Math.max(
        booked,
        ...compileRules(
          week,
          members.flatMap(({ rule }) => rule ?? []),
        ).flatMap(({ scope, measure }) =>
          measure.of === "count" &&
          !scope.named.has(film) &&
          measure.groups.some((group) => group.film === film)
            ? [measure.least]
            : [],
        ),
      );
      return need > 0 ? [{ film, need }] : [];
    }),
    relaxations: relaxations.sort((a, b) => isOff(a) - isOff(b) || a.by - b.by),
  };
};

/** The first change that will do, when each later one does if an earlier one does. */
const firstOf = async <T>(
  changes: readonly T[],
  does: (change: T) => Promise<boolean>,
): Promise<T | null> => {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await does(changes[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return changes[low] ?? null;
};

/** A rule made easier to keep, step by step. */
const easier = (rule: Rule): Relaxation[] => {
  const steps = (count: number, step: (n: number) => Relaxation): Relaxation[] =>
    Array.from({ length: Math.max(0, count) }, (_, n) => step(n + 1));
  const quarter = 15;
  switch (rule.kind) {
    case "curfew":
      return steps((2880 - rule.params.latest) / quarter, (n) => ({
        change: "later",
        by: n * quarter,
        to: { ...rule, params: { latest: rule.params.latest + n * quarter } },
      }));
    case "spacing":
    case "turnaround":
    case "stagger":
    case "largeRooms":
    case "staff":
      return steps(rule.params.minutes / 5 - 1, (n) => ({
        change: "closer",
        by: 5 * n,
        to: { ...rule, params: { ...rule.params, minutes: rule.params.minutes - 5 * n } } as Rule,
      }));
    case "trailers":
    case "cleaning":
      return steps(rule.params.minutes / 5, (n) => ({
        change: "shorter",
        by: 5 * n,
        to: { ...rule, params: { minutes: rule.params.minutes - 5 * n } } as Rule,
      }));
    case "seats":
      return [];
    case "sessions":
      return steps(100, (n) => ({
        change: "more",
        by: n,
        to: { ...rule, params: { ...rule.params, most: rule.params.most + n } },
      }));
    default: {
      if (!("least" in rule.params) || rule.params.least === undefined) return [];
      const { least } = rule.params;
      return steps(least - 1, (n) => ({
        change: "fewer",
        by: n,
        to: { ...rule, params: { ...rule.params, least: least - n } } as Rule,
      }));
    }
  }
};
