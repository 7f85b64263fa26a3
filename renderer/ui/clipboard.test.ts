import fc from "fast-check";
import { expect, it } from "vitest";
import { toTsv } from "./clipboard.ts";

it("gives every row a line and every cell a column, whatever the cells hold", () => {
  const table = fc
    .integer({ min: 1, max: 6 })
    .chain((columns) =>
      fc.array(fc.array(fc.string(), { minLength: columns, maxLength: columns }), { minLength: 1 }),
    );
  fc.assert(
    fc.property(table, (rows) => {
      const lines = toTsv(rows).split("\n");
      expect(lines).toHaveLength(rows.length);
      for (const line of lines) expect(line.split("\t")).toHaveLength(rows[0]?.length ?? 0);
    }),
  );
});

it("keeps the text of ordinary cells", () => {
  expect(
    toTsv([
      ["Title", "Year"],
      ["In the Mood\nfor Love", "2000"],
    ]),
  ).toBe("Title\tYear\nIn the Mood for Love\t2000");
});
