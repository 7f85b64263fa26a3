import { expect, test } from "vitest";
import { overriddenOutlook, overrideOf, overridesWithin } from "./overrides.ts";

const date = "2026-04-03";
const figures = (expected: number) => ({ date, expected, low: expected / 2, high: expected * 2 });
const outlook = {
  from: date,
  cells: [
    { film: 7, venue: 1, ...figures(100) },
    { film: 7, venue: 2, ...figures(50) },
    { film: 8, venue: 1, ...figures(0) },
  ],
  films: [
    { film: 7, ...figures(150) },
    { film: 8, ...figures(0) },
  ],
  days: [figures(150)],
};

test("an override moves its cell with its range, and the sums of its film and its day", () => {
  const override = { venue: 1, film: 7, from: date, to: date, kind: "number", value: 300 } as const;
  const { cells, films, days } = overriddenOutlook(outlook, [override]);
  expect(cells).toEqual([{ film: 7, venue: 1, ...figures(300) }, outlook.cells[1], outlook.cells[2]]);
  expect(films[0]).toMatchObject({
    expected: 350,
    low: expect.closeTo(175, 9),
    high: expect.closeTo(700, 9),
  });
  expect(days[0]).toMatchObject({ expected: 350, low: expect.closeTo(175, 9) });
});

test("a film that nobody was expected to see draws what the user says", () => {
  const override = { venue: 1, film: 8, from: date, to: date, kind: "number", value: 40 } as const;
  const { cells, days } = overriddenOutlook(outlook, [override]);
  expect(cells[2]?.expected).toBe(40);
  expect(days[0]?.expected).toBe(190);
});

test("of two overrides of one day the later counts in every week of several, as in each week alone", () => {
  const override = (from: string, to: string, value: number) =>
    ({ venue: 1, film: 1, from, to, kind: "factor", value }) as const;
  const whole = override("2026-11-02", "2026-11-15", 2);
  const late = override("2026-11-09", "2026-11-15", 3);
  const weeks = [
    { days: ["2026-11-02", "2026-11-08"], overrides: [whole] },
    { days: ["2026-11-09", "2026-11-15"], overrides: [late, whole] }, // the whole was said after the late one
    { days: ["2026-11-16", "2026-11-22"], overrides: [] },
  ];
  const together = weeks.flatMap(({ overrides, days }) => overridesWithin(overrides, days));
  for (const { days, overrides } of weeks)
    for (const date of days)
      expect(overrideOf(together, 1, 1, date)?.value).toBe(overrideOf(overrides, 1, 1, date)?.value);
});
