/** One day of a scheduling instance as a choice among showings. */

import { dueShares } from "../../shared/domain/fair-shares.ts";
import {
  daysOf,
  demandOn,
  type InstanceFilm,
  type InstanceScreen,
  lengthsOf,
  lossShare,
  lossSteps,
  type PlacedShow,
  partOf,
  type ScheduleInstance,
} from "../../shared/domain/schedule-instance.ts";
import { turnoverWindows } from "../../shared/domain/turnovers.ts";
import { type Choice, type DayProblem, mostShows, unlimited } from "./day-problem.ts";
import type { RowOfChoices } from "./day-rows.ts";
import { fairnessRows, turnoverRows } from "./goal-rows.ts";
import { withRows } from "./with-rows.ts";

export interface InstanceDay extends DayProblem {
  readonly instance: ScheduleInstance;
  readonly day: string;
  readonly locked: readonly PlacedShow[];
}

/** Showings of each film that a day must and may have, locked ones counted in; films with terms over all days have a limit on every day. */
export interface DayTerms {
  readonly least: Int32Array;
  readonly most: Int32Array;
}

export const ownTerms = ({ films }: ScheduleInstance): DayTerms => ({
  least: Int32Array.from(films, ({ minShows = 0 }) => minShows),
  most: Int32Array.from(films, ({ maxShows, minShowsInAll = 0, maxShowsInAll }) => {
    const isShared = minShowsInAll > 0 || maxShowsInAll !== undefined;
    return maxShows ?? (isShared ? mostShows : unlimited);
  }),
});

export const instanceDayOf = (
  instance: ScheduleInstance,
  day: string,
  { least, most }: DayTerms,
): InstanceDay => {
  const { grid, screens, films, dayParts, starts } = instance;
  const locked = instance.locks
    .filter((lock) => (lock.day ?? daysOf(instance)[0]) === day)
    .map(({ film, screen, start }): PlacedShow => ({ day, film, screen, start }));
  // A lock may stand before any screen opens, and counts among the starts all the same.
  const first = Math.floor(
    Math.min(...screens.map(({ opens }) => opens), ...locked.map(({ start }) => start)) / grid,
  );
  const slotCount = Math.ceil(Math.max(...screens.map(({ closes }) => closes)) / grid) - first;
  const slotsOf = (f: number, s: number): number =>
    Math.ceil(lengthsOf(instance, films[f] as InstanceFilm, screens[s] as InstanceScreen).clear / grid);
  const screenAt = new Map(screens.map(({ id }, s) => [id, s]));
  const filmAt = new Map(films.map(({ id }, f) => [id, f]));
  const demands = films.map((film) => demandOn(instance, film, day));
  const lossStep = (group: number, k: number): number =>
    lossShare(instance, Math.min(k, lossSteps)) *
    ((demands[Math.floor(group / dayParts.length)] as number[])[group % dayParts.length] as number);
  const valueAt = (f: number, s: number, start: number): number =>
    Math.min(
      (screens[s] as { capacity: number }).capacity,
      (demands[f] as number[])[partOf(instance, start)] as number,
    );

  const lockedInGroup = new Int32Array(films.length * dayParts.length);
  const lockedOfFilm = new Int32Array(films.length);
  const lockedOn = screens.map((): { slot: number; clear: number }[] => []);
  const apart = starts ? Math.max(1, Math.ceil(starts.within / grid)) : 0;
  const startsFrom = new Int32Array(slotCount).fill(starts?.most ?? 0);
  let lockedValue = 0;
  for (const { film, screen, start } of locked) {
    const f = filmAt.get(film) as number;
    const s = screenAt.get(screen) as number;
    const group = f * dayParts.length + partOf(instance, start);
    const k = (lockedInGroup[group] as number) + 1;
    lockedInGroup[group] = k;
    lockedOfFilm[f] = (lockedOfFilm[f] as number) + 1;
    lockedValue += valueAt(f, s, start) - lossStep(group, k);
    const slot = start / grid - first;
    lockedOn[s]?.push({ slot, clear: slot + slotsOf(f, s) });
    for (let t = Math.max(0, slot - apart + 1); t <= slot && apart > 0; t++)
      startsFrom[t] = Math.max(0, (startsFrom[t] as number) - 1);
  }

  const allows = (
    { screens: allowed, earliest = 0, latestEnd = Infinity }: InstanceFilm,
    screen: string,
    start: number,
    end: number,
  ): boolean => (allowed?.includes(screen) ?? true) && start >= earliest && end <= latestEnd;
  const choices: Choice[] = [];
  for (const [f, film] of films.entries())
    for (const [s, screen] of screens.entries()) {
      const { end, clear } = lengthsOf(instance, film, screen);
      const length = slotsOf(f, s);
      for (let slot = Math.ceil(screen.opens / grid) - first; slot < slotCount; slot++) {
        const start = (slot + first) * grid;
        if (start + clear > screen.closes || start > (screen.lastStart ?? Infinity)) break;
        if (!allows(film, screen.id, start, start + end)) continue;
        if (lockedOn[s]?.some((lock) => slot < lock.clear && lock.slot < slot + length)) continue;
        const group = f * dayParts.length + partOf(instance, start);
        choices.push({ film: f, screen: s, slot, slots: length, group, start, value: valueAt(f, s, start) });
      }
    }
  const plain: InstanceDay = {
    instance,
    day,
    locked,
    screens: screens.length,
    films: films.length,
    need: least.map((n, f) => Math.max(0, n - (lockedOfFilm[f] as number))),
    most: most.map((n, f) => (n >= unlimited ? unlimited : Math.max(0, n - (lockedOfFilm[f] as number)))),
    slotCount,
    slotsAnHour: 60 / grid,
    apart,
    startsFrom,
    choices,
    groups: films.length * dayParts.length,
    lockedInGroup,
    lockedValue,
    lossStep,
  };
  return withRows(plain, goalRowsOf(plain));
};

/** The instance's goals that look at the day as a whole. */
const goalRowsOf = ({ instance, day, choices, locked }: InstanceDay): RowOfChoices[] => {
  const { films, screens, fairness, turnovers } = instance;
  const shows = choices.map(({ film, screen, start }) => ({
    film: films[film] as InstanceFilm,
    screen: screens[screen] as InstanceScreen,
    start,
  }));
  const standing = locked.map(({ film, screen, start }) => ({
    film: films.find(({ id }) => id === film) as InstanceFilm,
    screen: screens.find(({ id }) => id === screen) as InstanceScreen,
    start,
  }));
  type Show = (typeof shows)[number];
  const offerOf = ({ film, screen }: Show) => ({
    distributor: film.distributor ?? null,
    seats: screen.capacity,
  });
  const windowsOf = ({ film, screen, start }: Show): number[] => {
    const { end, clear } = lengthsOf(instance, film, screen);
    return turnoverWindows(start + end, start + clear, turnovers?.within as number);
  };
  const due = fairness?.shares
    ? new Map(Object.entries(fairness.shares))
    : dueShares(
        films.map((film) => ({
          distributor: film.distributor ?? null,
          draw: demandOn(instance, film, day).reduce((sum, demand) => sum + demand, 0),
        })),
      );
  return [
    ...(fairness && due ? fairnessRows(shows.map(offerOf), standing.map(offerOf), due, fairness.price) : []),
    ...(turnovers
      ? turnoverRows(shows.map(windowsOf), standing.map(windowsOf), turnovers.most, turnovers.price)
      : []),
  ];
};

export const showsOf = (day: InstanceDay, chosen: readonly Choice[]): PlacedShow[] => [
  ...day.locked,
  ...chosen.map(({ film, screen, start }) => ({
    day: day.day,
    film: (day.instance.films[film] as { id: string }).id,
    screen: (day.instance.screens[screen] as { id: string }).id,
    start,
  })),
];
