/** Checks a solution of a scheduling instance against the instance alone; shares nothing with the scheduler but the types. */
import type { PlacedShow, ScheduleInstance } from "../../shared/domain/schedule-instance.ts";

export interface Checked {
  readonly value: number;
  readonly violations: readonly string[];
}

type Film = ScheduleInstance["films"][number];
type Screen = ScheduleInstance["screens"][number];

/** The film's own, then the screen's, then the instance's. */
const minutesOf = (
  instance: ScheduleInstance,
  film: Film,
  screen: Screen,
  side: "before" | "after",
): number => {
  if (film[side] !== undefined) return film[side];
  return screen[side] === undefined ? instance[side] : screen[side];
};

export const checkInstance = (instance: ScheduleInstance, schedule: readonly PlacedShow[]): Checked => {
  const violations: string[] = [];
  const days = instance.days ?? ["1"];
  const filmOf = (show: PlacedShow) => instance.films.find(({ id }) => id === show.film) as Film;
  const screenOf = (show: PlacedShow) => instance.screens.find(({ id }) => id === show.screen) as Screen;
  const minutes = (show: PlacedShow, side: "before" | "after"): number =>
    minutesOf(instance, filmOf(show), screenOf(show), side);
  const ends = (show: PlacedShow) => show.start + minutes(show, "before") + filmOf(show).runtime;
  const clear = (show: PlacedShow) => ends(show) + minutes(show, "after");
  const isLocked = (show: PlacedShow) =>
    instance.locks.some(
      (lock) =>
        (lock.day ?? days[0]) === show.day &&
        lock.film === show.film &&
        lock.screen === show.screen &&
        lock.start === show.start,
    );
  const partAt = (start: number): string => {
    let part = instance.dayParts[0]?.id as string;
    for (const { id, from } of instance.dayParts) if (from <= start) part = id;
    return part;
  };

  for (const show of schedule) {
    const words = `${show.film} on ${show.screen} at ${show.start}, ${show.day}`;
    if (!days.includes(show.day)) violations.push(`no such day: ${words}`);
    if (show.start % instance.grid !== 0) violations.push(`off the grid: ${words}`);
    if (isLocked(show)) continue;
    const film = filmOf(show);
    const screen = screenOf(show);
    if (show.start < screen.opens) violations.push(`before opening: ${words}`);
    if (screen.lastStart !== undefined && show.start > screen.lastStart)
      violations.push(`too late a start: ${words}`);
    if (clear(show) > screen.closes) violations.push(`after closing: ${words}`);
    if (film.screens && !film.screens.includes(screen.id)) violations.push(`not on this screen: ${words}`);
    if (film.earliest !== undefined && show.start < film.earliest) violations.push(`too early: ${words}`);
    if (film.latestEnd !== undefined && ends(show) > film.latestEnd)
      violations.push(`past its curfew: ${words}`);
  }
  for (const [n, a] of schedule.entries())
    for (const b of schedule.slice(n + 1))
      if (a.day === b.day && a.screen === b.screen && a.start < clear(b) && b.start < clear(a))
        violations.push(`${a.film} and ${b.film} at once on ${a.screen}, ${a.day}`);
  for (const lock of instance.locks)
    if (!schedule.some((show) => isLocked(show) && show.film === lock.film && show.start === lock.start))
      violations.push(`a lock is missing: ${lock.film} at ${lock.start}`);

  for (const day of days) {
    const ofDay = schedule.filter((show) => show.day === day);
    if (instance.starts) {
      const { within, most } = instance.starts;
      const width = Math.max(1, Math.ceil(within / instance.grid)) * instance.grid;
      for (let from = 0; from <= 2880; from += instance.grid) {
        const together = ofDay.filter(({ start }) => start >= from && start < from + width);
        const free = together.filter((show) => !isLocked(show)).length;
        if (free > 0 && together.length > most)
          violations.push(`${together.length} starts from ${from}, ${day}`);
      }
    }
    for (const film of instance.films) {
      const n = ofDay.filter((show) => show.film === film.id).length;
      const locked = ofDay.filter((show) => show.film === film.id && isLocked(show)).length;
      if (n < (film.minShows ?? 0)) violations.push(`${film.id} too seldom, ${day}`);
      if (n > Math.max(locked, film.maxShows ?? n)) violations.push(`${film.id} too often, ${day}`);
    }
  }
  for (const film of instance.films) {
    const shows = schedule.filter((show) => show.film === film.id);
    if (shows.length < (film.minShowsInAll ?? 0)) violations.push(`${film.id} too seldom in all`);
    if (shows.length > Math.max(shows.filter(isLocked).length, film.maxShowsInAll ?? shows.length))
      violations.push(`${film.id} too often in all`);
  }

  let value = 0;
  for (const day of days)
    for (const film of instance.films)
      for (const { id: part } of instance.dayParts) {
        const ofDay = new Map(Object.entries(film.demandByDay ?? {})).get(day) ?? film.demand;
        const demand = new Map(Object.entries(ofDay)).get(part) ?? 0;
        const shows = schedule.filter(
          (show) => show.day === day && show.film === film.id && partAt(show.start) === part,
        );
        for (const [k, show] of shows.entries()) {
          value += Math.min(screenOf(show).capacity, demand);
          const { repeatLoss } = instance;
          if (k > 0 && repeatLoss.length > 0)
            value -= demand * (repeatLoss[Math.min(k - 1, repeatLoss.length - 1)] as number);
        }
      }
  for (const day of days) value -= goalsCost(instance, day, schedule);
  return { value, violations };
};

/** What the day pays for seats beyond distributors' shares and for screens turned over at once. */
const goalsCost = (instance: ScheduleInstance, day: string, schedule: readonly PlacedShow[]): number => {
  const { fairness, turnovers, films, screens } = instance;
  const ofDay = schedule.filter((show) => show.day === day);
  const filmOf = (show: PlacedShow) => films.find(({ id }) => id === show.film) as Film;
  let cost = 0;
  if (turnovers) {
    const { within, most, price } = turnovers;
    const turned = new Map<number, number>();
    for (const show of ofDay) {
      const film = filmOf(show);
      const screen = screens.find(({ id }) => id === show.screen) as Screen;
      const end = show.start + minutesOf(instance, film, screen, "before") + film.runtime;
      const after = minutesOf(instance, film, screen, "after");
      const windows = new Set<number>();
      for (let minute = end; minute < end + Math.max(1, after); minute++)
        windows.add((minute - (minute % within)) / within);
      for (const window of windows) turned.set(window, (turned.get(window) ?? 0) + 1);
    }
    for (const screensAtOnce of turned.values()) cost += price * Math.max(0, screensAtOnce - most);
  }
  if (fairness) {
    const demandOf = ({ demand, demandByDay = {} }: Film): number => {
      const parts = new Map(Object.entries(demandByDay)).get(day) ?? demand;
      return Object.values(parts).reduce((sum, each) => sum + each, 0);
    };
    const named = films.filter(({ distributor }) => distributor !== undefined);
    const names = [...new Set(named.map(({ distributor }) => distributor))];
    const drawn = named.reduce((sum, film) => sum + demandOf(film), 0);
    const seatsOf = (of: (film: Film) => boolean): number =>
      ofDay
        .filter((show) => of(filmOf(show)))
        .reduce((sum, { screen }) => sum + (screens.find(({ id }) => id === screen) as Screen).capacity, 0);
    const all = seatsOf(({ distributor }) => distributor !== undefined);
    const agreed = fairness.shares && new Map(Object.entries(fairness.shares));
    if (agreed || (names.length > 1 && drawn > 0))
      for (const name of names) {
        const mine = named.filter(({ distributor }) => distributor === name);
        const share = agreed
          ? (agreed.get(name as string) ?? 0)
          : mine.reduce((sum, film) => sum + demandOf(film), 0) / drawn;
        cost +=
          fairness.price * Math.max(0, seatsOf(({ distributor }) => distributor === name) - share * all);
      }
  }
  return cost;
};
