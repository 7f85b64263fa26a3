import fc from "fast-check";
import { expect, test } from "vitest";
import { type ColumnTable, rowsOf } from "./column.ts";
import { FilmCounts, VisitorsBuilder, whoDid } from "./visitors.ts";

const tableOf = (ids: readonly number[]): ColumnTable => {
  const array = Int32Array.from(ids);
  return { ids: array, rowOf: rowsOf(array), columns: {} };
};
const values = Float64Array.of(4, 0.5, 3);

const entry = fc.record({
  film: fc.integer({ min: 1, max: 4 }),
  // Differences of every length in bytes.
  member: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3_000_000 })),
  kind: fc.integer({ min: 0, max: 3 }),
  code: fc.integer({ min: 1, max: 3 }),
});

test("the index tells who did what, and how many films each came to", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 60 }), async (unordered) => {
      const entries = [...unordered].sort(
        (a, b) => a.member - b.member || a.film - b.film || a.kind - b.kind,
      );
      const builder = new VisitorsBuilder(4);
      for (const { film, member, kind, code } of entries)
        builder.add(film, member, kind, kind === 0 ? code : 0);
      const visitors = await builder.finish(values, async () => {});
      const members = tableOf([...new Set(entries.map(({ member }) => member))].sort((a, b) => a - b));
      const rated = whoDid(members, visitors, { film: 2, kind: 0, from: 1, to: 4 });
      const counts = new FilmCounts(members, visitors);
      for (const film of [1, 2, 3]) counts.add(film);
      const counted = counts.finish(members);
      for (const [row, id] of members.ids.entries()) {
        const own = entries.filter(({ member }) => member === id);
        const good = own.some(
          ({ film, kind, code }) => film === 2 && kind === 0 && (values[code - 1] as number) >= 1,
        );
        expect(rated?.[row]).toBe(good ? 1 : 0);
        expect(counted[row]).toBe(new Set(own.map(({ film }) => film).filter((film) => film <= 3)).size);
      }
    }),
  );
});

test("members who came to more films than a byte counts", async () => {
  const films = 1000;
  const builder = new VisitorsBuilder(films);
  for (const member of [1, 2])
    for (let film = 1; film <= films; film++)
      if (member === 2 || film <= 255) builder.add(film, member, 1, 0);
  const visitors = await builder.finish(values, async () => {});
  const members = tableOf([1, 2]);
  const counts = new FilmCounts(members, visitors);
  for (let film = 1; film <= films; film++) counts.add(film);
  expect([...counts.finish(members)]).toEqual([255, 1000]);
});

test("where ratings have too many values for codes, the index does not claim to know them", async () => {
  const builder = new VisitorsBuilder(1);
  builder.add(1, 1, 0, 0);
  const visitors = await builder.finish(new Float64Array(0), async () => {});
  const members = tableOf([1]);
  expect(whoDid(members, visitors, { film: 1, kind: 0, from: 1, to: null })).toBeNull();
  expect([...(whoDid(members, visitors, { film: 1, kind: 0, from: null, to: null }) ?? [])]).toEqual([1]);
});
