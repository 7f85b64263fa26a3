/**
 * Attendance of a showing, learned from the venue's own showings. A simple, honest model:
 *
 *   log E[demand] = intercept + preference_f + weekday_d + time(start | kind of day) + decay(age) + season(d) + holiday_d
 *                   + screen_s + competition_d - kappa log n + film_f (strength, decay, matinee, late)
 *   expected admissions = min(capacity, demand)
 *
 *   time: hat functions over the hours, one curve each for Mon-Thu, Fri, Sat, Sun and holidays;  age: weeks since release
 *   (exponential decay, an opening-week lift);  season: two yearly harmonics;  competition: log of titles playing that day;
 *   n: showings of the film in the same day-part. n showings of equal appeal together draw n^(1 - kappa) times what one does.
 *
 * Ridge-penalised negative binomial regression (arrow-poisson.ts). A film without history is its predicted preference and
 * age alone, and its interval is as wide as films differ. Intervals are split conformal: quantiles of standardised
 * residuals on weeks that the fit had not seen (Vovk et al., 2005; Lei et al., 2018).
 * What it does not know: audience overlap between titles, weather, price, word of mouth.
 */
import type { IsoDate, ShowingHistory } from "../../shared/domain/slate.ts";
import { fitArrowPoisson } from "./arrow-poisson.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import {
  type DemandEvidence,
  type DemandFactor,
  factorOfColumn,
  ownFactors,
  ownRidge,
  repeatsColumn,
  repeatsOf,
  type Slot,
  settingOf,
  sharedRidge,
  slotOfHistory,
  termsOf,
  titlesByDay,
} from "./demand-terms.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Quantiles (10 %, 90 %) of standardised residuals. */
export type Spread = Range;
/** The normal's, until unseen weeks have been scored. */
export const normalSpread: Spread = { low: -1.2816, high: 1.2816 };

export interface DemandModel {
  /** kappa: n showings in a day-part together draw n^(1 - kappa) times one. */
  readonly repeatExponent: number;
  /** Expected demand of a showing alone in its day-part, in a room without walls. */
  demand(slot: Slot): number;
  /** Standard deviation of admissions around an expected `mean`: counting, showings' own spread, what is unknown of the film. */
  deviation(slot: Slot, mean: number): number;
  /** 80 % interval of admissions around an expected `mean`, never above `capacity`. */
  interval(slot: Slot, mean: number, capacity: number): Range;
  /** What each term multiplies a forecast by. */
  factors(slot: Slot): { readonly factor: DemandFactor; readonly times: number }[];
}

const priorAdmissions = 30; // of a house without any history
const maxFilmVariance = 1.5; // of log demand: a film nobody knows is within a factor of about 4.8

/** Fits the showings before `until` (all of them where absent); `spread` comes from weeks the fit has not seen. */
export const fitDemand = (
  evidence: DemandEvidence,
  spread: Spread = normalSpread,
  until?: IsoDate,
): DemandModel => {
  const { history } = evidence;
  const used = history.date.flatMap((date, i) => (until === undefined || date < until ? [i] : []));
  const setting = settingOf(evidence, used);
  const repeats = repeatsOf(history);
  const titles = titlesByDay(history);
  const titlesOn = (date: IsoDate): number => titles.get(date) ?? 1;
  const isFull = (i: number): boolean => (history.admissions[i] as number) >= (history.capacity[i] as number);
  const fit = fitArrowPoisson(
    {
      rows: used.map((i) => {
        const slot = slotOfHistory(history, i);
        return termsOf(setting, slot, titlesOn(slot.date), repeats[i] as number);
      }),
      y: Float64Array.from(used, (i) => history.admissions[i] as number),
      censored: Uint8Array.from(used, (i) => (isFull(i) ? 1 : 0)),
      groups: setting.group.size,
    },
    { shared: sharedRidge(setting.screen.size), own: ownRidge },
    Math.log(priorAdmissions),
  );
  const lastDays = [...new Set(used.map((i) => history.date[i] as string))].sort().slice(-28);
  const usualTitles = lastDays.reduce((sum, date) => sum + titlesOn(date), 0) / Math.max(1, lastDays.length);
  const terms = (slot: Slot) => termsOf(setting, slot, usualTitles, 1);
  const deviation = (slot: Slot, mean: number): number =>
    Math.sqrt(mean + (fit.a + Math.min(maxFilmVariance, fit.variance(terms(slot)))) * mean * mean);

  return {
    repeatExponent: Math.min(0.6, Math.max(0.05, -(fit.b[repeatsColumn] as number))),
    demand: (slot) => Math.exp(fit.eta(terms(slot))),
    deviation,
    interval: (slot, mean, capacity) => {
      const s = deviation(slot, mean);
      const low = Math.max(0, mean + spread.low * s);
      return { low, high: Math.max(low, Math.min(capacity, mean + spread.high * s)) };
    },
    factors: (slot) => {
      const { columns, values, group, own } = terms(slot);
      const effect = new Map<DemandFactor, number>();
      const add = (factor: DemandFactor, value: number): void => {
        effect.set(factor, (effect.get(factor) ?? 0) + value);
      };
      columns.forEach((column, j) => {
        add(factorOfColumn(column), (values[j] as number) * (fit.b[column] as number));
      });
      if (group >= 0)
        ownFactors.forEach((factor, j) => {
          add(factor, (own[j] as number) * (fit.u[group * ownFactors.length + j] as number));
        });
      return [...effect].map(([factor, value]) => ({ factor, times: Math.exp(value) }));
    },
  };
};

/** Admissions expected of past showing `i`, knowing how often its film played in the day-part. */
export const expectedAdmissions = (
  model: DemandModel,
  history: ShowingHistory,
  i: number,
  repeats: number,
): number =>
  Math.min(
    history.capacity[i] as number,
    model.demand(slotOfHistory(history, i)) * repeats ** -model.repeatExponent,
  );

/** Standardised residuals of past showings `at`. */
export const residualsOf = (model: DemandModel, history: ShowingHistory, at: readonly number[]): number[] => {
  const repeats = repeatsOf(history);
  return at.map((i) => {
    const mean = expectedAdmissions(model, history, i, repeats[i] as number);
    return ((history.admissions[i] as number) - mean) / model.deviation(slotOfHistory(history, i), mean);
  });
};

/** Too few residuals say nothing of a tail: then the normal's quantiles stand. */
export const spreadOf = (residuals: readonly number[]): Spread => {
  if (residuals.length < 100) return normalSpread;
  const sorted = [...residuals].sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { low: Math.min(0, quantile(0.1)), high: Math.max(0, quantile(0.9)) };
};

const calibrationDays = 28;

/** Fits all showings, its intervals calibrated on the last four weeks forecast from the weeks before them. */
export const calibratedDemand = (evidence: DemandEvidence): DemandModel => {
  const { history } = evidence;
  const last = [...history.date].sort().at(-1);
  if (last === undefined) return fitDemand(evidence);
  const from = isoDate(dayNumber(last) - calibrationDays + 1);
  const unseen = history.date.flatMap((date, i) => (date >= from ? [i] : []));
  if (unseen.length > history.date.length / 2) return fitDemand(evidence);
  const spread = spreadOf(residualsOf(fitDemand(evidence, normalSpread, from), history, unseen));
  return fitDemand(evidence, spread);
};
