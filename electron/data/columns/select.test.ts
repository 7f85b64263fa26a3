import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TableFilter } from "../../../shared/contract/table-query.ts";
import { facetsOf, selectedRows } from "./answer.ts";
import { type Column, type ColumnTable, Dictionary, listColumn, noInteger, rowsOf } from "./column.ts";

interface Film {
  readonly year: number | null;
  readonly mean: number | null;
  readonly area: string | null;
  readonly genres: readonly string[];
}

const tableOf = (films: readonly Film[]): ColumnTable => {
  const ids = Int32Array.from(films, (_, row) => 3 * row + 1);
  const areas = new Dictionary();
  const genres = new Dictionary();
  const pairs = films.flatMap((film, row) => film.genres.map((genre) => ({ row, code: genres.code(genre) })));
  const columns: Record<string, Column> = {
    year: { kind: "number", unit: "plain", values: Int32Array.from(films, ({ year }) => year ?? noInteger) },
    mean: {
      kind: "number",
      unit: "plain",
      values: Float32Array.from(films, ({ mean }) => mean ?? Number.NaN),
    },
    area: {
      kind: "text",
      codes: Uint32Array.from(films, ({ area }) => areas.code(area)),
      names: areas.names,
    },
    genres: listColumn(
      films.length,
      { row: pairs.map(({ row }) => row), code: pairs.map(({ code }) => code), length: pairs.length },
      genres.names,
    ),
  };
  return { ids, rowOf: rowsOf(ids), columns };
};

const names = ["Drama", "Comedy", "War", "Horror"];
const film: fc.Arbitrary<Film> = fc.record({
  year: fc.option(fc.integer({ min: -5, max: 9 })),
  mean: fc.option(fc.integer({ min: -8, max: 8 }).map((half) => half / 2)),
  area: fc.option(fc.constantFrom("North", "South", "East")),
  genres: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
});
const end = fc.option(fc.integer({ min: -6, max: 10 }));
const filter: fc.Arbitrary<TableFilter> = fc.oneof(
  fc.record({
    type: fc.constant("range" as const),
    column: fc.constantFrom("year", "mean"),
    from: end,
    to: end,
  }),
  fc.record({
    type: fc.constant("values" as const),
    column: fc.constant("genres"),
    values: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
    not: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("values" as const),
    column: fc.constant("area"),
    values: fc.uniqueArray(fc.constantFrom("North", "South", "Nowhere"), { minLength: 1 }),
    not: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("all" as const),
    column: fc.constant("genres"),
    values: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant("known" as const),
    column: fc.constantFrom("year", "mean", "area", "genres"),
    known: fc.boolean(),
  }),
);
const filters = fc.uniqueArray(filter, { maxLength: 4, selector: ({ column }) => column });

/** The same by reading one film at a time. */
const passes = (film: Film, filter: TableFilter): boolean => {
  const value = film[filter.column as keyof Film];
  const list = Array.isArray(value) ? (value as string[]) : value === null ? [] : [value as string];
  switch (filter.type) {
    case "range":
      return value !== null && Number(value) >= (filter.from ?? -99) && Number(value) <= (filter.to ?? 99);
    case "values":
      return list.some((name) => filter.values.includes(name)) !== filter.not;
    case "all":
      return filter.values.every((name) => list.includes(name));
    case "known":
      return list.length > 0 === filter.known;
    case "dates":
      return false;
  }
};

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

describe("columns answer as reading every row would", () => {
  test("which rows, in which order, unknown values last in both directions", () => {
    fc.assert(
      fc.property(
        fc.array(film, { maxLength: 40 }),
        filters,
        fc.constantFrom("year", "mean", "area"),
        fc.boolean(),
        (films, filters, order, down) => {
          const table = tableOf(films);
          const rows = selectedRows(table, { filters, masks: [] }, order, down, "");
          const column = order as "year" | "mean" | "area";
          const kept = films
            .map((film, row) => ({ row, value: film[column], film }))
            .filter(({ film }) => filters.every((filter) => passes(film, filter)));
          const sign = down ? -1 : 1;
          kept.sort((a, b) => {
            if (a.value === null || b.value === null)
              return Number(a.value === null) - Number(b.value === null) || sign * (a.row - b.row);
            return sign * (compare(a.value, b.value) || a.row - b.row);
          });
          expect([...rows]).toEqual(kept.map(({ row }) => row));
        },
      ),
    );
  });

  test("a facet counts what the other columns' filters let through", () => {
    fc.assert(
      fc.property(fc.array(film, { maxLength: 40 }), filters, (films, filters) => {
        const { total, facets } = facetsOf(
          tableOf(films),
          { filters, masks: [] },
          ["genres", "area", "year"],
          {
            find: "",
            limit: 10,
            minimum: 0,
          },
        );
        expect(total).toBe(films.filter((film) => filters.every((filter) => passes(film, filter))).length);
        for (const { column, values, known, unknown } of facets) {
          const others = filters.filter((filter) => filter.column !== column);
          const seen = films.filter((film) => others.every((filter) => passes(film, filter)));
          const lists = seen.map((film) =>
            [film[column as keyof Film]].flat().filter((value) => value !== null),
          );
          expect(known).toBe(lists.filter(({ length }) => length > 0).length);
          expect(unknown).toBe(lists.filter(({ length }) => length === 0).length);
          for (const { value, count } of values)
            expect(count).toBe(lists.filter((list) => list.includes(value as never)).length);
        }
      }),
    );
  });
});

test("counts of too few people are not told, and neither are the ends of their figures", () => {
  const films = Array.from({ length: 12 }, (_, at) => ({
    year: at,
    mean: null,
    area: at < 3 ? "North" : "South",
    genres: [],
  }));
  const { facets } = facetsOf(tableOf(films), { filters: [], masks: [] }, ["area", "year"], {
    find: "",
    limit: 10,
    minimum: 5,
  });
  expect(facets[0]?.values).toEqual([
    { value: "North", count: null },
    { value: "South", count: null }, // or North would follow from the total
  ]);
  expect(facets[1]?.range?.bins.every((count) => count === null || count === 0 || count >= 5)).toBe(true);
});
