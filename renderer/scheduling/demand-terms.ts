/** The terms of the demand model (formula in demand.ts): which columns a showing touches, and how freely each may move. */
import {
  dayPartOf,
  type IsoDate,
  type Minutes,
  type ShowingHistory,
  type WeekProblem,
} from "../../shared/domain/slate.ts";
import type { Terms } from "./arrow-poisson.ts";
import { dayNumber, weekday } from "./calendar.ts";
import { partOffset, type TraitColumns, traitColumns } from "./film-traits.ts";

/** The showings a forecast is asked for. */
export interface Slot {
  readonly film: number;
  readonly screen: number;
  readonly date: IsoDate;
  readonly start: Minutes;
}

/** The part of a problem that demand is learned from. */
export type DemandEvidence = Pick<
  WeekProblem,
  "history" | "preference" | "holidays" | "candidates" | "traits" | "overlaps"
> & {
  /** As if no film took audience from another: what a back-test with it and one without it differ by is what rivalry tells. */
  readonly alone?: boolean;
};

const hours = [10, 12, 14, 16, 18, 20, 22, 24]; // knots of the time curves
const dayKinds = 4; // Mon-Thu, Fri, Sat, Sun and holidays

/** Columns in order. `ridge` = 1 / prior variance on the log scale: how far a term moves before the data speak. */
const blocks = [
  { factor: "intercept", width: 1, ridge: 1e-4 },
  { factor: "preference", width: 1, ridge: 1 },
  { factor: "weekday", width: 7, ridge: 4 },
  { factor: "time", width: hours.length * dayKinds, ridge: 4 },
  { factor: "age", width: 2, ridge: 10 }, // weeks, opening week
  { factor: "season", width: 4, ridge: 16 },
  { factor: "holiday", width: 1, ridge: 4 },
  { factor: "competition", width: 1, ridge: 4 },
  { factor: "rivals", width: 1, ridge: 4 },
  { factor: "price", width: 1, ridge: 4 },
  { factor: "repeats", width: 1, ridge: 1 },
] as const;
export type DemandFactor =
  | (typeof blocks)[number]["factor"]
  | "film"
  | "screen"
  | "traits"
  | "lately"
  | "override";

const offset = (factor: (typeof blocks)[number]["factor"]): number =>
  blocks
    .slice(
      0,
      blocks.findIndex((block) => block.factor === factor),
    )
    .reduce((sum, { width }) => sum + width, 0);
const at = {
  intercept: offset("intercept"),
  preference: offset("preference"),
  weekday: offset("weekday"),
  time: offset("time"),
  age: offset("age"),
  season: offset("season"),
  holiday: offset("holiday"),
  competition: offset("competition"),
  rivals: offset("rivals"),
  price: offset("price"),
  repeats: offset("repeats"),
  screens: blocks.reduce((sum, { width }) => sum + width, 0),
};
const screenRidge = 16;

/** A film's own terms: strength, decay per week, what morning, afternoon and late differ from its evening. */
export const ownFactors: readonly DemandFactor[] = ["film", "age", "time", "time", "time"];
export const ownRidge = Float64Array.of(4, 150, 8, 8, 8);

export const repeatsColumn = at.repeats;
export const rivalsColumn = at.rivals;

export const factorOfColumn = ({ screen }: Setting, column: number): DemandFactor => {
  let end = 0;
  for (const { factor, width } of blocks) {
    end += width;
    if (column < end) return factor;
  }
  return column < end + screen.size ? "screen" : "traits";
};

export const sharedRidge = ({ screen, traits }: Setting): Float64Array =>
  Float64Array.from([
    ...blocks.flatMap(({ width, ridge }) => new Array<number>(width).fill(ridge)),
    ...new Array<number>(screen.size).fill(screenRidge),
    ...traits.ridge,
  ]);

/** What the terms need to know beside the slot itself. */
export interface Setting {
  readonly holidays: ReadonlySet<IsoDate>;
  readonly preference: ReadonlyMap<number, number>; // logit of the like share, centred
  readonly releaseDay: ReadonlyMap<number, number>;
  readonly group: ReadonlyMap<number, number>; // film -> group
  readonly screen: ReadonlyMap<number, number>; // screen -> column
  readonly traits: TraitColumns;
}

const logit = (share: number): number => {
  const p = Math.min(0.98, Math.max(0.02, share));
  return Math.log(p / (1 - p));
};

const indexed = (values: Iterable<number>): Map<number, number> =>
  new Map([...new Set(values)].map((value, index) => [value, index]));

/** By film, the day of its first showing here. */
export const firstDays = (history: ShowingHistory): Map<number, number> => {
  const first = new Map<number, number>();
  history.film.forEach((film, i) => {
    const day = dayNumber(history.date[i] as string);
    first.set(film, Math.min(first.get(film) ?? day, day));
  });
  return first;
};

/** A film's release day: as told, else its first showing here. */
const releaseDays = ({ history, candidates }: DemandEvidence): Map<number, number> => {
  const known = new Map<number, number>();
  history.film.forEach((film, i) => {
    const release = history.releaseDate[i];
    if (release) known.set(film, dayNumber(release));
  });
  for (const { film, releaseDate } of candidates) if (releaseDate) known.set(film, dayNumber(releaseDate));
  return new Map([...firstDays(history), ...known]);
};

/** Settings for a fit of the showings with index `used`. */
export const settingOf = (evidence: DemandEvidence, used: readonly number[]): Setting => {
  const likes = evidence.preference.map(({ likeShare }) => logit(likeShare));
  const centre = likes.reduce((sum, like) => sum + like, 0) / Math.max(1, likes.length);
  return {
    holidays: new Set(evidence.holidays),
    preference: new Map(evidence.preference.map(({ film, likeShare }) => [film, logit(likeShare) - centre])),
    releaseDay: releaseDays(evidence),
    group: indexed(used.map((i) => evidence.history.film[i] as number)),
    screen: indexed(used.map((i) => evidence.history.screen[i] as number)),
    traits: traitColumns(evidence.traits ?? [], new Set(used.map((i) => evidence.history.film[i] as number))),
  };
};

/** What a showing is beside. */
export interface Company {
  readonly titles: number; // playing that day
  readonly rivals: number; // r of rivals.ts
  readonly price: number; // x of price-level.ts
  readonly repeats: number; // the film's showings in the day-part
}

/** x and z of one showing; columns ascend. */
export const termsOf = (setting: Setting, slot: Slot, { titles, rivals, price, repeats }: Company): Terms => {
  const columns: number[] = [];
  const values: number[] = [];
  const add = (column: number, value: number): void => {
    if (value === 0) return;
    columns.push(column);
    values.push(value);
  };
  const day = dayNumber(slot.date);
  const holiday = setting.holidays.has(slot.date);
  const dayOfWeek = weekday(day);
  const kind = holiday || dayOfWeek === 6 ? 3 : dayOfWeek < 4 ? 0 : dayOfWeek - 3;
  const hour = Math.min(24, Math.max(10, slot.start / 60));
  const knot = Math.min(hours.length - 2, Math.floor((hour - 10) / 2));
  const share = (hour - (hours[knot] as number)) / 2;
  const age = Math.min(26, Math.max(0, (day - (setting.releaseDay.get(slot.film) ?? day)) / 7));
  const year = (2 * Math.PI * day) / 365.25;
  add(at.intercept, 1);
  add(at.preference, setting.preference.get(slot.film) ?? 0);
  add(at.weekday + dayOfWeek, 1);
  add(at.time + kind * hours.length + knot, 1 - share);
  add(at.time + kind * hours.length + knot + 1, share);
  add(at.age, age);
  add(at.age + 1, age < 1 ? 1 : 0);
  add(at.season, Math.sin(year));
  add(at.season + 1, Math.cos(year));
  add(at.season + 2, Math.sin(2 * year));
  add(at.season + 3, Math.cos(2 * year));
  add(at.holiday, holiday ? 1 : 0);
  add(at.competition, Math.log(Math.max(1, titles)));
  add(at.rivals, rivals);
  add(at.price, price);
  add(at.repeats, Math.log(repeats));
  const screen = setting.screen.get(slot.screen);
  if (screen !== undefined) add(at.screens + screen, 1);
  for (const column of setting.traits.at(slot.film, slot.start))
    add(at.screens + setting.screen.size + column, 1);
  const offset = partOffset[dayPartOf(slot.start)];
  const own = [1, age, ...[1, 2, 3].map((part) => (part === offset ? 1 : 0))];
  return { columns, values, group: setting.group.get(slot.film) ?? -1, own };
};

export const slotOfHistory = (history: ShowingHistory, i: number): Slot => ({
  film: history.film[i] as number,
  screen: history.screen[i] as number,
  date: history.date[i] as string,
  start: history.start[i] as number,
});

/** For every showing: the film's showings in the same day-part of the same day, itself included. */
export const repeatsOf = (history: ShowingHistory): Int32Array => {
  const count = new Map<string, number>();
  const keys = history.date.map(
    (date, i) => `${history.film[i]} ${date} ${dayPartOf(history.start[i] as number)}`,
  );
  for (const key of keys) count.set(key, (count.get(key) ?? 0) + 1);
  return Int32Array.from(keys, (key) => count.get(key) ?? 1);
};

export const titlesByDay = (history: ShowingHistory): Map<IsoDate, number> => {
  const titles = new Map<IsoDate, Set<number>>();
  history.date.forEach((date, i) => {
    const ofDay = titles.get(date) ?? new Set();
    titles.set(date, ofDay.add(history.film[i] as number));
  });
  return new Map([...titles].map(([date, films]) => [date, films.size]));
};
