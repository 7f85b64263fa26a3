/** Films and members as tables of columns: their own rows joined with figures by id. */
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

export const filmTable = (
  base: ColumnTable,
  figures: FilmFigures,
  house: HouseFigures,
): Promise<ColumnTable> => {
  const { ids } = base;
  const rows = ids.length;
  const whole = (of: Uint32Array): Column => byRow(ids, (id) => of[id] ?? 0, new Int32Array(rows));
  return withColumns(base, {
    ratings: () => whole(figures.ratings),
    tickets: () => whole(figures.tickets),
    members: () => whole(figures.members),
    showings: () => whole(house.showings),
    admissions: () => whole(house.admissions),
    meanRating: () =>
      byRow(ids, (id) => mean(figures.ratingSum[id] ?? 0, figures.ratings[id] ?? 0), new Float64Array(rows)),
    occupancy: () =>
      byRow(ids, (id) => mean(house.seated[id] ?? 0, house.seats[id] ?? 0), new Float64Array(rows)),
    gross: () => byRow(ids, (id) => house.gross[id] ?? Number.NaN, new Float64Array(rows)),
    lastAt: () => byRow(ids, (id) => figures.lastAt[id] ?? 0, new Uint32Array(rows), "second"),
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
