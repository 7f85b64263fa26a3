import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DateReading } from "../../../../shared/contract/import-mapping.ts";
import { dayBefore, instantOf, isoDateOf, readCalendarTime, readClock } from "./dates.ts";

const two = (value: number): string => String(value).padStart(2, "0");
const english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Every way of writing a moment, with how it must be read. */
const writers: readonly (readonly [DateReading, string, (at: Date) => string])[] = [
  ["iso", "date and time", (at) => at.toISOString()],
  ["iso", "with a space", (at) => at.toISOString().slice(0, 19).replace("T", " ")],
  ["epochSeconds", "seconds", (at) => String(at.getTime() / 1000)],
  ["epochMillis", "milliseconds", (at) => String(at.getTime())],
  ["excel", "serial day", (at) => String(at.getTime() / 86_400_000 + 25_569)],
  [
    "dmy",
    "day first",
    (at) => `${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()} ${clock(at)}`,
  ],
  [
    "mdy",
    "month first",
    (at) => `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${clock(at)}`,
  ],
  [
    "mdy",
    "month by name",
    (at) => `${english[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()} ${halfClock(at)}`,
  ],
  [
    "dmy",
    "dots",
    (at) => `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()} ${clock(at)}`,
  ],
  [
    "iso",
    "Chinese",
    (at) =>
      `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${at.getUTCHours()}时${two(at.getUTCMinutes())}分${two(at.getUTCSeconds())}秒`,
  ],
];
const clock = (at: Date): string =>
  `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
const halfClock = (at: Date): string => {
  const hour = at.getUTCHours();
  const rest = `${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${hour % 12 || 12}:${rest} ${hour < 12 ? "AM" : "PM"}`;
};
const moment = fc
  .integer({ min: Date.UTC(1970, 0, 2) / 1000, max: Date.UTC(2099, 11, 31) / 1000 })
  .map((seconds) => new Date(seconds * 1000));

describe("dates", () => {
  test.each(writers)("any moment written as %s, %s, is read back", (reading, _, write) => {
    fc.assert(
      fc.property(moment, (at) => {
        const read = readCalendarTime(write(at), reading);
        expect(read && instantOf(read)).toBe(at.getTime() / 1000);
      }),
    );
  });

  test.each([
    ["Mar 16, 2018 5:00:00 PM", "mdy", "2018-03-16", 17 * 3600],
    ["2018年3月16日", "iso", "2018-03-16", null],
    ["2018年3月16日 下午5:00", "iso", "2018-03-16", 17 * 3600],
    ["2018/3/16（周五） 晚上7点", "iso", "2018-03-16", 19 * 3600],
    ["16.03.18", "dmy", "2018-03-16", null],
    ["20180316", "iso", "2018-03-16", null],
    ["16 mars 2018", "dmy", "2018-03-16", null],
    ["16. März 2018", "dmy", "2018-03-16", null],
    ["Fri, 16 Mar 2018 17:00:00 +0100", "dmy", "2018-03-16", 17 * 3600],
    ["01-Jan-1995", "dmy", "1995-01-01", null],
    ["March 1st, 2019", "mdy", "2019-03-01", null],
    ["2018-03-16 25:30", "iso", "2018-03-16", 25.5 * 3600],
    ["43175", "excel", "2018-03-16", null],
    ["12:30 AM 3/16/2018", "mdy", null, null],
  ] as const)("%s (%s)", (text, reading, date, seconds) => {
    const read = readCalendarTime(text, reading);
    expect(read && isoDateOf(read)).toBe(date);
    expect(read?.seconds ?? null).toBe(seconds);
  });

  test.each([
    ["31/02/2026", "dmy"],
    ["2023-02-29", "iso"],
    ["2018-13-01", "iso"],
    ["0/0/0000", "dmy"],
    ["32 Mar 2018", "dmy"],
    ["13/13/2018", "mdy"],
    ["2018-03-16 24:61", "iso"],
    ["yesterday", "iso"],
    ["", "iso"],
    ["12", "dmy"],
    ["59", "excel"],
    ["1e9", "epochSeconds"],
  ] as const)("%s (%s) is no date", (text, reading) => expect(readCalendarTime(text, reading)).toBeNull());

  test("offsets count", () => {
    const read = readCalendarTime("2018-03-16T17:00:00+01:00");
    expect(read && instantOf(read)).toBe(Date.UTC(2018, 2, 16, 16) / 1000);
  });

  test("any text gives a date of the calendar or none", () => {
    const text = fc.string({ unit: fc.constantFrom(..."0123456789/-.: ,TZ年月日AMPMarch"), maxLength: 24 });
    fc.assert(
      fc.property(
        text,
        fc.constantFrom<DateReading>("iso", "dmy", "mdy", "ymd", "excel"),
        (some, reading) => {
          const read = readCalendarTime(some, reading);
          if (read)
            expect(new Date(`${isoDateOf(read)}T00:00:00Z`).toISOString().slice(0, 10)).toBe(isoDateOf(read));
        },
      ),
    );
  });
});

describe("clocks", () => {
  test("any minute of a business day is read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36 * 60 - 1 }), (minutes) => {
        const text = `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
        expect(readClock(text)).toBe(minutes * 60);
      }),
    );
  });
  test.each([
    ["7:30 PM", 19.5 * 3600],
    ["12:00 am", 0],
    ["1930", 19.5 * 3600],
    ["930", 9.5 * 3600],
    ["19.30", 19.5 * 3600],
    ["19点30分", 19.5 * 3600],
    ["下午7:30", 19.5 * 3600],
    ["Mar 16, 2018 5:00:00 PM", 17 * 3600],
    ["2018-03-16", null],
    ["late", null],
    ["25:61", null],
    ["13 PM", null],
  ])("%s", (text, seconds) => expect(readClock(text, "mdy")).toBe(seconds));
  test("a spreadsheet's part of a day", () => expect(readClock("0.8125", "excel")).toBe(19.5 * 3600));
  test("the day before", () => expect(dayBefore("2020-03-01")).toBe("2020-02-29"));
});
