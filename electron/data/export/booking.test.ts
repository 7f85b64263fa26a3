import { describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import en from "../../../assets/locales/en/export.json" with { type: "json" };
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import { Rule } from "../../../shared/domain/rules/rule.ts";
import { bookingHtml } from "./booking-html.ts";
import { termWords } from "./booking-words.ts";
import { bookingXlsx } from "./booking-xlsx.ts";
import { bookingsOf, byDistributor } from "./bookings.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";
import { exportTexts } from "./texts.ts";

const document = planOf("2026-11-27");
const views = showingViews(document);
const pages = (films: typeof document.films, language: ExportLanguage): string =>
  bookingHtml({ ...document, films }, showingViews({ ...document, films }), language);

describe("booking sheets", () => {
  it("tell opening, holdover, final and off apart, and which days have too few shows", () => {
    const films = document.films.map((film) =>
      film.film === 1
        ? { ...film, availableTo: "2026-12-03", minShowsPerDay: 99 }
        : film.film === 2
          ? { ...film, availableTo: "2026-12-04" }
          : film,
    );
    const showings = document.showings.filter(({ film }) => film !== 7);
    const changed = { ...document, films, showings };
    const bookings = bookingsOf(changed, showingViews(changed));
    const of = (film: number) => bookings.find((booking) => booking.film.film === film);
    expect([1, 2, 5, 7].map((film) => of(film)?.kind)).toEqual(["final", "hold", "opening", "off"]);
    expect(of(1)?.missed).toHaveLength(7);
    expect(of(2)?.missed).toEqual([]);
    const first = of(1);
    expect(first?.screens.reduce((sum, { showings: shows }) => sum + shows, 0)).toBe(
      (first?.matinee ?? 0) + (first?.evening ?? 0),
    );
  });

  it("say how many showings are only pencilled in", () => {
    const [first, second, ...others] = document.showings;
    if (!first || !second) throw new Error("no showings");
    const held = [
      { ...first, pencilled: true },
      { ...second, locked: true, pencilled: true },
    ];
    const changed = { ...document, showings: [...held, ...others] };
    const sheet = bookingHtml(changed, showingViews(changed), "en");
    expect(sheet.match(/; Pencilled \d+/g)).toEqual(["; Pencilled 1"]);
  });

  it("tell every term of a film by its own rules, met and missed, in both languages", () => {
    const [first, second] = document.films as [
      (typeof document.films)[number],
      (typeof document.films)[number],
    ];
    const rules = [
      {
        id: "a",
        name: "Ninety a day",
        kind: "shows",
        params: { per: "day", least: 90 },
        scope: { films: [first.film] },
      },
      { id: "b", kind: "sessions", params: { most: 999, per: "week" }, scope: { films: [first.title] } },
      { id: "c", name: "Everybody", kind: "spacing", params: { minutes: 5 } },
    ].map((rule) => Rule.parse(rule));
    const changed = { ...document, rules };
    const bookings = bookingsOf(changed, showingViews(changed));
    const of = (film: number) =>
      bookings.find((booking) => booking.film.film === film) as (typeof bookings)[number];
    expect(of(first.film).terms).toMatchObject([
      { name: "Ninety a day", missed: document.days },
      { kind: "sessions", missed: [] },
    ]);
    expect(of(second.film).terms).toEqual([]);
    expect(termWords(of(first.film), exportTexts("en"), "en")).toMatch(
      /^Met; Ninety a day: Missed Fri, .+; Total sessions: Met$|^Missed: .+; Ninety a day: Missed Fri, .+; Total sessions: Met$/,
    );
    expect(termWords(of(first.film), exportTexts("zh-CN"), "zh-CN")).toContain("总场次：");
    expect(pages(document.films, "en")).not.toContain("Ninety");
    expect(bookingHtml(changed, showingViews(changed), "en")).toContain("Ninety a day");
  });

  it("are a sheet a distributor, under names that Excel takes", async () => {
    const films = document.films.map((film) => ({
      ...film,
      distributor: `A/B: [${film.film}] '${"x".repeat(40)}`,
    }));
    const changed = { ...document, films };
    const bytes = await bookingXlsx(changed, showingViews(changed), "en");
    const zip = await fromBufferPromise(Buffer.from(bytes));
    const names: string[] = [];
    for await (const { fileName } of zip.eachEntry()) names.push(fileName);
    expect(names.filter((name) => name.startsWith("xl/worksheets/sheet"))).toHaveLength(films.length);
  });

  it.each(["en", "zh-CN"] as const)("start a page a distributor and number them in %s", (language) => {
    const page = pages(document.films, language);
    const groups = byDistributor(bookingsOf(document, views));
    expect(page.match(/<section class="page/g)).toHaveLength(groups.length);
    expect(page).toContain(
      language === "en" ? `Page 1 / ${groups.length}` : `第 1 页，共 ${groups.length} 页`,
    );
    expect(page).not.toMatch(/undefined|NaN|\[object|<script/);
  });

  it("go on on another page, its head repeated, where a distributor has many films", () => {
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...(document.films[0] as (typeof document.films)[number]),
      film: 100 + at,
      title: `Film ${at}`,
      distributor: "Northlight",
    }));
    const page = pages([...document.films, ...many], "en");
    const sheets = page.split('<section class="page').slice(1);
    expect(sheets.length).toBeGreaterThan(5);
    for (const sheet of sheets) expect(sheet).toContain(`<th class="" scope="col">${en.title}</th>`);
    for (let at = 0; at < 60; at++) expect(page.split(`<b>Film ${at}</b>`)).toHaveLength(2);
  });
});
