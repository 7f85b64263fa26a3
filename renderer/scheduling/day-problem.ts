/** One day as a choice among possible showings: what the linear model, the dive and the repair all work on. */
import type { Minutes } from "../../shared/domain/slate.ts";

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
  readonly screens: number;
  readonly films: number;
  readonly need: Int32Array; // [films] showings still to be placed
  readonly most: Int32Array; // [films] showings that may still be placed
  readonly slots: Int32Array; // [films] grid slots from start to clear
  readonly slotCount: number; // slots of the day, from the first start to the last clear
  readonly slotsAnHour: number;
  readonly apart: number; // starts of the house are counted over this many slots running; 0 = not at all
  readonly startsFrom: Int32Array; // [slots] how many may start in slots t … t + apart − 1
  readonly choices: readonly Choice[];
  readonly groups: number; // films x day-parts
  readonly lockedInGroup: Int32Array; // [groups]
  readonly lockedValue: number;
  /** What the k-th showing of a group takes from the others: 0 for the first, never less than the step before, the same from `lossSteps` on. */
  lossStep(group: number, k: number): number;
}

export const unlimited = 2 ** 30;

/** Two choices on one screen at once. */
export const overlap = (problem: DayProblem, a: Choice, b: Choice): boolean => {
  if (a.screen !== b.screen) return false;
  return a.slot < b.slot
    ? a.slot + (problem.slots[a.film] as number) > b.slot
    : b.slot + (problem.slots[b.film] as number) > a.slot;
};

/**
 * What of a schedule must go for `put` to come in: what it overlaps, then the least worth of those that would start too close to it
 * or be one showing of its film too many. Null where locked showings leave it no room.
 */
export const ejected = (problem: DayProblem, chosen: readonly Choice[], put: Choice): Choice[] | null => {
  const { apart, startsFrom, most } = problem;
  const out = new Set(chosen.filter((other) => overlap(problem, put, other)));
  const leave = (others: readonly Choice[], room: number): boolean => {
    const left = others.filter((other) => !out.has(other)).sort((a, b) => a.value - b.value);
    for (const other of left.slice(0, Math.max(0, left.length + 1 - room))) out.add(other);
    return room > 0;
  };
  for (let t = Math.max(0, put.slot - apart + 1); t <= put.slot && apart > 0; t++)
    if (
      !leave(
        chosen.filter(({ slot }) => slot >= t && slot < t + apart),
        startsFrom[t] as number,
      )
    )
      return null;
  const ofFilm = most[put.film] as number;
  if (
    ofFilm < unlimited &&
    !leave(
      chosen.filter(({ film }) => film === put.film),
      ofFilm,
    )
  )
    return null;
  return [...out];
};

export const valueOfChoices = (problem: DayProblem, chosen: readonly Choice[]): number => {
  const count = problem.lockedInGroup.slice();
  let value = problem.lockedValue;
  for (const choice of chosen) {
    const k = (count[choice.group] as number) + 1;
    count[choice.group] = k;
    value += choice.value - problem.lossStep(choice.group, k);
  }
  return value;
};

/** How many required showings `chosen` lacks. */
export const shortfallOf = (problem: DayProblem, chosen: readonly Choice[]): number => {
  const missing = problem.need.slice();
  for (const { film } of chosen) missing[film] = (missing[film] as number) - 1;
  return missing.reduce((sum, need) => sum + Math.max(0, need), 0);
};
