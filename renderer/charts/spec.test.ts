import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisTitle, chartRows, type Series } from "./spec.ts";

describe("chartRows", () => {
  it("puts the series side by side and leaves gaps where one has no value", () => {
    const series: Series[] = [
      {
        name: "training",
        points: [
          { x: 1, y: 0.9 },
          { x: 2, y: 0.8 },
        ],
      },
      {
        name: "validation",
        points: [
          { x: 2, y: 0.85 },
          { x: 3, y: null },
        ],
      },
    ];
    expect(chartRows({ series })).toEqual([
      { x: 1, values: [0.9, null] },
      { x: 2, values: [0.8, 0.85] },
      { x: 3, values: [null, null] },
    ]);
  });

  it("keeps every value, once, under its own series", () => {
    const points = fc
      .uniqueArray(fc.integer({ min: 0, max: 30 }))
      .chain((xs) => fc.tuple(...xs.map((x) => fc.record({ x: fc.constant(x), y: fc.integer() }))));
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 4 }), (lists) => {
        const series = lists.map((points, at) => ({ name: String(at), points }));
        const rows = chartRows({ series });
        series.forEach(({ points }, at) => {
          const kept = rows.flatMap(({ x, values }) => (values[at] === null ? [] : [{ x, y: values[at] }]));
          expect(kept.sort((a, b) => Number(a.x) - Number(b.x))).toEqual(
            [...points].sort((a, b) => a.x - b.x),
          );
        });
      }),
    );
  });
});

it("names an axis with its unit", () => {
  expect(axisTitle({ label: "Admissions", unit: "people" })).toBe("Admissions (people)");
  expect(axisTitle({ label: "Rating" })).toBe("Rating");
});
