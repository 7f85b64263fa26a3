/** The days after the last one known, with 80 % intervals. */
import type { DayOutlook } from "../../../shared/contract/forecasting.ts";
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { isoDate } from "../calendar.ts";
import { earlierOrigins, rollingIntervals } from "./conformal.ts";
import { dayForecaster } from "./day-forecast.ts";
import { daySeries } from "./day-series.ts";

export const dayOutlook = (
  data: AttendanceDays,
  horizon: number,
): Result<DayOutlook, { type: "TooLittleHistory"; from: IsoDate }> => {
  const series = daySeries(data, horizon);
  const forecaster = dayForecaster(series, horizon, false);
  const origin = series.days - horizon;
  if (origin < forecaster.earliest)
    return err({ type: "TooLittleHistory", from: isoDate(series.firstDay + forecaster.earliest) });
  const rolling = rollingIntervals(horizon);
  for (const earlier of earlierOrigins(origin, forecaster.earliest, horizon))
    rolling.score(forecaster.from(earlier), rolling.intervals());
  const forecast = forecaster.from(origin);
  const within = rolling.intervals();
  return ok({
    from: isoDate(series.firstDay + origin),
    cells: Array.from(forecast.pair, (pair, i) => {
      const expected = forecast.expected[i] as number;
      return {
        film: series.films[series.filmOf[pair] as number] as number,
        venue: series.venues[series.venueOf[pair] as number] as number,
        date: isoDate(series.firstDay + (forecast.day[i] as number)),
        expected,
        ...within(expected),
        naive: forecast.before[i] as number,
      };
    }),
  });
};
