/** Rolling-origin back-test by film, venue and day: every stretch of `horizon` days forecast from the days before it, against seasonal naive. */
import type { DayBackTest } from "../../../shared/contract/forecasting.ts";
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { dayNumber, isoDate } from "../calendar.ts";
import { earlierOrigins, rollingIntervals } from "./conformal.ts";
import { type DayForecast, dayForecaster } from "./day-forecast.ts";
import { daySeries } from "./day-series.ts";

interface Asked {
  readonly from: IsoDate;
  readonly to: IsoDate; // the last day
  readonly horizon: number;
  readonly showingsKnown: boolean;
}
interface Call {
  readonly signal: AbortSignal;
  progress(value: { origin: number; origins: number }): void;
}

const until = (forecast: DayForecast, end: number): DayForecast => {
  const kept = Array.from(forecast.day.keys()).filter((i) => (forecast.day[i] as number) < end);
  if (kept.length === forecast.day.length) return forecast;
  return {
    ...forecast,
    pair: Int32Array.from(kept, (i) => forecast.pair[i] as number),
    day: Int32Array.from(kept, (i) => forecast.day[i] as number),
    before: Float64Array.from(kept, (i) => forecast.before[i] as number),
    seen: Float64Array.from(kept, (i) => forecast.seen[i] as number),
    expected: Float64Array.from(kept, (i) => forecast.expected[i] as number),
  };
};

export const dayBackTest = async (
  data: AttendanceDays,
  { from, to, horizon, showingsKnown }: Asked,
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
  const total = { cells: 0, error: 0, naive: 0, seen: 0, inside: 0 };
  const stretches: DayBackTest["stretches"][number][] = [];
  for (const [number, origin] of origins.entries()) {
    call.progress({ origin: number, origins: origins.length });
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    call.signal.throwIfAborted();
    const forecast = until(forecaster.from(origin), origin < first ? first : end);
    const within = rolling.intervals();
    const sum = { error: 0, naive: 0, seen: 0, inside: 0, expected: 0 };
    forecast.seen.forEach((seen, i) => {
      const expected = forecast.expected[i] as number;
      const { low, high } = within(expected);
      sum.error += Math.abs(expected - seen);
      sum.naive += Math.abs((forecast.before[i] as number) - seen);
      sum.seen += seen;
      sum.expected += expected;
      if (seen >= low && seen <= high) sum.inside++;
    });
    rolling.score(forecast, within);
    if (origin < first) continue;
    const cells = forecast.seen.length;
    stretches.push({
      from: isoDate(series.firstDay + origin),
      cells,
      wape: sum.error / Math.max(1, sum.seen),
      naive: sum.naive / Math.max(1, sum.seen),
      coverage: sum.inside / Math.max(1, cells),
      seen: sum.seen,
      expected: sum.expected,
    });
    total.cells += cells;
    total.error += sum.error;
    total.naive += sum.naive;
    total.seen += sum.seen;
    total.inside += sum.inside;
  }
  const tickets = Math.max(1, total.seen);
  const cells = Math.max(1, total.cells);
  return ok({
    cells: total.cells,
    wape: total.error / tickets,
    mae: total.error / cells,
    naive: { wape: total.naive / tickets, mae: total.naive / cells },
    coverage: { "80": total.inside / cells },
    stretches,
  });
};
