import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { planHtml } from "./html.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";

const wallPlan = (document: PlanDocument, language: ExportLanguage): string =>
  planHtml(document, showingViews(document), language);

/** Tags in order, each closed by its own name; throws on the first that is not. */
const assertBalanced = (markup: string): void => {
  const open: string[] = [];
  for (const [, closing, name = "", selfClosing] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)\b[^<>]*?(\/?)>/gi,
  )) {
    if (selfClosing || name === "meta") continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
  }
  if (open.length > 0) throw new Error(`<${open.join("><")}> stay open`);
};

describe("the wall plan", () => {
  const document = planOf("2026-11-27");

  it.each(["en", "zh-CN"] as const)("is one well-formed page of the week and one a day in %s", (language) => {
    const page = wallPlan(document, language);
    assertBalanced(page);
    expect(page.match(/<section class="page/g)).toHaveLength(8);
    expect(page.match(/<div class="block"/g)).toHaveLength(2 * document.showings.length);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  it("says what the week draws with its interval, on the page of the week alone", () => {
    const totals = { ...document.totals, low: 8000.4, high: 12_345.6 };
    const [, week = "", ...daily] = wallPlan({ ...document, totals }, "en").split('<section class="page');
    expect(week).toContain(" (8,000–12,346)</dd>");
    expect(daily.join("")).not.toContain("8,000");
    expect(wallPlan(document, "en").split('<section class="page')[1]).not.toMatch(/\(.*–.*\)<\/dd>/);
  });

  it("is sealed: no script, nothing fetched", () => {
    const page = wallPlan(document, "en");
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bon\w+=/i);
    expect(page).toContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; Sons");
  });

  it("escapes whatever a title, a name or a note holds", () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(`"><script>`, `</style><script>`, "'--><b>", "&lt;"),
    );
    const tags = (markup: string): string[] => markup.match(/<\/?[a-z!]+/gi) ?? [];
    const expected = tags(wallPlan({ ...document, note: "x", films: document.films }, "en"));
    fc.assert(
      fc.property(hostile, (title) => {
        const films = document.films.map((film) => ({ ...film, title, titleZh: title, certificate: "12" }));
        const page = wallPlan({ ...document, films, note: title || "x" }, "en");
        assertBalanced(page);
        expect(tags(page)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("gives a house of many screens more pages, each screen on one of them", () => {
    const screens = document.house.screens.flatMap((screen) => [
      screen,
      { ...screen, screen: screen.screen + 100, name: `${screen.name} annex` },
    ]);
    const page = wallPlan({ ...document, house: { ...document.house, screens }, note: "" }, "en");
    assertBalanced(page);
    expect(page.match(/<section class="page/g)).toHaveLength(16);
    expect(page.match(/<div class="block"/g)).toHaveLength(2 * document.showings.length);
    expect(page).toContain("Page 16 / 16");
    expect(wallPlan(document, "zh-CN")).toContain("第 1 页，共 8 页");
  });

  it("draws clashing showings in lanes of their own and says when a day has none", () => {
    const [first] = document.showings;
    if (!first) throw new Error("the fixture has no showing");
    const clash = [first, { ...first, id: "clash", start: first.start + 30 }];
    const page = wallPlan({ ...document, showings: clash }, "en");
    expect(page).toMatch(/<div class="lane">(?:(?!<div class="lane">)[\s\S])+<\/div><div class="lane">/);
    expect(page.match(/No showings/g)).toHaveLength(6);
  });
});
