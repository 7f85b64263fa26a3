/** Rolling-origin back-test: every week forecast from the weeks before it, against seasonal naive. */
import type { BackTest } from "../../shared/contract/scheduling.ts";
import type { AttendanceDays } from "../../shared/domain/attendance.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { IsoDate, ShowingHistory } from "../../shared/domain/slate.ts";
import { dayForecaster } from "./attendance/day-forecast.ts";
import { daySeries } from "./attendance/day-series.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import { type DemandModel, expectedAdmissions, fitDemand, residualsOf, spreadOf } from "./demand.ts";
import { type DemandEvidence, repeatsOf, slotOfHistory } from "./demand-terms.ts";
import { levelledDemand, reconciled } from "./levelled-demand.ts";
import { dayPartAverage, filmAverage } from "./showing-baselines.ts";
import { usualDay } from "./usual-day.ts";

/** Film x day totals of the showings, by key. */
const filmDays = (
  history: ShowingHistory,
  of: (i: number) => number,
  at: readonly number[],
): Map<string, number> => {
  const totals = new Map<string, number>();
  for (const i of at) {
    const key = `${history.film[i]} ${history.date[i]}`;
    totals.set(key, (totals.get(key) ?? 0) + of(i));
  }
  return totals;
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

const minimumTrainingDays = 56;

/**
 * The last `weeks` whole weeks of the history, oldest first. Cells are film x day that also played seven days before; naive is
 * that day's total. Showings placed are known, as they are to the programmer who plans them. WAPE = sum |error| / sum actual.
 */
export const backTest = async (
  evidence: DemandEvidence,
  weeks: number,
  call: { readonly signal: AbortSignal; progress(value: { week: number; weeks: number }): void },
): Promise<Result<BackTest, { type: "TooLittleHistory"; weeks: number }>> => {
  const { history } = evidence;
  const days = [...new Set(history.date)].sort();
  const first = dayNumber(days[0] ?? "1970-01-01");
  const end = dayNumber(days.at(-1) ?? "1970-01-01") + 1;
  if (end - first < minimumTrainingDays + 7 * weeks)
    return err({
      type: "TooLittleHistory",
      weeks: Math.max(0, Math.floor((end - first - minimumTrainingDays) / 7)),
    });

  const all = history.date.map((_, i) => i);
  const actual = filmDays(history, (i) => history.admissions[i] as number, all);
  const repeats = repeatsOf(history);
  const outlookFrom = pastOutlooks(history, evidence.holidays);
  const residuals: number[] = [];
  const total = { cells: 0, showings: 0, model: 0, naive: 0, actual: 0, inside: 0 };
  const misses = { model: 0, film: 0, dayPart: 0, seen: 0 };
  const perWeek: BackTest["weeks"][number][] = [];
  for (let week = 0; week < weeks; week++) {
    call.progress({ week, weeks });
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    call.signal.throwIfAborted();
    const from = isoDate(end - 7 * (weeks - week));
    const until = isoDate(end - 7 * (weeks - week - 1));
    const at = all.filter((i) => (history.date[i] as string) >= from && (history.date[i] as string) < until);
    const playing = [...new Set(at.map((i) => history.film[i] as number))];
    const fitted = fitDemand(evidence, spreadOf(residuals), from);
    const model = levelledDemand({ history, outlook: outlookFrom(from, fitted) }, fitted).among(playing);
    const mean = (i: number): number => expectedAdmissions(model, history, i, repeats[i] as number);
    const before = all.filter((i) => (history.date[i] as string) < from);
    const byFilm = filmAverage(history, before);
    const byDayPart = dayPartAverage(history, before);
    let inside = 0;
    for (const i of at) {
      const { low, high } = model.interval(slotOfHistory(history, i), mean(i), history.capacity[i] as number);
      const seen = history.admissions[i] as number;
      misses.model += Math.abs(mean(i) - seen);
      misses.film += Math.abs(byFilm(i) - seen);
      misses.dayPart += Math.abs(byDayPart(i) - seen);
      misses.seen += seen;
      // Admissions are whole people: an interval reaches to the next half.
      if (seen >= low - 0.5 && seen <= high + 0.5) inside++;
    }
    const sum = { cells: 0, model: 0, naive: 0, actual: 0 };
    for (const [key, forecast] of filmDays(history, mean, at)) {
      const [film, date] = key.split(" ") as [string, string];
      const lastWeek = actual.get(`${film} ${isoDate(dayNumber(date) - 7)}`);
      if (lastWeek === undefined) continue;
      const seen = actual.get(key) ?? 0;
      sum.cells++;
      sum.actual += seen;
      sum.model += Math.abs(forecast - seen);
      sum.naive += Math.abs(lastWeek - seen);
    }
    residuals.push(...residualsOf(model, history, at));
    perWeek.push({
      week: from,
      wape: sum.model / Math.max(1, sum.actual),
      naive: sum.naive / Math.max(1, sum.actual),
      coverage: inside / Math.max(1, at.length),
    });
    total.cells += sum.cells;
    total.model += sum.model;
    total.naive += sum.naive;
    total.actual += sum.actual;
    total.showings += at.length;
    total.inside += inside;
  }
  const byShowing = (missed: number) => ({
    wape: missed / Math.max(1, misses.seen),
    mae: missed / Math.max(1, total.showings),
  });
  return ok({
    cells: total.cells,
    wape: total.model / Math.max(1, total.actual),
    mae: total.model / Math.max(1, total.cells),
    naive: { wape: total.naive / Math.max(1, total.actual), mae: total.naive / Math.max(1, total.cells) },
    coverage: { "80": total.inside / Math.max(1, total.showings) },
    showings: total.showings,
    byShowing: {
      ...byShowing(misses.model),
      filmAverage: byShowing(misses.film),
      dayPartAverage: byShowing(misses.dayPart),
    },
    weeks: perWeek,
  });
};
