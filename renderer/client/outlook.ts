/** What the coming days will draw: one figure for the Demand page, for the batch and for plans. */
import type { DayOutlook } from "../../shared/contract/forecasting.ts";
import type { AttendanceDays } from "../../shared/domain/attendance.ts";
import { type ForecastOverride, overrideOf } from "../../shared/domain/overrides.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { IsoDate, WeekProblem } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { withOverlaps } from "./overlaps.ts";
import { unwrap } from "./read.ts";

interface Asked {
  readonly days: AttendanceDays;
  readonly horizon?: number;
  readonly venue?: number | undefined;
}
interface Call {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: { readonly origin: number; readonly origins: number }) => void;
}

const isoDate = (day: number): IsoDate => new Date(day * 86_400_000).toISOString().slice(0, 10);

const longestHorizon = 28;
/** Whole weeks from the day after the last one known until `date`, as far as is forecast. */
export const horizonTo = ({ day }: AttendanceDays, date: IsoDate): number => {
  const last = day.reduce((latest, each) => Math.max(latest, each), -1);
  const ahead = Date.parse(`${date}T00:00:00Z`) / 86_400_000 - last;
  return 7 * Math.max(1, Math.min(longestHorizon / 7, Math.ceil(ahead / 7)));
};

/** Of venues whose showings reach to the day before, their showings are heard too. */
export const outlookOf = async (
  clients: Clients,
  { days, horizon = 7, venue }: Asked,
  { signal, onProgress }: Call = {},
) => {
  const { data, scheduling } = clients;
  const next = isoDate(days.day.reduce((latest, day) => Math.max(latest, day), -1) + 1);
  const { venues } = await unwrap(data.listVenues({}, { signal }));
  const shown = venues.filter(
    ({ id, nextWeek }) => (venue === undefined || id === venue) && nextWeek !== null && nextWeek >= next,
  );
  const weeks: WeekProblem[] = [];
  for (const { id } of shown) {
    const week = await unwrap(data.weekProblem({ venue: id, week: next }, { signal }));
    if (week.history.date.at(-1) === isoDate(Date.parse(`${next}T00:00:00Z`) / 86_400_000 - 1))
      weeks.push(await withOverlaps(clients, week, signal));
  }
  return (await scheduling()).forecastDays(
    { days, horizon, ...(venue === undefined ? {} : { venue }), weeks },
    { signal, onProgress },
  );
};

/** What the model says of an override's days, as far as it forecasts them. */
export const modelFigures = (
  cells: DayOutlook["cells"],
  override: ForecastOverride,
): Record<IsoDate, number> =>
  Object.fromEntries(
    cells
      .filter(({ venue, film, date }) => overrideOf([override], venue, film, date) !== undefined)
      .map(({ date, expected }) => [date, expected]),
  );

/** The week with what its days (or those told) are forecast to draw; without, where too little is known of the days before. */
export const withOutlook = async (
  clients: Clients,
  problem: WeekProblem,
  call: Call = {},
  asked: readonly IsoDate[] = problem.days,
): Promise<WeekProblem> => {
  const { venue } = problem.house;
  const days = await unwrap(clients.data.attendanceDays({ until: problem.week }, { signal: call.signal }));
  if (days.day.length === 0) return problem;
  const horizon = horizonTo(days, asked.at(-1) as IsoDate);
  const outlook: Result<DayOutlook, { type: string }> = await outlookOf(
    clients,
    { days, horizon, venue },
    call,
  );
  if (!outlook.ok) return problem;
  return { ...problem, outlook: outlook.value.cells.filter(({ date }) => asked.includes(date)) };
};
