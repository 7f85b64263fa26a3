import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { onScale, readPolarity, readRating } from "./ratings.ts";

const scales = [
  { min: 0.5, max: 5, step: 0.5 },
  { min: 1, max: 5, step: 1 },
  { min: 1, max: 10, step: 1 },
  { min: 0, max: 10, step: 0.1 },
  { min: 0, max: 100, step: 1 },
];
const mark = fc.constantFrom(...scales).chain((scale) =>
  fc.integer({ min: 0, max: Math.round((scale.max - scale.min) / scale.step) }).map((steps) => ({
    scale,
    value: Number((scale.min + steps * scale.step).toFixed(9)),
  })),
);

describe("ratings", () => {
  test("any mark of any scale is read as a number, a fraction, with its word and in percent", () => {
    fc.assert(
      fc.property(mark, ({ scale, value }) => {
        expect(readRating(String(value), scale)).toBe(value);
        expect(readRating(`${value}/${scale.max}`, scale)).toBe(value);
        expect(readRating(`${value} out of ${scale.max}`, scale)).toBe(value);
        expect(readRating(`${value} stars`, scale)).toBe(value);
        expect(readRating(String(value).replace(".", ","), scale, ",")).toBe(value);
        expect(readRating(`${Number(((value / scale.max) * 100).toFixed(9))}%`, scale)).toBe(value);
      }),
    );
  });
  test("stars", () => {
    const [half] = scales;
    if (!half) throw new Error("no scale");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), (halves) => {
        const text = "★".repeat(Math.floor(halves / 2)) + (halves % 2 ? "½" : "");
        expect(readRating(text, half)).toBe(halves / 2);
      }),
    );
    expect(readRating("★★★☆☆", half)).toBe(3);
  });
  test("what lies beside the scale is none", () => {
    fc.assert(
      fc.property(mark, fc.double({ min: -200, max: 200, noNaN: true }), ({ scale }, value) => {
        const read = readRating(value.toFixed(3), scale);
        expect(read !== null).toBe(onScale(Number(value.toFixed(3)), scale));
      }),
    );
    for (const text of ["", "good", "5.5", "0.7", "-1", "/", "3/0"])
      expect(readRating(text, { min: 0.5, max: 5, step: 0.5 })).toBeNull();
  });
});

test("labels", () => {
  const polarity = { "1": -1, "0": 1, Mixed: 0 } as const;
  expect(
    ["1", "0", "mixed", " MIXED ", "2", "__proto__"].map((label) => readPolarity(label, polarity)),
  ).toEqual([-1, 1, 0, 0, undefined, undefined]);
});
