/** What the page asks of the scheduling worker. */
import { z } from "zod";
import type { FilmDays } from "../domain/attendance.ts";
import { Objective } from "../domain/objective.ts";
import { overrideKinds } from "../domain/overrides.ts";
import { Rule } from "../domain/rules/rule.ts";
import { instanceFormatVersion, type ScheduleInstance, solutionFormat } from "../domain/schedule-instance.ts";
import { allocationContract } from "./allocation.ts";
import { forecastingContract } from "./forecasting.ts";
import { portfolioContract } from "./portfolio.ts";
import { made, NeverFails } from "./schemas.ts";
import { mostSlateWeeks, SlateFailure, SlateFrontier, SlateWeek, SlateWish } from "./slates.ts";
import { windowsContract } from "./windows.ts";
import type { Client } from "./wire.ts";

const Film = z.number().int();
const IsoDate = z.iso.date();
const Minutes = z.number().int();
const Int32 = z.custom<Int32Array>((value) => value instanceof Int32Array);
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

const House = z.object({
  venue: z.number().int(),
  name: z.string(),
  timeZone: z.string(),
  opens: Minutes,
  lastStart: Minutes,
  closes: Minutes,
  trailers: Minutes.min(0),
  cleaning: Minutes.min(0),
  stagger: Minutes.min(0),
  grid: Minutes.min(1),
  screens: list(
    z.object({
      screen: z.number().int(),
      name: z.string(),
      capacity: z.number().int().min(0),
      formats: list(z.string()),
    }),
  ),
});

const Candidate = z.object({
  film: Film,
  title: z.string(),
  titleZh: z.string().nullable(),
  runtime: Minutes.min(1),
  certificate: z.string().nullable(),
  distributor: z.string().nullable(),
  releaseDate: IsoDate.nullable(),
  formats: list(z.string()),
  minShowsPerDay: z.number().int().min(0),
  hasPoster: z.boolean(),
  genres: list(z.string()).optional(),
});

/** Columns of equal length. Dates are not validated one by one: a year of showings crosses with every call. */
const ShowingHistory = z.object({
  film: Int32,
  screen: Int32,
  date: list(z.string()),
  start: Int32,
  capacity: Int32,
  admissions: Int32,
  price: z.custom<Float64Array>((value) => value instanceof Float64Array).optional(),
  releaseDate: list(z.string().nullable()),
});

export const AudienceOverlap = z.object({ film: Film, other: Film, share: z.number().min(0).max(1) });

const WeekProblem = z.object({
  house: House,
  week: IsoDate,
  days: list(IsoDate),
  candidates: list(Candidate),
  history: ShowingHistory,
  preference: list(
    z.object({
      film: Film,
      likeShare: z.number(),
      low: z.number(),
      high: z.number(),
      likeAt: z
        .object({ morning: z.number(), afternoon: z.number(), evening: z.number(), late: z.number() })
        .optional(),
      reach: z.number().optional(),
    }),
  ),
  traits: list(z.object({ film: Film, traits: list(z.string()) })).optional(),
  overlaps: list(AudienceOverlap).optional(),
  takings: list(z.object({ film: Film, price: z.number().min(0), hireShare: z.number().min(0).max(1) })),
  holidays: list(IsoDate),
  rules: list(Rule).optional(),
  outlook: list(z.object({ film: Film, date: IsoDate, expected: z.number() })).optional(),
  overrides: list(
    z.object({
      venue: z.number().int(),
      film: Film,
      from: IsoDate,
      to: IsoDate,
      kind: z.enum(overrideKinds),
      value: z.number(),
    }),
  ).optional(),
});

/** A week that `hold` was told of: a year of showings is too much to send with every edit. */
const HeldWeek = z.object({ held: z.number().int() });
export type HeldWeek = z.infer<typeof HeldWeek>;
const AskedWeek = z.union([HeldWeek, WeekProblem]);

const ScheduledShowing = z.object({
  id: z.string(),
  film: Film,
  screen: z.number().int(),
  date: IsoDate,
  start: Minutes,
  locked: z.boolean(),
  pencilled: z.boolean().optional(),
  version: z.object({ format: z.string(), audio: z.string(), subtitles: z.string().nullable() }).optional(),
});

const ShowingForecast = z.object({
  id: z.string(),
  mean: z.number(),
  low: z.number(),
  high: z.number(),
});

const DayProof = z.object({
  date: IsoDate,
  value: z.number(),
  bound: z.number(),
  gap: z.number(),
  seconds: z.number(),
});

const TotalSpread = z.object({ own: z.number(), shared: z.number(), degrees: z.number() });

const Plan = z.object({
  week: IsoDate,
  slate: list(Film),
  showings: list(ScheduledShowing),
  forecast: list(ShowingForecast),
  proof: list(DayProof),
  seconds: z.number(),
  spread: TotalSpread.optional(), // how far its total may miss
});

/** Why a film is in the slate or is not. Admissions are of the week; `gain` is estimated before showings are placed. */
const SlateReason = z.object({
  film: Film,
  chosen: z.boolean(),
  kind: z.enum([
    "opening", // new to this house, and chosen
    "held", // played here last week, and stays
    "returning", // played here before, not last week, and chosen
    "requested", // the user chose the slate, or locked a showing of it
    "decayed", // played here last week; its audience has fallen too far to keep a place
    "outbid", // other films earn more with the same screens
    "noScreen", // no screen shows one of its formats
    "tooLong", // does not fit between opening and closing
  ]),
  weekOfRun: z.number().int().nullable(), // 1 = opening week; null = release date unknown
  lastWeek: z.number().nullable(), // admissions here in the seven days before
  expected: z.number(), // of a chosen film by the plan's showings; of another in the best places the slate leaves it
  gain: z.number(), // what it adds to the house's week, were no minimum of showings asked of it
});
export type SlateReason = z.infer<typeof SlateReason>;

/** How a day stands to the goals that look at all of it (`shared/domain/day-standing.ts`). */
const DayStanding = z.object({
  date: IsoDate,
  peak: z.object({ from: Minutes, rooms: z.number().int() }).nullable(),
  usual: z.number().int(),
  shares: list(z.object({ distributor: z.string(), offered: z.number(), due: z.number() })),
  strays: z.object({ fairness: z.number(), evenness: z.number() }),
});

const PlanOptions = z.object({
  slateSize: z.number().int().min(1).optional(),
  slate: list(Film).optional(),
  locked: list(ScheduledShowing).optional(),
  timeLimit: z.number().positive().optional(), // seconds for the whole week
  objective: Objective.optional(), // admissions where absent; values, bounds and gains are then in admissions to an average film
});
export type PlanOptions = z.infer<typeof PlanOptions>;

/** Input that no schedule can satisfy, named by the rules that clash. */
const PlanFailure = z.discriminatedUnion("type", [
  z.object({ type: z.literal("NoCandidates") }),
  z.object({ type: z.literal("NoScreens") }),
  z.object({ type: z.literal("UnknownFilm"), film: Film }),
  z.object({ type: z.literal("FilmTooLong"), film: Film, needs: Minutes, available: Minutes }),
  z.object({ type: z.literal("NoScreenWithFormat"), film: Film, formats: list(z.string()) }),
  z.object({
    type: z.literal("LockedShowingsClash"),
    conflicts: list(
      z.object({
        rule: z.string(),
        showings: list(z.string()),
        params: z.record(z.string(), z.union([z.number(), z.string()])),
      }),
    ),
  }),
  z.object({
    type: z.literal("MinimumShowsCannotFit"),
    date: IsoDate,
    rules: list(z.enum(["minimumShows", "openingHours", "staggeredStarts", "lockedShowings"])),
    films: list(z.object({ film: Film, need: z.number(), have: z.number() })),
  }),
  z.object({
    type: z.literal("RulesClash"),
    date: IsoDate,
    /** The smallest set that cannot hold together: none of them can be left out of it. */
    rules: list(
      z.object({
        rule: Rule.nullable(), // null: of the house or its bookings
        of: z.enum(["own", "minimumShows", "staggeredStarts"]),
      }),
    ),
    /** Films that the slate chose to hold, and the showings a day or week that these rules ask of them. */
    films: list(z.object({ film: Film, need: z.number() })),
    /** Each alone makes the day possible, the least change first; `to` is the rule after it. */
    relaxations: list(
      z.object({
        change: z.enum(["fewer", "more", "closer", "shorter", "later", "off"]),
        by: z.number(), // showings or minutes
        to: Rule,
      }),
    ),
  }),
]);
export type PlanFailure = z.infer<typeof PlanFailure>;

const PlanProgress = z.object({
  day: z.number().int(), // being solved, from 0
  days: z.number().int(),
  bestValue: z.number(), // of the whole week
  bound: z.number(),
  gap: z.number(), // 1 until every required showing has its place: with fewer a week may be worth more than its bound
  secondsLeft: z.number(),
  showings: list(ScheduledShowing), // the best schedule so far, all days
});
export type PlanProgress = z.infer<typeof PlanProgress>;

const Missed = z.object({ wape: z.number(), mae: z.number() });
const BackTest = z.object({
  cells: z.number().int(), // film x day that also played seven days before
  wape: z.number(),
  mae: z.number(),
  naive: z.object({ wape: z.number(), mae: z.number() }), // same film, same weekday last week
  coverage: z.object({ "80": z.number() }), // share of showings inside their interval
  showings: z.number().int(),
  byShowing: Missed.extend({ filmAverage: Missed, dayPartAverage: Missed }), // averages of the showings before each week
  totals: z.object({ wape: z.number(), coverage: z.object({ "80": z.number() }) }), // of whole weeks
  /** First weeks of films that had not played before, against what those most like them drew a showing in theirs. */
  openings: z.object({
    films: z.number().int(),
    expected: z.number(),
    seen: z.number(),
    wape: z.number(),
    comparables: z.object({ wape: z.number() }),
  }),
  weeks: list(
    z.object({
      week: IsoDate,
      wape: z.number(),
      naive: z.number(),
      coverage: z.number(),
      seen: z.number(),
      expected: z.number(),
      low: z.number(), // of the week's total
      high: z.number(),
      films: list(
        z.object({
          film: Film,
          seen: z.number(),
          expected: z.number(),
          low: z.number(),
          high: z.number(),
          showings: z.number().int(),
          full: z.number().int(), // showings with at most a twentieth of their seats free
          opened: z.boolean(), // it had not played here before
        }),
      ),
    }),
  ),
});
export type BackTest = z.infer<typeof BackTest>;

/** What moves a forecast away from the house's average showing: exp of each term of the model. */
const ForecastFactor = z.object({
  factor: z.enum([
    "film",
    "preference",
    "age",
    "weekday",
    "time",
    "season",
    "holiday",
    "price",
    "screen",
    "traits",
    "competition",
    "rivals",
    "lately",
    "override",
  ]),
  times: z.number(),
});

const Explanation = z.object({
  demand: z.number(), // if it were alone in its day-part and the room had no walls
  capacity: z.number(),
  repeatLoss: z.number(), // admissions it takes from other showings of the film in the day-part
  value: z.number(), // what the day would lose without it
  factors: list(ForecastFactor),
  priceKnown: z.boolean(), // whether the house's sales say what was paid
  /** Films of the day whose audience is partly the same, the most first, and what would come besides without each. */
  rivals: list(z.object({ film: Film, taken: z.number() })),
  alternatives: list(
    z.object({
      kind: z.enum(["move", "replace"]),
      film: Film,
      screen: z.number().int(),
      start: Minutes,
      change: z.number(), // of the day's expected admissions
    }),
  ),
});
export type Explanation = z.infer<typeof Explanation>;

const NextSlot = z.object({
  film: Film,
  date: IsoDate,
  screen: z.number().int(),
  start: Minutes,
  gain: z.number(), // admissions that the day would have more, were the place free
  /** Of the film that has the place, and what the day would have less without its showing there. */
  holder: z.object({ film: Film, loss: z.number() }),
  /** What keeps the place with it: its bookings or the house's rules, or that it is worth more there; null: nothing does. */
  heldBy: z.enum(["obligation", "rule", "worth"]).nullable(),
});
export type NextSlot = z.infer<typeof NextSlot>;

const DemandCell = z.object({
  film: Film,
  date: IsoDate,
  part: z.enum(["morning", "afternoon", "evening", "late"]),
  start: Minutes, // the best start of the part
  mean: z.number(),
  low: z.number(),
  high: z.number(),
});

export type DemandCell = z.infer<typeof DemandCell>;

const InstanceSolution = z.object({
  format: z.literal(solutionFormat),
  formatVersion: z.literal(instanceFormatVersion),
  schedule: list(z.object({ day: z.string(), film: z.string(), screen: z.string(), start: Minutes })),
  value: z.number(),
  bound: z.number(), // proven: no schedule is worth more
  gap: z.number(), // (bound - value) / bound
  seconds: z.number(),
  complete: z.boolean(), // false: out of time or cancelled before every day (with terms over all days: all of them) was within 1 % of its bound
});
export type InstanceSolution = z.infer<typeof InstanceSolution>;

/** No schedule was found that meets an instance's rules: showings that a day (null: all days together) lacks, by film. */
const NoSchedule = z.object({
  type: z.literal("NoSchedule"),
  day: z.string().nullable(),
  films: list(z.object({ film: z.string(), missing: z.number() })),
});
export type NoSchedule = z.infer<typeof NoSchedule>;

export const schedulingContract = {
  ...forecastingContract(WeekProblem),
  ...windowsContract,
  ...allocationContract,
  ...portfolioContract,
  plan: {
    in: z.object({ problem: WeekProblem, options: PlanOptions }),
    progress: PlanProgress,
    /** Cancelling answers with the best plan so far, not with a failure. */
    out: z.object({
      plan: Plan,
      reasons: list(SlateReason),
      standing: list(DayStanding),
      complete: z.boolean(),
    }),
    error: PlanFailure,
  },
  /** Keeps a week for `value`, `explain` and `places`; the latest few are kept. */
  hold: { in: z.object({ problem: WeekProblem }), out: HeldWeek, error: NeverFails },
  /** An edited schedule's worth. `bounds` come from its plan; a day that beats its bound has left the plan's slate and gets no proof. */
  value: {
    in: z.object({
      problem: AskedWeek,
      showings: list(ScheduledShowing),
      bounds: list(DayProof).optional(),
      objective: Objective.optional(), // that the bounds were proven for
      slate: list(Film).optional(), // that they were proven of
    }),
    out: z.object({
      total: z.number(),
      forecast: list(ShowingForecast),
      proof: list(DayProof),
      standing: list(DayStanding),
      spread: TotalSpread, // of a whole week
    }),
    error: NeverFails,
  },
  /** One showing alone in its day-part, in the largest room that can show it. */
  forecast: {
    in: z.object({ problem: WeekProblem }),
    out: z.object({ cells: list(DemandCell), repeatExponent: z.number() }),
    error: NeverFails,
  },
  /** Slates that no other beats in everything, for weeks one after another; the problem is that of the first, with the films of all. */
  slates: {
    in: z.object({
      problem: WeekProblem,
      weeks: z.array(SlateWeek).min(1).max(mostSlateWeeks).readonly(),
      wish: SlateWish,
    }),
    progress: z.object({ done: z.number(), of: z.number() }),
    out: SlateFrontier,
    error: SlateFailure,
  },
  backTest: {
    /** `alone`: as if no film took audience from another. */
    in: z.object({
      problem: WeekProblem,
      weeks: z.number().int().min(1),
      alone: z.boolean().optional(),
    }),
    progress: z.object({ week: z.number().int(), weeks: z.number().int() }),
    out: BackTest,
    error: z.object({ type: z.literal("TooLittleHistory"), weeks: z.number().int() }),
  },
  /** What films drew and what was expected of these very showings, over the venues of the problems. */
  filmDays: { in: z.object({ problems: list(WeekProblem) }), out: made<FilmDays>(), error: NeverFails },
  /** Cancelling answers with the best schedule so far. */
  solve: {
    in: z.object({ instance: made<ScheduleInstance>(), seconds: z.number().positive() }),
    progress: z.object({
      value: z.number().nullable(), // null until every required showing has its place
      bound: z.number(),
      gap: z.number(),
      secondsLeft: z.number(),
    }),
    out: InstanceSolution,
    error: NoSchedule,
  },
  explain: {
    in: z.object({ problem: AskedWeek, showings: list(ScheduledShowing), id: z.string() }),
    out: Explanation,
    error: z.object({ type: z.literal("UnknownShowing"), id: z.string() }),
  },
  /** What one more showing in the evening would bring each film of a schedule, and whose place it would take. */
  nextSlots: {
    in: z.object({ problem: AskedWeek, showings: list(ScheduledShowing) }),
    out: z.object({ slots: list(NextSlot) }),
    error: NeverFails,
  },
  /** Every place of its day that a showing may take without breaking a rule, and what that would change. */
  places: {
    in: z.object({ problem: AskedWeek, showings: list(ScheduledShowing), showing: ScheduledShowing }),
    out: z.object({
      places: list(z.object({ screen: z.number().int(), start: Minutes, change: z.number() })),
    }),
    error: NeverFails,
  },
} as const;
export type SchedulingClient = Client<typeof schedulingContract>;
