import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { planCsv } from "./csv.ts";
import { neutralText } from "./neutral-text.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";

const sessions = (document: PlanDocument): string => planCsv(document, showingViews(document));

const rowsOf = (csv: string): Record<string, string>[] =>
  parse(csv, { bom: true, columns: true, record_delimiter: "\r\n", relax_quotes: false });

describe("the sessions CSV", () => {
  it("starts with a byte-order mark and has a row a showing", () => {
    const document = planOf("2026-11-27");
    const csv = sessions(document);
    expect(csv.codePointAt(0)).toBe(0xfeff);
    expect(csv.endsWith("\r\n")).toBe(true);
    const rows = rowsOf(csv);
    expect(rows).toHaveLength(document.showings.length);
    expect(rows[0]).toMatchObject({
      site: "Marquee Eight",
      screen: "Screen 1",
      business_date: "2026-11-27",
      film_id: "1",
      title: "The Lantern Keepers",
      title_zh: "守灯人",
      format: "2D/IMAX",
      start_local: "2026-11-27T10:00:00+01:00",
      start_utc: "2026-11-27T09:00:00Z",
      end_utc: "2026-11-27T11:34:00Z",
      seats: "312",
      forecast_mean: "37",
      locked: "false",
      pencilled: "false",
    });
  });

  it("gives any title back, and never one that a spreadsheet would run", () => {
    const document = planOf("2026-11-27");
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "＝", "\0=", "\u0007+"), fc.string())
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (title) => {
        const films = document.films.map((film) => ({ ...film, title }));
        const cell = rowsOf(sessions({ ...document, films, showings: document.showings.slice(0, 2) }))[1]
          ?.title;
        expect(cell).toBe(neutralText(title));
        expect(cell).not.toMatch(/^[\p{Cc}\p{Cs}]*[=+\-@\t\r\n＝＋－＠]/u);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves ordinary text alone", () => {
    for (const text of ["Salt", "守灯人", "Mission - Two", "1=1", "Amélie", "", "😀"])
      expect(neutralText(text)).toBe(text);
    expect(neutralText("=1+1")).toBe("'=1+1");
    expect(neutralText("\0=1+1")).toBe("'=1+1");
  });
});
