import { describe, expect, it } from "vitest";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { planCalendar } from "./icalendar.ts";
import { issue } from "./issued.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";

const calendarOf = (document: PlanDocument, language: ExportLanguage): string => {
  const views = showingViews(document);
  return planCalendar(document, views, issue(document, views, new Map()), language);
};

const physical = (calendar: string): string[] => calendar.split("\r\n");
const unfolded = (calendar: string): string[] => calendar.replace(/\r\n[ \t]/g, "").split("\r\n");
const values = (calendar: string, name: string): string[] =>
  unfolded(calendar)
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1));

describe("the calendar", () => {
  const document = planOf("2026-10-23");
  const calendar = calendarOf(document, "en");

  it("folds at 75 octets and ends lines with CRLF", () => {
    for (const line of physical(calendarOf(document, "zh-CN"))) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain("\n");
    }
  });

  it("has an event a showing with an id of its own", () => {
    const ids = values(calendar, "UID");
    expect(ids).toHaveLength(document.showings.length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(values(calendar, "DTSTAMP").every((stamp) => /^\d{8}T\d{6}Z$/.test(stamp))).toBe(true);
  });

  it("keeps ids through versions and languages", () => {
    const later = calendarOf({ ...document, id: "another", version: 3, note: "Final" }, "zh-CN");
    expect(values(later, "UID")).toEqual(values(calendar, "UID"));
    expect(new Set(values(later, "SEQUENCE"))).toEqual(new Set(["0"]));
  });

  it("tells other houses' and other weeks' showings apart", () => {
    const elsewhere = calendarOf({ ...document, house: { ...document.house, name: "Marquee Nine" } }, "en");
    expect(values(elsewhere, "UID")).not.toContain(values(calendar, "UID")[0]);
  });

  it("starts at UTC instants, right on both sides of the autumn change", () => {
    const starts = values(calendar, "DTSTART");
    expect(starts).toContain("20261023T080000Z"); // 10:00 in Berlin, +02:00
    expect(starts).toContain("20261025T090000Z"); // 10:00 in Berlin, +01:00
    expect(values(calendar, "X-WR-TIMEZONE")).toEqual(["Europe/Berlin"]);
  });

  it("escapes text, so a title cannot add lines", () => {
    const films = document.films.map((film) => ({ ...film, title: "A;B,C\\D\r\nEND:VCALENDAR\nX" }));
    const written = calendarOf({ ...document, films, showings: document.showings.slice(0, 1) }, "en");
    expect(unfolded(written).filter((line) => line === "END:VCALENDAR")).toHaveLength(1);
    expect(values(written, "SUMMARY")[0]).toMatch(/^A\\;B\\,C\\\\D/);
  });

  it("marks locked showings as confirmed", () => {
    const confirmed = values(calendar, "STATUS").filter((status) => status === "CONFIRMED");
    expect(confirmed).toHaveLength(document.showings.filter(({ locked }) => locked).length);
  });
});
