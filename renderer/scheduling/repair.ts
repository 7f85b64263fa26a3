/**
 * Local repair of a day: place one showing, put out whatever clashes with it, keep the change where it earns more
 * (insertion with ejection; moves, replacements and gap filling are all of this form).
 */
import {
  type Choice,
  type DayProblem,
  ejected,
  missingOn,
  rowCounts,
  rowsGain,
  rowsOfChoice,
  shortfallOf,
  valueOfChoices,
} from "./day-problem.ts";

/** One missing required showing outweighs any admissions. */
const shortPrice = 1e4;

/** Expected admissions, a missing required showing weighing more than any. */
export const worthOf = (problem: DayProblem, chosen: readonly Choice[]): number =>
  valueOfChoices(problem, chosen) - shortPrice * shortfallOf(problem, chosen);

interface Counts {
  readonly ofGroup: Int32Array;
  readonly ofFilm: Int32Array;
  readonly onRow: Float64Array;
}

const countsOf = (problem: DayProblem, chosen: readonly Choice[]): Counts => {
  const ofGroup = problem.lockedInGroup.slice();
  const ofFilm = new Int32Array(problem.films);
  for (const { group, film } of chosen) {
    ofGroup[group] = (ofGroup[group] as number) + 1;
    ofFilm[film] = (ofFilm[film] as number) + 1;
  }
  return { ofGroup, ofFilm, onRow: rowCounts(problem, chosen) };
};

/** Change of worth when `put` goes in and `out` go out; counts are restored before it returns. */
const gainOf = (problem: DayProblem, counts: Counts, put: Choice, out: readonly Choice[]): number => {
  const { ofGroup, ofFilm } = counts;
  let gain = 0;
  for (const { group, film, value } of out) {
    const n = ofGroup[group] as number;
    gain -= value - problem.lossStep(group, n);
    ofGroup[group] = n - 1;
    if ((ofFilm[film] as number) <= (problem.need[film] as number)) gain -= shortPrice;
    ofFilm[film] = (ofFilm[film] as number) - 1;
  }
  const onRows = rowsGain(problem, counts.onRow, put, out);
  gain += onRows.value + shortPrice * onRows.required;
  gain += put.value - problem.lossStep(put.group, (ofGroup[put.group] as number) + 1);
  if ((ofFilm[put.film] as number) < (problem.need[put.film] as number)) gain += shortPrice;
  for (const { group, film } of out) {
    ofGroup[group] = (ofGroup[group] as number) + 1;
    ofFilm[film] = (ofFilm[film] as number) + 1;
  }
  return gain;
};

interface Ranked {
  readonly put: Choice;
  readonly index: number;
}
const ranks = new WeakMap<readonly Choice[], readonly Ranked[]>();
/** Most valuable first: after the first few, what is left is worth less than the best insertion found. */
const rankedOf = (choices: readonly Choice[]): readonly Ranked[] => {
  const known = ranks.get(choices);
  if (known) return known;
  const ranked = choices.map((put, index) => ({ put, index })).sort((a, b) => b.put.value - a.put.value);
  ranks.set(choices, ranked);
  return ranked;
};

/**
 * The best single insertion with ejection, again and again until none gains; from nothing where `start` is empty.
 * The result misses required showings only where no single insertion places them, or where it `isOver` before.
 */
export const repaired = (
  problem: DayProblem,
  start: readonly Choice[] = [],
  isOver: () => boolean = () => false,
): Choice[] => {
  let chosen = [...start];
  const ranked = rankedOf(problem.choices);
  while (!isOver()) {
    const counts = countsOf(problem, chosen);
    const lacks = (problem.rows ?? []).map((row, r) => missingOn(row, counts.onRow[r] as number) > 0);
    const isShort =
      lacks.includes(true) || counts.ofFilm.some((n, film) => n < (problem.need[film] as number));
    let best = 1e-6;
    let change: { put: Choice; index: number; out: Choice[] } | null = null;
    for (const { put, index } of ranked) {
      // Ejecting earns next to nothing: `put` gains at most its own value and the price of a need it meets.
      const needed =
        (counts.ofFilm[put.film] as number) < (problem.need[put.film] as number) ||
        rowsOfChoice(put).some((r) => lacks[r]);
      if (!needed && put.value < best) {
        if (isShort) continue;
        break;
      }
      const out = ejected(problem, chosen, put, counts.onRow);
      if (!out) continue;
      const gain = gainOf(problem, counts, put, out);
      // Of equals the first of the day, so that the order of looking changes nothing.
      if (gain > best || (change && gain === best && index < change.index)) {
        best = gain;
        change = { put, index, out };
      }
    }
    if (!change) return chosen;
    const { put, out } = change;
    chosen = [...chosen.filter((choice) => !out.includes(choice)), put];
  }
  return chosen;
};
