/** The fast lane and the general way must give the same rows for any bytes. */
import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { compileMapping, type Row } from "../mapping/compile.ts";
import type { SourceFile } from "../source/source.ts";
import { delimitedTable } from "../tables/delimited.ts";
import { driveLane, laneOf } from "./fast-lane.ts";

const now = 1_700_000_000;
const mapping: TableMapping = {
  match: { name: "*", columns: [] },
  kind: "interactions",
  fields: {
    member: { column: "user", as: { keys: "wholeNumbers" } },
    film: { column: "film", as: { keys: "wholeNumbers" } },
    rating: { column: "rating", as: { scale: { min: 0.5, max: 5, step: 0.5 } } },
    at: { column: "at", as: { dates: "epochSeconds" } },
  },
  options: {},
};

const fileOf = (bytes: Buffer, piece: number): SourceFile => ({
  name: "ratings.csv",
  bytes: bytes.length,
  read: async () => {
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece));
    return Readable.from(pieces);
  },
});

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 5 }).map(String) },
  fc.constantFrom(
    "4.5",
    "0.7",
    "",
    "007",
    "2147483648",
    "-1",
    "1e3",
    " 3",
    "4.50",
    "99999999999",
    "x",
    '"4"',
    'a"b',
    "5.",
    ".5",
  ),
  fc.constantFrom("1600000000", "1699999999", "1800000000", "0"),
);
const line = fc.array(cell, { minLength: 3, maxLength: 5 }).map((cells) => cells.join(","));
const regular = fc
  .tuple(
    fc.integer({ min: 1, max: 99 }),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom("0.5", "3", "4.5", "5.0"),
  )
  .map(([user, film, rating]) => `${user},${film},${rating},1600000000`);

const gathered = (columns: readonly string[]) => {
  const interpret = compileMapping(columns, mapping, { now });
  const found: unknown[] = [];
  return {
    found,
    rows: (rows: readonly Row[]): void => {
      for (const row of rows) {
        const notes: unknown[] = [];
        const staged = interpret(row, (rule, field, detail) => notes.push([rule, field, detail]));
        if (staged?.kind === "interactions") {
          const { member, film, at, value } = staged.record;
          found.push([row.line, member, film, at, value]);
        } else found.push([row.line, notes]);
      }
    },
  };
};

test("for any file, cut anywhere, both ways read the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: regular }, line), { minLength: 1, maxLength: 30 }),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.integer({ min: 1, max: 200 }),
      async (lines, lineBreak, ended, piece) => {
        const text = ["user,film,rating,at", ...lines].join(lineBreak) + (ended ? lineBreak : "");
        const file = fileOf(Buffer.from(text), piece);
        const form = { encoding: "utf-8", delimiter: ",", quoted: true, header: true } as const;
        const table = await delimitedTable(file, form);
        const lane = laneOf(table, mapping, now);
        if (!lane) throw new Error("no lane for a plain table");
        const fast = gathered(table.columns);
        for await (const _ of driveLane(lane, file, {
          rating: (member, film, at, value, at2) => {
            fast.found.push([at2, String(member), String(film), at, value]);
            return true;
          },
          rows: fast.rows,
        }));
        const general = gathered(table.columns);
        for await (const { rows } of table.rows()) general.rows(rows);
        const byLine = (found: unknown[]) => (found as [number][]).toSorted(([a], [b]) => a - b);
        expect(byLine(fast.found)).toEqual(byLine(general.found));
      },
    ),
    { numRuns: 300 },
  );
});
