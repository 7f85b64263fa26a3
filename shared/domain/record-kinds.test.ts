import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import en from "../../assets/locales/en/import.json" with { type: "json" };
import type { Interpret } from "../../electron/data/import/records/record.ts";
import { FieldReading, layoutNames, Profile, TableMapping } from "../contract/import-mapping.ts";
import { importRuleNames } from "./import-rules.ts";
import {
  fieldOf,
  fieldsOf,
  fieldTypes,
  readingOrder,
  readingsOf,
  recordKinds,
  unmetNeeds,
} from "./record-kinds.ts";

describe("kinds of record", () => {
  test.each(recordKinds)(
    "%s: names are unique, needs name fields of the kind, required fields are needed",
    (kind) => {
      const names = fieldsOf(kind).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const needs = unmetNeeds(kind, []);
      for (const name of needs.flat()) expect(names).toContain(name);
      for (const { name, required } of fieldsOf(kind)) if (required) expect(needs).toContainEqual([name]);
      expect(unmetNeeds(kind, names)).toEqual([]);
    },
  );

  test("every kind has a record", () => {
    const records: Record<NonNullable<ReturnType<Interpret>>["kind"], true> = {
      films: true,
      members: true,
      interactions: true,
      tags: true,
      showings: true,
      reviews: true,
      venues: true,
      screens: true,
      posters: true,
    };
    expect(Object.keys(records).toSorted()).toEqual(recordKinds.toSorted());
  });

  test("all kinds have their place in the order of reading", () => {
    expect(readingOrder.toSorted()).toEqual(recordKinds.toSorted());
    expect(readingOrder.indexOf("films")).toBeLessThan(readingOrder.indexOf("interactions"));
  });

  test("each way of reading is a choice of the contract", () => {
    const choices = Object.keys(FieldReading.shape);
    for (const type of Object.keys(fieldTypes) as (keyof typeof fieldTypes)[])
      for (const reading of readingsOf(type)) expect(choices).toContain(reading);
    expect(fieldOf("films", "__proto__")).toBeUndefined();
  });
});

test("a mapping of every choice passes the contract; one of an unknown kind does not", () => {
  const mapping = {
    match: { name: "*sales*.csv", columns: ["Film", "Date"] },
    form: { encoding: "gb18030", delimiter: ";", quoted: true, header: true },
    kind: "showings",
    fields: {
      filmTitle: { column: "Film", as: { titles: "articleLast" } },
      date: { column: "Date", as: { dates: "dmy" } },
      venue: { column: null, constant: "Eight" },
    },
    options: { keep: { column: "Type", values: ["film"] }, dayStarts: 300 },
  };
  expect(TableMapping.parse(mapping)).toEqual(mapping);
  expect(TableMapping.safeParse({ ...mapping, kind: "spells" }).success).toBe(false);
});

test("layouts have names of their own", () => {
  expect(new Set(layoutNames).size).toBe(layoutNames.length);
});

test("every rule is worded", () => {
  expect(Object.keys(en.rules).toSorted()).toEqual(importRuleNames.toSorted());
});

test("the profile's page lists kinds in their order, with every field, need and way of reading", () => {
  const page = readFileSync(fileURLToPath(new URL("../../docs/import-profile.md", import.meta.url)), "utf8");
  const code = (name: string): string => `\`${name}\``;
  const rows = readingOrder.map((kind) => {
    const needs = unmetNeeds(kind, []).map((group) => group.map(code).join(" or "));
    const fields = fieldsOf(kind).map(({ name }) => code(name));
    return `| ${kind} | ${needs.join(", ")} | ${fields.join(" ")} |`;
  });
  expect(page).toContain(`${rows.join("\n")}\n`);
  for (const choice of Object.keys(FieldReading.shape)) expect(page).toContain(`| ${code(choice)} |`);
  const [, example = ""] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(Profile.parse(JSON.parse(example))).toEqual(JSON.parse(example));
});
