/** Films and members as tables of columns: their own rows joined with figures by id. */
import { toldCount } from "../../../shared/domain/privacy.ts";
import { breathe } from "../breathe.ts";
import type { Column, ColumnTable, NumberValues, Unit } from "./column.ts";
import type { FilmFigures, MemberFigures } from "./figures.ts";
import type { HouseFigures } from "./house.ts";

/** `from`, which goes by id, by row. */
const byRow = <T extends NumberValues>(
  ids: Int32Array,
  from: ArrayLike<number>,
  into: T,
  unit: Unit = "plain",
  none = 0,
): Column => {
  for (let row = 0; row < ids.length; row++) into[row] = from[ids[row] as number] ?? none;
  return { kind: "number", unit, values: into };
};

/** Sums over counts, by row; NaN where nothing was counted. */
const meansByRow = <T extends Float32Array | Float64Array>(
  ids: Int32Array,
  sums: ArrayLike<number>,
  counts: ArrayLike<number>,
  into: T,
): Column => {
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] as number;
    const count = counts[id] ?? 0;
    into[row] = count > 0 ? (sums[id] as number) / count : Number.NaN;
  }
  return { kind: "number", unit: "plain", values: into };
};

/** A column of a million members takes a while: other work comes between two. */
const withColumns = async (
  base: ColumnTable,
  makers: Readonly<Record<string, () => Column>>,
): Promise<ColumnTable> => {
  const columns: Record<string, Column> = { ...base.columns };
  for (const [name, make] of Object.entries(makers)) {
    columns[name] = make();
    await breathe();
  }
  return { ...base, columns };
};
/**
 * What fewer than `minimum` members did at a film is neither told nor found by filter or order: their counts all stand at
 * one, their mean and their last time at nothing.
 */
export const filmTable = (
  base: ColumnTable,
  figures: FilmFigures,
  house: HouseFigures,
  minimum: number,
): Promise<ColumnTable> => {
  const { ids } = base;
  const rows = ids.length;
  // One member may have rated twice: the acts and the people must both be enough.
  const enough = (of: Uint32Array, id: number): boolean =>
    toldCount(of[id] ?? 0, minimum) !== null &&
    ((of[id] ?? 0) === 0 || toldCount(figures.members[id] ?? 0, minimum) !== null);
  const ofPeople = (of: Uint32Array): Column =>
    byRow(
      ids,
      of.map((count, id) => (enough(of, id) ? count : 1)),
      new Int32Array(rows),
    );
  const whole = (of: Uint32Array): Column => byRow(ids, of, new Int32Array(rows));
  return withColumns(base, {
    ratings: () => ofPeople(figures.ratings),
    tickets: () => ofPeople(figures.tickets),
    members: () => ofPeople(figures.members),
    showings: () => whole(house.showings),
    admissions: () => whole(house.admissions),
    meanRating: () => {
      const told = figures.ratings.map((count, id) => (enough(figures.ratings, id) ? count : 0));
      return meansByRow(ids, figures.ratingSum, told, new Float64Array(rows));
    },
    occupancy: () => meansByRow(ids, house.seated, house.seats, new Float64Array(rows)),
    gross: () => byRow(ids, house.gross, new Float64Array(rows), "plain", Number.NaN),
    lastAt: () => {
      const told = figures.lastAt.map((at, id) => (enough(figures.members, id) ? at : 0));
      return byRow(ids, told, new Uint32Array(rows), "second");
    },
    lastShown: () => byRow(ids, house.lastShown, new Uint32Array(rows), "day"),
  });
};

/** Where ids follow one another, rows and ids lie alike and share their memory. */
const sharedByRow = <T extends Int32Array | Uint32Array>(ids: Int32Array, from: T, unit?: Unit): Column => {
  const first = ids[0] ?? 0;
  const last = first + ids.length - 1;
  if (ids.at(-1) === last && last < from.length)
    return { kind: "number", unit: unit ?? "plain", values: from.subarray(first, last + 1) };
  const into = from instanceof Int32Array ? new Int32Array(ids.length) : new Uint32Array(ids.length);
  return byRow(ids, from, into, unit);
};

export const memberTable = (base: ColumnTable, figures: MemberFigures): Promise<ColumnTable> => {
  const { ids } = base;
  return withColumns(base, {
    ratings: () => sharedByRow(ids, figures.ratings),
    tickets: () => sharedByRow(ids, figures.tickets),
    films: () => sharedByRow(ids, figures.films),
    meanRating: () => meansByRow(ids, figures.ratingSum, figures.ratings, new Float32Array(ids.length)),
    firstAt: () => sharedByRow(ids, figures.firstAt, "second"),
    lastAt: () => sharedByRow(ids, figures.lastAt, "second"),
  });
};
