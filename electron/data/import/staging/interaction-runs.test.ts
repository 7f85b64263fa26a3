import fc from "fast-check";
import { expect, test } from "vitest";
import { type Duplicate, InteractionRuns } from "./interaction-runs.ts";

interface Row {
  readonly member: number;
  readonly film: number;
  readonly kind: number;
  readonly at: number;
  readonly value: number;
}
const row: fc.Arbitrary<Row> = fc.record({
  member: fc.nat({ max: 5 }),
  film: fc.nat({ max: 5 }),
  kind: fc.nat({ max: 2 }),
  at: fc.nat({ max: 3 }),
  value: fc.double({ noNaN: true }),
});
const keyOf = ({ member, film, kind, at }: Row): string => [member, film, kind, at].join(" ");

test("any rows in any number of runs come back in order, each once, the first that came; the others are told", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 60 }),
      fc.integer({ min: 1, max: 70 }),
      // Ids of a library are in no relation to the order in which keys were met.
      fc.shuffledSubarray([10, 200_000, 30, 40, 70_000, 60], { minLength: 6 }),
      async (rows, capacity, ids) => {
        const runs = new InteractionRuns(capacity);
        try {
          for (const [line, { member, film, kind, at, value }] of rows.entries())
            runs.add(member, film, kind, at, value, 0, line + 1);
          expect(runs.length).toBe(rows.length);
          await runs.sort(Int32Array.from(ids), Int32Array.from(ids), async () => {});
          const duplicates: Duplicate[] = [];
          const merged: Row[] = [];
          for (const some of runs.merged((duplicate) => duplicates.push(duplicate)))
            for (let i = 0; i < some.length; i++)
              merged.push({
                member: some.member[i] as number,
                film: some.film[i] as number,
                kind: some.kind[i] as number,
                at: some.at[i] as number,
                value: some.value[i] as number,
              });
          const resolved = rows.map((each) => ({
            ...each,
            member: ids[each.member] as number,
            film: ids[each.film] as number,
          }));
          const first = new Map<string, { row: Row; line: number }>();
          const expectedDuplicates: Duplicate[] = [];
          for (const [n, each] of resolved.entries()) {
            const known = first.get(keyOf(each));
            if (known) expectedDuplicates.push({ file: 0, line: n + 1, of: known.line });
            else first.set(keyOf(each), { row: each, line: n + 1 });
          }
          const inOrder = [...first.values()]
            .map((each) => each.row)
            .sort((a, b) => a.member - b.member || a.film - b.film || a.kind - b.kind || a.at - b.at);
          expect(merged).toEqual(inOrder);
          expect(duplicates.toSorted((a, b) => a.line - b.line)).toEqual(expectedDuplicates);
        } finally {
          runs.close();
        }
      },
    ),
  );
});
