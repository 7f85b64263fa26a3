/**
 * Rolling-origin back-test by film, venue and day: every stretch of `horizon` days forecast from the days before it, against
 * seasonal naive and comparables. Of one venue: learned from all of them, judged on its cells.
 */
import type { DayBackTest } from "../../../shared/contract/forecasting.ts";
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { dayNumber, isoDate } from "../calendar.ts";
import { earlierOrigins, rollingIntervals } from "./conformal.ts";
import { dayForecaster } from "./day-forecast.ts";
import { daySeries } from "./day-series.ts";
import { rowsWhere } from "./forecast-rows.ts";

interface Asked {
  readonly from: IsoDate;
  readonly to: IsoDate; // the last day
  readonly horizon: number;
  readonly showingsKnown: boolean;
  readonly venue?: number | undefined;
}
interface Call {
  readonly signal: AbortSignal;
  progress(value: { origin: number; origins: number }): void;
}

export const dayBackTest = async (
  data: AttendanceDays,
  { from, to, horizon, showingsKnown, venue }: Asked,
  call: Call,
): Promise<Result<DayBackTest, { type: "TooLittleHistory"; from: IsoDate }>> => {
  const series = daySeries(data);
  const forecaster = dayForecaster(series, horizon, showingsKnown);
  const first = dayNumber(from) - series.firstDay;
  const end = Math.min(series.days, dayNumber(to) + 1 - series.firstDay);
  const { earliest } = forecaster;
  if (first < earliest || first >= end)
    return err({ type: "TooLittleHistory", from: isoDate(series.firstDay + earliest) });

  const origins = [...earlierOrigins(first, earliest, horizon), first];
  for (let origin = first + horizon; origin < end; origin += horizon) origins.push(origin);

  const rolling = rollingIntervals(horizon);
  const total = { cells: 0, error: 0, naive: 0, comparable: 0, seen: 0, inside: 0 };
  const judged = (pair: number): boolean =>
    venue === undefined || series.venues[series.venueOf[pair] as number] === venue;
  const stretches: DayBackTest["stretches"][number][] = [];
  for (const [number, origin] of origins.entries()) {
    call.progress({ origin: number, origins: origins.length });
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    call.signal.throwIfAborted();
    const whole = forecaster.from(origin);
    const last = origin < first ? first : end;
    const forecast = rowsWhere(whole, (i) => (whole.day[i] as number) < last);
    const within = rolling.intervals();
    const sum = { cells: 0, error: 0, naive: 0, comparable: 0, seen: 0, inside: 0, expected: 0 };
    forecast.seen.forEach((seen, i) => {
      if (!judged(forecast.pair[i] as number)) return;
      sum.cells++;
      const expected = forecast.expected[i] as number;
      const { low, high } = within(expected);
      sum.error += Math.abs(expected - seen);
      sum.naive += Math.abs((forecast.before[i] as number) - seen);
      sum.comparable += Math.abs((forecast.comparable[i] as number) - seen);
      sum.seen += seen;
      sum.expected += expected;
      if (seen >= low && seen <= high) sum.inside++;
    });
    rolling.score(forecast, within);
    if (origin < first) continue;
    stretches.push({
      from: isoDate(series.firstDay + origin),
      cells: sum.cells,
      wape: sum.error / Math.max(1, sum.seen),
      naive: sum.naive / Math.max(1, sum.seen),
      comparables: sum.comparable / Math.max(1, sum.seen),
      coverage: sum.inside / Math.max(1, sum.cells),
      seen: sum.seen,
      expected: sum.expected,
    });
    total.cells += sum.cells;
    total.error += sum.error;
    total.naive += sum.naive;
    total.comparable += sum.comparable;
    total.seen += sum.seen;
    total.inside += sum.inside;
  }
  const tickets = Math.max(1, total.seen);
  const cells = Math.max(1, total.cells);
  const missed = (error: number) => ({ wape: error / tickets, mae: error / cells });
  return ok({
    cells: total.cells,
    ...missed(total.error),
    naive: missed(total.naive),
    comparables: missed(total.comparable),
    coverage: { "80": total.inside / cells },
    stretches,
  });
};
