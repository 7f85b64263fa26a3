/**
 * The days after the last one known, with 80 % intervals: by film, venue and day, and added up by film and by day. Each week is
 * forecast from as short a way before it as can be.
 */
import type { DayOutlook } from "../../../shared/contract/forecasting.ts";
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { dayNumber, isoDate } from "../calendar.ts";
import { earlierOrigins, rollingIntervals } from "./conformal.ts";
import { type DayForecast, dayForecaster } from "./day-forecast.ts";
import { daySeries } from "./day-series.ts";
import { addedUp, rowsWhere } from "./forecast-rows.ts";

interface Asked {
  readonly horizon: number;
  /** Of it alone; absent: of all. Every venue is learned from. */
  readonly venue?: number | undefined;
}
interface Call {
  readonly signal: AbortSignal;
  progress(value: { origin: number; origins: number }): void;
}

type Answer = Result<DayOutlook, { type: "TooLittleHistory"; from: IsoDate }>;

/** Seven days, fourteen, and so on until `horizon`. */
const horizonsTo = (horizon: number): number[] =>
  Array.from({ length: Math.ceil(horizon / 7) }, (_, week) => Math.min(horizon, 7 * (week + 1)));

export const dayOutlook = async (data: AttendanceDays, asked: Asked, call: Call): Promise<Answer> => {
  const horizons = horizonsTo(asked.horizon);
  let whole: DayOutlook | null = null;
  for (const [week, horizon] of horizons.entries()) {
    const progress = ({ origin, origins }: { origin: number; origins: number }): void =>
      call.progress({ origin: week * origins + origin, origins: horizons.length * origins });
    const part = await oneOutlook(data, { ...asked, horizon }, { ...call, progress });
    // A week far ahead needs more past than the next one.
    if (!part.ok) return whole ? ok(whole) : part;
    const from = isoDate(dayNumber(part.value.from) + 7 * week);
    const isNew = ({ date }: { readonly date: IsoDate }): boolean => date >= from;
    const { cells, films, days }: DayOutlook = whole ?? { from, cells: [], films: [], days: [], rivals: [] };
    whole = {
      from: part.value.from,
      cells: [...cells, ...part.value.cells.filter(isNew)],
      films: [...films, ...part.value.films.filter(isNew)],
      days: [...days, ...part.value.days.filter(isNew)],
      rivals: [],
    };
  }
  return ok(whole as DayOutlook);
};

const oneOutlook = async (data: AttendanceDays, { horizon, venue }: Asked, call: Call): Promise<Answer> => {
  const series = daySeries(data, horizon);
  const { filmOf, venueOf, days } = series;
  const forecaster = dayForecaster(series, horizon, false);
  const origin = days - horizon;
  if (origin < forecaster.earliest)
    return err({ type: "TooLittleHistory", from: isoDate(series.firstDay + forecaster.earliest) });

  const wanted = (all: DayForecast): DayForecast =>
    rowsWhere(
      all,
      (i) => venue === undefined || series.venues[venueOf[all.pair[i] as number] as number] === venue,
    );
  const byFilm = (forecast: DayForecast) =>
    addedUp(
      forecast,
      (i) => (filmOf[forecast.pair[i] as number] as number) * days + (forecast.day[i] as number),
    );
  const byDay = (forecast: DayForecast) => addedUp(forecast, (i) => forecast.day[i] as number);

  const rolling = {
    cells: rollingIntervals(horizon),
    films: rollingIntervals(horizon),
    days: rollingIntervals(horizon),
  };
  const earlier = earlierOrigins(origin, forecaster.earliest, horizon);
  const from = async (at: number, number: number): Promise<DayForecast> => {
    call.progress({ origin: number, origins: earlier.length + 1 });
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    call.signal.throwIfAborted();
    return forecaster.from(at);
  };
  for (const [number, at] of earlier.entries()) {
    const all = await from(at, number);
    rolling.cells.score(all, rolling.cells.intervals());
    rolling.films.score(byFilm(wanted(all)), rolling.films.intervals());
    rolling.days.score(byDay(wanted(all)), rolling.days.intervals());
  }
  const forecast = wanted(await from(origin, earlier.length));
  const dateOf = (day: number): IsoDate => isoDate(series.firstDay + day);
  const filmId = (film: number): number => series.films[film] as number;

  const ofCell = rolling.cells.intervals();
  const cells = Array.from(forecast.pair, (pair, i) => {
    const expected = forecast.expected[i] as number;
    return {
      film: filmId(filmOf[pair] as number),
      venue: series.venues[venueOf[pair] as number] as number,
      date: dateOf(forecast.day[i] as number),
      expected,
      ...ofCell(expected),
      naive: forecast.before[i] as number,
    };
  });
  const sums = (
    { key, expected, before }: ReturnType<typeof addedUp>,
    within: (expected: number) => { low: number; high: number },
  ) =>
    Array.from(key, (place, i) => ({
      place,
      figures: {
        expected: expected[i] as number,
        ...within(expected[i] as number),
        naive: before[i] as number,
      },
    }));
  return ok({
    from: dateOf(origin),
    cells,
    films:
      venue === undefined
        ? sums(byFilm(forecast), rolling.films.intervals()).map(({ place, figures }) => ({
            film: filmId(Math.floor(place / days)),
            date: dateOf(place % days),
            ...figures,
          }))
        : cells,
    days: sums(byDay(forecast), rolling.days.intervals())
      .sort((a, b) => a.place - b.place)
      .map(({ place, figures }) => ({ date: dateOf(place), ...figures })),
    rivals: [],
  });
};
