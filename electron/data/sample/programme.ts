/**
 * The year of showings as a sensible but hurried programmer would have put it: a slate changed on Thursdays,
 * each screen filled from its first start to the last with the film believed to sell most there and then.
 * The belief is the true pool times a lasting error per film, so that a better plan exists.
 */
import { normal } from "../../../shared/domain/random.ts";
import {
  type DayPart,
  dayPartOf,
  type IsoDate,
  type Minutes,
  type Screen,
} from "../../../shared/domain/slate.ts";
import { addDays, weekdayOf } from "./calendar.ts";
import { gamma, poisson, streamOf } from "./chance.ts";
import { type Demand, rivalry, shareOfShowing } from "./demand.ts";
import type { Film, Version } from "./films.ts";
import { house, priceOf } from "./house.ts";
import { demandTruth } from "./truth.ts";

export interface Showing {
  readonly id: number;
  readonly screen: number;
  readonly film: Film;
  readonly version: Version;
  readonly date: IsoDate;
  readonly start: Minutes;
  readonly capacity: number;
  readonly admissions: number;
  readonly gross: number;
  /** Expected audience before the room's limit: the truth behind a full house. */
  readonly expected: number;
}

const slateSize = 16;
const leastWeeks = 3;
/** From mid-afternoon the smaller rooms catch up on films that have not played yet that day. */
const owedFrom: Minutes = 840;

/** The films playing in each week, by its Thursday: newcomers enter, the weakest leave. */
export const makeSlates = (
  films: readonly Film[],
  from: IsoDate,
  today: IsoDate,
  demand: Demand,
): Map<IsoDate, Film[]> => {
  const slates = new Map<IsoDate, Film[]>();
  const shown = films.filter(({ era }) => era === "shown");
  let slate: Film[] = [];
  const first = shown[0]?.releaseDate ?? from;
  for (
    let thursday = addDays(first, (10 - weekdayOf(first)) % 7);
    thursday <= today;
    thursday = addDays(thursday, 7)
  ) {
    const arriving = shown.filter(
      ({ releaseDate }) => releaseDate > addDays(thursday, -7) && releaseDate <= thursday,
    );
    const strength = (film: Film): number =>
      demand.pool(film, thursday, "evening") + demand.pool(film, thursday, "afternoon");
    const settled = slate.filter(({ releaseDate }) => releaseDate <= addDays(thursday, -7 * leastWeeks));
    const leaving = settled
      .sort((a, b) => strength(a) - strength(b))
      .slice(0, Math.max(0, slate.length + arriving.length - slateSize));
    slate = [...slate.filter((film) => !leaving.includes(film)), ...arriving];
    slates.set(thursday, slate);
  }
  return slates;
};

/** The slate that holds on a day. */
export const slateOn = (slates: ReadonlyMap<IsoDate, Film[]>, date: IsoDate): readonly Film[] =>
  slates.get(addDays(date, -((weekdayOf(date) + 4) % 7))) ?? [];

interface Placed {
  readonly screen: Screen;
  readonly film: Film;
  readonly format: Version["format"];
  readonly start: Minutes;
}

/** First and last starts by screen: short days from Monday to Thursday, long ones at the weekend. */
const hoursOf = (screen: Screen, weekday: number, holiday: boolean): readonly [Minutes, Minutes] => {
  const early = weekday > 4 || holiday;
  const first = early ? house.opens + 15 * ((screen.screen * 3) % 8) : 735 + 15 * ((screen.screen * 5) % 8);
  const matinee = weekday === 2 && screen.screen % 3 === 1;
  return [matinee ? 630 : first, weekday === 4 || weekday === 5 ? house.lastStart : 1320];
};

export const formatFor = (film: Film, screen: Screen): Version["format"] => {
  const offered = (format: Version["format"]): boolean =>
    screen.formats.includes(format) && film.versions.some((version) => version.format === format);
  return offered("LF") ? "LF" : offered("3D") && screen.screen % 2 === 0 ? "3D" : "2D";
};

/** E_fdp of one day. */
type Pools = Readonly<Record<DayPart, ReadonlyMap<Film, number>>>;

const poolsOf = (films: readonly Film[], pool: (film: Film, part: DayPart) => number): Pools => {
  const of = (part: DayPart): Map<Film, number> => new Map(films.map((film) => [film, pool(film, part)]));
  return { morning: of("morning"), afternoon: of("afternoon"), evening: of("evening"), late: of("late") };
};

const best = <T>(values: readonly T[], worth: (value: T) => number): T | undefined => {
  let found: T | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    const its = worth(value);
    if (its > most) [found, most] = [value, its];
  }
  return found;
};

const placeDay = (
  slate: readonly Film[],
  date: IsoDate,
  holiday: boolean,
  pools: Pools,
  errorOf: (film: Film) => number,
): Placed[] => {
  const weekday = weekdayOf(date);
  const placed: Placed[] = [];
  const starts = new Set<Minutes>();
  const showsOf = new Map<string, number>();
  const free = new Map(house.screens.map((screen) => [screen, hoursOf(screen, weekday, holiday)[0]]));
  const count = (key: string): number => showsOf.get(key) ?? 0;
  for (;;) {
    const next = [...free].sort((a, b) => a[1] - b[1] || a[0].screen - b[0].screen)[0];
    if (!next) return placed;
    const [screen, from] = next;
    let start = Math.ceil(from / house.grid) * house.grid;
    while (starts.has(start)) start += house.grid;
    const part = dayPartOf(start);
    const worth = (film: Film): number => {
      const n = count(`${film.id}/${part}`);
      const gain = (n + 1) ** demandTruth.repeat - n ** demandTruth.repeat;
      const believed = (pools[part].get(film) as number) * errorOf(film);
      const seats = Math.min(screen.capacity, believed * gain);
      const owed = count(`${film.id}`) === 0 && screen.capacity < 200 && start >= owedFrom;
      const debt = owed ? (start - owedFrom) / 400 : 0;
      return (seats / (film.runtime + 30)) * (seats < 0.12 * screen.capacity ? 0.6 : 1) + debt;
    };
    const fits = slate.filter(
      (film) => start + house.trailers + film.runtime + house.cleaning <= house.closes,
    );
    const film = best(fits, worth);
    if (!film || start > hoursOf(screen, weekday, holiday)[1]) {
      free.delete(screen);
      continue;
    }
    placed.push({ screen, film, format: formatFor(film, screen), start });
    starts.add(start);
    for (const key of [`${film.id}/${part}`, `${film.id}`]) showsOf.set(key, count(key) + 1);
    free.set(screen, start + house.trailers + film.runtime + house.cleaning);
  }
};

/** Dubbed for the young in the daytime, English subtitles now and then, else the original for the house's region. */
const versionFor = (film: Film, format: string, start: Minutes, draw: number): Version => {
  const offered = film.versions.filter((version) => version.format === format);
  const dubbed = offered.find((version) => version.subtitles === null && version.audio !== film.language);
  const english = offered.find((version) => version.subtitles === "en");
  if (dubbed && start < 1110) return dubbed;
  if (english && draw < 0.3) return english;
  return offered[0] as Version;
};

export const makeShowings = (
  slates: ReadonlyMap<IsoDate, Film[]>,
  days: readonly IsoDate[],
  holidays: ReadonlySet<IsoDate>,
  demand: Demand,
  today: IsoDate,
  seed: number,
): Showing[] => {
  const random = streamOf(seed, "showings");
  const errors = new Map<Film, number>();
  const errorOf = (film: Film): number => {
    const known = errors.get(film) ?? Math.exp(demandTruth.beliefError * normal(random));
    errors.set(film, known);
    return known;
  };
  const showings: Showing[] = [];
  for (const date of days) {
    const slate = slateOn(slates, date);
    const pools = poolsOf(slate, (film, part) => demand.pool(film, date, part));
    const placed = placeDay(slate, date, holidays.has(date), pools, errorOf);
    const playing = new Set(placed.map(({ film }) => film));
    const rivals = poolsOf([...playing], (film, part) => pools[part].get(film) as number);
    for (const { screen, film, format, start } of placed) {
      const part = dayPartOf(start);
      const n = placed.filter((other) => other.film === film && dayPartOf(other.start) === part).length;
      const expected =
        ((pools[part].get(film) as number) * shareOfShowing(n, screen.capacity, format)) /
        rivalry(film, rivals[part]);
      const surprise = gamma(demandTruth.dispersion, random) / demandTruth.dispersion;
      const admissions = Math.min(screen.capacity, poisson(expected * surprise, random));
      const price = priceOf(film, format, date, start, today);
      showings.push({
        id: showings.length + 1,
        screen: screen.screen,
        film,
        version: versionFor(film, format, start, random()),
        date,
        start,
        capacity: screen.capacity,
        admissions,
        gross: Math.round(admissions * price * 100) / 100,
        expected,
      });
    }
  }
  return showings;
};
