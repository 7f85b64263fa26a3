import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDuration, readShare } from "./durations.ts";

const two = (value: number): string => String(value).padStart(2, "0");
const writers: readonly ((minutes: number) => string)[] = [
  (minutes) => `${minutes} min`,
  (minutes) => `${minutes}`,
  (minutes) => `${minutes}分钟`,
  (minutes) => `${Math.floor(minutes / 60)}h ${minutes % 60}m`,
  (minutes) => `${Math.floor(minutes / 60)} hrs. ${minutes % 60} mins.`,
  (minutes) => `${Math.floor(minutes / 60)}小时${minutes % 60}分`,
  (minutes) => `${Math.floor(minutes / 60)}:${two(minutes % 60)}`,
  (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`,
  (minutes) => `PT${Math.floor(minutes / 60)}H${minutes % 60}M`,
  (minutes) => `PT${minutes}M`,
  (minutes) => `${minutes}'`,
];

describe("durations", () => {
  test("any runtime is read as it was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), fc.constantFrom(...writers), (minutes, write) => {
        expect(readDuration(write(minutes))).toBeCloseTo(minutes, 9);
      }),
    );
  });
  test.each([
    ["7200", "seconds", 120],
    ["1.5", "hours", 90],
    ["1,5 h", "minutes", 90],
    ["90s", "minutes", 1.5],
    ["2h", "minutes", 120],
    ["1h30", "minutes", 90],
    ["P1DT1H", "minutes", 1500],
  ] as const)("%s in %s", (text, unit, minutes) => expect(readDuration(text, unit)).toBeCloseTo(minutes, 9));
  test.each(["", "long", "h", "P", "PT", "2:70", "min", "50 %", "1h 2h"])("%s is none", (text) =>
    expect(readDuration(text)).toBeNull(),
  );
});

test("any share is read in percent, as a part and with a sign", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (basis) => {
      expect(readShare(String(basis / 100), "percent")).toBeCloseTo(basis / 10_000, 9);
      expect(readShare(String(basis / 10_000))).toBeCloseTo(basis / 10_000, 9);
      expect(readShare(`${basis / 100} %`)).toBeCloseTo(basis / 10_000, 9);
    }),
  );
  expect(readShare("all")).toBeNull();
});
