/**
 * A plan against what came of it. Planned showings are matched with those that were played: same day, screen and film, nearest start,
 * each once. Bias = sum(actual - expected) / sum(expected); WAPE = sum |actual - expected| / sum(actual).
 */
import type { PlanDocument, PlanShowing } from "./plan-document.ts";
import { seededRandom } from "./random.ts";
import type { IsoDate, Minutes, ShowingForecast } from "./slate.ts";

export interface PlayedShowing {
  readonly film: number;
  readonly title: string;
  readonly titleZh: string | null;
  readonly screen: number;
  readonly date: IsoDate;
  readonly start: Minutes;
  readonly capacity: number;
  readonly admissions: number;
}

/** A showing moved further than this is another one. */
const furthest: Minutes = 90;

export interface Pair {
  readonly planned: PlanShowing;
  readonly played: PlayedShowing;
}

export interface Outcome {
  readonly pairs: readonly Pair[];
  readonly notPlayed: readonly PlanShowing[];
  readonly unplanned: readonly PlayedShowing[];
}

export const matchShowings = (planned: readonly PlanShowing[], played: readonly PlayedShowing[]): Outcome => {
  const slot = ({ film, screen, date }: { film: number; screen: number; date: IsoDate }): string =>
    `${film} ${screen} ${date}`;
  const playedAt = new Map<string, PlayedShowing[]>();
  for (const play of played) playedAt.set(slot(play), [...(playedAt.get(slot(play)) ?? []), play]);
  const near = planned
    .flatMap((plan) =>
      (playedAt.get(slot(plan)) ?? []).map((play) => ({
        plan,
        play,
        apart: Math.abs(plan.start - play.start),
      })),
    )
    .filter(({ apart }) => apart <= furthest)
    .sort((a, b) => a.apart - b.apart);
  const partner = new Map<PlanShowing, PlayedShowing>();
  const taken = new Set<PlayedShowing>();
  for (const { plan, play } of near) {
    if (partner.has(plan) || taken.has(play)) continue;
    partner.set(plan, play);
    taken.add(play);
  }
  return {
    pairs: planned.flatMap((plan) => {
      const play = partner.get(plan);
      return play ? [{ planned: plan, played: play }] : [];
    }),
    notPlayed: planned.filter((plan) => !partner.has(plan)),
    unplanned: played.filter((play) => !taken.has(play)),
  };
};

/** Sums of matched showings that had a forecast. */
export interface Score {
  readonly showings: number;
  readonly expected: number;
  readonly actual: number;
  readonly bias: number | null;
  readonly wape: number | null;
  /** Share of showings inside their 80 % interval. */
  readonly coverage: number | null;
}

const scoreOf = (pairs: readonly Pair[]): Score => {
  let expected = 0;
  let actual = 0;
  let missed = 0;
  let inside = 0;
  let showings = 0;
  for (const { planned, played } of pairs) {
    if (!planned.forecast) continue;
    const { mean, low, high } = planned.forecast;
    showings++;
    expected += mean;
    actual += played.admissions;
    missed += Math.abs(played.admissions - mean);
    // Admissions are whole people: an interval reaches to the next half.
    if (played.admissions >= low - 0.5 && played.admissions <= high + 0.5) inside++;
  }
  return {
    showings,
    expected,
    actual,
    bias: expected > 0 ? (actual - expected) / expected : null,
    wape: actual > 0 ? missed / actual : null,
    coverage: showings > 0 ? inside / showings : null,
  };
};

export interface FilmScore extends Score {
  readonly film: number;
  readonly title: string;
  readonly titleZh: string | null;
}
export interface DayScore extends Score {
  readonly date: IsoDate;
}

export interface PlanScore {
  readonly total: Score;
  readonly byFilm: readonly FilmScore[];
  readonly byDay: readonly DayScore[];
  readonly pairs: readonly Pair[];
  /** The plan's 80 % interval of its total, of the part that was played as planned, and whether it fell inside; null where it has none. */
  readonly range: { readonly low: number; readonly high: number; readonly inside: boolean } | null;
  readonly notPlayed: number;
  readonly unplanned: number;
  /** Admissions of the whole week, of showings that were planned or not. */
  readonly admissions: number;
}

export const scorePlan = (document: PlanDocument, played: readonly PlayedShowing[]): PlanScore => {
  const { pairs, notPlayed, unplanned } = matchShowings(document.showings, played);
  const total = scoreOf(pairs);
  return {
    total,
    range: rangeOf(document, total),
    byFilm: document.films
      .map(({ film, title, titleZh }) => ({
        film,
        title,
        titleZh,
        ...scoreOf(pairs.filter(({ planned }) => planned.film === film)),
      }))
      .filter(({ showings }) => showings > 0)
      .sort((a, b) => b.actual - a.actual),
    byDay: document.days.map((date) => ({
      date,
      ...scoreOf(pairs.filter(({ planned }) => planned.date === date)),
    })),
    pairs,
    notPlayed: notPlayed.length,
    unplanned: unplanned.length,
    admissions: played.reduce((sum, { admissions }) => sum + admissions, 0),
  };
};

const rangeOf = ({ totals }: PlanDocument, { expected, actual, showings }: Score): PlanScore["range"] => {
  const { expectedAdmissions, low, high } = totals;
  if (low === undefined || high === undefined || showings === 0 || expectedAdmissions <= 0) return null;
  const part = expected / expectedAdmissions;
  // Admissions are whole people: an interval reaches to the next half.
  const inside = actual >= low * part - 0.5 && actual <= high * part + 0.5;
  return { low: low * part, high: high * part, inside };
};

/** What another schedule would have drawn that week, with an 80 % interval: an estimate, since nobody played it. */
export interface Estimate {
  readonly admissions: number;
  readonly low: number;
  readonly high: number;
}

const resamplings = 1000;
/** Showings' worth of trust in the whole week's ratio, against a film's own. */
const trust = 5;

interface Evidence {
  readonly film: number;
  readonly expected: number;
  readonly actual: number;
}

/** Film by film: what was forecast for the other schedule, times how far the same model was off for what was played. */
const corrected = (other: ReadonlyMap<number, number>, evidence: readonly Evidence[]): number => {
  const sums = new Map<number, { expected: number; actual: number; showings: number }>();
  let expected = 0;
  let actual = 0;
  for (const each of evidence) {
    const sum = sums.get(each.film) ?? { expected: 0, actual: 0, showings: 0 };
    sums.set(each.film, {
      expected: sum.expected + each.expected,
      actual: sum.actual + each.actual,
      showings: sum.showings + 1,
    });
    expected += each.expected;
    actual += each.actual;
  }
  const whole = expected > 0 ? actual / expected : 1;
  let total = 0;
  for (const [film, forecast] of other) {
    const own = sums.get(film);
    const weight = own ? (trust * own.expected) / own.showings : 0;
    total +=
      own && own.expected > 0
        ? (forecast * (own.actual + weight * whole)) / (own.expected + weight)
        : forecast * whole;
  }
  return total;
};

/**
 * `other`: the schedule that was not played, with its forecast; `played`: the week's showings, with a forecast of the same model.
 * The interval is the middle 80 % of the estimate over the week's showings drawn with replacement; it knows nothing of what the
 * model leaves out.
 */
export const estimateOf = (
  other: readonly { readonly film: number; readonly forecast: Pick<ShowingForecast, "mean"> }[],
  played: readonly Evidence[],
): Estimate => {
  const byFilm = new Map<number, number>();
  for (const { film, forecast } of other) byFilm.set(film, (byFilm.get(film) ?? 0) + forecast.mean);
  const random = seededRandom(1);
  const draws = Array.from({ length: resamplings }, () =>
    corrected(
      byFilm,
      played.map(() => played[Math.floor(random() * played.length)] as Evidence),
    ),
  ).sort((a, b) => a - b);
  const quantile = (share: number): number => draws[Math.round(share * (resamplings - 1))] ?? 0;
  return { admissions: corrected(byFilm, played), low: quantile(0.1), high: quantile(0.9) };
};
