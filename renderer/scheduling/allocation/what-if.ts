/**
 * One film's units of a channel in a week as the user wants them, the rest near what it was: first only what must make room for them,
 * then, where time is given, contacts and exchanges of pieces fitted anew. No bound: that is left to a full search.
 */
import { isPinnedBy } from "./allocate.ts";
import { changeBy } from "./change.ts";
import { climb } from "./climb.ts";
import { keepsAll, usedOf } from "./feasible.ts";
import type { AllocationModel } from "./model.ts";
import { exchanged } from "./pieces.ts";
import type { AllocationProgram, Pin } from "./programme.ts";
import { pressureOf, responseTo, slopesAt, worthOfUnits } from "./response.ts";

export interface Moved {
  readonly x: Float64Array;
  readonly value: number;
  /** Whether pins, limits and obligations all hold. */
  readonly keeps: boolean;
}

const rounds = 12;

/** The pinned units, spread over segments as they were, or where they are worth most. */
const placed = (model: AllocationModel, x: Float64Array, pin: Pin, slopes: Float64Array): void => {
  const own = model.cells.flatMap(({ film, channel, week }, j) =>
    film === pin.film && channel === pin.channel && week === pin.week ? [j] : [],
  );
  const before = own.reduce((sum, j) => sum + (x[j] as number), 0);
  let left = pin.units;
  if (before > 0 && pin.units <= before) {
    for (const j of own) x[j] = ((x[j] as number) * pin.units) / before;
    return;
  }
  left -= before;
  for (const j of own.sort((a, b) => (slopes[b] as number) - (slopes[a] as number))) {
    const more = Math.min(left, (model.cells[j]?.most ?? 0) - (x[j] as number));
    x[j] = (x[j] as number) + more;
    left -= more;
  }
};

/** Less of what is free where rows have too much: contacts in proportion, then pieces that are missed least. */
const makeRoom = (model: AllocationModel, x: Float64Array, isFree: (cell: number) => boolean): void => {
  const { rows, rowsOf, whole } = model;
  const asked = (j: number): boolean =>
    (rowsOf[j] ?? []).some(({ row }) => {
      const stands = rows[row] as (typeof rows)[number];
      return stands.kind === "obligation" && usedOf(stands, x) - 1 < stands.low;
    });
  for (const row of rows) {
    let over = usedOf(row, x) - row.high;
    if (over <= 0) continue;
    const contacts = row.cells.flatMap((j, n) =>
      isFree(j) && !whole[j] && (row.amounts[n] as number) > 0
        ? [{ j, amount: row.amounts[n] as number }]
        : [],
    );
    const sum = contacts.reduce((all, { j, amount }) => all + amount * (x[j] as number), 0);
    const times = sum > 0 ? Math.max(0, 1 - over / sum) : 0;
    for (const { j } of contacts) x[j] = (x[j] as number) * times;
    over -= sum * (1 - times);
    while (over > 1e-9) {
      const pressure = pressureOf(model, x);
      const response = responseTo(model, pressure);
      const least = row.cells
        .flatMap((j, n) =>
          isFree(j) && whole[j] && (x[j] as number) >= 1 && (row.amounts[n] as number) > 0 && !asked(j)
            ? [
                {
                  j,
                  amount: row.amounts[n] as number,
                  loss: -changeBy(model, pressure, response, [{ cell: j, by: -1 }]),
                },
              ]
            : [],
        )
        .sort((a, b) => a.loss / a.amount - b.loss / b.amount)[0];
      if (!least) break;
      x[least.j] = (x[least.j] as number) - 1;
      over -= least.amount;
    }
  }
};

/** `held`: units that keep every limit. What was pinned before stays so. */
export const whatIf = async (
  model: AllocationModel,
  program: AllocationProgram,
  held: Float64Array,
  pins: readonly Pin[],
  milliseconds: number,
): Promise<Moved> => {
  const began = performance.now();
  const spent = (): number => performance.now() - began;
  const pinned = isPinnedBy(model, pins);
  const x = Float64Array.from(held);
  const before = pressureOf(model, held);
  const slopes = worthOfUnits(model, slopesAt(model, before, responseTo(model, before)));
  for (const pin of pins) placed(model, x, pin, slopes);
  makeRoom(model, x, (j) => !pinned(j));
  const worthAt = (units: Float64Array): number => responseTo(model, pressureOf(model, units)).value;
  const started: Moved = { x, value: worthAt(x), keeps: keepsAll(model, x) };
  if (milliseconds <= 0) return started;
  const refit = async (units: Float64Array): Promise<Moved | null> => {
    program.bound({
      lower: Float64Array.from(units, (each, j) => (model.whole[j] ? each : 0)),
      upper: Float64Array.from(model.cells, ({ most }, j) => (model.whole[j] ? (units[j] as number) : most)),
    });
    const fitted = await climb(model, program, keepsAll(model, units) ? units : null, {
      gap: 1e-3,
      rounds,
      stop: async () => spent() > milliseconds,
    });
    return fitted && { x: fitted.x, value: fitted.value, keeps: keepsAll(model, fitted.x) };
  };
  program.pin(pins);
  const contacts = (await refit(x)) ?? started;
  if (!contacts.keeps || spent() > milliseconds / 2) return contacts.keeps ? contacts : started;
  const pieces = exchanged(model, contacts.x, new Float64Array(model.rows.length), (j) => !pinned(j));
  return keepsAll(model, pieces) ? { x: pieces, value: worthAt(pieces), keeps: true } : contacts;
};
