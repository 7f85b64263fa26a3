import { describe, expect, it } from "vitest";
import { holidaysBetween, instantIn } from "./calendar.ts";

describe("local time", () => {
  const instant = instantIn("Europe/Amsterdam");
  const utc = (text: string): number => Date.parse(text) / 1000;

  it("follows daylight saving through both changes and past midnight", () => {
    expect(instant("2026-01-15", 600)).toBe(utc("2026-01-15T09:00:00Z"));
    expect(instant("2026-07-15", 600)).toBe(utc("2026-07-15T08:00:00Z"));
    expect(instant("2026-07-15", 1530)).toBe(utc("2026-07-15T23:30:00Z"));
    expect(instant("2026-03-28", 1470)).toBe(utc("2026-03-28T23:30:00Z")); // 00:30, before the spring change
    expect(instant("2026-03-29", 600)).toBe(utc("2026-03-29T08:00:00Z"));
    expect(instant("2026-10-24", 1530)).toBe(utc("2026-10-24T23:30:00Z")); // 01:30, before the autumn change
    expect(instant("2026-10-25", 600)).toBe(utc("2026-10-25T09:00:00Z"));
  });
});

describe("holidays", () => {
  it("finds the movable ones of both calendars", () => {
    const found = (region: string, name: string): string[] =>
      holidaysBetween("2025-01-01", "2026-12-31")
        .filter((holiday) => holiday.region === region && holiday.name === name)
        .map(({ date }) => date);
    expect(found("NL", "Easter Sunday")).toEqual(["2025-04-20", "2026-04-05"]);
    expect(found("NL", "Ascension Day")).toEqual(["2025-05-29", "2026-05-14"]);
    expect(found("CN", "Spring Festival")).toEqual(["2025-01-29", "2026-02-17"]);
    expect(found("CN", "Dragon Boat Festival")).toEqual(["2025-05-31", "2026-06-19"]);
    expect(found("CN", "Mid-Autumn Festival")).toEqual(["2025-10-06", "2026-09-25"]);
    expect(found("CN", "Qingming Festival")).toEqual(["2025-04-04", "2026-04-05"]);
  });
});
