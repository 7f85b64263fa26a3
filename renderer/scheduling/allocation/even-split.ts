/**
 * What needs no thought: every channel's week shared evenly by the films that play. Pieces go round from film to film, week after week, as
 * far as half of the money and attention that contacts need too; contacts go to segments by their size, less of all where there is not enough.
 */
import { ofWeek } from "../../../shared/domain/allocation-instance.ts";
import { usedOf } from "./feasible.ts";
import type { AllocationModel, RowKind } from "./model.ts";

const shareOfPieces: Partial<Record<RowKind, number>> = { budget: 0.5, weekBudget: 0.5, frequency: 0.5 };

/** Within every upper limit; obligations and fairness take thought. */
export const evenSplit = (model: AllocationModel): Float64Array => {
  const { instance, cells, rows, rowsOf, whole } = model;
  const x = new Float64Array(cells.length);
  const used = new Float64Array(rows.length);
  const fits = (j: number): boolean =>
    (x[j] as number) < (cells[j]?.most ?? 0) &&
    (rowsOf[j] ?? []).every(({ row, amount }) => {
      const { kind, high } = rows[row] as AllocationModel["rows"][number];
      return amount <= 0 || (used[row] as number) + amount <= (shareOfPieces[kind] ?? 1) * high;
    });
  const capacities = rows.filter(({ kind }) => kind === "capacity");
  for (const { cells: own, week } of capacities) {
    const pieces = own.filter((j) => whole[j]);
    const first = pieces.length === 0 ? 0 : ((week as number) * 7) % pieces.length;
    const inTurn = [...pieces.slice(first), ...pieces.slice(0, first)];
    for (let given = true; given; ) {
      given = false;
      for (const j of inTurn) {
        if (!fits(j)) continue;
        x[j] = (x[j] as number) + 1;
        for (const { row, amount } of rowsOf[j] ?? []) used[row] = (used[row] as number) + amount;
        given = true;
      }
    }
  }
  for (const { cells: own, channel, week } of capacities) {
    const contacts = own.filter((j) => !whole[j]);
    const films = new Set(contacts.map((j) => cells[j]?.film));
    const { capacity } = instance.channels[channel as number] as { capacity: number | number[] };
    for (const film of films) {
      const its = contacts.filter((j) => cells[j]?.film === film);
      const size = (j: number): number => instance.segments[cells[j]?.segment ?? 0]?.members ?? 0;
      const all = its.reduce((sum, j) => sum + size(j), 0);
      for (const j of its)
        x[j] = Math.min(
          cells[j]?.most ?? 0,
          ((ofWeek(capacity, week as number) / films.size) * size(j)) / all,
        );
    }
  }
  for (const row of rows) {
    const over = usedOf(row, x) - row.high;
    if (!(over > 0) || row.kind === "fairness") continue;
    let contacts = 0;
    row.cells.forEach((j, n) => {
      if (!whole[j]) contacts += (row.amounts[n] as number) * (x[j] as number);
    });
    const times = contacts > 0 ? Math.max(0, 1 - over / contacts) : 0;
    for (const j of row.cells) if (!whole[j]) x[j] = (x[j] as number) * times;
  }
  return x;
};
