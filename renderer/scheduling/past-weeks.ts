/** Past weeks, each forecast from the days before it as a plan of it would have been: showings levelled to what their days say. */
import type { AttendanceDays } from "../../shared/domain/attendance.ts";
import type { IsoDate, ShowingHistory } from "../../shared/domain/slate.ts";
import { dayForecaster } from "./attendance/day-forecast.ts";
import { daySeries } from "./attendance/day-series.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import { type Calibration, type DemandModel, expectedAdmissions, fitDemand } from "./demand.ts";
import { type DemandEvidence, firstDays, repeatsOf, slotOfHistory } from "./demand-terms.ts";
import { levelledDemand, reconciled } from "./levelled-demand.ts";
import { enoughResiduals, mostWeeksScored, type Residual, rollingSpread } from "./showing-intervals.ts";
import { usualDay } from "./usual-day.ts";
import { type FilmWeek, totalSpreadOf } from "./week-total.ts";

/** A venue's showings added up by film and day. */
const daysOf = (history: ShowingHistory, holidays: readonly IsoDate[]): AttendanceDays => {
  const days = new Map<string, { film: number; day: number; showings: number; admissions: number }>();
  history.date.forEach((date, i) => {
    const film = history.film[i] as number;
    const known = days.get(`${film} ${date}`) ?? { film, day: dayNumber(date), showings: 0, admissions: 0 };
    known.showings++;
    known.admissions += history.admissions[i] as number;
    days.set(`${film} ${date}`, known);
  });
  const rows = [...days.values()];
  const column = (of: (row: (typeof rows)[number]) => number): Int32Array => Int32Array.from(rows, of);
  return {
    venue: column(() => 1),
    film: column(({ film }) => film),
    day: column(({ day }) => day),
    showings: column(({ showings }) => showings),
    admissions: column(({ admissions }) => admissions),
    holidays: [{ venue: 1, days: Int32Array.from(holidays, dayNumber) }],
  };
};

/** A venue's outlook of seven days from a past origin, by the days and showings before it alone. */
const pastOutlooks = (history: ShowingHistory, holidays: readonly IsoDate[]) => {
  const series = daySeries(daysOf(history, holidays));
  const forecaster = dayForecaster(series, 7, false);
  return (from: IsoDate, model: DemandModel) => {
    const origin = dayNumber(from) - series.firstDay;
    if (origin < forecaster.earliest) return [];
    const usual = usualDay(history, model);
    const { pair, day, expected } = forecaster.from(origin);
    return Array.from(pair, (p, i) => {
      const film = series.films[series.filmOf[p] as number] as number;
      const date = isoDate(series.firstDay + (day[i] as number));
      const byDays = expected[i] as number;
      return { film, date, expected: reconciled(byDays, usual(film, date) ?? byDays) };
    });
  };
};

export interface PastWeek {
  readonly from: IsoDate;
  readonly model: DemandModel;
  /** The week's showings, by index of the history, and what was expected of each. */
  readonly at: readonly number[];
  readonly expected: readonly number[];
  readonly residuals: readonly Residual[];
  readonly films: readonly (FilmWeek & { readonly film: number })[];
  /** Films that had not played here before. */
  readonly openings: readonly number[];
}

export const minimumTrainingDays = 56;
const leastWeeksScored = 6;

/** Forecasts weeks in their order; the intervals of each are made of what those before it missed. */
export const pastWeeks = (evidence: DemandEvidence) => {
  const { history } = evidence;
  const outlookFrom = pastOutlooks(history, evidence.holidays);
  const repeats = repeatsOf(history);
  const days = history.date.map(dayNumber);
  const first = days.reduce((earliest, day) => Math.min(earliest, day), Number.POSITIVE_INFINITY);
  const firstDay = firstDays(history);
  const spreads = rollingSpread();
  const films: (readonly FilmWeek[])[] = [];
  const calibration = (): Calibration => ({
    spread: spreads.spread(),
    total: totalSpreadOf(films.slice(-mostWeeksScored)),
  });
  const indicesOf = (from: number): number[] =>
    days.flatMap((day, i) => (day >= from && day < from + 7 ? [i] : []));
  return {
    calibration,
    /** First days of the weeks before `until` that its intervals are made of. */
    origins: (until: number): number[] => {
      const origins: number[] = [];
      let scored = 0;
      for (
        let from = until - 7;
        from >= first + minimumTrainingDays &&
        origins.length < mostWeeksScored &&
        (origins.length < leastWeeksScored || scored < enoughResiduals);
        from -= 7
      ) {
        origins.unshift(from);
        scored += indicesOf(from).length;
      }
      return origins;
    },
    next: (from: number): PastWeek => {
      const date = isoDate(from);
      const at = indicesOf(from);
      const playing = [...new Set(at.map((i) => history.film[i] as number))];
      const claimed = calibration();
      const fitted = fitDemand(evidence, () => claimed, date);
      const model = levelledDemand({ history, outlook: outlookFrom(date, fitted) }, fitted).among(playing);
      const expected = at.map((i) => expectedAdmissions(model, history, i, repeats[i] as number));
      const residuals = at.map((i, n): Residual => {
        const mean = expected[n] as number;
        const deviation = model.deviation(slotOfHistory(history, i), mean);
        return { off: ((history.admissions[i] as number) - mean) / deviation, half: 0.5 / deviation };
      });
      const ofFilms = playing.map((film) => {
        const own = at.flatMap((i, n) => (history.film[i] === film ? [n] : []));
        return {
          film,
          expected: own.reduce((sum, n) => sum + (expected[n] as number), 0),
          seen: own.reduce((sum, n) => sum + (history.admissions[at[n] as number] as number), 0),
        };
      });
      spreads.score(residuals, claimed.spread);
      films.push(ofFilms);
      const openings = playing.filter((film) => (firstDay.get(film) as number) >= from);
      return { from: date, model, at, expected, residuals, films: ofFilms, openings };
    },
  };
};
