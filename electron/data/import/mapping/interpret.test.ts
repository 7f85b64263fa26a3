/** Whatever a cell holds: a record that the library can hold or a named rule, and never much time. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FieldMapping, FieldReading } from "../../../../shared/contract/import-mapping.ts";
import { importRules } from "../../../../shared/domain/import-rules.ts";
import {
  type FieldType,
  fieldsOf,
  type RecordKind,
  recordKinds,
} from "../../../../shared/domain/record-kinds.ts";
import type { Staged } from "../records/record.ts";
import { compileMapping } from "./compile.ts";

const now = Date.UTC(2026, 10, 24) / 1000;

const readings: Readonly<Partial<Record<FieldType, fc.Arbitrary<FieldReading>>>> = {
  title: fc.constantFrom<FieldReading>({}, { titles: "articleLast" }),
  date: fc.constantFrom<FieldReading>({}, { dates: "dmy" }, { dates: "mdy" }, { dates: "excel" }),
  instant: fc.constantFrom<FieldReading>(
    {},
    { dates: "epochSeconds" },
    { dates: "epochMillis" },
    { dates: "dmy" },
  ),
  list: fc.constantFrom<FieldReading>({}, { list: "json" }, { list: { separator: "|" } }),
  rating: fc.constantFrom<FieldReading>({}, { scale: { min: 1, max: 10, step: 1 } }),
  count: fc.constantFrom<FieldReading>({}, { decimal: "," }),
  duration: fc.constantFrom<FieldReading>({}, { unit: "seconds" }, { unit: "hours" }),
  share: fc.constantFrom<FieldReading>({}, { unit: "percent" }),
  polarity: fc.constant<FieldReading>({ polarity: { "1": 1, "0": -1 } }),
  key: fc.constantFrom<FieldReading>({}, { keys: "wholeNumbers" }),
};

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "1",
    "0",
    "-2",
    "4.5",
    "2018-03-16",
    "16/03/2018 20:15",
    "881250949",
    "\\N",
    "50%",
    "[]",
    '[{"name":"A"}]',
  ),
  fc.constantFrom(
    "Two Lines, The (1998)",
    "tt0114709",
    "7:30 PM",
    "25:30",
    "a|b",
    "=cmd|x!A1",
    "\uFFFD",
    "__proto__",
    "静轨",
    "1e400",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const kindOf = (kind: RecordKind) =>
  fc
    .tuple(
      ...fieldsOf(kind).map(({ name, type }) =>
        fc.record({ name: fc.constant(name), as: readings[type] ?? fc.constant({}) }),
      ),
    )
    .chain((fields) =>
      fc.record({
        kind: fc.constant(kind),
        fields: fc.constant(fields),
        rows: fc.array(fc.array(cell, { minLength: fields.length, maxLength: fields.length }), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
    );

const inBounds = ({ kind, record }: Staged): void => {
  if (kind === "films" || kind === "members") expect(record.key).not.toBe("");
  if (kind === "films") {
    expect(record.title).not.toBe("");
    if (record.runtime !== null) expect(record.runtime).toBeGreaterThan(0);
    if (record.releaseDate !== null) expect(record.releaseDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
  if (kind === "interactions") {
    expect(Number.isInteger(record.at) && record.at >= 0 && record.at <= now + 86_400).toBe(true);
    expect(Number.isFinite(record.value)).toBe(true);
  }
  if (kind === "showings") {
    expect(record.admissions).toBeGreaterThanOrEqual(0);
    if (record.capacity !== null)
      expect(record.capacity).toBeGreaterThanOrEqual(Math.max(1, record.admissions));
    expect(record.showings).toBeGreaterThanOrEqual(1);
    if (record.start !== null) expect(record.start).toBeGreaterThanOrEqual(300);
    expect(new Date(`${record.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(record.date);
  }
  if (kind === "reviews") expect(record.text).not.toBe("");
  for (const value of Object.values(record)) if (typeof value === "string") expect(value).not.toContain("\0");
};

test.each(recordKinds)("%s: any row is a record in bounds or breaks a rule by name", (kind) => {
  fc.assert(
    fc.property(kindOf(kind), ({ fields, rows }) => {
      const columns = fields.map(({ name }) => name);
      const mapping: Record<string, FieldMapping> = Object.fromEntries(
        fields.map(({ name, as }) => [name, { column: name, as }]),
      );
      const interpret = compileMapping(
        columns,
        { match: { name: "*", columns }, kind, fields: mapping, options: {} },
        { now },
      );
      for (const [i, cells] of rows.entries()) {
        const rules: string[] = [];
        const staged = interpret({ line: i + 1, cells, damage: null }, (rule, field) => {
          rules.push(importRules[rule]);
          if (field !== null) expect(columns).toContain(field);
        });
        expect(rules.includes("rejected")).toBe(staged === null);
        if (staged) inBounds(staged);
      }
    }),
    { numRuns: 300 },
  );
});

test("a cell of a megabyte costs no time, whatever it is mapped to", () => {
  const cells = [
    " ".repeat(2 ** 20),
    `a${" ".repeat(2 ** 20)}b`,
    "1".repeat(2 ** 20),
    "(1".repeat(2 ** 19),
    "1:".repeat(2 ** 19),
  ];
  const started = process.cpuUsage();
  for (const kind of recordKinds) {
    const columns = fieldsOf(kind).map(({ name }) => name);
    const fields = Object.fromEntries(
      fieldsOf(kind).map(({ name, type }) => [
        name,
        { column: name, as: type === "title" ? { titles: "articleLast" as const } : {} },
      ]),
    );
    const interpret = compileMapping(
      columns,
      { match: { name: "*", columns }, kind, fields, options: {} },
      { now },
    );
    for (const long of cells) interpret({ line: 1, cells: columns.map(() => long), damage: null }, () => {});
  }
  // Time on the processor: what else the machine does must not count.
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000);
});
