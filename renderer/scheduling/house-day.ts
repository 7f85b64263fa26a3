/** A day of a house, from its rules and its forecast, and its schedule as showings. */
import { canShow } from "../../shared/domain/schedule-rules.ts";
import {
  type Candidate,
  dayPartOf,
  dayParts,
  type House,
  type Minutes,
  type ScheduledShowing,
  showingTimes,
} from "../../shared/domain/slate.ts";
import { type Choice, type DayProblem, unlimited } from "./day-problem.ts";
import { type DayValuation, dayValue, startsOf } from "./valuation.ts";

export interface HouseDay extends DayProblem {
  readonly house: House;
  readonly valuation: DayValuation;
  readonly slate: readonly Candidate[];
  readonly locked: readonly ScheduledShowing[];
}

export const houseDayOf = (
  house: House,
  valuation: DayValuation,
  slate: readonly Candidate[],
  locked: readonly ScheduledShowing[],
): HouseDay => {
  const minutes = new Map(slate.map((film) => [film.film, showingTimes(house, film.runtime, 0).clear]));
  const opens = Math.ceil(house.opens / house.grid);
  const lockedInGroup = new Int32Array(slate.length * dayParts.length);
  slate.forEach(({ film }, f) => {
    for (const showing of locked)
      if (showing.film === film) {
        const group = f * dayParts.length + dayParts.indexOf(dayPartOf(showing.start));
        lockedInGroup[group] = (lockedInGroup[group] as number) + 1;
      }
  });
  /** A locked showing may stand off the grid, so it closes slots by the minute. */
  const isOpen = (screen: number, start: Minutes, clear: Minutes): boolean =>
    locked.every(
      (showing) =>
        Math.abs(showing.start - start) >= house.stagger &&
        (showing.screen !== screen ||
          clear <= showing.start ||
          start >= showing.start + (minutes.get(showing.film) ?? 0)),
    );

  const choices: Choice[] = [];
  slate.forEach((film, f) => {
    const length = minutes.get(film.film) ?? 0;
    for (const start of startsOf(house, film.runtime))
      house.screens.forEach((screen, s) => {
        if (!canShow(screen, film) || !isOpen(screen.screen, start, start + length)) return;
        const part = dayParts.indexOf(dayPartOf(start));
        choices.push({
          film: f,
          screen: s,
          slot: start / house.grid - opens,
          group: f * dayParts.length + part,
          start,
          value: valuation.alone(film.film, screen.screen, start),
        });
      });
  });
  const lockedOf = (film: number): number => locked.filter((showing) => showing.film === film).length;
  const slotCount = Math.ceil(house.closes / house.grid) - opens;
  return {
    house,
    valuation,
    slate,
    locked,
    screens: house.screens.length,
    films: slate.length,
    need: Int32Array.from(slate, ({ film, minShowsPerDay }) => Math.max(0, minShowsPerDay - lockedOf(film))),
    slots: Int32Array.from(slate, ({ film }) => Math.ceil((minutes.get(film) ?? 0) / house.grid)),
    most: new Int32Array(slate.length).fill(unlimited),
    slotCount,
    slotsAnHour: 60 / house.grid,
    apart: Math.ceil(house.stagger / house.grid),
    startsFrom: new Int32Array(slotCount).fill(1),
    choices,
    groups: slate.length * dayParts.length,
    lockedInGroup,
    lockedValue: dayValue(valuation, locked),
    lossStep: (group, k) =>
      valuation.lossStep(
        (slate[Math.floor(group / dayParts.length)] as Candidate).film,
        dayParts[group % dayParts.length] as (typeof dayParts)[number],
        k,
      ),
  };
};

/** The day's showings: the locked ones, and the chosen with ids that keep when the same week is planned again. */
export const showingsOf = (day: HouseDay, chosen: readonly Choice[]): ScheduledShowing[] => {
  const { house, valuation, slate, locked } = day;
  const taken = new Set(locked.map(({ id }) => id));
  return [
    ...locked,
    ...chosen.map((choice) => {
      const film = (slate[choice.film] as Candidate).film;
      const screen = (house.screens[choice.screen] as House["screens"][number]).screen;
      let id = `${house.venue}-${valuation.date}-${screen}-${choice.start}`;
      while (taken.has(id)) id += "+"; // a locked showing may have moved away from the slot that named it
      return { id, film, screen, date: valuation.date, start: choice.start, locked: false };
    }),
  ];
};
