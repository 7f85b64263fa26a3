/** The worth of the best schedule of a small instance, by trying all; null where none keeps the rules. Knows rules only by the checker. */
import type { PlacedShow, ScheduleInstance } from "../../shared/domain/schedule-instance.ts";
import { checkInstance } from "./check-instance.ts";

export const bestSchedule = (instance: ScheduleInstance): number | null => {
  const days = instance.days ?? ["1"];
  /** By the counts of showings of each film: the most that a day earns with them. */
  const ofDay = (day: string): Map<string, number> => {
    const locks = instance.locks.filter((lock) => (lock.day ?? days[0]) === day);
    const alone: ScheduleInstance = {
      ...instance,
      days: [day],
      locks,
      films: instance.films.map(({ minShowsInAll: _min, maxShowsInAll: _max, ...film }) => film),
    };
    const loose: ScheduleInstance = {
      ...alone,
      films: alone.films.map(({ minShows: _least, ...film }) => film),
    };
    const shows = instance.films.flatMap((film) =>
      instance.screens.flatMap((screen) => {
        const starts: PlacedShow[] = [];
        for (let start = 0; start < screen.closes; start += instance.grid)
          starts.push({ day, film: film.id, screen: screen.id, start });
        return starts;
      }),
    );
    const placed = locks.map(({ film, screen, start }): PlacedShow => ({ day, film, screen, start }));
    const single = shows.filter((show) => checkInstance(loose, [...placed, show]).violations.length === 0);
    const best = new Map<string, number>();
    const extend = (from: number, chosen: readonly PlacedShow[]): void => {
      const { value, violations } = checkInstance(alone, chosen);
      if (violations.length === 0) {
        const key = instance.films.map(({ id }) => chosen.filter((show) => show.film === id).length).join();
        best.set(key, Math.max(best.get(key) ?? Number.NEGATIVE_INFINITY, value));
      }
      for (let n = from; n < single.length; n++) {
        const next = [...chosen, single[n] as PlacedShow];
        if (checkInstance(loose, next).violations.length === 0) extend(n + 1, next);
      }
    };
    extend(0, placed);
    return best;
  };
  let together = new Map([[instance.films.map(() => 0).join(), 0]]);
  for (const day of days) {
    const next = new Map<string, number>();
    for (const [soFar, value] of together)
      for (const [today, more] of ofDay(day)) {
        const own = today.split(",").map(Number);
        const key = soFar
          .split(",")
          .map((n, f) => Number(n) + (own[f] as number))
          .join();
        next.set(key, Math.max(next.get(key) ?? Number.NEGATIVE_INFINITY, value + more));
      }
    together = next;
  }
  let best: number | null = null;
  for (const [key, value] of together) {
    const counts = key.split(",").map(Number);
    const keeps = instance.films.every(
      ({ id, minShowsInAll = 0, maxShowsInAll = Infinity }, f) =>
        (counts[f] as number) >= minShowsInAll &&
        (counts[f] as number) <=
          Math.max(maxShowsInAll, instance.locks.filter(({ film }) => film === id).length),
    );
    if (keeps) best = Math.max(best ?? Number.NEGATIVE_INFINITY, value);
  }
  return best;
};
