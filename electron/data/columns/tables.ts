/** Films and members as tables of columns: their own rows joined with figures by id. */
import { toldCount } from "../../../shared/domain/privacy.ts";
import { breathe } from "../breathe.ts";
import type { Column, ColumnTable, NumberValues, Unit } from "./column.ts";
import type { FilmFigures, MemberFigures } from "./figures.ts";
import type { HouseFigures } from "./house.ts";

const byRow = (
  ids: Int32Array,
  of: (id: number) => number,
  values: NumberValues,
  unit: Unit = "plain",
): Column => {
  for (let row = 0; row < ids.length; row++) values[row] = of(ids[row] as number);
  return { kind: "number", unit, values };
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
const mean = (sum: number, count: number): number => (count > 0 ? sum / count : Number.NaN);

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
    byRow(ids, (id) => (enough(of, id) ? (of[id] ?? 0) : 1), new Int32Array(rows));
  const whole = (of: Uint32Array): Column => byRow(ids, (id) => of[id] ?? 0, new Int32Array(rows));
  return withColumns(base, {
    ratings: () => ofPeople(figures.ratings),
    tickets: () => ofPeople(figures.tickets),
    members: () => ofPeople(figures.members),
    showings: () => whole(house.showings),
    admissions: () => whole(house.admissions),
    meanRating: () =>
      byRow(
        ids,
        (id) =>
          enough(figures.ratings, id)
            ? mean(figures.ratingSum[id] ?? 0, figures.ratings[id] ?? 0)
            : Number.NaN,
        new Float64Array(rows),
      ),
    occupancy: () =>
      byRow(ids, (id) => mean(house.seated[id] ?? 0, house.seats[id] ?? 0), new Float64Array(rows)),
    gross: () => byRow(ids, (id) => house.gross[id] ?? Number.NaN, new Float64Array(rows)),
    lastAt: () =>
      byRow(
        ids,
        (id) => (enough(figures.members, id) ? (figures.lastAt[id] ?? 0) : 0),
        new Uint32Array(rows),
        "second",
      ),
    lastShown: () => byRow(ids, (id) => house.lastShown[id] ?? 0, new Uint32Array(rows), "day"),
  });
};

export const memberTable = (base: ColumnTable, figures: MemberFigures): Promise<ColumnTable> => {
  const { ids } = base;
  const rows = ids.length;
  const whole = (of: Uint32Array): Column => byRow(ids, (id) => of[id] ?? 0, new Int32Array(rows));
  return withColumns(base, {
    ratings: () => whole(figures.ratings),
    tickets: () => whole(figures.tickets),
    films: () => whole(figures.films),
    meanRating: () =>
      byRow(ids, (id) => mean(figures.ratingSum[id] ?? 0, figures.ratings[id] ?? 0), new Float32Array(rows)),
    firstAt: () => byRow(ids, (id) => figures.firstAt[id] ?? 0, new Uint32Array(rows), "second"),
    lastAt: () => byRow(ids, (id) => figures.lastAt[id] ?? 0, new Uint32Array(rows), "second"),
  });
};
