import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNumber, wholeNumber } from "./numbers.ts";

/** Writes a number with the given signs. */
const written = (value: number, places: number, decimal: string, thousands: string): string => {
  const [whole = "", fraction] = Math.abs(value).toFixed(places).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${value < 0 ? "-" : ""}${grouped}${fraction ? decimal + fraction : ""}`;
};

describe("numbers", () => {
  test("any number is read as it was written, with either sign before its decimals", () => {
    const form = fc.constantFrom<readonly ["." | ",", string]>(
      [".", ""],
      [".", ","],
      [".", "'"],
      [".", "\u202f"],
      [",", ""],
      [",", "."],
      [",", " "],
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 4 }),
        form,
        fc.constantFrom("", "€ ", "¥", "US$"),
        fc.constantFrom("", " %", " 元", " kr."),
        (units, places, [decimal, thousands], before, after) => {
          const value = Number((units / 10 ** places).toFixed(places));
          const text = before + written(value, places, decimal, thousands) + (before ? "" : after);
          expect(readNumber(text, decimal)).toBeCloseTo(value, places);
        },
      ),
    );
  });

  test.each([
    ["1,234.5", ".", 1234.5],
    ["1.234,5", ",", 1234.5],
    ["12,50 €", ",", 12.5],
    ["-$3", ".", -3],
    ["$-3", ".", -3],
    ["(1,000)", ".", -1000],
    ["1.2亿", ".", 1.2e8],
    ["３５００万", ".", 3.5e7],
    ["47.76%", ".", 47.76],
    ["1E+05", ".", 1e5],
    ["-0", ".", 0],
    ["12,34,567", ".", 1234567],
  ] as const)("%s", (text, decimal, value) => expect(readNumber(text, decimal)).toBe(value));

  test.each([
    ["1,5", "."],
    ["1.5", ","],
    ["", "."],
    ["-", "."],
    ["1,23,4", "."],
    ["0x10", "."],
    ["Infinity", "."],
    ["NaN", "."],
    ["1e999", "."],
    ["12 Monkeys", "."],
    ["1-2", "."],
  ] as const)("%s with %s is no number", (text, decimal) => expect(readNumber(text, decimal)).toBeNull());

  test("any text is a finite number or none", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,-+e%()$ 万") }), (text) => {
        const value = readNumber(text);
        expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
  });

  test("whole numbers, as spreadsheets leave them", () => {
    expect(wholeNumber(12)).toBe(12);
    expect(wholeNumber(559.0452)).toBeNull();
    expect(wholeNumber(2.9999999999)).toBe(3);
  });
});
