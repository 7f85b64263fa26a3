/**
 * A self-contained scheduling problem, as papers and other solvers can read and write it (`docs/instance-format.md`): no library, no
 * forecast model, demand as numbers. Times are minutes after midnight of the business day and go past 1440 in its night.
 */
import { z } from "zod";
import { err, ok, type Result } from "./result.ts";
import type { Minutes } from "./slate.ts";

export const instanceFormat = "marquee-instance";
export const solutionFormat = "marquee-solution";
export const instanceFormatVersion = 1;

/** From this showing of a film in a day-part on, each takes the same from the others. */
export const lossSteps = 8;

/** Ids are keys of records, too, where one name means something else. */
const Id = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => id !== "__proto__", "no id may be __proto__: give it another name");
const Minute = z.number().int().min(0).max(2880);
const mostAmount = 1e9;
const Amount = z.number().nonnegative().max(mostAmount);
const Price = z.number().nonnegative().max(1e6);
const Shows = z.number().int().min(0).max(1000);

const InstanceScreen = z.strictObject({
  id: Id,
  capacity: Amount,
  opens: Minute.describe("earliest start"),
  lastStart: Minute.optional().describe("latest start; without it any start that clears in time"),
  closes: Minute.describe("latest end of a showing, `after` included"),
  before: Minute.optional().describe("instead of the instance's, for films that have none of their own"),
  after: Minute.optional().describe("instead of the instance's, for films that have none of their own"),
});

/** By day-part; a part that is not named has none. */
const Demand = z.record(Id, Amount);

const InstanceFilm = z.strictObject({
  id: Id,
  runtime: z.number().int().min(1).max(1440),
  before: Minute.optional().describe("instead of the screen's or the instance's"),
  after: Minute.optional().describe("instead of the screen's or the instance's"),
  demand: Demand.describe("who would come to one showing in each day-part, were the room large enough"),
  demandByDay: z.record(Id, Demand).optional().describe("instead of `demand`, on the days it names"),
  screens: z.array(Id).optional().describe("where it may play; without it anywhere"),
  earliest: Minute.optional().describe("no start before"),
  latestEnd: Minute.optional().describe("a certificate's curfew: the film ends by then"),
  minShows: Shows.optional().describe("a day"),
  maxShows: Shows.optional().describe("a day"),
  minShowsInAll: Shows.optional().describe("over all days"),
  maxShowsInAll: Shows.optional().describe("over all days"),
  distributor: Id.optional().describe("whose film it is, for `fairness`"),
});
export type InstanceFilm = z.infer<typeof InstanceFilm>;
export type InstanceScreen = z.infer<typeof InstanceScreen>;

const InstanceLock = z.strictObject({ day: Id.optional(), film: Id, screen: Id, start: Minute });

export const ScheduleInstance = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(instanceFormat),
  formatVersion: z.literal(instanceFormatVersion),
  name: z.string().optional(),
  grid: z.number().int().min(1).max(120).describe("starts lie on multiples of this"),
  before: Minute.describe("minutes of every showing before its film: advertisements, trailers"),
  after: Minute.describe("minutes of every showing after its film: cleaning"),
  days: z.array(Id).min(1).max(31).optional().describe("without it a single day"),
  dayParts: z
    .array(z.strictObject({ id: Id, from: Minute }))
    .min(1)
    .max(48)
    .describe("ascending; each lasts to the next"),
  screens: z.array(InstanceScreen).min(1).max(200),
  films: z.array(InstanceFilm).min(1).max(1000),
  repeatLoss: z
    .array(z.number().min(0).max(1))
    .max(lossSteps - 1)
    .default([])
    .describe(
      "share of the demand in the day-part that the 2nd, 3rd, … showing of a film in it takes from the others; ascending, the last goes on",
    ),
  starts: z
    .strictObject({ within: z.number().int().min(1).max(240), most: z.number().int().min(1).max(200) })
    .optional()
    .describe("at most `most` showings of the house start within `within` minutes"),
  fairness: z
    .strictObject({
      price: Price.describe("for each seat that a distributor has beyond its share of the day's"),
      shares: z
        .record(Id, z.number().min(0).max(1))
        .optional()
        .describe("agreed; without them each distributor's share of the day's demand"),
    })
    .optional(),
  turnovers: z
    .strictObject({
      within: z.number().int().min(1).max(240),
      most: z.number().int().min(0).max(200),
      price: Price.describe("for each screen too many in a window"),
    })
    .optional()
    .describe(
      "screens between their film's end and `after` in windows of `within` minutes, counted from midnight",
    ),
  locks: z.array(InstanceLock).default([]),
});
export type ScheduleInstance = z.infer<typeof ScheduleInstance>;

export interface PlacedShow {
  readonly day: string;
  readonly film: string;
  readonly screen: string;
  readonly start: Minutes;
}

export const onlyDay = "1";
export const daysOf = ({ days }: ScheduleInstance): readonly string[] => days ?? [onlyDay];

/** Who would come on the day, by day-part. */
export const demandOn = (
  { dayParts }: ScheduleInstance,
  { demand, demandByDay = {} }: InstanceFilm,
  day: string,
): number[] => {
  const parts = Object.hasOwn(demandByDay, day) ? (demandByDay[day] as z.infer<typeof Demand>) : demand;
  return dayParts.map(({ id }) => (Object.hasOwn(parts, id) ? (parts[id] as number) : 0));
};

/** Index of the day-part of a start; before the first part it counts to the first. */
export const partOf = ({ dayParts }: ScheduleInstance, start: Minutes): number =>
  Math.max(
    0,
    dayParts.findLastIndex(({ from }) => from <= start),
  );

/** Share of demand lost with the k-th showing of a film in a day-part. */
export const lossShare = ({ repeatLoss }: ScheduleInstance, k: number): number =>
  k < 2 ? 0 : (repeatLoss[Math.min(k - 2, repeatLoss.length - 1)] ?? 0);

export interface InstanceFault {
  readonly type: "BadInstance";
  readonly path: string;
  readonly problem: string;
}

const repeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, index) => ids.indexOf(id) !== index);

/** Minutes from the start of a showing to its film's end, and to when its screen is free. */
export const lengthsOf = (
  instance: ScheduleInstance,
  film: InstanceFilm,
  screen: InstanceScreen,
): { readonly end: Minutes; readonly clear: Minutes } => {
  const of = (side: "before" | "after"): Minutes => film[side] ?? screen[side] ?? instance[side];
  const end = of("before") + film.runtime;
  return { end, clear: end + of("after") };
};

/** What the shape alone cannot say; null where all is well. */
const faultOf = (instance: ScheduleInstance): InstanceFault | null => {
  const { screens, films, dayParts, repeatLoss, locks, grid, fairness } = instance;
  const days = daysOf(instance);
  const fault = (path: string, problem: string): InstanceFault => ({ type: "BadInstance", path, problem });
  for (const [name, ids] of [
    ["screens", screens.map(({ id }) => id)],
    ["films", films.map(({ id }) => id)],
    ["dayParts", dayParts.map(({ id }) => id)],
    ["days", days],
  ] as const) {
    const twice = repeated(ids);
    if (twice !== undefined) return fault(name, `the id ${twice} stands twice`);
  }
  if (dayParts.some(({ from }, n) => n > 0 && from <= (dayParts[n - 1] as { from: number }).from))
    return fault("dayParts", "`from` must rise from part to part");
  if (repeatLoss.some((share, n) => n > 0 && share < (repeatLoss[n - 1] as number)))
    return fault("repeatLoss", "a later repeat must not cost less than an earlier one");
  for (const [n, { opens, closes }] of screens.entries())
    if (opens >= closes) return fault(`screens[${n}]`, "it closes before it opens");
  const dearest = (fairness?.price ?? 0) * Math.max(...screens.map(({ capacity }) => capacity));
  if (dearest > mostAmount)
    return fault("fairness.price", `all seats of a screen cost more than ${mostAmount}`);
  const known = {
    screen: new Set(screens.map(({ id }) => id)),
    film: new Set(films.map(({ id }) => id)),
    part: new Set(dayParts.map(({ id }) => id)),
    day: new Set(days),
  };
  for (const [n, film] of films.entries()) {
    const at = `films[${n}]`;
    const parts = [film.demand, ...Object.values(film.demandByDay ?? {})].flatMap(Object.keys);
    const stray = parts.find((part) => !known.part.has(part));
    if (stray !== undefined) return fault(`${at}.demand`, `there is no day-part ${stray}`);
    const day = Object.keys(film.demandByDay ?? {}).find((each) => !known.day.has(each));
    if (day !== undefined) return fault(`${at}.demandByDay`, `there is no day ${day}`);
    const screen = film.screens?.find((each) => !known.screen.has(each));
    if (screen !== undefined) return fault(`${at}.screens`, `there is no screen ${screen}`);
    if ((film.minShows ?? 0) > (film.maxShows ?? Infinity))
      return fault(at, "more shows a day are asked for than are allowed");
    const lockedOn = days.map(
      (day) => locks.filter((lock) => lock.film === film.id && (lock.day ?? days[0]) === day).length,
    );
    const sum = (counts: readonly number[]): number => counts.reduce((all, n) => all + n, 0);
    const least = sum(lockedOn.map((n) => Math.max(n, film.minShows ?? 0)));
    if (least > Math.max(film.maxShowsInAll ?? Infinity, sum(lockedOn)))
      return fault(at, "its least shows a day and its locks are more than it may have in all");
    if ((film.minShowsInAll ?? 0) > (film.maxShowsInAll ?? Infinity))
      return fault(at, "more shows in all are asked for than are allowed");
  }
  for (const [n, { day, film, screen, start }] of locks.entries()) {
    const at = `locks[${n}]`;
    if (!known.film.has(film)) return fault(at, `there is no film ${film}`);
    if (!known.screen.has(screen)) return fault(at, `there is no screen ${screen}`);
    if (day === undefined ? days.length > 1 : !known.day.has(day))
      return fault(at, day === undefined ? "it must name its day" : `there is no day ${day}`);
    if (start % grid !== 0) return fault(at, `its start is no multiple of ${grid} minutes`);
  }
  const clearOf = ({ film, screen, start }: (typeof locks)[number]): Minutes =>
    start +
    lengthsOf(
      instance,
      films.find(({ id }) => id === film) as InstanceFilm,
      screens.find(({ id }) => id === screen) as InstanceScreen,
    ).clear;
  for (const [n, lock] of locks.entries()) {
    const overlapped = locks.findIndex(
      (other, m) =>
        m < n &&
        (other.day ?? days[0]) === (lock.day ?? days[0]) &&
        other.screen === lock.screen &&
        other.start < clearOf(lock) &&
        lock.start < clearOf(other),
    );
    if (overlapped >= 0) return fault(`locks[${n}]`, `it overlaps locks[${overlapped}]`);
  }
  return null;
};

/** The instance in a text, or where and why it is none. */
export const parseInstance = (text: string): Result<ScheduleInstance, InstanceFault> => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err({ type: "BadInstance", path: "", problem: `it is not JSON: ${(error as Error).message}` });
  }
  const parsed = ScheduleInstance.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err({
      type: "BadInstance",
      path: z.core.toDotPath(issue?.path ?? []),
      problem: issue?.message ?? "it has another shape",
    });
  }
  const fault = faultOf(parsed.data);
  return fault ? err(fault) : ok(parsed.data);
};
