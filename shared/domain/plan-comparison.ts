/**
 * Two plans of a week, show by show. A showing is the same where its film, day, screen and start are; moved where it kept its
 * id, or else where the other plan has one of its film on that day that nothing else accounts for.
 *
 * The interval of a difference is of 80 %: showings that both plans have draw the same people and add nothing to it; those of
 * one plan alone, and moved ones, miss their forecasts independently:
 *
 *   low, high = difference -+ z sqrt(sum sigma_i^2),   sigma_i = (high_i - low_i) / 2 z,   z = 1.2816
 */
import type { PlanDocument, PlanShowing } from "./plan-document.ts";
import type { IsoDate } from "./slate.ts";

export interface MovedShowing {
  readonly from: PlanShowing;
  readonly to: PlanShowing;
  readonly changed: readonly ("day" | "screen" | "start")[];
}

export interface PlanFigures {
  readonly showings: number;
  readonly admissions: number; // expected
}

export interface PlanDifference {
  readonly first: PlanFigures;
  readonly second: PlanFigures;
  /** Second less first, in expected admissions. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface PlanComparison {
  readonly onlyFirst: readonly PlanShowing[];
  readonly onlySecond: readonly PlanShowing[];
  readonly moved: readonly MovedShowing[];
  readonly same: number;
  readonly totals: {
    readonly all: PlanDifference;
    readonly films: readonly (PlanDifference & { readonly film: number })[];
    readonly days: readonly (PlanDifference & { readonly date: IsoDate })[];
  };
}

const z = 1.2816;
const sigma = ({ forecast }: PlanShowing): number =>
  forecast ? (forecast.high - forecast.low) / (2 * z) : 0;

const placeOf = ({ film, date, screen, start }: PlanShowing): string => `${film} ${date} ${screen} ${start}`;

/** How far a showing would have moved: another screen weighs as much as an hour. */
const distance = (a: PlanShowing, b: PlanShowing): number =>
  Math.abs(a.start - b.start) + (a.screen === b.screen ? 0 : 60);

type Pair = readonly [PlanShowing, PlanShowing];

/** Takes pairs out of both lists, one for each key that they share. */
const pairedBy = (
  first: Set<PlanShowing>,
  second: Set<PlanShowing>,
  key: (showing: PlanShowing) => string,
): Pair[] => {
  const waiting = new Map<string, PlanShowing[]>();
  for (const showing of second) waiting.set(key(showing), [...(waiting.get(key(showing)) ?? []), showing]);
  const pairs: Pair[] = [];
  for (const showing of [...first]) {
    const other = waiting.get(key(showing))?.shift();
    if (!other) continue;
    first.delete(showing);
    second.delete(other);
    pairs.push([showing, other]);
  }
  return pairs;
};

/** Of each film and day the nearest first. */
const pairedNearest = (first: Set<PlanShowing>, second: Set<PlanShowing>): Pair[] => {
  const candidates = [...first].flatMap((a) =>
    [...second].flatMap((b) => (a.film === b.film && a.date === b.date ? [[a, b] as const] : [])),
  );
  candidates.sort((x, y) => distance(...x) - distance(...y));
  return candidates.filter(([a, b]) => {
    if (!first.has(a) || !second.has(b)) return false;
    first.delete(a);
    return second.delete(b);
  });
};

const figures = (showings: readonly PlanShowing[]): PlanFigures => ({
  showings: showings.length,
  admissions: showings.reduce((sum, { forecast }) => sum + (forecast?.mean ?? 0), 0),
});

/** `differing`: the showings that the plans do not have in common. */
const differenceOf = (
  first: readonly PlanShowing[],
  second: readonly PlanShowing[],
  differing: ReadonlySet<PlanShowing>,
): PlanDifference => {
  const [before, after] = [figures(first), figures(second)];
  const difference = after.admissions - before.admissions;
  const variance = [...first, ...second].reduce(
    (sum, showing) => (differing.has(showing) ? sum + sigma(showing) ** 2 : sum),
    0,
  );
  const half = z * Math.sqrt(variance);
  return { first: before, second: after, difference, low: difference - half, high: difference + half };
};

export const comparePlans = (
  first: Pick<PlanDocument, "showings">,
  second: Pick<PlanDocument, "showings">,
): PlanComparison => {
  const before = new Set(first.showings);
  const after = new Set(second.showings);
  const same = pairedBy(before, after, placeOf);
  const kept = pairedBy(before, after, ({ id, film }) => `${id} ${film}`);
  const pairs = [...kept, ...pairedNearest(before, after)];
  const differing = new Set([...before, ...after, ...pairs.flat()]);
  const of = <K>(key: (showing: PlanShowing) => K) => {
    const keys = new Set([...first.showings, ...second.showings].map(key));
    return [...keys].map((each) => ({
      key: each,
      ...differenceOf(
        first.showings.filter((showing) => key(showing) === each),
        second.showings.filter((showing) => key(showing) === each),
        differing,
      ),
    }));
  };
  return {
    onlyFirst: [...before],
    onlySecond: [...after],
    moved: pairs.map(([from, to]) => ({
      from,
      to,
      changed: [
        ...(from.date === to.date ? [] : (["day"] as const)),
        ...(from.screen === to.screen ? [] : (["screen"] as const)),
        ...(from.start === to.start ? [] : (["start"] as const)),
      ],
    })),
    same: same.length,
    totals: {
      all: differenceOf(first.showings, second.showings, differing),
      films: of(({ film }) => film)
        .map(({ key: film, ...rest }) => ({ film, ...rest }))
        .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || a.film - b.film),
      days: of(({ date }) => date)
        .map(({ key: date, ...rest }) => ({ date, ...rest }))
        .sort((a, b) => (a.date < b.date ? -1 : 1)),
    },
  };
};
