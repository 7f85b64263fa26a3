/**
 * Titles to weeks, to a proven optimum:
 *   max Σ V_iw y_iw − Σ_i<j L_ij(w, w') z_iwjw'      Σ_w y_iw = 1,  y ∈ {0, 1}
 *   Σ_w' z_iwjw' <= y_iw,  Σ_w z_iwjw' <= y_jw'      z only where both open in these weeks
 *   Σ_w'∈N(w) z_iwjw' >= y_iw + Σ_w'∈N(w) y_jw' − 1  and z wherever they do;  N(w): weeks of j that lose or gain with i at w
 *   y_iw + Σ_w'∈F(w) y_jw' <= 1                      titles of a series stay apart
 * Weeks that no placement better than the best one found can hold are left out before.
 */
import { ProgramBuilder, type Solver } from "../solver.ts";

export interface Placement {
  /** Week of each title. */
  readonly weeks: readonly number[];
  readonly value: number;
  readonly bound: number;
}

export interface AssignmentProblem {
  /** V_iw; −Infinity where title i may not open in week w. [titles][weeks] */
  readonly values: readonly Float64Array[];
  /** L_ij(w, w'), for i < j. */
  loss(i: number, w: number, j: number, other: number): number;
  /** Weeks that two titles must lie apart; 0: any. */
  apart(i: number, j: number): number;
}

const negligible = 1e-9;
const secondsAtMost = 20;

export const placementValue = (
  { values, loss, apart }: AssignmentProblem,
  weeks: readonly number[],
): number => {
  let sum = 0;
  for (const [i, w] of weeks.entries()) {
    sum += values[i]?.[w] as number;
    for (let j = i + 1; j < weeks.length; j++) {
      const other = weeks[j] as number;
      if (Math.abs(w - other) < apart(i, j)) return Number.NEGATIVE_INFINITY;
      sum -= loss(i, w, j, other);
    }
  }
  return sum;
};

/** The titles with the most to lose first, each in its best week; then one and two at a time, as long as it helps. */
const climb = (problem: AssignmentProblem): number[] | null => {
  const { values, loss, apart } = problem;
  const spread = (row: Float64Array): number => {
    const allowed = [...row].filter((value) => value > Number.NEGATIVE_INFINITY).sort((a, b) => b - a);
    return allowed.length < 2
      ? Number.POSITIVE_INFINITY
      : (allowed[0] as number) - (allowed.at(-1) as number);
  };
  const order = [...values.keys()].sort(
    (a, b) => spread(values[b] as Float64Array) - spread(values[a] as Float64Array),
  );
  const placed = new Map<number, number>();
  const worth = (i: number, w: number): number => {
    let sum = values[i]?.[w] as number;
    for (const [j, other] of placed) {
      if (j === i) continue;
      if (Math.abs(w - other) < apart(Math.min(i, j), Math.max(i, j))) return Number.NEGATIVE_INFINITY;
      sum -= i < j ? loss(i, w, j, other) : loss(j, other, i, w);
    }
    return sum;
  };
  const bestWeek = (i: number): number => {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (const w of (values[i] as Float64Array).keys()) {
      const here = worth(i, w);
      if (here > most) [best, most] = [w, here];
    }
    return best;
  };
  for (const i of order) {
    const week = bestWeek(i);
    if (week < 0) return null;
    placed.set(i, week);
  }
  for (let improved = true; improved; ) {
    improved = false;
    for (const i of order) {
      const before = placed.get(i) as number;
      const week = bestWeek(i);
      if (worth(i, week) > worth(i, before) + negligible) {
        placed.set(i, week);
        improved = true;
      }
    }
  }
  return [...values.keys()].map((i) => placed.get(i) as number);
};

export const assignWeeks = (problem: AssignmentProblem, solver: Solver): Placement | null => {
  const { values, loss, apart } = problem;
  const start = climb(problem);
  const best = values.map((row) =>
    row.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY),
  );
  const most = best.reduce((sum, each) => sum + each, 0);
  const floor = start === null ? Number.NEGATIVE_INFINITY : placementValue(problem, start);
  /** Even with every other title in its best week and nothing lost. */
  const open = values.map((row, i) =>
    [...row.keys()].filter((w) => {
      const value = row[w] as number;
      return value > Number.NEGATIVE_INFINITY && most - (best[i] as number) + value >= floor - negligible;
    }),
  );
  if (open.some((weeks) => weeks.length === 0)) return null;

  const builder = new ProgramBuilder();
  const cost: { value: number; whole: boolean; rows: number[]; values: number[] }[] = [];
  const y = open.map((weeks, i) => {
    const row = builder.row(1, 1);
    return new Map(
      weeks.map((w) => [
        w,
        cost.push({ value: values[i]?.[w] as number, whole: true, rows: [row], values: [1] }) - 1,
      ]),
    );
  });
  const put = (column: number, row: number, value: number): void => {
    cost[column]?.rows.push(row);
    cost[column]?.values.push(value);
  };
  const free = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j < values.length; j++) {
      const z: { readonly w: number; readonly other: number; readonly column: number }[] = [];
      for (const w of open[i] as number[]) {
        const close = (open[j] as number[]).filter((other) => Math.abs(w - other) < apart(i, j));
        if (close.length > 0) {
          const row = builder.row(free, 1);
          put(y[i]?.get(w) as number, row, 1);
          for (const other of close) put(y[j]?.get(other) as number, row, 1);
        }
        for (const other of open[j] as number[]) {
          if (close.includes(other)) continue;
          const lost = loss(i, w, j, other);
          if (Math.abs(lost) <= negligible) continue;
          z.push({ w, other, column: cost.push({ value: -lost, whole: false, rows: [], values: [] }) - 1 });
        }
      }
      const link = (
        own: ReadonlyMap<number, number>,
        its: ReadonlyMap<number, number>,
        ownWeek: (each: (typeof z)[number]) => number,
        itsWeek: (each: (typeof z)[number]) => number,
      ): void => {
        for (const w of new Set(z.map(ownWeek))) {
          const of = z.filter((each) => ownWeek(each) === w);
          const upper = builder.row(free, 0);
          const lower = builder.row(-1, Number.POSITIVE_INFINITY);
          put(own.get(w) as number, upper, -1);
          put(own.get(w) as number, lower, -1);
          for (const each of of) {
            put(each.column, upper, 1);
            put(each.column, lower, 1);
            put(its.get(itsWeek(each)) as number, lower, -1);
          }
        }
      };
      const [own, its] = [y[i] as Map<number, number>, y[j] as Map<number, number>];
      link(
        own,
        its,
        ({ w }) => w,
        ({ other }) => other,
      );
      link(
        its,
        own,
        ({ other }) => other,
        ({ w }) => w,
      );
    }
  const integer: number[] = [];
  for (const { value, whole, rows, values: coefficients } of cost) {
    builder.column(value, 0, 1, rows, coefficients);
    integer.push(whole ? 1 : 0);
  }
  const { x, bound } = solver.solveMixed(builder.build(), Uint8Array.from(integer), null, {
    seconds: secondsAtMost,
    gap: 1e-7,
  });
  const found = x
    ? y.map((columns) => [...columns].find(([, column]) => (x[column] as number) > 0.5)?.[0] as number)
    : null;
  const proposals = [start, found].flatMap((weeks) =>
    weeks === null ? [] : [{ weeks, value: placementValue(problem, weeks) }],
  );
  const [chosen] = proposals
    .filter(({ value }) => value > Number.NEGATIVE_INFINITY)
    .sort((a, b) => b.value - a.value);
  return chosen ? { ...chosen, bound: Math.max(chosen.value, Math.min(bound, most)) } : null;
};
