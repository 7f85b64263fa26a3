/** One day as a choice among possible showings: what the linear model, the dive and the repair all work on. */
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
import { type DayValuation, dayValue, startsOf } from "./valuation.ts";

/** A possible showing; film, screen and slot are indices of the day's problem. */
export interface Choice {
  readonly film: number;
  readonly screen: number;
  readonly slot: number;
  readonly group: number; // film x day-part
  readonly start: Minutes;
  readonly value: number; // admissions when alone in its day-part
}

export interface DayProblem {
  readonly house: House;
  readonly valuation: DayValuation;
  readonly films: readonly Candidate[];
  readonly need: Int32Array; // [films] showings still to be placed
  readonly slots: Int32Array; // [films] grid slots from start to clear
  readonly slotCount: number; // slots of the day, from the first start to the last clear
  readonly apart: number; // starts of the house lie at least this many slots apart
  readonly choices: readonly Choice[];
  readonly groups: number; // films x day-parts
  readonly lockedInGroup: Int32Array; // [groups]
  readonly locked: readonly ScheduledShowing[];
  readonly lockedValue: number;
}

export const dayProblemOf = (
  house: House,
  valuation: DayValuation,
  slate: readonly Candidate[],
  locked: readonly ScheduledShowing[],
): DayProblem => {
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
  return {
    house,
    valuation,
    films: slate,
    need: Int32Array.from(slate, ({ film, minShowsPerDay }) => Math.max(0, minShowsPerDay - lockedOf(film))),
    slots: Int32Array.from(slate, ({ film }) => Math.ceil((minutes.get(film) ?? 0) / house.grid)),
    slotCount: Math.ceil(house.closes / house.grid) - opens,
    apart: Math.ceil(house.stagger / house.grid),
    choices,
    groups: slate.length * dayParts.length,
    lockedInGroup,
    locked,
    lockedValue: dayValue(valuation, locked),
  };
};

/** What the k-th showing of a group (film x day-part) takes from the others. */
export const lossStepOf = (problem: DayProblem, group: number, k: number): number => {
  const film = problem.films[Math.floor(group / dayParts.length)] as Candidate;
  return problem.valuation.lossStep(
    film.film,
    dayParts[group % dayParts.length] as (typeof dayParts)[number],
    k,
  );
};

/** Two choices that the rules keep apart: on one screen at once, or starting too close in the house. */
export const clash = (problem: DayProblem, a: Choice, b: Choice): boolean => {
  if (Math.abs(a.slot - b.slot) < problem.apart) return true;
  if (a.screen !== b.screen) return false;
  return a.slot < b.slot
    ? a.slot + (problem.slots[a.film] as number) > b.slot
    : b.slot + (problem.slots[b.film] as number) > a.slot;
};

export const valueOfChoices = (problem: DayProblem, chosen: readonly Choice[]): number => {
  const count = problem.lockedInGroup.slice();
  let value = problem.lockedValue;
  for (const choice of chosen) {
    const k = (count[choice.group] as number) + 1;
    count[choice.group] = k;
    value += choice.value - lossStepOf(problem, choice.group, k);
  }
  return value;
};

/** How many required showings `chosen` lacks. */
export const shortfallOf = (problem: DayProblem, chosen: readonly Choice[]): number => {
  const missing = problem.need.slice();
  for (const { film } of chosen) missing[film] = (missing[film] as number) - 1;
  return missing.reduce((sum, need) => sum + Math.max(0, need), 0);
};

/** The day's showings: the locked ones, and the chosen with ids that keep when the same week is planned again. */
export const showingsOf = (problem: DayProblem, chosen: readonly Choice[]): ScheduledShowing[] => {
  const { house, valuation, films, locked } = problem;
  const taken = new Set(locked.map(({ id }) => id));
  return [
    ...locked,
    ...chosen.map((choice) => {
      const film = (films[choice.film] as Candidate).film;
      const screen = (house.screens[choice.screen] as House["screens"][number]).screen;
      let id = `${house.venue}-${valuation.date}-${screen}-${choice.start}`;
      while (taken.has(id)) id += "+"; // a locked showing may have moved away from the slot that named it
      return { id, film, screen, date: valuation.date, start: choice.start, locked: false };
    }),
  ];
};
