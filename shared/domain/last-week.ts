/**
 * Last week's pattern repeated: what a house does that changes nothing. Each film keeps its rooms and times; those of a film that is no
 * longer offered go to the newcomers in turn, where one fits, and stay empty elsewhere.
 */
import { canShow } from "./schedule-rules.ts";
import { timesIn } from "./showing-times.ts";
import type { ScheduledShowing, WeekProblem } from "./slate.ts";

const weekBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10);

export const lastWeekRepeated = ({
  house,
  days,
  candidates,
  history,
  rules,
}: Pick<WeekProblem, "house" | "days" | "candidates" | "history" | "rules">): ScheduledShowing[] => {
  const timesOf = timesIn({ house, candidates, rules });
  const offered = new Map(candidates.map((candidate) => [candidate.film, candidate]));
  const screens = new Map(house.screens.map((screen) => [screen.screen, screen]));
  const before = new Map(days.map((day) => [weekBefore(day), day]));
  const slots = history.date
    .flatMap((past, i) => {
      const date = before.get(past);
      const screen = screens.get(history.screen[i] as number);
      return date && screen
        ? [{ film: history.film[i] as number, screen, date, start: history.start[i] as number }]
        : [];
    })
    .sort((a, b) => a.date.localeCompare(b.date) || a.start - b.start || a.screen.screen - b.screen.screen);
  const played = new Set(slots.map(({ film }) => film));
  const newcomers = candidates.filter(({ film }) => !played.has(film));
  let turn = 0;
  return slots.flatMap(({ film, screen, date, start }, index): ScheduledShowing[] => {
    const next = slots.find(
      (later, at) => at > index && later.screen === screen && later.date === date && later.start > start,
    );
    const until = Math.min(house.closes, next?.start ?? Number.POSITIVE_INFINITY);
    const inTurn = newcomers.map((_, k) => newcomers[(turn + k) % newcomers.length]);
    const shown = [offered.get(film), ...(offered.has(film) ? [] : inTurn)].find(
      (each) =>
        each &&
        canShow(screen, each) &&
        timesOf({ film: each.film, screen: screen.screen, date, start }).clear <= until,
    );
    if (!shown) return [];
    if (shown.film !== film) turn++;
    return [{ id: `repeated-${index}`, film: shown.film, screen: screen.screen, date, start, locked: false }];
  });
};
