import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCredits, readList } from "./lists.ts";

const name = fc
  .string({ unit: "grapheme", minLength: 1 })
  .map((text) => text.replaceAll(/[|,;]/g, "").trim())
  .filter((text) => text !== "");
const names = fc.uniqueArray(name);

describe("lists", () => {
  test("any names are read back from between separators and from JSON", () => {
    fc.assert(
      fc.property(names, fc.constantFrom("|", ",", ";", " / "), (some, separator) => {
        fc.pre(separator !== " / " || !some.some((part) => part.includes("/")));
        expect(readList(some.join(separator), { separator })).toEqual(some);
        expect(readList(JSON.stringify(some), "json")).toEqual(some);
        expect(readList(JSON.stringify(some.map((part, id) => ({ id, name: part }))), "json")).toEqual(some);
      }),
    );
  });
  test.each([
    ["[", null],
    ["Action", null],
    ["[]", []],
    ['{"name": "One"}', ["One"]],
    ['[{"__proto__": {"name": "no"}}, {"id": 3}, null, [], 7]', ["7"]],
    ['["a", "a", " "]', ["a"]],
  ])("%s as JSON", (text, list) => expect(readList(text, "json")).toEqual(list));
  test("without a separator the cell is one name", () =>
    expect(readList(" a, b ", undefined)).toEqual(["a, b"]));
  test("credits", () => {
    expect(
      readCredits(
        '[{"job": "Director", "name": "Ada B"}, {"character": "Mei", "name": "Li C"}, {"job": "Editor"}]',
      ),
    ).toEqual([
      { role: "director", name: "Ada B" },
      { role: "cast", name: "Li C" },
    ]);
    expect(readCredits("Ada B")).toBeNull();
  });
});
