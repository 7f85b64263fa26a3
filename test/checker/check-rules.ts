/**
 * Checks a week against a house's own rules, written from docs/rules-format.md alone: it shares no code with the rules' evaluator or the
 * scheduler, so that a fault in either shows here. Slow and plain on purpose.
 */
import type { Rule } from "../../shared/domain/rules/rule.ts";
import { checkedLength } from "./check-lengths.ts";
import { type CheckedVersion, checkedVersion, inLanguages } from "./check-versions.ts";

export interface RuledWeek {
  readonly house: {
    readonly venue: number;
    readonly name: string;
    readonly timeZone: string;
    readonly trailers: number;
    readonly cleaning: number;
    readonly screens: readonly {
      screen: number;
      name: string;
      capacity: number;
      formats: readonly string[];
    }[];
  };
  readonly candidates: readonly {
    film: number;
    title: string;
    titleZh: string | null;
    runtime: number;
    certificate: string | null;
    distributor: string | null;
    releaseDate: string | null;
    formats: readonly string[];
    versions?: readonly CheckedVersion[] | undefined;
  }[];
  readonly days: readonly string[];
  readonly slate: readonly number[];
  readonly showings: readonly {
    id: string;
    film: number;
    screen: number;
    date: string;
    start: number;
    version?: CheckedVersion | undefined;
  }[];
}
type Showing = RuledWeek["showings"][number];
type Film = RuledWeek["candidates"][number];

/** Of one rule: by how much it is broken in all, and by which showings. */
export interface Broken {
  readonly rule: string;
  readonly amount: number;
}

const epochDay = (date: string): number => Math.round(Date.parse(date) / 86_400_000);

const clocks = new Map<string, Intl.DateTimeFormat>();
/** The wall clock, by the zone's rules as Intl knows them. */
const wallClockAt = (utc: number, timeZone: string): number => {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  clocks.set(timeZone, clock);
  const parts = clock.formatToParts(new Date(utc));
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Math.round(Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute")) / 60_000);
};

/** The earliest instant whose wall clock shows `wall` (minutes since 1970), or the first after it where the clock skips it. */
const instantOf = (wall: number, timeZone: string): number => {
  const offsets = [-1440, 0, 1440].map(
    (around) => wallClockAt((wall + around) * 60_000, timeZone) - (wall + around),
  );
  const instants = [...offsets].map((offset) => wall - offset).sort((a, b) => a - b);
  const shown = instants.find((utc) => wallClockAt(utc * 60_000, timeZone) === wall);
  // Skipped: the clock before the change would have gone on to it.
  return shown ?? wall - (offsets[0] as number);
};

const hasChange = new Map<string, boolean>();
const answered = new Map<string, number>();
const minutesOnClock = (date: string, timeZone: string, start: number, elapsed: number): number => {
  const midnight = epochDay(date) * 1440;
  const key = `${timeZone} ${date}`;
  if (!hasChange.has(key)) {
    const offset = (minute: number): number => wallClockAt(minute * 60_000, timeZone) - minute;
    const offsets = new Set(Array.from({ length: 75 }, (_, hour) => offset(midnight + (hour - 14) * 60)));
    hasChange.set(key, offsets.size > 1);
  }
  if (!hasChange.get(key)) return start + elapsed;
  const asked = `${key} ${start} ${elapsed}`;
  let shown = answered.get(asked);
  if (shown === undefined) {
    const began = instantOf(midnight + start, timeZone);
    shown = wallClockAt((began + elapsed) * 60_000, timeZone) - midnight;
    answered.set(asked, shown);
  }
  return shown;
};

const named = (list: readonly (number | string)[], id: number, names: readonly (string | null)[]): boolean =>
  list.some((entry) => entry === id || names.some((name) => name !== null && name === entry));

export const checkRules = (week: RuledWeek, rules: readonly Rule[]): Broken[] => {
  const { house, candidates, days, showings } = week;
  const filmOf = (showing: Showing): Film => candidates.find(({ film }) => film === showing.film) as Film;
  const roomOf = (showing: Showing) =>
    house.screens.find(({ screen }) => screen === showing.screen) as RuledWeek["house"]["screens"][number];
  const lengths = rules.filter(({ kind }) => kind === "trailers" || kind === "cleaning");
  const untilOver = (showing: Showing): number =>
    checkedLength("trailers", house, candidates, lengths, showing) + filmOf(showing).runtime;
  const cleaningAfter = (showing: Showing): number =>
    checkedLength("cleaning", house, candidates, lengths, showing);
  const end = (showing: Showing): number =>
    minutesOnClock(showing.date, house.timeZone, showing.start, untilOver(showing));
  const free = (showing: Showing): number =>
    minutesOnClock(showing.date, house.timeZone, showing.start, untilOver(showing) + cleaningAfter(showing));
  const sizes = house.screens.map(({ capacity }) => capacity).sort((a, b) => b - a);
  const amongLargest = (showing: Showing, rooms: number): boolean =>
    roomOf(showing).capacity >= (sizes[Math.min(rooms, sizes.length) - 1] as number);

  return rules.flatMap(({ id, kind, params, scope, on }): Broken[] => {
    if (!on || (scope.venues && !named(scope.venues, house.venue, [house.name]))) return [];
    const dayMatters = (date: string): boolean => {
      if (scope.from && date < scope.from) return false;
      if (scope.to && date > scope.to) return false;
      if (!scope.weekdays) return true;
      const sundayFirst = new Date(`${date}T12:00:00Z`).getUTCDay();
      return scope.weekdays.includes(sundayFirst === 0 ? 7 : sundayFirst);
    };
    const filmMatters = (film: Film): boolean => {
      if (scope.films && !named(scope.films, film.film, [film.title, film.titleZh])) return false;
      if (scope.distributors && !scope.distributors.includes(film.distributor ?? "")) return false;
      if (scope.formats && !scope.formats.some((format) => film.formats.includes(format))) return false;
      return !(scope.certificates && !scope.certificates.includes(film.certificate ?? ""));
    };
    const mine = showings.filter((showing) => {
      if (!dayMatters(showing.date) || !filmMatters(filmOf(showing))) return false;
      const together = roomOf(showing).formats.filter((format) => filmOf(showing).formats.includes(format));
      if (scope.formats && !together.some((format) => scope.formats?.includes(format))) return false;
      return !scope.screens || named(scope.screens, showing.screen, [roomOf(showing).name]);
    });
    const total = (amount: number): Broken[] => (amount > 0 ? [{ rule: id, amount }] : []);
    const eachShowing = (bad: (showing: Showing) => boolean): Broken[] => total(mine.filter(bad).length);

    /** Minutes that events miss: each to the one `most` before it. */
    const tooClose = (
      of: readonly Showing[],
      minutes: number,
      most: number,
      moments: (showing: Showing) => number[],
    ) => {
      let missing = 0;
      for (const day of days) {
        const clock = of
          .filter(({ date }) => date === day)
          .flatMap(moments)
          .sort((a, b) => a - b);
        for (let i = most; i < clock.length; i++)
          missing += Math.max(0, minutes - ((clock[i] as number) - (clock[i - most] as number)));
      }
      return missing;
    };

    /** Showings that `good` lacks, or has too many, on each day or in the week. */
    const wrongNumber = (
      good: (showing: Showing) => boolean,
      asks: { per: string; least?: number; most?: number; each: boolean },
      concerns: (film: Film) => boolean = () => true,
    ): Broken[] => {
      const groups = asks.each
        ? candidates.filter((film) => filmMatters(film) && concerns(film)).map((film) => [film])
        : [candidates.filter(filmMatters)];
      const anyFilm = !scope.films && !scope.distributors && !scope.certificates && !scope.formats;
      let wrong = 0;
      for (const group of groups) {
        if (group.length === 0 && !(anyFilm && !asks.each)) continue;
        const asked =
          (anyFilm && !asks.each) || group.some(({ film }) => scope.films || week.slate.includes(film));
        const spans = asks.per === "week" ? [days] : days.map((day) => [day]);
        for (const span of spans) {
          const matters = span.filter(dayMatters);
          if (matters.length === 0) continue;
          const have = mine.filter(
            (showing) =>
              span.includes(showing.date) && group.some(({ film }) => film === showing.film) && good(showing),
          ).length;
          if (asked && asks.least !== undefined) wrong += Math.max(0, asks.least - have);
          if (asks.most !== undefined) wrong += Math.max(0, have - asks.most);
        }
      }
      return total(wrong);
    };
    const inRun = (film: Film, weeks: number): boolean => {
      if (film.releaseDate === null) return false;
      const week1 = epochDay(days[0] as string) - epochDay(film.releaseDate) < 7;
      return week1 || epochDay(days[0] as string) - epochDay(film.releaseDate) < 7 * weeks;
    };

    switch (kind) {
      case "curfew":
        return eachShowing((showing) => end(showing) > params.latest);
      case "hours":
        return eachShowing(
          (showing) =>
            (params.opens !== undefined && showing.start < params.opens) ||
            (params.lastStart !== undefined && showing.start > params.lastStart) ||
            (params.lastEnd !== undefined && end(showing) > params.lastEnd),
        );
      case "format":
        return eachShowing(
          (showing) => !params.formats.some((format: string) => roomOf(showing).formats.includes(format)),
        );
      case "rooms":
        return eachShowing((showing) => {
          const listed = params.certificates.includes(filmOf(showing).certificate ?? "");
          return params.allowed ? !listed : listed;
        });
      case "version":
        return eachShowing((showing) => {
          const version = checkedVersion(house, candidates, rules, showing);
          return version !== null && !inLanguages(params, showing.start, version);
        });
      case "seats":
        return eachShowing((showing) => roomOf(showing).capacity < params.least);
      case "blocked":
        return eachShowing((showing) => showing.start < params.to && free(showing) > params.from);
      case "window":
        return eachShowing(
          (showing) =>
            (params.screens !== undefined &&
              !named(params.screens, showing.screen, [roomOf(showing).name])) ||
            (params.from !== undefined && showing.date < params.from) ||
            (params.to !== undefined && showing.date > params.to),
        );
      case "spacing":
        return total(
          candidates.reduce(
            (sum, { film }) =>
              sum +
              tooClose(
                mine.filter((showing) => showing.film === film),
                params.minutes,
                1,
                ({ start }) => [start],
              ),
            0,
          ),
        );
      case "turnaround": {
        let twice = 0;
        for (const day of days)
          for (const { screen } of house.screens) {
            const here = showings.filter((showing) => showing.date === day && showing.screen === screen);
            for (let minute = 0; minute < 6000; minute++) {
              let kept = 0;
              let playing = 0;
              for (const showing of here) {
                const over = showing.start + untilOver(showing);
                if (minute < showing.start) continue;
                if (mine.includes(showing)) kept += minute < over + params.minutes ? 1 : 0;
                else playing += minute < over ? 1 : 0;
              }
              if (kept > 0) twice += kept + playing - 1;
            }
          }
        return total(twice);
      }
      case "stagger":
        return total(tooClose(mine, params.minutes, 1, ({ start }) => [start]));
      case "largeRooms":
        return total(
          tooClose(
            mine.filter((showing) => roomOf(showing).capacity >= params.seats),
            params.minutes,
            1,
            ({ start }) => [start],
          ),
        );
      case "staff":
        return total(
          tooClose(mine, params.minutes, params.most, (showing) =>
            params.events === "starts"
              ? [showing.start]
              : params.events === "ends"
                ? [end(showing)]
                : [showing.start, end(showing)],
          ),
        );
      case "shows":
        return wrongNumber(() => true, params);
      case "dayPart":
        return wrongNumber(({ start }) => start >= params.from && start < params.to, params);
      case "primeTime":
        return wrongNumber(
          (showing) =>
            showing.start >= params.from &&
            showing.start < params.to &&
            (params.rooms === undefined || amongLargest(showing, params.rooms)),
          { per: "day", least: params.least, each: true },
        );
      case "largestScreens":
        return wrongNumber(
          (showing) => amongLargest(showing, params.rooms),
          { per: params.per, least: params.least, each: true },
          (film) => inRun(film, params.weeks),
        );
      case "holdover":
        return wrongNumber(
          () => true,
          { per: params.per, least: params.least, each: true },
          (film) => inRun(film, params.weeks),
        );
      case "sessions":
        return wrongNumber(() => true, { per: params.per, most: params.most, each: false });
      case "reserved":
        return eachShowing((showing) => {
          const { film, title, titleZh } = filmOf(showing);
          return !named(params.films, film, [title, titleZh]);
        });
      case "accessible":
        return wrongNumber((showing) => {
          const equipped = roomOf(showing).formats.filter((format) => params.formats.includes(format));
          return equipped.length > 0 && showing.start >= params.from && showing.start < params.to;
        }, params);
      case "trailers":
      case "cleaning":
        return [];
      default:
        throw new Error(`no sentence for ${kind}`);
    }
  });
};
