/**
 * What the next unit is worth, and what holds it back.
 *   piece     value(x + 1) − value(x), exactly
 *   contacts  the same of some contacts in the segment where they bring most
 *   limit     of pieces: the best next unit that it alone keeps back, less the price of the money and attention it takes;
 *             of contacts: the dual price of the row, with the pieces as they are
 *   obligation  what its least valuable unit would bring elsewhere in the same channel's week, less what it brings here
 */
import type { LimitName, LimitWorth, NextUnit } from "../../../shared/contract/allocation.ts";
import { changeBy } from "./change.ts";
import { usedOf } from "./feasible.ts";
import type { AllocationModel, ScarceRow } from "./model.ts";
import { pressureOf, responseTo } from "./response.ts";

export const contactsAtOnce = 100;
const moneyAtOnce = 100;
/** Of each channel. */
const mostNext = 15;
const tight = 1e-6;

/** Rows whose price is one of contacts. */
const isShared = ({ kind }: ScarceRow): boolean =>
  kind === "budget" || kind === "weekBudget" || kind === "frequency";

const nameOf = ({ instance }: AllocationModel, row: ScarceRow): LimitName => ({
  kind: row.kind,
  channel: row.channel === null ? null : (instance.channels[row.channel]?.id ?? null),
  week: row.week === null ? null : (instance.weeks[row.week] ?? null),
  segment: row.segment === null ? null : (instance.segments[row.segment]?.id ?? null),
  distributor: row.distributor,
  obligation: row.obligation,
});

export interface Marginals {
  readonly next: readonly NextUnit[];
  readonly limits: readonly LimitWorth[];
}

export const marginalsOf = (model: AllocationModel, x: Float64Array, rowPrices: Float64Array): Marginals => {
  const { instance, cells, rows, rowsOf, whole } = model;
  const pressure = pressureOf(model, x);
  const response = responseTo(model, pressure);
  const used = rows.map((row) => usedOf(row, x));
  const filmOf = (j: number): string => instance.films[cells[j]?.film ?? 0]?.id ?? "";
  const gainOf = (cell: number, by: number): number => changeBy(model, pressure, response, [{ cell, by }]);
  const stepOf = (j: number): number => (whole[j] ? 1 : contactsAtOnce);
  const isFull = (row: number, more: number): boolean => {
    const { high } = rows[row] as ScarceRow;
    return more > 0 && (used[row] as number) + more > high + tight * (1 + Math.abs(high));
  };
  /** Whose obligation would break with one unit of the cell less. */
  const askedBy = (j: number): string | null => {
    for (const { row } of rowsOf[j] ?? []) {
      const { kind, low, obligation } = rows[row] as ScarceRow;
      if (kind === "obligation" && (used[row] as number) - 1 < low - tight)
        return instance.obligations[obligation ?? 0]?.by || filmOf(j);
    }
    return null;
  };
  const losses = new Map<number, { film: string; loss: number; by: string | null } | null>();
  /** The unit of a full row of pieces that is missed least; one that must stay only where all must. */
  const holderOf = (row: number, film: number | undefined): NextUnit["holder"] => {
    const known = losses.get(row);
    if (known !== undefined) return known;
    const own = (rows[row] as ScarceRow).cells
      .filter((j) => whole[j] && (x[j] as number) >= 1 && cells[j]?.film !== film)
      .map((j) => ({ film: filmOf(j), loss: -gainOf(j, -1), by: askedBy(j) }))
      .sort((a, b) => a.loss - b.loss);
    const holder = own[0] ?? null;
    losses.set(row, holder);
    return holder;
  };
  const best = new Map<string, { readonly j: number; readonly gain: number }>();
  cells.forEach(({ film, channel, week, most }, j) => {
    const key = `${film} ${channel} ${week}`;
    if (!whole[j] && (x[j] as number) + stepOf(j) > most) return;
    const gain = gainOf(j, stepOf(j));
    if (gain > (best.get(key)?.gain ?? 0)) best.set(key, { j, gain });
  });
  const next = [...best.values()]
    .map(({ j, gain }): NextUnit => {
      const { film, channel, week, segment, most } = cells[j] as AllocationModel["cells"][number];
      const full = (rowsOf[j] ?? [])
        .filter(({ row, amount }) => isFull(row, amount * stepOf(j)))
        .sort((a, b) => b.amount * (rowPrices[b.row] as number) - a.amount * (rowPrices[a.row] as number));
      const capacity = full.find(({ row }) => rows[row]?.kind === "capacity");
      const first = whole[j] ? (capacity ?? full[0]) : full[0];
      const heldBy: LimitName | null =
        (x[j] as number) + stepOf(j) > most + tight
          ? {
              kind: "mostPerFilm",
              channel: instance.channels[channel]?.id ?? null,
              week: instance.weeks[week] ?? null,
              segment: null,
              distributor: null,
              obligation: null,
            }
          : first
            ? nameOf(model, rows[first.row] as ScarceRow)
            : null;
      return {
        film: filmOf(j),
        channel: instance.channels[channel]?.id ?? "",
        week: instance.weeks[week] ?? "",
        segment: segment === null ? null : (instance.segments[segment]?.id ?? null),
        units: stepOf(j),
        gain,
        heldBy,
        holder: heldBy?.kind === "capacity" && whole[j] && first ? holderOf(first.row, film) : null,
      };
    })
    .sort((a, b) => b.gain - a.gain)
    .filter(
      ({ channel }, n, all) => all.slice(0, n).filter((other) => other.channel === channel).length < mostNext,
    );

  const priceBeside = (j: number, row: number): number =>
    (rowsOf[j] ?? []).reduce(
      (sum, each) =>
        each.row !== row && isShared(rows[each.row] as ScarceRow)
          ? sum + each.amount * Math.max(0, rowPrices[each.row] as number)
          : sum,
      0,
    );
  const limits = rows.flatMap((row, r): LimitWorth[] => {
    const name = nameOf(model, row);
    if (row.kind === "fairness") return [];
    if (row.kind === "obligation") {
      if ((used[r] as number) > row.low + tight) return [];
      const held = row.cells
        .filter((j) => whole[j] && (x[j] as number) >= 1)
        .sort((a, b) => gainOf(b, -1) - gainOf(a, -1))[0];
      if (held === undefined) return [];
      const beside = rows.find(({ kind, cells: own }) => kind === "capacity" && own.includes(held));
      const other = (beside?.cells ?? [])
        .filter((j) => j !== held && whole[j] && (x[j] as number) < (cells[j]?.most ?? 0))
        .map((j) => ({
          j,
          gain: changeBy(model, pressure, response, [
            { cell: held, by: -1 },
            { cell: j, by: 1 },
          ]),
        }))
        .sort((a, b) => b.gain - a.gain)[0];
      if (!other || other.gain <= 0) return [];
      return [
        {
          ...name,
          used: used[r] as number,
          limit: row.low,
          worth: other.gain,
          per: 1,
          film: filmOf(other.j),
        },
      ];
    }
    if (row.high === Infinity || (used[r] as number) < row.high - tight * (1 + row.high)) {
      const spare = row.high - (used[r] as number);
      if (!(row.kind === "capacity" && row.cells.some((j) => whole[j]) && spare < 1 - tight)) return [];
    }
    const taker = row.cells
      .filter((j) => (whole[j] ? (x[j] as number) < (cells[j]?.most ?? 0) : true))
      .map((j) => ({ j, gain: gainOf(j, whole[j] ? 1 : 1e-3 * contactsAtOnce) }))
      .sort((a, b) => b.gain - a.gain)[0];
    if (!taker) return [];
    const pieces = row.kind === "capacity" && row.cells.some((j) => whole[j]);
    const per = pieces
      ? 1
      : row.kind === "frequency"
        ? 0.1
        : row.kind.endsWith("udget")
          ? moneyAtOnce
          : contactsAtOnce;
    const worth = pieces ? taker.gain - priceBeside(taker.j, r) : per * (rowPrices[r] as number);
    return worth > tight
      ? [{ ...name, used: used[r] as number, limit: row.high, worth, per, film: filmOf(taker.j) }]
      : [];
  });
  return { next, limits: limits.sort((a, b) => b.worth - a.worth) };
};
