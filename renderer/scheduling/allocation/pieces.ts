/**
 * Pieces in whole numbers. Rounding: what stands whole stays, obligations first, then the largest fractions, as many of a channel's week as
 * the mix has. Exchange: a piece goes to the film to which it is worth most, until no exchange within a channel's week gains.
 */
import { changeBy, type Move } from "./change.ts";
import { usedOf } from "./feasible.ts";
import type { AllocationModel, RowKind, ScarceRow } from "./model.ts";
import { pressureOf, responseTo } from "./response.ts";

const tiny = 1e-6;
const mostPasses = 8;

/** Whole pieces near those of x; cells of other channels stay 0. */
export const roundedPieces = (model: AllocationModel, x: Float64Array): Float64Array => {
  const { cells, rows, rowsOf, whole } = model;
  const y = new Float64Array(x.length);
  const pieces = cells.flatMap((_, j) => (whole[j] ? [j] : []));
  for (const j of pieces) y[j] = Math.floor((x[j] as number) + tiny);
  const used = rows.map((row) => usedOf(row, y));
  const fraction = (j: number): number => (x[j] as number) - (y[j] as number);
  /** More in no row that has room only for as many as the mix has. */
  const wanted = rows.map((row) => (row.kind === "capacity" ? Math.round(usedOf(row, x)) : row.high));
  const fits = (j: number, limits: (row: number) => number): boolean =>
    (y[j] as number) < (cells[j]?.most ?? 0) &&
    (rowsOf[j] ?? []).every(
      ({ row, amount }) => amount <= 0 || (used[row] as number) + amount <= limits(row) + tiny,
    );
  const add = (j: number): void => {
    y[j] = (y[j] as number) + 1;
    for (const { row, amount } of rowsOf[j] ?? []) used[row] = (used[row] as number) + amount;
  };
  const high = (row: number): number => (rows[row] as { high: number }).high;
  rows.forEach((row, r) => {
    if (row.kind !== "obligation") return;
    const own = row.cells.filter((j) => whole[j]).sort((a, b) => fraction(b) - fraction(a));
    while (own.length > 0 && (used[r] as number) < row.low - tiny) {
      const next = own.filter((j) => fits(j, high)).sort((a, b) => fraction(b) - fraction(a))[0];
      if (next === undefined) return;
      add(next);
    }
  });
  for (const j of pieces.filter((each) => fraction(each) > tiny).sort((a, b) => fraction(b) - fraction(a)))
    if (fits(j, (row) => Math.min(high(row), wanted[row] as number))) add(j);
  return y;
};

/** Rows that contacts share with pieces: they make room, at its price. */
const shared: ReadonlySet<RowKind> = new Set(["budget", "weekBudget", "frequency", "fairness"]);

/** Better whole pieces beside the same contacts, which give or take room at `rowPrices`; only `isFree` cells change. */
export const exchanged = (
  model: AllocationModel,
  x: Float64Array,
  rowPrices: Float64Array,
  isFree: (cell: number) => boolean,
): Float64Array => {
  const { cells, rows, rowsOf, whole } = model;
  const y = Float64Array.from(x);
  const ofPieces = Float64Array.from(y, (units, j) => (whole[j] ? units : 0));
  const used = rows.map((row) => usedOf(row, shared.has(row.kind) ? ofPieces : y));
  let pressure = pressureOf(model, y);
  let response = responseTo(model, pressure);
  const priceOf = cells.map((_, j) =>
    (rowsOf[j] ?? []).reduce(
      (sum, { row, amount }) =>
        shared.has((rows[row] as ScarceRow).kind) ? sum + amount * (rowPrices[row] as number) : sum,
      0,
    ),
  );
  const weeks = rows
    .filter(({ kind }) => kind === "capacity")
    .map((row) => row.cells.filter((j) => whole[j] && isFree(j)))
    .filter((own) => own.length > 0);
  const effect = (moves: readonly Move[]): Map<number, number> => {
    const change = new Map<number, number>();
    for (const { cell, by } of moves)
      for (const { row, amount } of rowsOf[cell] ?? []) change.set(row, (change.get(row) ?? 0) + by * amount);
    return change;
  };
  const allowed = (moves: readonly Move[]): boolean =>
    [...effect(moves)].every(([row, by]) => {
      const { kind, high, low } = rows[row] as ScarceRow;
      const next = (used[row] as number) + by;
      if (kind === "fairness" || Math.abs(by) < 1e-12) return true;
      return by > 0 ? next <= high + tiny : shared.has(kind) || next >= low - tiny;
    });
  const gainOf = (moves: readonly Move[]): number =>
    moves.reduce(
      (sum, { cell, by }) => sum - by * (priceOf[cell] as number),
      changeBy(model, pressure, response, moves),
    );
  const make = (moves: readonly Move[]): void => {
    for (const [row, by] of effect(moves)) used[row] = (used[row] as number) + by;
    for (const { cell, by } of moves) y[cell] = Math.round((y[cell] as number) + by);
    pressure = pressureOf(model, y);
    response = responseTo(model, pressure);
  };
  /** The first exchange that gains, those that promise most before others. */
  const better = (own: readonly number[], enough: number): readonly Move[] | null => {
    const ranked = (moves: readonly Move[]): { move: Move | null; gain: number }[] =>
      [{ move: null, gain: 0 }, ...moves.map((move) => ({ move, gain: gainOf([move]) }))].sort(
        (a, b) => b.gain - a.gain,
      );
    const more = ranked(
      own.filter((j) => (y[j] as number) < (cells[j]?.most ?? 0)).map((cell) => ({ cell, by: 1 })),
    );
    const less = ranked(own.filter((j) => (y[j] as number) >= 1).map((cell) => ({ cell, by: -1 })));
    for (const one of more)
      for (const other of less) {
        if (one.gain + other.gain <= enough) break;
        const moves = [one.move, other.move].flatMap((move) => (move ? [move] : []));
        if (moves.length === 2 && moves[0]?.cell === moves[1]?.cell) continue;
        if (allowed(moves) && gainOf(moves) > enough) return moves;
      }
    return null;
  };
  for (let pass = 0; pass < mostPasses; pass++) {
    let gained = false;
    for (const own of weeks)
      for (let n = 0; n < own.length; n++) {
        const moves = better(own, tiny * (1 + response.value));
        if (!moves) break;
        make(moves);
        gained = true;
      }
    if (!gained) break;
  }
  return y;
};
