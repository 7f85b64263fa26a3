/**
 * The plan as it is stored and exported: one self-contained document that can be read without its library.
 * An exported document is the stored one with each showing's clock times added (`docs/plan-format.md`).
 */
import { z } from "zod";
import { admissionsOnly, Objective } from "./objective.ts";
import { Rule } from "./rules/rule.ts";
import { type TimesOf, timesIn } from "./showing-times.ts";
import type { Candidate, House, IsoDate, Plan, ScheduledShowing, Screen } from "./slate.ts";
import { localIso, showingInstants, utcIso } from "./venue-time.ts";
import { type TotalRange, weekTotalOf } from "./week-total.ts";

export const planFormat = "marquee-plan";
export const planFormatVersion = 1;

const Day = z.iso.date();
const Minute = z.number().int();
const Count = z.number().int().nonnegative();
const Amount = z.number().nonnegative();

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
};

export const PlanScreen = z.object({
  screen: z.number().int(),
  name: z.string(),
  capacity: Count,
  formats: z.array(z.string()),
});

export const PlanHouse = z.object({
  venue: z.number().int(),
  name: z.string(),
  timeZone: z.string().refine(isTimeZone, "not an IANA time zone"),
  opens: Minute,
  lastStart: Minute,
  closes: Minute,
  trailers: Count,
  cleaning: Count,
  stagger: Count,
  grid: Count,
  screens: z.array(PlanScreen),
});

/** One cut of a film as it can be shown; `cpl` is the UUID of its composition playlist. */
export const PlanVersion = z.object({
  format: z.string(),
  audio: z.string(),
  subtitles: z.string().nullable(),
  cpl: z.string().nullable(),
  contentTitle: z.string().nullable(),
});
export type PlanVersion = z.infer<typeof PlanVersion>;

export const PlanFilm = z.object({
  film: z.number().int(),
  title: z.string(),
  titleZh: z.string().nullable(),
  runtime: z.number().int().positive(),
  certificate: z.string().nullable(),
  distributor: z.string().nullable(),
  releaseDate: Day.nullable(),
  formats: z.array(z.string()),
  minShowsPerDay: Count,
  /** What the library knew besides when the file was written; the stored plan holds none of it. */
  versions: z.array(PlanVersion).optional(),
  ids: z.record(z.string(), z.string()).optional(),
  availableTo: Day.nullable().optional(),
});
export type PlanFilm = z.infer<typeof PlanFilm>;

export const PlanForecast = z
  .object({ mean: Amount, low: Amount, high: Amount })
  .refine(({ low, high }) => low <= high, "the range is upside down");

export const PlanShowing = z.object({
  id: z.string().min(1),
  film: z.number().int(),
  screen: z.number().int(),
  date: Day,
  start: Minute,
  locked: z.boolean(),
  /** Agreed tentatively; absent: not. A showing that is locked besides is agreed for good. */
  pencilled: z.boolean().optional(),
  /** The version chosen for it; absent: any that film and screen both offer. */
  version: PlanVersion.pick({ format: true, audio: true, subtitles: true }).optional(),
  forecast: PlanForecast.nullable(),
});
export type PlanShowing = z.infer<typeof PlanShowing>;

export const PlanTotals = z.object({
  showings: Count,
  seats: Count,
  expectedAdmissions: Amount,
  /** 80 % interval of the expected admissions together; absent in plans of before there was one. */
  low: Amount.optional(),
  high: Amount.optional(),
});
export type PlanTotals = z.infer<typeof PlanTotals>;

const shape = {
  format: z.literal(planFormat),
  formatVersion: z.literal(planFormatVersion),
  id: z.string().min(1),
  version: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  note: z.string(),
  week: Day,
  days: z.array(Day).min(1),
  house: PlanHouse,
  films: z.array(PlanFilm),
  showings: z.array(PlanShowing),
  totals: PlanTotals,
  proof: z.array(
    z.object({ date: Day, value: z.number(), bound: z.number(), gap: z.number(), seconds: Amount }),
  ),
  seconds: Amount,
  model: z.object({ id: z.string(), name: z.string() }).nullable(),
  assumptions: z.array(z.string()),
  /** What the week was planned for; `proof` is in its terms. */
  objective: Objective.default(admissionsOnly),
  /** The house's own rules that it was planned under. */
  rules: z.array(Rule).optional(),
};

/** Each showing names a film of the slate, a screen of the house and a day of the plan, under an id of its own. */
const refersWithin = (document: {
  readonly days: readonly IsoDate[];
  readonly house: { readonly screens: readonly { readonly screen: number }[] };
  readonly films: readonly { readonly film: number }[];
  readonly showings: readonly Omit<PlanShowing, "forecast">[];
}): boolean => {
  const { days, house, films, showings } = document;
  const film = new Set(films.map((each) => each.film));
  const screen = new Set(house.screens.map((each) => each.screen));
  return (
    new Set(showings.map(({ id }) => id)).size === showings.length &&
    showings.every((each) => film.has(each.film) && screen.has(each.screen) && days.includes(each.date))
  );
};
const dangling = "a showing repeats an id, or names a film, screen or day that the plan does not hold";

export const PlanDocument = z.object(shape).refine(refersWithin, dangling);
export type PlanDocument = z.infer<typeof PlanDocument>;

const Moment = z.object({ local: z.iso.datetime({ offset: true }), utc: z.iso.datetime() });
export const ExportedShowing = PlanShowing.extend({
  times: z.object({ start: Moment, feature: Moment, end: Moment, clear: Moment }),
});
export const ExportedPlan = z
  .object({ ...shape, showings: z.array(ExportedShowing) })
  .refine(refersWithin, dangling);
export type ExportedPlan = z.infer<typeof ExportedPlan>;

export interface PlanSource {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly note: string;
  readonly house: House;
  readonly days: readonly IsoDate[];
  readonly candidates: readonly Candidate[];
  readonly plan: Plan;
  readonly model: { readonly id: string; readonly name: string } | null;
  /** What the forecast takes for granted, in the author's words. */
  readonly assumptions: readonly string[];
  /** Admissions where it is absent. */
  readonly objective?: Objective;
  readonly rules?: readonly Rule[];
}

/** The document of a plan: films of the slate and of any showing, showings in order of day, screen and start. */
export const planDocument = (source: PlanSource): PlanDocument => {
  const { house, plan } = source;
  const shown = new Set([...plan.slate, ...plan.showings.map(({ film }) => film)]);
  const forecast = new Map(plan.forecast.map(({ id, mean, low, high }) => [id, { mean, low, high }]));
  const showings = plan.showings.map((showing) => ({
    ...showing,
    forecast: forecast.get(showing.id) ?? null,
  }));
  return {
    format: planFormat,
    formatVersion: planFormatVersion,
    id: source.id,
    version: source.version,
    createdAt: source.createdAt.toISOString(),
    note: source.note,
    week: plan.week,
    days: [...source.days],
    house: {
      ...house,
      screens: house.screens.map((screen) => ({ ...screen, formats: [...screen.formats] })),
    },
    films: source.candidates
      .filter(({ film }) => shown.has(film))
      .map(({ hasPoster: _, versions: __, ...film }) => ({ ...film, formats: [...film.formats] })),
    showings: inOrder(house.screens, showings),
    totals: { ...planTotals(house.screens, showings), ...rangeOf(plan, showings) },
    proof: plan.proof.map((day) => ({ ...day })),
    seconds: plan.seconds,
    model: source.model,
    assumptions: [...source.assumptions],
    objective: source.objective ?? admissionsOnly,
    ...(source.rules && source.rules.length > 0 ? { rules: [...source.rules] } : {}),
  };
};

const rangeOf = ({ spread }: Plan, showings: readonly PlanShowing[]): Partial<TotalRange> =>
  spread
    ? weekTotalOf(
        spread,
        showings.map(({ film, forecast }) => ({ film, mean: forecast?.mean ?? 0 })),
      )
    : {};

/** The same plan as the version that was stored of it. */
export const storedAs = (
  document: PlanDocument,
  id: string,
  version: number,
  createdAt: Date,
): PlanDocument => ({
  ...document,
  id,
  version,
  createdAt: createdAt.toISOString(),
});

export const planTotals = (screens: readonly Screen[], showings: readonly PlanShowing[]): PlanTotals => {
  const capacity = new Map(screens.map((screen) => [screen.screen, screen.capacity]));
  return {
    showings: showings.length,
    seats: showings.reduce((sum, { screen }) => sum + (capacity.get(screen) ?? 0), 0),
    expectedAdmissions: showings.reduce((sum, { forecast }) => sum + (forecast?.mean ?? 0), 0),
  };
};

const inOrder = <T extends ScheduledShowing>(screens: readonly Screen[], showings: readonly T[]): T[] => {
  const ordinal = new Map(screens.map(({ screen }, index) => [screen, index]));
  const place = ({ screen }: T): number => ordinal.get(screen) ?? screens.length;
  return [...showings].sort(
    (a, b) =>
      a.date.localeCompare(b.date) || place(a) - place(b) || a.start - b.start || a.id.localeCompare(b.id),
  );
};

/** When a plan's showings start, end and are clear, by the rules that it was planned under. */
export const planTimes = ({ house, films, rules }: PlanDocument): TimesOf =>
  timesIn({ house, candidates: films, rules });

/** The document as it leaves the building, every time also as a local date-time with its offset and as a UTC instant. */
export const exportedPlan = (document: PlanDocument): ExportedPlan => {
  const { house, showings } = document;
  const timesOf = planTimes(document);
  return {
    ...document,
    showings: showings.map((showing) => {
      const times = timesOf(showing);
      const at = showingInstants(showing.date, times, house.timeZone);
      const moment = (mark: keyof typeof at) => ({ local: localIso(at[mark]), utc: utcIso(at[mark]) });
      return {
        ...showing,
        times: {
          start: moment("start"),
          feature: moment("feature"),
          end: moment("end"),
          clear: moment("clear"),
        },
      };
    }),
  };
};
