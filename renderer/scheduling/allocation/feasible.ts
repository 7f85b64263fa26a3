/** Whether units keep what is scarce, and units brought back into it. */
import type { AllocationModel, ScarceRow } from "./model.ts";

export const usedOf = ({ cells, amounts }: ScarceRow, x: Float64Array): number => {
  let sum = 0;
  for (let n = 0; n < cells.length; n++) sum += (amounts[n] as number) * (x[cells[n] as number] as number);
  return sum;
};

const slackOf = ({ low, high }: ScarceRow): number =>
  1e-7 * (1 + Math.abs(Number.isFinite(high) ? high : low));

export const keeps = (row: ScarceRow, used: number): boolean =>
  used >= row.low - slackOf(row) && used <= row.high + slackOf(row);

export const keepsAll = ({ rows }: AllocationModel, x: Float64Array): boolean =>
  rows.every((row) => keeps(row, usedOf(row, x)));

/** Where rows have too much, less of what `isFree`; null where that does not do. */
export const repaired = (
  model: AllocationModel,
  x: Float64Array,
  isFree: (cell: number) => boolean,
): Float64Array | null => {
  const y = Float64Array.from(x);
  for (const row of model.rows) {
    const used = usedOf(row, y);
    if (used <= row.high) continue;
    const free = row.cells.filter((j, n) => isFree(j) && (row.amounts[n] as number) > 0);
    let sum = 0;
    row.cells.forEach((j, n) => {
      if (isFree(j) && (row.amounts[n] as number) > 0) sum += (row.amounts[n] as number) * (y[j] as number);
    });
    const times = sum > 0 ? 1 - (used - row.high) / sum : -1;
    if (times < 0) return null;
    for (const j of free) y[j] = (y[j] as number) * times;
  }
  return keepsAll(model, y) ? y : null;
};
