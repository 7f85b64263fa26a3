/** parse(write(x)) = x: every form, plain, gzip and zip, in every encoding that can say x. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import type { FormOverride, TextEncoding } from "../../../../shared/contract/import-forms.ts";
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import { encode } from "../../../../test/fixtures/encode.ts";
import { zipOf } from "../../../../test/fixtures/zip.ts";
import { openSource } from "../source/open.ts";
import type { Table } from "./table.ts";
import { tablesOf } from "./tables-of.ts";

const home = mkdtempSync(join(tmpdir(), "round-trip-"));
afterAll(() => rmSync(home, { recursive: true }));

const packings = {
  plain: (bytes: Buffer) => bytes,
  gzip: (bytes: Buffer) => gzipSync(bytes),
  zip: (bytes: Buffer, name: string) => zipOf([{ name, content: bytes, deflated: true }]),
  gzipInZip: (bytes: Buffer, name: string) => zipOf([{ name: `${name}.gz`, content: gzipSync(bytes) }]),
};
type Packing = keyof typeof packings;
const packing = fc.constantFrom(...(Object.keys(packings) as Packing[]));

interface Content {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly form: string;
}

let files = 0;
const readBack = async (
  name: string,
  bytes: Buffer,
  how: Packing,
  override?: FormOverride,
): Promise<Content> => {
  const path = join(home, `${files++}`);
  writeFileSync(path, packings[how](bytes, name));
  const source = valueOrThrow(await openSource(path));
  try {
    const [file] = source.files;
    const tables = valueOrThrow(await tablesOf(source, override && file ? { [file.name]: override } : {}));
    expect(tables).toHaveLength(1);
    const table = tables[0] as Table;
    const rows: (readonly string[])[] = [];
    for await (const batch of table.rows())
      for (const row of batch.rows) {
        expect(row.damage).toBeNull();
        rows.push(row.cells);
      }
    expect(table.head.map(({ cells }) => cells)).toEqual(rows.slice(0, 200));
    return { columns: table.columns, rows, form: table.form.type };
  } finally {
    source.close();
    rmSync(path);
  }
};

const columns = ["film", "title", "watched"];
const tableOf = (cell: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
const filled = (rows: readonly (readonly string[])[]): boolean =>
  rows.every((row) => row.some((cell) => cell !== ""));
const runs = { numRuns: 25 };

/** What each encoding can say. */
const letters: Readonly<Record<TextEncoding, readonly string[]>> = {
  "utf-8": ["a", "7", " ", "é", "夜", "🎬", "\u0301"],
  "utf-16le": ["a", "7", " ", "é", "夜", "🎬"],
  "utf-16be": ["a", "7", " ", "é", "夜", "🎬"],
  gb18030: ["a", "7", " ", "电", "影", "，", "馬"],
  big5: ["a", "7", " ", "電", "影", "，", "與"],
  "windows-1252": ["a", "7", " ", "é", "ß", "Å"],
  "iso-8859-1": ["a", "7", " ", "é", "ß", "Å"],
};
const encodings = Object.keys(letters) as TextEncoding[];

describe("delimited text", () => {
  const quotes = ['"', "'"];
  const separators = [",", ";", "\t", "|", "::", "\u0001", "~^~"];
  test.each(encodings)("in %s, with any separator, quoted where it must be", async (encoding) => {
    const input = fc
      .record({
        separator: fc.constantFrom(...separators),
        quote: fc.constantFrom(...quotes),
        lineBreak: fc.constantFrom("\n", "\r\n", "\r"),
        always: fc.boolean(),
        how: packing,
      })
      .chain((dialect) => {
        const marks = [dialect.quote, dialect.separator, ...(dialect.lineBreak === "\r" ? [] : ["\n"])];
        const unit = fc.constantFrom(...letters[encoding], ...marks);
        return fc.record({ dialect: fc.constant(dialect), rows: tableOf(fc.string({ unit, maxLength: 8 })) });
      });
    await fc.assert(
      fc.asyncProperty(input, async ({ dialect: { separator, quote, lineBreak, always, how }, rows }) => {
        const written = (cell: string): string =>
          always || [quote, separator, "\n"].some((mark) => cell.includes(mark)) || separator.includes(cell)
            ? quote + cell.replaceAll(quote, quote + quote) + quote
            : cell;
        const text = [columns, ...rows].map((row) => row.map(written).join(separator)).join(lineBreak);
        const marked = encoding.startsWith("utf");
        const read = await readBack("a.txt", encode(text, encoding, marked), how, {
          encoding,
          delimiter: separator,
          quote,
          header: true,
        });
        expect(read).toEqual({ columns, rows, form: "delimited" });
      }),
      runs,
    );
  });

  test("without quotes, where no cell holds the separator", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', "'", ",", "é"), minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(tableOf(cell), packing, async (rows, how) => {
        const text = [columns, ...rows].map((row) => row.join("\t")).join("\n");
        const override = { delimiter: "\t", quoted: false, header: true };
        expect((await readBack("a.tsv", Buffer.from(text), how, override)).rows).toEqual(rows);
      }),
      runs,
    );
  });
});

describe("JSON", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 12 });
  const objects = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));

  test("a list of records, at the top or under keys", async () => {
    const path = fc.array(fc.constantFrom("data", "items", "__proto__", "a.b"), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(tableOf(text), path, packing, async (rows, keys, how) => {
        const nested = keys.reduceRight<unknown>(
          (inner, key) => Object.fromEntries([[key, inner]]),
          objects(rows),
        );
        const bytes = Buffer.from(JSON.stringify(nested, null, 1));
        expect(await readBack("a.json", bytes, how)).toEqual({ columns, rows, form: "json" });
      }),
      runs,
    );
  });

  test("columns side by side", async () => {
    await fc.assert(
      fc.asyncProperty(tableOf(text), packing, async (rows, how) => {
        const lists = Object.fromEntries(columns.map((column, i) => [column, rows.map((row) => row[i])]));
        const read = await readBack("a.json", Buffer.from(JSON.stringify(lists)), how);
        expect(read).toEqual({ columns, rows, form: "json" });
      }),
      runs,
    );
  });

  test("a record a line, in every Unicode encoding", async () => {
    const unicode = fc.constantFrom<TextEncoding>("utf-8", "utf-16le", "utf-16be");
    await fc.assert(
      fc.asyncProperty(tableOf(text), unicode, packing, async (rows, encoding, how) => {
        const lines = objects(rows).map((row) => JSON.stringify(row));
        const bytes = encode(`${lines.join("\n")}\n`, encoding, true);
        expect(await readBack("a.jsonl", bytes, how)).toEqual({ columns, rows, form: "jsonLines" });
      }),
      runs,
    );
  });

  test("the only record of its kind, in UTF-16", async () => {
    const bytes = encode('{"a":"","b":"x"}\n', "utf-16le", true);
    expect(await readBack("a.jsonl", bytes, "plain")).toEqual({
      columns: ["a", "b"],
      rows: [["", "x"]],
      form: "jsonLines",
    });
  });

  test("numbers come back as they stand, long ids too", async () => {
    const bytes = Buffer.from('[{"id": 12345678901234567890, "rate": 1.50, "on": true, "none": null}]');
    expect((await readBack("a.json", bytes, "plain")).rows).toEqual([
      ["12345678901234567890", "1.50", "true", ""],
    ]);
    const line = Buffer.from('{"id": 12345678901234567890}\n{"id": 7}\n');
    expect((await readBack("a.jsonl", line, "plain")).rows).toEqual([["12345678901234567890"], ["7"]]);
  });

  test("inner objects become dotted columns, lists stay JSON", async () => {
    const records = [
      { id: 1, film: { title: "A", cast: [{ name: "x" }] } },
      { id: 2, film: { title: "B", year: 1999 } },
    ];
    const read = await readBack("a.json", Buffer.from(JSON.stringify(records)), "plain");
    expect(read.columns).toEqual(["id", "film.title", "film.cast", "film.year"]);
    expect(read.rows).toEqual([
      ["1", "A", '[{"name":"x"}]', ""],
      ["2", "B", "", "1999"],
    ]);
  });
});

describe("workbooks", () => {
  const text = fc
    .string({ unit: fc.constantFrom("a", "é", "夜", "&", "<", '"', "\n", "_x0041_", "🎬"), maxLength: 10 })
    .map((value) => value.trim());
  const cell = fc.oneof(
    text.map((value) => ({ cell: { value, type: String }, read: value.replaceAll("_x0041_", "A") })),
    fc
      .double({ noNaN: true, min: -1e12, max: 1e12 })
      .map((value) => Number(value.toPrecision(12)))
      .map((value) => ({ cell: { value, type: Number }, read: String(value === 0 ? 0 : value) })),
    fc.boolean().map((value) => ({ cell: { value, type: Boolean }, read: String(value) })),
    fc
      .date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000))
      .map((value) => ({
        cell: { value, type: Date, format: "yyyy-mm-dd hh:mm:ss" },
        read: value.toISOString().slice(0, 19),
      })),
  );
  test("texts, numbers, booleans and times come back as a person reads them", async () => {
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, packing, async (rows, how) => {
        const expected = rows.map((row) => row.map(({ read }) => read));
        fc.pre(filled(expected));
        const sheet = [
          columns.map((value) => ({ value, type: String })),
          ...rows.map((row) => row.map((each) => (each.cell.value === "" ? null : each.cell))),
        ];
        const bytes = await writeXlsxFile(sheet as never).toBuffer();
        const read = await readBack("a.xlsx", bytes, how, { header: true });
        expect(read).toEqual({ columns, rows: expected, form: "xlsx" });
      }),
      runs,
    );
  });
});

describe("Parquet", () => {
  test("texts, whole and broken numbers, booleans and times come back", async () => {
    const row = fc.record({
      text: fc.string({ unit: "grapheme", maxLength: 10 }),
      whole: fc.integer(),
      long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      broken: fc.double({ noNaN: true, noDefaultInfinity: true }),
      flag: fc.boolean(),
      at: fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 50 }),
        fc.constantFrom<"SNAPPY" | "UNCOMPRESSED">("SNAPPY", "UNCOMPRESSED"),
        packing,
        async (rows, codec, how) => {
          const bytes = parquetWriteBuffer({
            codec,
            rowGroupSize: 20,
            columnData: [
              { name: "text", data: rows.map(({ text }) => text), type: "STRING" },
              { name: "whole", data: rows.map(({ whole }) => whole), type: "INT32" },
              { name: "long", data: rows.map(({ long }) => long), type: "INT64" },
              { name: "broken", data: rows.map(({ broken }) => broken), type: "DOUBLE" },
              { name: "flag", data: rows.map(({ flag }) => flag), type: "BOOLEAN" },
              { name: "at", data: rows.map(({ at }) => at), type: "TIMESTAMP" },
            ],
          });
          const read = await readBack("a.parquet", Buffer.from(bytes), how);
          expect(read.columns).toEqual(["text", "whole", "long", "broken", "flag", "at"]);
          expect(read.rows).toEqual(
            rows.map(({ text, whole, long, broken, flag, at }) => [
              text,
              String(whole),
              String(long),
              String(broken),
              String(flag),
              at.toISOString().replace(".000Z", "Z"),
            ]),
          );
        },
      ),
      runs,
    );
  });
});
