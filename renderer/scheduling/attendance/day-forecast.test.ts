import { expect, test } from "vitest";
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import { dayNumber, weekday } from "../calendar.ts";
import { dayBackTest } from "./day-back-test.ts";
import { dayOutlook } from "./day-outlook.ts";
import { leastAbsolute, weightedMedian } from "./least-absolute.ts";

const call = { signal: new AbortController().signal, progress: () => {} };
const start = dayNumber("2025-01-01");

/** Six venues; a film a fortnight that runs ten weeks and decays; weekends; noise; now and then a day on which few come. */
const town = (weeks: number): AttendanceDays => {
  const random = seededRandom(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const rows: number[][] = [];
  for (let day = 0; day < 7 * weeks; day++)
    for (let film = 0; film <= day / 14; film++) {
      const age = (day - 14 * film) / 7;
      if (age >= 10) continue;
      for (let venue = 0; venue < 6; venue++) {
        const weekend = weekday(start + day) >= 4 ? 2 : 1;
        const shut = day % 23 === 6 ? 0.4 : 1;
        const mean = 400 * weekend * shut * (1 + venue / 3) * Math.exp(-0.25 * age + 0.3 * normal());
        rows.push([venue + 1, film + 1, start + day, 3, Math.max(1, Math.round(mean))]);
      }
    }
  const column = (at: number): Int32Array => Int32Array.from(rows, (row) => row[at] as number);
  return {
    venue: column(0),
    film: column(1),
    day: column(2),
    showings: column(3),
    admissions: column(4),
    holidays: [],
  };
};

test("the line of least absolute deviations passes outliers by", () => {
  const x = Float64Array.from({ length: 200 }, (_, i) => i / 100 - 1);
  const y = x.map((value, i) => 1 + 3 * value + (i % 10 === 0 ? 50 : 0));
  const line = leastAbsolute(x, y, new Float64Array(200).fill(1), 1, 1e-6);
  expect(line.intercept).toBeCloseTo(1, 1);
  expect(line.slopes[0]).toBeCloseTo(3, 1);
  expect(weightedMedian(Float64Array.of(5, 1, 9), Float64Array.of(1, 1, 3))).toBe(9);
});

test("a rolling origin beats the same weekday of the week before, and intervals hold what they claim", async () => {
  const result = await dayBackTest(
    town(26),
    { from: "2025-05-21", to: "2025-06-30", horizon: 7, showingsKnown: false },
    call,
  );
  if (!result.ok) throw new Error(result.error.type);
  const { wape, naive, comparables, coverage, cells, stretches } = result.value;
  expect(cells).toBe(stretches.reduce((sum, stretch) => sum + stretch.cells, 0));
  expect(wape).toBeLessThan(0.8 * naive.wape);
  expect(wape).toBeLessThan(comparables.wape);
  expect(comparables.wape).toBeLessThan(naive.wape);
  expect(coverage["80"]).toBeGreaterThan(0.74);
  expect(coverage["80"]).toBeLessThan(0.86);
});

test("nothing after the origin is known to a forecast", async () => {
  const data = town(20);
  const asked = { from: "2025-04-02", to: "2025-04-08", horizon: 7, showingsKnown: false };
  const expected = async (days: AttendanceDays) => {
    const result = await dayBackTest(days, asked, call);
    return result.ok ? result.value.stretches[0]?.expected : null;
  };
  const later = data.admissions.map((seen, i) =>
    (data.day[i] as number) >= dayNumber(asked.from) ? 1 : seen,
  );
  expect(await expected({ ...data, admissions: later })).toBe(await expected(data));
});

test("the days after the last one known go on with their programme, each within its interval", async () => {
  const data = town(20);
  const outlook = await dayOutlook(data, { horizon: 7 }, call);
  if (!outlook.ok) throw new Error(outlook.error.type);
  expect(outlook.value.from).toBe("2025-05-21");
  expect(outlook.value.cells.length).toBe(data.day.filter((day) => day >= start + 133).length);
  for (const { low, expected, high } of outlook.value.cells) {
    expect(low).toBeLessThan(expected);
    expect(expected).toBeLessThan(high);
  }
  const { cells, films, days } = outlook.value;
  const sum = (rows: readonly { expected: number }[]): number =>
    rows.reduce((total, { expected }) => total + expected, 0);
  expect(sum(films)).toBeCloseTo(sum(cells), 6);
  expect(days.map(({ expected }) => expected)).toEqual(
    days.map(({ date }) => expect.closeTo(sum(cells.filter((cell) => cell.date === date)), 6)),
  );
  const one = await dayOutlook(data, { horizon: 7, venue: 2 }, call);
  if (!one.ok) throw new Error(one.error.type);
  expect(one.value.cells).toEqual(cells.filter(({ venue }) => venue === 2));
  const longer = await dayOutlook(data, { horizon: 14 }, call);
  if (!longer.ok) throw new Error(longer.error.type);
  expect(longer.value.cells.slice(0, cells.length)).toEqual(cells);
  expect(longer.value.days.slice(0, 7)).toEqual(days);
  expect(longer.value.days.map(({ date }) => date).at(-1)).toBe("2025-06-03");
  const short = await dayOutlook(town(3), { horizon: 7 }, call);
  expect(short.ok ? null : short.error.type).toBe("TooLittleHistory");
});

test("a calendar of holidays tells of days that a week before does not", async () => {
  const plain = town(26);
  const isHoliday = (day: number): boolean => (day - start) % 17 === 3;
  const data: AttendanceDays = {
    ...plain,
    admissions: plain.admissions.map((seen, i) =>
      isHoliday(plain.day[i] as number) ? Math.round(1.8 * seen) : seen,
    ),
  };
  const days = Int32Array.from({ length: 182 }, (_, i) => start + i).filter(isHoliday);
  const asked = { from: "2025-05-21", to: "2025-06-30", horizon: 7, showingsKnown: false };
  const wapeOf = async (known: AttendanceDays) => {
    const result = await dayBackTest(known, asked, call);
    return result.ok ? result.value.wape : Number.NaN;
  };
  const told = await wapeOf({ ...data, holidays: [1, 2, 3, 4, 5, 6].map((venue) => ({ venue, days })) });
  expect(told).toBeLessThan(0.9 * (await wapeOf(data)));
});
