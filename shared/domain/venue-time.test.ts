import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { houseClock, localIso, showingInstants, startInstant, utcIso, wallClock } from "./venue-time.ts";

const berlin = "Europe/Berlin"; // spring 2026-03-29 02:00 -> 03:00, autumn 2026-10-25 03:00 -> 02:00
const at = (date: string, start: number, timeZone = berlin): string[] => {
  const instant = startInstant(date, start, timeZone);
  return [localIso(instant), utcIso(instant)];
};

describe("a start by the wall clock", () => {
  it("past midnight lies in the night that belongs to the business day", () => {
    expect(at("2026-11-27", 1530)).toEqual(["2026-11-28T01:30:00+01:00", "2026-11-28T00:30:00Z"]);
    expect(at("2026-12-31", 1470)).toEqual(["2027-01-01T00:30:00+01:00", "2026-12-31T23:30:00Z"]);
  });
  it("that the spring change skips moves on by the gap", () => {
    expect(at("2026-03-28", 1440 + 119)).toEqual(["2026-03-29T01:59:00+01:00", "2026-03-29T00:59:00Z"]);
    expect(at("2026-03-28", 1440 + 150)).toEqual(["2026-03-29T03:30:00+02:00", "2026-03-29T01:30:00Z"]);
    expect(at("2026-03-29", 600)).toEqual(["2026-03-29T10:00:00+02:00", "2026-03-29T08:00:00Z"]);
  });
  it("that the autumn change repeats is its first pass", () => {
    expect(at("2026-10-24", 1440 + 150)).toEqual(["2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z"]);
  });
  it("knows zones with odd offsets and half-hour changes", () => {
    expect(at("2026-11-27", 1200, "Asia/Kathmandu")).toEqual([
      "2026-11-27T20:00:00+05:45",
      "2026-11-27T14:15:00Z",
    ]);
    // Lord Howe, spring 2026-10-04 02:00 -> 02:30
    expect(at("2026-10-03", 1440 + 135, "Australia/Lord_Howe")[0]).toBe("2026-10-04T02:45:00+11:00");
  });
  it("refuses a zone that is none", () => {
    expect(() => startInstant("2026-11-27", 600, "Mars/Olympus")).toThrow(RangeError);
  });
});

describe("what follows the start", () => {
  it("runs in elapsed time through the repeated hour", () => {
    const times = { start: 1500, feature: 1520, end: 1640, clear: 1655 }; // 01:00, feature of two hours
    const { end, clear } = showingInstants("2026-10-24", times, berlin);
    expect(localIso(end)).toBe("2026-10-25T02:20:00+01:00");
    expect(utcIso(clear)).toBe("2026-10-25T01:35:00Z");
  });

  const zones = [
    berlin,
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "UTC",
  ];
  const date = fc
    .integer({ min: 0, max: 365 * 12 })
    .map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10));

  it("keeps its length in every zone on every day, clock changes included", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), date, fc.integer({ min: 0, max: 1800 }), (zone, day, start) => {
        const times = { start, feature: start + 20, end: start + 140, clear: start + 155 };
        const instants = showingInstants(day, times, zone);
        const minutes = (mark: keyof typeof times): number =>
          (instants[mark].epochMilliseconds - instants.start.epochMilliseconds) / 60_000;
        expect([minutes("feature"), minutes("end"), minutes("clear")]).toEqual([20, 140, 155]);
      }),
    );
  });
  it("starts at the minute asked for, except within a gap, and text and instant agree", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), date, fc.integer({ min: 0, max: 1800 }), (zone, day, start) => {
        const instant = startInstant(day, start, zone);
        const local = localIso(instant);
        expect(Date.parse(local)).toBe(Date.parse(utcIso(instant)));
        const wall = new Date(`${day}T00:00:00Z`).getTime() + start * 60_000;
        const shown = Date.parse(`${local.slice(0, 19)}Z`);
        if (shown !== wall) {
          const gap = startInstant(day, start - 180, zone).offsetNanoseconds < instant.offsetNanoseconds;
          expect(gap).toBe(true);
          expect(shown).toBeGreaterThan(wall);
        }
      }),
    );
  });
});

describe("clocks", () => {
  it("write the night as the house and as the wall does", () => {
    expect([houseClock(1530), wallClock(1530), wallClock(-30), houseClock(545)]).toEqual([
      "25:30",
      "01:30",
      "23:30",
      "09:05",
    ]);
  });
});
