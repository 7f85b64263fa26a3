/** A day of a house, from its rules and its forecast, and its schedule as showings. */
import type { Place } from "../../shared/domain/rules/measure.ts";
import { canShow } from "../../shared/domain/schedule-rules.ts";
import { lengthIn } from "../../shared/domain/showing-times.ts";
import {
  type Candidate,
  dayPartOf,
  dayParts,
  type House,
  type Minutes,
  type ScheduledShowing,
} from "../../shared/domain/slate.ts";
import { type Choice, type DayProblem, unlimited } from "./day-problem.ts";
import type { DayRules } from "./day-rows.ts";
import { type DayValuation, dayValue, type HouseWeek, startsOf } from "./valuation.ts";
import { withRows } from "./with-rows.ts";

export interface HouseDay extends DayProblem {
  readonly house: House;
  readonly valuation: DayValuation;
  readonly slate: readonly Candidate[];
  readonly locked: readonly ScheduledShowing[];
}

export const houseDayOf = (
  week: HouseWeek,
  valuation: DayValuation,
  slate: readonly Candidate[],
  locked: readonly ScheduledShowing[],
  rules?: DayRules,
): HouseDay => {
  const { house } = week;
  const { date } = valuation;
  const lengthOf = lengthIn(week);
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
        (showing.screen !== screen || clear <= showing.start || start >= showing.start + lengthOf(showing)),
    );

  const choices: Choice[] = [];
  const places: Place[] = [];
  slate.forEach((film, f) => {
    const lengths = house.screens.map(({ screen }) => lengthOf({ film: film.film, screen, date }));
    for (const start of startsOf(house, Math.min(...lengths)))
      house.screens.forEach((screen, s) => {
        const length = lengths[s] as number;
        if (start + length > house.closes) return;
        if (!canShow(screen, film) || !isOpen(screen.screen, start, start + length)) return;
        const place = { film: film.film, screen: screen.screen, date, start };
        if (rules && !rules.allows(place)) return;
        const part = dayParts.indexOf(dayPartOf(start));
        places.push(place);
        choices.push({
          film: f,
          screen: s,
          slot: start / house.grid - opens,
          slots: Math.ceil(length / house.grid),
          group: f * dayParts.length + part,
          start,
          value: valuation.alone(film.film, screen.screen, start) - (rules?.priceOf(place) ?? 0),
        });
      });
  });
  const lockedOf = (film: number): number => locked.filter((showing) => showing.film === film).length;
  const priceOfLocked = locked.reduce((sum, showing) => sum + (rules?.priceOf(showing) ?? 0), 0);
  const slotCount = Math.ceil(house.closes / house.grid) - opens;
  const day: HouseDay = {
    house,
    valuation,
    slate,
    locked,
    screens: house.screens.length,
    films: slate.length,
    need: Int32Array.from(slate, ({ film, minShowsPerDay }) => Math.max(0, minShowsPerDay - lockedOf(film))),
    most: new Int32Array(slate.length).fill(unlimited),
    slotCount,
    slotsAnHour: 60 / house.grid,
    apart: Math.ceil(house.stagger / house.grid),
    startsFrom: new Int32Array(slotCount).fill(1),
    choices,
    groups: slate.length * dayParts.length,
    lockedInGroup,
    lockedValue: dayValue(valuation, locked) - priceOfLocked,
    lossStep: (group, k) =>
      valuation.lossStep(
        (slate[Math.floor(group / dayParts.length)] as Candidate).film,
        dayParts[group % dayParts.length] as (typeof dayParts)[number],
        k,
      ),
  };
  return withRows(day, rules?.rowsOf(places, locked) ?? []);
};

/** Where and when each choice would play. */
export const placesOf = ({ house, valuation, slate, choices }: HouseDay): Place[] =>
  choices.map(({ film, screen, start }) => ({
    film: (slate[film] as Candidate).film,
    screen: (house.screens[screen] as House["screens"][number]).screen,
    date: valuation.date,
    start,
  }));

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
