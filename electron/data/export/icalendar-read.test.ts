/** The calendar as an independent parser reads it. */
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { planCalendar } from "./icalendar.ts";
import { type Issued, issue } from "./issued.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";

const issuedOf = (document: PlanDocument, before: readonly Issued[] = []): Issued[] =>
  issue(document, showingViews(document), new Map(before.map((each) => [each.showing, each])));

const read = (document: PlanDocument, issued: readonly Issued[], language: "en" | "zh-CN" = "en") => {
  const calendar = new ICAL.Component(
    ICAL.parse(planCalendar(document, showingViews(document), issued, language)),
  );
  const events = calendar.getAllSubcomponents("vevent").map((event) => {
    const text = (name: string): string => String(event.getFirstPropertyValue(name) ?? "");
    const time = (name: string): number =>
      (event.getFirstPropertyValue(name) as ICAL.Time).toJSDate().getTime();
    return {
      uid: text("uid"),
      sequence: Number(text("sequence")),
      status: text("status"),
      summary: text("summary"),
      location: text("location"),
      start: time("dtstart"),
      end: time("dtend"),
    };
  });
  return { version: String(calendar.getFirstPropertyValue("version")), events };
};

describe("the calendar, read by ical.js", () => {
  const document = planOf("2026-10-23");
  const first = issuedOf(document);

  it("holds every showing with its title, place and instants, in both languages", () => {
    const { version, events } = read(document, first, "zh-CN");
    expect(version).toBe("2.0");
    expect(events).toHaveLength(document.showings.length);
    const views = showingViews(document);
    events.forEach((event, at) => {
      const view = views[at];
      expect(event).toMatchObject({
        summary: view?.film.titleZh ?? view?.film.title,
        location: `Marquee Eight, ${view?.screen.name}`,
        start: view?.instants.start.epochMilliseconds,
        end: view?.instants.end.epochMilliseconds,
        sequence: 0,
      });
    });
  });

  it("moves, cancels and restores by UID and SEQUENCE", () => {
    const [moved, dropped, ...rest] = document.showings;
    if (!moved || !dropped) throw new Error("the fixture has no showings");
    const later = { ...document, showings: [{ ...moved, start: moved.start + 15 }, ...rest] };
    const second = issuedOf(later, first);
    const before = read(document, first).events;
    const after = new Map(read(later, second).events.map((event) => [event.uid, event]));
    expect(after.size).toBe(before.length);
    expect(after.get(before[0]?.uid ?? "")).toMatchObject({
      sequence: 1,
      start: (before[0]?.start ?? 0) + 15 * 60_000,
    });
    expect(after.get(before[1]?.uid ?? "")).toMatchObject({ sequence: 1, status: "CANCELLED" });
    for (const { uid } of before.slice(2)) expect(after.get(uid)?.sequence).toBe(0);
    const third = read(document, issuedOf(document, second)).events;
    expect(third.map(({ sequence }) => sequence).slice(0, 3)).toEqual([2, 2, 0]);
    expect(third[1]?.status).not.toBe("CANCELLED");
  });

  it("gives any title back", () => {
    const title = 'Semi;colon, back\\slash "quote" 😀 换行\nEND:VEVENT';
    const films = document.films.map((film) => ({ ...film, title }));
    const changed = { ...document, films, showings: document.showings.slice(0, 2) };
    const { events } = read(changed, issuedOf(changed));
    expect(events.map(({ summary }) => summary)).toEqual([title, title]);
  });
});
