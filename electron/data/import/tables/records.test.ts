import { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRows, splitRecord, type TextFormat } from "./records.ts";
import { maxFieldLength, type SourceRow } from "./table.ts";

const csv: TextFormat = { encoding: "utf-8", dialect: { separator: ",", quote: '"', lineBreak: "lf" } };
const dat: TextFormat = {
  encoding: "iso-8859-1",
  dialect: { separator: "::", quote: null, lineBreak: "lf" },
};

const recordsOf = async (
  bytes: Uint8Array,
  format: TextFormat,
  chunk = bytes.length,
): Promise<SourceRow[]> => {
  const chunks = Array.from({ length: Math.ceil(bytes.length / Math.max(1, chunk)) }, (_, i) =>
    Buffer.from(bytes.subarray(i * chunk, (i + 1) * chunk)),
  );
  const file = { name: "x", bytes: bytes.length, read: () => Promise.resolve(Readable.from(chunks)) };
  const records: SourceRow[] = [];
  for await (const batch of readRows(file, format)) records.push(...batch.rows);
  return records;
};
const rows = async (text: string): Promise<unknown[]> =>
  (await recordsOf(Buffer.from(text), csv)).map(({ line, cells, damage }) => [line, damage ?? cells]);

const quote = (field: string): string => `"${field.replaceAll('"', '""')}"`;

describe("records", () => {
  test("any table of quoted fields is read as another parser reads it, wherever the pieces of the file end", async () => {
    const field = fc.string({ unit: fc.constantFrom("a", "é", "夜", '"', ",", "\n", " ", "🎬") });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (fields, chunk) => {
        const text = fields.map((row) => row.map(quote).join(",")).join("\n");
        const read = await recordsOf(Buffer.from(text), csv, chunk);
        expect(read.map((record) => record.cells)).toEqual(parse(text, { relax_column_count: true }));
        let line = 1;
        for (const [i, row] of fields.entries()) {
          expect(read[i]?.line).toBe(line);
          line += 1 + row.join("").split("\n").length - 1;
        }
      }),
    );
  });

  test("any bytes give records whose lines rise and lie within the file", async () => {
    const bytes = fc.array(fc.constantFrom(...Buffer.from('a",\n\r:\0é')), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(csv, dat), async (some, dialect) => {
        const whole = Buffer.from(some);
        const read = await recordsOf(whole, dialect, 7);
        const lines = whole.toString("latin1").split("\n").length;
        for (const [i, { line }] of read.entries()) {
          expect(line).toBeGreaterThan(read[i - 1]?.line ?? 0);
          expect(line).toBeLessThanOrEqual(lines);
        }
        expect(await recordsOf(whole, dialect)).toEqual(read);
      }),
    );
  });

  test("a field without separators survives the other dialects", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((text) => text.replaceAll(":", "")),
          { minLength: 1 },
        ),
        (fields) => {
          expect(splitRecord(fields.join("::"), dat.dialect)).toEqual(fields);
        },
      ),
    );
  });

  test("a row begins on the line its quote opens", async () => {
    expect(await rows('a,b\n1,"two\nlines"\n2,c\r\n\n3,d')).toEqual([
      [1, ["a", "b"]],
      [2, ["1", "two\nlines"]],
      [4, ["2", "c"]],
      [6, ["3", "d"]],
    ]);
  });

  test("a stray quote costs its own row and no other", async () => {
    expect(await rows('1,a\n2,"b\n3,c\n4,d\n')).toEqual([
      [1, ["1", "a"]],
      [2, "unparsable-row"],
      [3, ["3", "c"]],
      [4, ["4", "d"]],
    ]);
    expect(await rows('1,5" disc\n2,b\n3,7" disc\n4,d')).toEqual([
      [1, "unparsable-row"],
      [2, ["2", "b"]],
      [3, "unparsable-row"],
      [4, ["4", "d"]],
    ]);
  });

  test("a field above the bound is refused, and the lines after it keep their numbers", async () => {
    const long = "x".repeat(maxFieldLength + 1);
    expect(await rows(`1,${long}\n2,b\n3,"${long}"\n4,d`)).toEqual([
      [1, "overlong-field"],
      [2, ["2", "b"]],
      [3, "overlong-field"],
      [4, ["4", "d"]],
    ]);
    const endless = Buffer.alloc(maxFieldLength * 5, "y");
    const read = await recordsOf(
      Buffer.concat([Buffer.from("1,a\n"), endless, Buffer.from("\n3,c")]),
      csv,
      2 ** 16,
    );
    expect(read.map(({ line, damage }) => [line, damage])).toEqual([
      [1, null],
      [2, "overlong-field"],
      [3, null],
    ]);
  });

  test("ISO-8859-1 keeps its letters; bytes that UTF-8 forbids are marked", async () => {
    const latin = Buffer.from("1::Café::x", "latin1");
    expect((await recordsOf(latin, dat))[0]?.cells).toEqual(["1", "Café", "x"]);
    expect((await recordsOf(Buffer.from("1,Café", "latin1"), csv))[0]?.cells).toEqual(["1", "Caf\uFFFD"]);
  });
});
