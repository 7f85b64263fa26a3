/** One day as a choice among possible showings: what the linear model, the dive and the repair all work on. */
import type { Minutes } from "../../shared/domain/slate.ts";

/** A possible showing; film, screen and slot are indices of the day's problem. */
export interface Choice {
  readonly film: number;
  readonly screen: number;
  readonly slot: number;
  readonly slots: number; // from start to clear
  readonly group: number; // film x day-part
  readonly start: Minutes;
  readonly value: number; // admissions when alone in its day-part
  readonly rows?: readonly number[]; // of the day's `rows`, ascending; one that it counts twice on stands twice
  readonly weights?: readonly number[]; // of its rows: what it counts for on each; 1, where absent
}

/** A rule over some of the day's choices: lower <= how many of them are shown, by their weights, <= upper; those of hard rows are 1. */
export interface DayRow {
  readonly lower: number; // -Infinity or above 0
  readonly upper: number; // not below 0 where the row is hard
  readonly price: number | null; // admissions for each showing too few or too many; null: it must hold
  readonly rule: string | null; // whose row it is; null: the house's or a goal's
}

export interface DayProblem {
  readonly screens: number;
  readonly films: number;
  readonly need: Int32Array; // [films] showings still to be placed
  readonly most: Int32Array; // [films] showings that may still be placed
  readonly slotCount: number; // slots of the day, from the first start to the last clear
  readonly slotsAnHour: number;
  readonly apart: number; // starts of the house are counted over this many slots running; 0 = not at all
  readonly startsFrom: Int32Array; // [slots] how many may start in slots t … t + apart − 1
  readonly choices: readonly Choice[];
  readonly groups: number; // films x day-parts
  readonly lockedInGroup: Int32Array; // [groups]
  readonly lockedValue: number;
  readonly rows?: readonly DayRow[];
  /** What the k-th showing of a group takes from the others: 0 for the first, never less than the step before, the same from `lossSteps` on. */
  lossStep(group: number, k: number): number;
}

export const unlimited = 2 ** 30;
/** More than a day has room for; a limit all the same, and so a row of its own. */
export const mostShows = 1000;

/** Two choices on one screen at once. */
export const overlap = (a: Choice, b: Choice): boolean => {
  if (a.screen !== b.screen) return false;
  return a.slot < b.slot ? a.slot + a.slots > b.slot : b.slot + b.slots > a.slot;
};

const noRows: readonly number[] = [];
export const rowsOfChoice = ({ rows }: Choice): readonly number[] => rows ?? noRows;

/** What the choice counts for on the nth of its rows. */
export const weightOn = ({ weights }: Choice, n: number): number => weights?.[n] ?? 1;

/** How many of `chosen` stand on each row, by their weights. */
export const rowCounts = ({ rows = [] }: DayProblem, chosen: readonly Choice[]): Float64Array => {
  const counts = new Float64Array(rows.length);
  for (const choice of chosen)
    for (const [n, row] of rowsOfChoice(choice).entries())
      counts[row] = (counts[row] as number) + weightOn(choice, n);
  return counts;
};

/** Of a row: what it misses to its lower end, and what it has over its upper. */
export const missingOn = ({ lower }: DayRow, count: number): number => Math.max(0, lower - count);
const priceOn = (row: DayRow, count: number): number =>
  row.price === null ? 0 : row.price * (missingOn(row, count) + Math.max(0, count - row.upper));

/**
 * What of a schedule must go for `put` to come in: what it overlaps, then the least worth of those that would start too close to it,
 * be one showing of its film too many, or break a hard row. Null where locked showings leave it no room.
 * `onRow`: how many of `chosen` stand on each row.
 */
export const ejected = (
  problem: DayProblem,
  chosen: readonly Choice[],
  put: Choice,
  onRow: Float64Array = rowCounts(problem, chosen),
): Choice[] | null => {
  const { apart, startsFrom, most, rows = [] } = problem;
  const out = new Set(chosen.filter((other) => overlap(put, other)));
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
  return makeRoomOnRows(rows, chosen, put, onRow, out) ? [...out] : null;
};

/** Adds to `out` what must go so that `put` breaks no hard row; false where there is no room for it at all. */
const makeRoomOnRows = (
  rows: readonly DayRow[],
  chosen: readonly Choice[],
  put: Choice,
  onRow: Float64Array,
  out: Set<Choice>,
): boolean => {
  const of = rowsOfChoice(put);
  for (let n = 0; n < of.length; n++) {
    const r = of[n] as number;
    const { price, upper } = rows[r] as DayRow;
    if (price !== null || of[n + 1] === r) continue;
    const times = of[n - 1] === r ? 2 : 1;
    if (times > upper) return false;
    if ((onRow[r] as number) + times <= upper) continue;
    const countOn = (choice: Choice): number =>
      rowsOfChoice(choice).reduce((sum, row) => (row === r ? sum + 1 : sum), 0);
    const left = chosen.filter((choice) => !out.has(choice) && countOn(choice) > 0);
    let count = left.reduce((sum, choice) => sum + countOn(choice), times);
    for (const choice of left.sort((a, b) => a.value - b.value)) {
      if (count <= upper) break;
      out.add(choice);
      count -= countOn(choice);
    }
  }
  return true;
};

export const valueOfChoices = (problem: DayProblem, chosen: readonly Choice[]): number => {
  const count = problem.lockedInGroup.slice();
  let value = problem.lockedValue;
  for (const choice of chosen) {
    const k = (count[choice.group] as number) + 1;
    count[choice.group] = k;
    value += choice.value - problem.lossStep(choice.group, k);
  }
  const onRow = rowCounts(problem, chosen);
  problem.rows?.forEach((row, r) => {
    value -= priceOn(row, onRow[r] as number);
  });
  return value;
};

/** How many required showings `chosen` lacks. */
export const shortfallOf = (problem: DayProblem, chosen: readonly Choice[]): number => {
  const missing = problem.need.slice();
  for (const { film } of chosen) missing[film] = (missing[film] as number) - 1;
  const onRow = rowCounts(problem, chosen);
  const ofRows = (problem.rows ?? []).reduce(
    (sum, row, r) => (row.price === null ? sum + missingOn(row, onRow[r] as number) : sum),
    0,
  );
  return missing.reduce((sum, need) => sum + Math.max(0, need), ofRows);
};

/** What changes on the rows when `put` comes in and `out` go: prices paid less, and required showings won. Counts stay. */
export const rowsGain = (
  { rows = [] }: DayProblem,
  onRow: Float64Array,
  put: Choice,
  out: readonly Choice[],
): { readonly value: number; readonly required: number } => {
  let value = 0;
  let required = 0;
  const step = (choice: Choice, sign: 1 | -1): void => {
    for (const [n, r] of rowsOfChoice(choice).entries()) {
      const row = rows[r] as DayRow;
      const count = onRow[r] as number;
      const after = count + sign * weightOn(choice, n);
      value += priceOn(row, count) - priceOn(row, after);
      if (row.price === null) required += missingOn(row, count) - missingOn(row, after);
      onRow[r] = after;
    }
  };
  for (const choice of out) step(choice, -1);
  step(put, 1);
  const undo = (choice: Choice, sign: number): void => {
    for (const [n, r] of rowsOfChoice(choice).entries())
      onRow[r] = (onRow[r] as number) + sign * weightOn(choice, n);
  };
  undo(put, -1);
  for (const choice of out) undo(choice, 1);
  return { value, required };
};
