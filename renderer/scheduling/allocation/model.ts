/**
 * An allocation instance as arrays: what may be decided (cells), what is scarce (rows), and what units bring (response.ts).
 *   x_j            units of cell j = (film f, channel c, week w), of a channel that chooses whom it reaches also (segment s)
 *   r: low_r <= Σ_j a_rj x_j <= high_r
 */
import {
  type AllocationInstance,
  duePartsOf,
  ofWeek,
  potentialOf,
  reachOf,
} from "../../../shared/domain/allocation-instance.ts";
import { seatedOf } from "./seats.ts";

export interface Cell {
  readonly film: number;
  readonly channel: number;
  readonly week: number;
  /** Null of a channel that everybody may see. */
  readonly segment: number | null;
  readonly most: number;
}

export type RowKind =
  | "capacity"
  | "budget"
  | "weekBudget"
  | "frequency"
  | "perMember"
  | "obligation"
  | "fairness";
export interface ScarceRow {
  readonly kind: RowKind;
  readonly channel: number | null;
  readonly week: number | null;
  readonly segment: number | null;
  /** Of `obligations`. */
  readonly obligation: number | null;
  readonly distributor: string | null;
  readonly low: number;
  readonly high: number;
  readonly cells: readonly number[];
  readonly amounts: readonly number[];
}

export interface AllocationModel {
  readonly instance: AllocationInstance;
  readonly films: number;
  readonly segments: number;
  readonly weeks: number;
  readonly cells: readonly Cell[];
  /** 1: whole numbers. */
  readonly whole: Uint8Array;
  readonly rows: readonly ScarceRow[];
  /** Rows that each cell stands in. */
  readonly rowsOf: readonly (readonly { readonly row: number; readonly amount: number }[])[];
  readonly potential: Float64Array; // P_fsw [films][segments][weeks]
  readonly seats: Float64Array; // F_fw [films][weeks]
  readonly worth: Float64Array; // ω_f
  readonly groupOf: Int32Array; // k of f; films without rivals are groups of their own
  readonly groups: number;
  readonly loss: Float64Array; // γ_k
  readonly pool: Float64Array; // A_kw [groups][weeks]
  readonly strengths: Float64Array; // b_c
  /** Pressure b_c ρ_cs of one unit of a cell on its segments: parts of E_fsw. */
  readonly pressures: readonly { readonly segments: Int32Array; readonly reach: Float64Array }[];
}

export const at = (model: Pick<AllocationModel, "segments" | "weeks">, f: number, s: number, w: number) =>
  (f * model.segments + s) * model.weeks + w;

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

const cellsOf = (instance: AllocationInstance, potential: Float64Array): Cell[] => {
  const { films, channels, segments, weeks } = instance;
  const size = { segments: segments.length, weeks: weeks.length };
  const cells: Cell[] = [];
  for (const film of range(films.length))
    for (const week of range(weeks.length)) {
      const open = range(segments.length).filter((s) => (potential[at(size, film, s, week)] as number) > 0);
      if (open.length === 0) continue;
      channels.forEach((channel, c) => {
        const capacity = ofWeek(channel.capacity, week);
        if (channel.unit === "piece") {
          const most = Math.floor(Math.min(channel.mostPerFilm, capacity) + 1e-9);
          if (most > 0) cells.push({ film, channel: c, week, segment: null, most });
          return;
        }
        for (const segment of open) {
          const { id, members } = segments[segment] as { id: string; members: number };
          if (channel.segments && !channel.segments.includes(id)) continue;
          const most = Math.min(capacity, channel.mostPerMember * members);
          if (most > 0) cells.push({ film, channel: c, week, segment, most });
        }
      });
    }
  return cells;
};

type Names = Partial<Pick<ScarceRow, "channel" | "week" | "segment" | "obligation" | "distributor">>;
interface Filling {
  readonly row: Omit<ScarceRow, "cells" | "amounts">;
  readonly cells: number[];
  readonly amounts: number[];
}

/** Rows as cells are put into them. */
const rowMaker = () => {
  const rows = new Map<string, Filling>();
  const none = { channel: null, week: null, segment: null, obligation: null, distributor: null };
  return {
    row: (kind: RowKind, names: Names, low: number, high: number): ((j: number, amount: number) => void) => {
      const filling = {
        row: { kind, ...none, ...names, low, high },
        cells: [] as number[],
        amounts: [] as number[],
      };
      rows.set(JSON.stringify([kind, names]), filling);
      return (j, amount) => {
        if (amount === 0) return;
        filling.cells.push(j);
        filling.amounts.push(amount);
      };
    },
    /** A row of nothing still stands where it asks for something. */
    made: (): ScarceRow[] =>
      [...rows.values()]
        .filter(({ row, cells }) => cells.length > 0 || row.low > 0)
        .map(({ row, cells, amounts }) => ({ ...row, cells, amounts })),
  };
};

const rowsOf = (instance: AllocationInstance, cells: readonly Cell[]): ScarceRow[] => {
  const { films, channels, segments, weeks, budget, weekBudget, frequencyCap, obligations, fairness } =
    instance;
  const { row, made } = rowMaker();
  const none = (): void => {};
  const capacity = channels.map((channel, c) =>
    weeks.map((_, w) => row("capacity", { channel: c, week: w }, -Infinity, ofWeek(channel.capacity, w))),
  );
  const money = budget === undefined ? none : row("budget", {}, -Infinity, budget);
  const moneyOf = weeks.map((_, w) =>
    weekBudget === undefined ? none : row("weekBudget", { week: w }, -Infinity, ofWeek(weekBudget, w)),
  );
  const frequency = segments.map((_, s) =>
    weeks.map((__, w) =>
      frequencyCap === undefined ? none : row("frequency", { segment: s, week: w }, -Infinity, frequencyCap),
    ),
  );
  const perMember = channels.map((channel, c) =>
    channel.unit === "piece"
      ? []
      : segments.map(({ members }, s) =>
          weeks.map((_, w) =>
            row("perMember", { channel: c, segment: s, week: w }, -Infinity, channel.mostPerMember * members),
          ),
        ),
  );
  const obliged = obligations.map((each, obligation) => ({
    ...each,
    put: row("obligation", { obligation }, each.least, Infinity),
  }));
  const fair =
    fairness === undefined
      ? []
      : [...duePartsOf(instance)].map(([distributor, due]) => ({
          distributor,
          least: fairness * due,
          put: row("fairness", { distributor }, 0, Infinity),
        }));
  const reach = channels.map((channel) => segments.map(({ id }) => reachOf(channel, id)));
  cells.forEach(({ film: f, channel: c, week: w, segment }, j) => {
    const channel = channels[c] as AllocationInstance["channels"][number];
    const film = films[f] as AllocationInstance["films"][number];
    capacity[c]?.[w]?.(j, 1);
    money(j, channel.cost);
    moneyOf[w]?.(j, channel.cost);
    if (segment === null)
      segments.forEach((_, s) => {
        frequency[s]?.[w]?.(j, channel.frequency * (reach[c]?.[s] ?? 0));
      });
    else {
      frequency[segment]?.[w]?.(j, channel.frequency / (segments[segment]?.members ?? 1));
      perMember[c]?.[segment]?.[w]?.(j, 1);
    }
    for (const { film: of, channel: through, weeks: during = weeks, put } of obliged)
      if (of === film.id && through === channel.id && during.includes(weeks[w] as string)) put(j, 1);
    if (film.distributor !== null)
      for (const { distributor, least, put } of fair)
        put(j, channel.cost * ((film.distributor === distributor ? 1 : 0) - least));
  });
  return made();
};

export const allocationModel = (instance: AllocationInstance): AllocationModel => {
  const { films, segments, weeks, channels, rivalry } = instance;
  const size = { films: films.length, segments: segments.length, weeks: weeks.length };
  const potential = new Float64Array(size.films * size.segments * size.weeks);
  const seats = new Float64Array(size.films * size.weeks).fill(Infinity);
  const worth = Float64Array.from(films, (film) => film.worth);
  films.forEach((film, f) => {
    weeks.forEach((_, w) => {
      if (film.seats !== undefined) seats[f * size.weeks + w] = ofWeek(film.seats, w);
      const room = (seats[f * size.weeks + w] as number) > 0;
      segments.forEach(({ id }, s) => {
        potential[at(size, f, s, w)] = room ? potentialOf(film, id, w) : 0;
      });
    });
  });
  const groupOf = new Int32Array(size.films).fill(-1);
  const losses: number[] = [];
  for (const group of rivalry) {
    for (const [f, { id }] of films.entries()) if (group.films.includes(id)) groupOf[f] = losses.length;
    losses.push(group.loss);
  }
  groupOf.forEach((group, f) => {
    if (group < 0) groupOf[f] = losses.push(0) - 1;
  });
  const groups = losses.length;
  const pool = new Float64Array(groups * size.weeks);
  for (const f of range(size.films))
    for (const w of range(size.weeks)) {
      let sum = 0;
      for (const s of range(size.segments)) sum += potential[at(size, f, s, w)] as number;
      const k = (groupOf[f] as number) * size.weeks + w;
      pool[k] =
        (pool[k] as number) + (worth[f] as number) * seatedOf(sum, seats[f * size.weeks + w] as number);
    }
  const cells = cellsOf(instance, potential);
  const rows = rowsOf(instance, cells);
  const stands: { row: number; amount: number }[][] = cells.map(() => []);
  rows.forEach(({ cells: own, amounts }, row) => {
    own.forEach((j, n) => {
      stands[j]?.push({ row, amount: amounts[n] as number });
    });
  });
  const everybody = Int32Array.from(range(size.segments));
  const seen = channels.map((channel) => Float64Array.from(segments, ({ id }) => reachOf(channel, id)));
  return {
    instance,
    ...size,
    cells,
    whole: Uint8Array.from(cells, ({ segment }) => (segment === null ? 1 : 0)),
    rows,
    rowsOf: stands,
    potential,
    seats,
    worth,
    groupOf,
    groups,
    loss: Float64Array.from(losses),
    pool,
    strengths: Float64Array.from(channels, ({ strength }) => strength.value),
    pressures: cells.map(({ channel, segment }) =>
      segment === null
        ? { segments: everybody, reach: seen[channel] as Float64Array }
        : {
            segments: Int32Array.of(segment),
            reach: Float64Array.of(1 / (segments[segment] as { members: number }).members),
          },
    ),
  };
};
