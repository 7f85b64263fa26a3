/**
 * A day as a linear programme. x_j = 1 where choice j (film f, screen s, slot t) is shown:
 *
 *   maximise  sum_j v_j x_j - sum_(g, k) s_gk y_gk                      (valuation.ts; g = film x day-part)
 *   screen    flow of one unit along the slots: idle from slot to slot, or a showing from start to clear
 *   stagger   sum of starts in any `apart` slots running from t <= startsFrom_t
 *   repeats   sum_(j in g) x_j - sum_k y_gk <= 1,  0 <= y_gk <= 1;  s_gk rises with k, so the y fill in order
 *   shows     need_f <= sum_(j of f) x_j + short_f <= most_f,  short_f = 0 unless the rules are being tested for a clash
 *   rows      lower_r <= sum_(j on r) a_rj x_j + short_r - over_r <= upper_r;  of a priced row both may grow, at its price
 *
 * The flow is the packing "each screen-slot holds one showing" after subtracting neighbouring rows (an interval matrix):
 * the same polytope with two entries a column instead of one for every slot it fills.
 */
import { lossSteps } from "../../shared/domain/schedule-instance.ts";
import { type DayProblem, rowsOfChoice, unlimited, weightOn } from "./day-problem.ts";
import { type LinearProgram, ProgramBuilder } from "./solver.ts";

export interface DayModel {
  readonly program: LinearProgram;
  readonly integer: Uint8Array; // 1 for x: column j is choice j
  readonly shortOfFilm: Int32Array; // [films] column short_f; -1 where the film has neither a need nor a most
  readonly shortOnRow: ReadonlyMap<number, number>; // column short_r by row
  /** Objective of x = 0: what locked showings earn. */
  readonly constant: number;
}

/** What a missing showing costs while testing for a clash: more than any showing earns. */
const shortPrice = 1e4;

export const dayModelOf = (problem: DayProblem): DayModel => {
  const { choices, screens, slotCount, apart, startsFrom, groups, lockedInGroup, need, most } = problem;
  const ownRows = problem.rows ?? [];
  const builder = new ProgramBuilder();
  const infinity = Number.POSITIVE_INFINITY;

  // The flow enters at slot 0 and leaves the day after the last slot, which needs no row.
  const node = Array.from({ length: screens }, () =>
    Array.from({ length: slotCount }, (_, t) => builder.row(t === 0 ? 1 : 0, t === 0 ? 1 : 0)),
  );
  const window = apart > 0 ? Array.from(startsFrom, (room) => builder.row(-infinity, room)) : [];
  const repeats = Array.from({ length: groups }, (_, g) =>
    builder.row(-infinity, Math.max(0, 1 - (lockedInGroup[g] as number))),
  );
  const shows = Array.from(need, (n, f) => {
    const limit = most[f] as number;
    if (n === 0 && limit >= unlimited) return -1;
    return builder.row(n > 0 ? n : -infinity, limit >= unlimited ? infinity : limit);
  });
  const own = ownRows.map(({ lower, upper }) => builder.row(lower, upper));

  for (const choice of choices) {
    const { film, screen, slot, slots, group, value } = choice;
    const screenNodes = node[screen] as number[];
    const rows = [screenNodes[slot] as number];
    const entries = [1];
    const clear = slot + slots;
    if (clear < slotCount) {
      rows.push(screenNodes[clear] as number);
      entries.push(-1);
    }
    if (apart > 0)
      for (let t = Math.max(0, slot - apart + 1); t <= slot; t++) {
        rows.push(window[t] as number);
        entries.push(1);
      }
    rows.push(repeats[group] as number);
    entries.push(1);
    if ((shows[film] as number) >= 0) {
      rows.push(shows[film] as number);
      entries.push(1);
    }
    let last = -1;
    for (const [n, r] of rowsOfChoice(choice).entries()) {
      if (r === last) entries[entries.length - 1] = 2;
      else {
        rows.push(own[r] as number);
        entries.push(weightOn(choice, n));
      }
      last = r;
    }
    builder.column(value, 0, 1, rows, entries);
  }
  const integers = choices.length;
  for (const screenNodes of node)
    for (let t = 0; t < slotCount; t++) {
      const last = t === slotCount - 1;
      builder.column(
        0,
        0,
        1,
        last ? [screenNodes[t] as number] : [screenNodes[t] as number, screenNodes[t + 1] as number],
        last ? [1] : [1, -1],
      );
    }
  for (let g = 0; g < groups; g++) {
    const locked = lockedInGroup[g] as number;
    for (let k = Math.max(2, locked + 1); k < lossSteps; k++)
      builder.column(-problem.lossStep(g, k), 0, 1, [repeats[g] as number], [-1]);
    builder.column(-problem.lossStep(g, lossSteps), 0, infinity, [repeats[g] as number], [-1]);
  }
  const shortOfFilm = Int32Array.from(shows, (row) =>
    row < 0 ? -1 : builder.column(-shortPrice, 0, 0, [row], [1]),
  );
  const shortOnRow = new Map<number, number>();
  for (const [r, { lower, upper, price }] of ownRows.entries()) {
    const row = [own[r] as number];
    if (price === null && lower > 0) {
      shortOnRow.set(r, builder.column(-shortPrice, 0, 0, row, [1]));
    }
    if (price !== null && lower > 0) builder.column(-price, 0, infinity, row, [1]);
    if (price !== null && upper < infinity) builder.column(-price, 0, infinity, row, [-1]);
  }
  const program = builder.build();
  const integer = new Uint8Array(program.cost.length).fill(1, 0, integers);
  return { program, integer, shortOfFilm, shortOnRow, constant: problem.lockedValue };
};
