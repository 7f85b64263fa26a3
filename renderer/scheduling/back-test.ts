/** Rolling-origin back-test: every week forecast from the weeks before it, against seasonal naive. */
import type { BackTest } from "../../shared/contract/scheduling.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { ShowingHistory } from "../../shared/domain/slate.ts";
import { weekTotal } from "../../shared/domain/week-total.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import { type DemandEvidence, slotOfHistory } from "./demand-terms.ts";
import { minimumTrainingDays, pastWeeks } from "./past-weeks.ts";
import { comparableOpening, dayPartAverage, filmAverage } from "./showing-baselines.ts";

/** A showing counts as full from this share of its seats on: single seats stay free between groups. */
const fullFrom = 0.95;

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
  const past = pastWeeks(evidence);
  const judgedFrom = end - 7 * weeks;
  const earlier = past.origins(judgedFrom);
  const total = { cells: 0, showings: 0, model: 0, naive: 0, actual: 0, inside: 0 };
  const totals = { inside: 0, model: 0 };
  const misses = { model: 0, film: 0, dayPart: 0, seen: 0 };
  const openings = { films: 0, model: 0, comparables: 0, expected: 0, seen: 0 };
  const perWeek: BackTest["weeks"][number][] = [];
  const steps = earlier.length + weeks;
  const forecastWeek = async (number: number, origin: number) => {
    call.progress({ week: number, weeks: steps });
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    call.signal.throwIfAborted();
    return past.next(origin);
  };
  for (const [number, origin] of earlier.entries()) await forecastWeek(number, origin);
  for (let week = 0; week < weeks; week++) {
    const {
      from,
      at,
      expected,
      model,
      films,
      openings: opened,
    } = await forecastWeek(earlier.length + week, judgedFrom + 7 * week);
    const expectedOf = new Map(at.map((i, n) => [i, expected[n] as number]));
    const mean = (i: number): number => expectedOf.get(i) as number;
    const before = all.filter((i) => (history.date[i] as string) < from);
    const byFilm = filmAverage(history, before);
    const byDayPart = dayPartAverage(history, before);
    const byComparables = comparableOpening(history, before, evidence.traits ?? []);
    for (const film of opened) {
      const own = at.filter((i) => history.film[i] === film);
      const forecast = own.reduce((sum, i) => sum + mean(i), 0);
      const seen = own.reduce((sum, i) => sum + (history.admissions[i] as number), 0);
      openings.films++;
      openings.expected += forecast;
      openings.seen += seen;
      openings.model += Math.abs(forecast - seen);
      openings.comparables += Math.abs((byComparables(film) ?? 0) * own.length - seen);
    }
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
    const wanted = films.reduce((sum, film) => sum + film.expected, 0);
    const came = films.reduce((sum, film) => sum + film.seen, 0);
    const range = weekTotal(
      model.totalSpread(),
      films.map((film) => film.expected),
    );
    totals.model += Math.abs(wanted - came);
    if (came >= range.low - 0.5 && came <= range.high + 0.5) totals.inside++;
    perWeek.push({
      week: from,
      seen: came,
      expected: wanted,
      ...range,
      wape: sum.model / Math.max(1, sum.actual),
      naive: sum.naive / Math.max(1, sum.actual),
      coverage: inside / Math.max(1, at.length),
      films: films.map((film) => {
        const own = at.filter((i) => history.film[i] === film.film);
        return {
          ...film,
          ...weekTotal(model.totalSpread(), [film.expected]),
          showings: own.length,
          full: own.filter(
            (i) => (history.admissions[i] as number) >= fullFrom * (history.capacity[i] as number),
          ).length,
          opened: opened.includes(film.film),
        };
      }),
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
    totals: {
      wape: totals.model / Math.max(1, misses.seen),
      coverage: { "80": totals.inside / Math.max(1, weeks) },
    },
    openings: {
      films: openings.films,
      expected: openings.expected,
      seen: openings.seen,
      wape: openings.model / Math.max(1, openings.seen),
      comparables: { wape: openings.comparables / Math.max(1, openings.seen) },
    },
    weeks: perWeek,
  });
};
