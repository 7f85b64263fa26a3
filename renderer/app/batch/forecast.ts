/** `forecast`: attendance by film, venue and day, or how well it would have been forecast (`--backtest`). */
import type { DayOutlook } from "../../../shared/contract/forecasting.ts";
import type { KeptOverride } from "../../../shared/contract/overrides.ts";
import { lastWeeks } from "../../../shared/domain/attendance.ts";
import { overriddenOutlook, overrideOf } from "../../../shared/domain/overrides.ts";
import { outlookOf } from "../../client/outlook.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, openToRead } from "./job.ts";
import { venueNamed } from "./venue.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const backTest = async (job: Job) => {
  const { data, scheduling } = job.clients;
  const worker = await scheduling();
  const days = await unwrap(data.attendanceDays({}));
  const usual = lastWeeks(days, 4);
  const result = await unwrap(
    worker.backTestDays(
      {
        days,
        from: job.option("from", usual.from),
        to: job.option("to", usual.to),
        horizon: job.option("horizon", 7),
        showingsKnown: job.option<string>("showings", "unknown") === "known",
      },
      { onProgress: ({ origin, origins }) => job.say(`origin ${origin + 1} of ${origins}`) },
    ),
  );
  const { cells, wape, mae, naive, comparables, coverage } = result;
  return {
    result,
    summary: [
      `${cells} days of films in venues: the forecast missed ${percent(wape)} of admissions (${mae.toFixed(1)} a cell), the same weekday of the week before ${percent(naive.wape)} (${naive.mae.toFixed(1)}): ${(wape / naive.wape).toFixed(3)} of it; comparable films ${percent(comparables.wape)}.`,
      `${percent(coverage["80"])} of cells lay inside their 80 % interval.`,
    ].join("\n"),
  };
};

/** A venue's showings with clock times, against averages of film and of day-part: whole weeks up to `--to`. */
const backTestShowings = async (job: Job, wanted: string) => {
  const { data, scheduling } = job.clients;
  const venue = await venueNamed(job, wanted);
  const next = dayOf(venue.nextWeek ?? "1970-01-01");
  const to = job.option("to", isoOf(next - 1));
  const days = dayOf(to) + 1 - dayOf(job.option("from", isoOf(dayOf(to) - 27)));
  const problem = await unwrap(data.weekProblem({ venue: venue.id, week: isoOf(dayOf(to) + 1) }));
  const worker = await scheduling();
  const { byShowing, showings, coverage, totals, openings, weeks } = await unwrap(
    worker.backTest(
      { problem, weeks: Math.max(1, Math.floor(days / 7)), alone: job.option("alone", false) },
      { onProgress: ({ week, weeks: all }) => job.say(`week ${week + 1} of ${all}`) },
    ),
  );
  const { filmAverage, dayPartAverage, ...missed } = byShowing;
  return {
    result: {
      cells: showings,
      ...missed,
      filmAverage,
      dayPartAverage,
      coverage,
      weeks: weeks.length,
      totals,
      openings,
      byWeek: weeks.map(({ week, seen, expected, low, high, films }) => ({
        week,
        seen,
        expected,
        low,
        high,
        films,
      })),
    },
    summary: `${showings} showings: the forecast missed ${percent(missed.wape)} of admissions, the film's average ${percent(filmAverage.wape)}, the day-part's ${percent(dayPartAverage.wape)}; ${percent(coverage["80"])} lay inside their 80 % interval. Totals of weeks were missed by ${percent(totals.wape)}; ${percent(totals.coverage["80"])} of ${weeks.length} lay inside theirs. Openings of ${openings.films} films were missed by ${percent(openings.wape)}, by what comparable films drew ${percent(openings.comparables.wape)}.`,
  };
};

type Cell = DayOutlook["cells"][number];

/** What the user says in the model's place, or null. */
const overriddenBy = (
  overrides: readonly KeptOverride[],
  { venue, film, date }: Cell,
  { expected, low, high }: Cell,
) => {
  const override = overrideOf(overrides, venue, film, date);
  return override ? { expected, low, high, reason: override.reason } : null;
};

export const forecast: Command = async (job) => {
  await openToRead(job);
  const wanted = job.option("venue", "");
  if (job.option("backtest", false)) return wanted ? backTestShowings(job, wanted) : backTest(job);
  const { data } = job.clients;
  const from = job.option("from", "");
  const days = await unwrap(data.attendanceDays(from ? { until: from } : {}));
  const venue = wanted ? (await venueNamed(job, wanted)).id : undefined;
  const outlook = await unwrap(
    outlookOf(
      job.clients,
      { days, horizon: job.option("horizon", 7), venue },
      { onProgress: ({ origin, origins }) => job.say(`origin ${origin + 1} of ${origins}`) },
    ),
  );
  const films = [...new Set(outlook.cells.map(({ film }) => film))];
  const { rows } = await unwrap(data.filmTitles({ films: films.slice(0, 5000) }));
  const { venues } = await unwrap(data.listVenues({}));
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const names = new Map(venues.map(({ id, name }) => [id, name]));
  const { overrides } = await unwrap(data.listOverrides({}));
  const overridden = overriddenOutlook(outlook, overrides);
  const cells = outlook.cells.map((cell, i) => ({
    ...cell,
    override: overriddenBy(overrides, cell, overridden.cells[i] as typeof cell),
    title: titles.get(cell.film) ?? "",
    venueName: names.get(cell.venue) ?? "",
  }));
  const expected = cells.reduce((sum, cell) => sum + (cell.override?.expected ?? cell.expected), 0);
  return {
    result: { from: outlook.from, expected, cells, days: overridden.days },
    summary: `From ${outlook.from} on: ${expected.toFixed(0)} admissions expected (films: ${films.length}, venues: ${new Set(cells.map(({ venue }) => venue)).size}), their programme going on as the week before.`,
  };
};
