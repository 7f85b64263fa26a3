import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import en from "../../../assets/locales/en/export.json" with { type: "json" };
import zhCN from "../../../assets/locales/zh-CN/export.json" with { type: "json" };
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";
import { planXlsx } from "./xlsx.ts";

const workbook = (document: PlanDocument, language: ExportLanguage): Promise<Uint8Array> =>
  planXlsx(document, showingViews(document), language);

type Cell = string | number | null;
interface Workbook {
  readonly parts: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  /** Rows of cells by column letter. */
  readonly rows: (sheet: number) => Record<string, Cell>[];
}

const plain = (xml: string): string =>
  xml.replace(/&(lt|gt|quot|apos|amp|#39);/g, (entity) => {
    const signs: Record<string, string> = {
      "&lt;": "<",
      "&gt;": ">",
      "&quot;": '"',
      "&apos;": "'",
      "&amp;": "&",
      "&#39;": "'",
    };
    return signs[entity] ?? entity;
  });

const workbookOf = async (bytes: Uint8Array): Promise<Workbook> => {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8"));
  const part = (name: string): string => parts.get(name) ?? "";
  const strings = [...part("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = ""]) =>
    plain([...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text = ""]) => text).join("")),
  );
  const cellsOf = (row: string): Record<string, Cell> =>
    Object.fromEntries(
      [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(
        ([, column = "", attributes = "", body = ""]) => {
          const value = /<v>(.*?)<\/v>/s.exec(body)?.[1];
          if (value === undefined) return [column, null];
          return [column, /t="s"/.test(attributes) ? (strings[Number(value)] ?? null) : Number(value)];
        },
      ),
    );
  return {
    parts,
    names: [...part("xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name = ""]) =>
      plain(name),
    ),
    rows: (sheet) =>
      [...part(`xl/worksheets/sheet${sheet}.xml`).matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(
        ([, row = ""]) => cellsOf(row),
      ),
  };
};

const document = planOf("2026-11-27");

describe("the workbook", () => {
  it("lists every showing with its times as numbers", async () => {
    const { rows } = await workbookOf(await workbook(document, "en"));
    const [header, first, ...rest] = rows(2);
    expect(rest.length + 1).toBe(document.showings.length);
    expect([header?.D, header?.H, header?.M]).toEqual([en.title, en.doors, en.forecast]);
    const excelEpoch = Date.UTC(1899, 11, 30);
    expect(first).toMatchObject({
      A: (Date.UTC(2026, 10, 27) - excelEpoch) / 86_400_000,
      C: "Screen 1",
      D: "The Lantern Keepers",
      E: "2D/IMAX",
      G: "12",
      L: 312,
      M: 37,
    });
    expect([first?.H, first?.I, first?.J, first?.K].map((time) => Math.round(Number(time) * 1440))).toEqual([
      600, 620, 754, 769,
    ]);
    expect(rest.filter(({ P }) => P === en.locked)).toHaveLength(
      document.showings.filter(({ locked }) => locked).length,
    );
  });

  it("draws the week: a row a day and screen, a block a showing, never two over one another", async () => {
    const clash = document.showings.flatMap((showing, index) =>
      index === 0 ? [showing, { ...showing, id: "clash", start: showing.start + 30 }] : showing,
    );
    const { rows, parts } = await workbookOf(await workbook({ ...document, showings: clash }, "en"));
    const week = rows(1);
    expect(week).toHaveLength(2 + 7 * 8 + 1);
    expect(Object.values(week[2] ?? {})).toContain(
      "The Lantern Keepers\n10:00–12:34 · 12 · 2D/IMAX · 37/312",
    );
    const taken = new Set<string>();
    const columnOf = (letters: string): number =>
      [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    for (const [, from = "", row, to = ""] of (parts.get("xl/worksheets/sheet1.xml") ?? "").matchAll(
      /<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)\d+"/g,
    ))
      for (let column = columnOf(from); column <= columnOf(to); column++) {
        expect(taken.has(`${row}:${column}`)).toBe(false);
        taken.add(`${row}:${column}`);
      }
    expect(taken.size).toBeGreaterThan(clash.length);
  });

  it("sums bookings by distributor and film, and says when a minimum is missed", async () => {
    const [lanterns] = document.films;
    if (!lanterns) throw new Error("the fixture has no film");
    const films = [{ ...lanterns, minShowsPerDay: 99 }, ...document.films.slice(1)];
    const { rows } = await workbookOf(await workbook({ ...document, films }, "en"));
    const bookings = rows(3).slice(1);
    expect(bookings).toHaveLength(films.length);
    expect(bookings.at(-1)).toMatchObject({ A: en.noDistributor, B: "Salt" });
    const row = bookings.find(({ B }) => B === lanterns.title);
    const shown = document.showings.filter(({ film }) => film === lanterns.film);
    expect(row).toMatchObject({ E: 6, F: en.holdover, Q: shown.length, R: 99, S: en.missed });
    expect(Number(row?.O) + Number(row?.P)).toBe(shown.length);
    expect(bookings.find(({ B }) => B === "Paper Rivers")).toMatchObject({ E: 1, F: en.opening, S: en.met });
  });

  it("sums up the week with the interval of its total, where there is one", async () => {
    const totals = { ...document.totals, low: 8000.4, high: 12_345.6 };
    const { rows } = await workbookOf(await workbook({ ...document, totals }, "zh-CN"));
    const named = (name: string) => rows(4).find(({ A }) => A === name);
    expect(Number(named(zhCN.total)?.E)).toBeCloseTo(totals.expectedAdmissions, 6);
    expect([named(zhCN.low)?.E, named(zhCN.high)?.E]).toEqual([8000.4, 12_345.6]);
    const without = await workbookOf(await workbook(document, "en"));
    expect(without.rows(4).some(({ A }) => A === en.low)).toBe(false);
  });

  it("speaks Chinese, freezes its headers and fits an A3 page", async () => {
    const { names, parts, rows } = await workbookOf(await workbook(document, "zh-CN"));
    expect(names).toEqual([zhCN.sheetWeek, zhCN.sheetShowings, zhCN.sheetBookings, zhCN.plan]);
    expect(rows(2)[1]?.D).toBe("守灯人");
    for (const sheet of [1, 2, 3]) {
      const xml = parts.get(`xl/worksheets/sheet${sheet}.xml`) ?? "";
      expect(xml).toMatch(/<pane [^>]*state="frozen"/);
      expect(xml).toMatch(/<pageSetUpPr fitToPage="1"\/>/);
      expect(xml).toMatch(/<pageSetup [^>]*paperSize="8"/);
    }
    expect(parts.get("xl/workbook.xml")).toContain(
      `localSheetId="0">'${zhCN.sheetWeek}'!$1:$2</definedName>`,
    );
  });

  it("holds no formula, whatever the titles say", async () => {
    const sign = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "＝", "\0=");
    await fc.assert(
      fc.asyncProperty(sign, fc.string({ unit: "binary" }), async (opening, rest) => {
        const title = opening + rest;
        const films = document.films.map((film) => ({ ...film, title, distributor: title }));
        const hostile = { ...document, films, note: title, showings: document.showings.slice(0, 3) };
        const { parts, rows } = await workbookOf(await workbook(hostile, "en"));
        const sheets = [1, 2, 3, 4];
        for (const sheet of sheets) expect(parts.get(`xl/worksheets/sheet${sheet}.xml`)).not.toContain("<f>");
        const texts = sheets.flatMap((sheet) => rows(sheet).flatMap((row) => Object.values(row)));
        for (const text of texts)
          if (typeof text === "string") expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
      { numRuns: 25 },
    );
  });
});
