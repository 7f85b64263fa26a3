/**
 * Attendance of a showing, learned from the venue's own showings. A simple, honest model:
 *
 *   log E[demand] = intercept + preference_f + traits_f + weekday_d + time(start | kind of day) + decay(age) + season(d)
 *                   + holiday_d + screen_s + competition_d - gamma rivals_fd
 *                   - epsilon price_d - kappa log n + film_f (strength, decay, day-parts; of a film yet to open log c, opening-level.ts)
 *   expected admissions = E min(capacity, demand), demand as uncertain as it is
 *
 *   time: hat functions over the hours, one curve each for Mon-Thu, Fri, Sat, Sun and holidays;  age: weeks since release
 *   (exponential decay, an opening-week lift);  season: two yearly harmonics;  competition: log of titles playing that day;
 *   n: showings of the film in the same day-part. n showings of equal appeal together draw n^(1 - kappa) times what one does;
 *   traits: film-traits.ts;  rivals: rivals.ts, of those that play that day; of days to come, of those that played last week;  price: price-level.ts.
 *
 * Ridge-penalised negative binomial regression (arrow-poisson.ts). A film without history is its predicted preference, its traits
 * and age alone, and its interval is as wide as films differ (showing-intervals.ts, week-total.ts).
 * What it does not know: weather, word of mouth.
 */
import type { IsoDate, ShowingHistory } from "../../shared/domain/slate.ts";
import type { TotalSpread } from "../../shared/domain/week-total.ts";
import { fitArrowPoisson, type Terms } from "./arrow-poisson.ts";
import {
  type DemandEvidence,
  type DemandFactor,
  factorOfColumn,
  ownFactors,
  ownRidge,
  repeatsColumn,
  repeatsOf,
  rivalsColumn,
  type Slot,
  settingOf,
  sharedRidge,
  slotOfHistory,
  termsOf,
  titlesByDay,
} from "./demand-terms.ts";
import { openingLevel } from "./opening-level.ts";
import { priceLevel } from "./price-level.ts";
import { overlapsOf, rivalsOf } from "./rivals.ts";
import { filledRoom } from "./room.ts";
import { normalSpread, type Range, type Spread } from "./showing-intervals.ts";
import { totalSpreadOf } from "./week-total.ts";

export interface DemandModel {
  /** kappa: n showings in a day-part together draw n^(1 - kappa) times one. */
  readonly repeatExponent: number;
  /** Expected demand of a showing alone in its day-part, in a room without walls. */
  demand(slot: Slot): number;
  /** Expected admissions where demand is expected to be `mean`: in some weeks it would fill the room, in others not. */
  admissions(slot: Slot, mean: number, capacity: number): number;
  /** Standard deviation of admissions around an expected `mean`: counting, showings' own spread, what is unknown of the film. */
  deviation(slot: Slot, mean: number): number;
  /** 80 % interval of admissions around an expected `mean`, never above `capacity`. */
  interval(slot: Slot, mean: number, capacity: number): Range;
  /** Whether the house's sales say what was paid. */
  readonly priceKnown: boolean;
  /** How far a week's total misses. */
  totalSpread(): TotalSpread;
  /** What each term multiplies a forecast by. */
  factors(slot: Slot): { readonly factor: DemandFactor; readonly times: number }[];
  /** What each of the others leaves of a film's demand: 0..1. */
  rivals(film: number): { readonly film: number; readonly times: number }[];
  /** The same model where these films play. */
  among(films: readonly number[]): DemandModel;
}

const priorAdmissions = 30; // of a house without any history
const maxFilmVariance = 1.5; // of log demand: a film nobody knows is within a factor of about 4.8
const strengthVariance = 1 / (ownRidge[0] as number); // of log demand, over films before they open

/** How far forecasts miss, learned from weeks the fit has not seen. */
export interface Calibration {
  readonly spread: Spread;
  readonly total: TotalSpread;
}
export const uncalibrated = (): Calibration => ({ spread: normalSpread, total: totalSpreadOf([]) });

/** Fits the showings before `until` (all of them where absent); `calibration` is asked for when an interval is. */
export const fitDemand = (
  evidence: DemandEvidence,
  calibration: () => Calibration = uncalibrated,
  until?: IsoDate,
): DemandModel => {
  const { history } = evidence;
  const used = history.date.flatMap((date, i) => (until === undefined || date < until ? [i] : []));
  const setting = settingOf(evidence, used);
  const repeats = repeatsOf(history);
  const titles = titlesByDay(history);
  const titlesOn = (date: IsoDate): number => titles.get(date) ?? 1;
  const overlap = evidence.alone ? () => 0 : overlapsOf(evidence.traits ?? [], evidence.overlaps ?? []);
  const rivals = rivalsOf(history, used, overlap);
  const prices = priceLevel(history, used);
  const isFull = (i: number): boolean => (history.admissions[i] as number) >= (history.capacity[i] as number);
  const termsOfPast = (i: number): Terms => {
    const slot = slotOfHistory(history, i);
    return termsOf(setting, slot, {
      titles: titlesOn(slot.date),
      rivals: rivals.past(slot.film, slot.date),
      price: prices.past(slot.date),
      repeats: repeats[i] as number,
    });
  };
  const fit = fitArrowPoisson(
    {
      rows: used.map(termsOfPast),
      y: Float64Array.from(used, (i) => history.admissions[i] as number),
      censored: Uint8Array.from(used, (i) => (isFull(i) ? 1 : 0)),
      groups: setting.group.size,
    },
    { shared: sharedRidge(setting), own: ownRidge },
    Math.log(priorAdmissions),
  );
  const logOpening = Math.log(
    openingLevel(history, used, (i) => {
      const terms = { ...termsOfPast(i), group: -1 };
      const mean = Math.exp(fit.eta(terms));
      const deviation = Math.sqrt(mean + (fit.a + strengthVariance) * mean * mean);
      return filledRoom(mean, deviation, history.capacity[i] as number);
    }),
  );
  const ofOpening = (film: number): number => (setting.group.has(film) ? 0 : logOpening);
  const lastDays = [...new Set(used.map((i) => history.date[i] as string))].sort().slice(-28);
  const usualTitles = lastDays.reduce((sum, date) => sum + titlesOn(date), 0) / Math.max(1, lastDays.length);
  const rivalry = Math.min(0, fit.b[rivalsColumn] as number);
  const variances = new Map<number, number>();

  const amongFilms = (films: readonly number[]): DemandModel => {
    const partsOf = rivals.among(films);
    const among = new Map<number, number>();
    const rivalsOfFilm = (film: number): number => {
      const known = among.get(film) ?? partsOf(film).reduce((sum, { part }) => sum + part, 0);
      among.set(film, known);
      return known;
    };
    const terms = (slot: Slot) =>
      termsOf(setting, slot, {
        titles: usualTitles,
        rivals: rivalsOfFilm(slot.film),
        price: prices.lately,
        repeats: 1,
      });
    /** Of log demand, on a usual evening: of a film it hardly changes with day and hour. */
    const varianceOf = (film: number): number => {
      const usual = { film, screen: -1, date: lastDays.at(-1) ?? "2000-01-01", start: 1200 };
      const known = variances.get(film) ?? Math.min(maxFilmVariance, fit.variance(terms(usual)));
      variances.set(film, known);
      return known;
    };
    const deviation = ({ film }: Slot, mean: number): number =>
      Math.sqrt(mean + (fit.a + varianceOf(film)) * mean * mean);
    return {
      repeatExponent: Math.min(0.6, Math.max(0.05, -(fit.b[repeatsColumn] as number))),
      demand: (slot) => Math.exp(fit.eta(terms(slot)) + ofOpening(slot.film)),
      admissions: (slot, mean, capacity) => filledRoom(mean, deviation(slot, mean), capacity),
      deviation,
      interval: (slot, mean, capacity) => {
        const { spread } = calibration();
        const s = deviation(slot, mean);
        const low = Math.max(0, mean + spread.low * s);
        return { low, high: Math.max(low, Math.min(capacity, mean + spread.high * s)) };
      },
      priceKnown: prices.known,
      totalSpread: () => calibration().total,
      factors: (slot) => {
        const { columns, values, group, own } = terms(slot);
        const effect = new Map<DemandFactor, number>();
        const add = (factor: DemandFactor, value: number): void => {
          effect.set(factor, (effect.get(factor) ?? 0) + value);
        };
        columns.forEach((column, j) => {
          add(factorOfColumn(setting, column), (values[j] as number) * (fit.b[column] as number));
        });
        if (group >= 0)
          ownFactors.forEach((factor, j) => {
            add(factor, (own[j] as number) * (fit.u[group * ownFactors.length + j] as number));
          });
        add("film", ofOpening(slot.film));
        return [...effect].map(([factor, value]) => ({ factor, times: Math.exp(value) }));
      },
      rivals: (film) =>
        partsOf(film).map(({ film: other, part }) => ({ film: other, times: Math.exp(rivalry * part) })),
      among: amongFilms,
    };
  };
  return amongFilms(rivals.lastWeek);
};

/** Admissions expected of past showing `i`, knowing how often its film played in the day-part. */
export const expectedAdmissions = (
  model: DemandModel,
  history: ShowingHistory,
  i: number,
  repeats: number,
): number => {
  const slot = slotOfHistory(history, i);
  const mean = model.demand(slot) * repeats ** -model.repeatExponent;
  return model.admissions(slot, mean, history.capacity[i] as number);
};
