import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { articleFirst, splitTitle } from "./titles.ts";

describe("titles", () => {
  test.each([
    ["Glass Orchard, The (1995)", "The Glass Orchard", 1995],
    ["Plain (2001)", "Plain", 2001],
    ["Avventura blu, L' (1960)", "L'Avventura blu", 1960],
    ["Day in May, A (Día de mayo, El) (1995)", "A Day in May (El Día de mayo)", 1995],
    ["Trailing Space (1999) ", "Trailing Space", 1999],
    ["Straight to Tape (1995) (V)", "Straight to Tape", 1995],
    ["A Series (2006–2007)", "A Series", 2006],
    ["A Series (2006- )", "A Series", 2006],
    ["Without a Year", "Without a Year", null],
    ["2010 (1984)", "2010", 1984],
    ["夜の水族館 (2019)", "夜の水族館", 2019],
    ["Rain, Thirst", "Rain, Thirst", null],
    ["(1998)", "", 1998],
    ["  ", "", null],
  ])("%s", (text, title, year) => expect(splitTitle(text)).toEqual({ title, year }));

  test("any title and year come apart as they were put together", () => {
    const title = fc
      .string({ unit: "grapheme", minLength: 1 })
      .map((text) => text.replaceAll(/[(),]/g, "").trim())
      .filter((text) => text !== "");
    fc.assert(
      fc.property(title, fc.integer({ min: 1000, max: 9999 }), (text, year) => {
        expect(splitTitle(`${text}, The (${year})`)).toEqual({ title: `The ${text}`, year });
        expect(splitTitle(`${text} (${year})`)).toEqual({ title: text, year });
      }),
    );
  });

  test("moving an article twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = articleFirst(`${text.replaceAll(",", "")}, The`);
        expect(articleFirst(once)).toBe(once);
      }),
    );
  });
});
