import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { decideRows, quarantineCsv, quarantined, quarantinedRow, quarantineRules } from "./quarantine.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));
let home: string;
let library: Library;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "quarantine-"));
  library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  library.db.pragma("synchronous = OFF");
  library.db.exec(`INSERT INTO import_run (id, format, system, source, started_at, seconds, added, unchanged, repaired, rejected)
    VALUES (1, 'x', 'a', 'a', 1, 1, 0, 0, 0, 0)`);
});
afterEach(() => {
  library.db.close();
  rmSync(home, { recursive: true });
});
const put = (kind: string, rule: string, cells: Readonly<Record<string, string>>, file = "a.csv"): void =>
  void library.db
    .prepare(
      "INSERT INTO quarantine (import_run, file, line, kind, rule, field, detail, cells) VALUES (1, ?, 7, ?, ?, NULL, 'why', ?)",
    )
    .run(file, kind, rule, JSON.stringify(cells));
const waiting = { state: "waiting", search: "" } as const;

test("rows are found by what stands in them, filtered and counted by rule", () => {
  put("interactions", "unknown-film", { film: '77 "x"', rating: "4" });
  put("interactions", "rating-outside-scale", { film: "1", rating: "9" });
  put("films", "duplicate", { key: "1", title: "灯笼街" }, "films.csv");
  expect(quarantined(library.db, waiting, 0, 2)).toMatchObject({ total: 3, rows: [{ id: 1 }, { id: 2 }] });
  const found = (filter: object) =>
    quarantined(library.db, { ...waiting, ...filter }, 0, 10).rows.map(({ id }) => id);
  expect(found({ search: '77 "X' })).toEqual([1]);
  expect(found({ search: "灯笼" })).toEqual([3]);
  expect(found({ rule: "rating-outside-scale" })).toEqual([2]);
  expect(found({ kind: "films", file: "films.csv" })).toEqual([3]);
  expect(found({ importRun: 2 })).toEqual([]);
  expect(quarantineRules(library.db, "waiting")).toHaveLength(3);
});

test("rows are dismissed and brought back; what was fixed stays so", () => {
  put("films", "duplicate", { key: "1" });
  put("films", "duplicate", { key: "2" });
  library.db.exec("UPDATE quarantine SET state = 'fixed' WHERE id = 2");
  expect(decideRows(library.db, [1, 2, 9], "dismissed")).toBe(1);
  expect(quarantinedRow(library.db, 1)).toMatchObject({ state: "dismissed", decidedAt: expect.any(Number) });
  expect(decideRows(library.db, [1], "waiting")).toBe(1);
  expect(quarantinedRow(library.db, 1)).toMatchObject({ state: "waiting", decidedAt: null });
  expect(quarantinedRow(library.db, 9)).toBeNull();
});

test("what is exported is what a reader of CSV reads back, whatever stands in the cells", () => {
  const cell = fc
    .string({ unit: "grapheme" })
    .filter((text) => !text.includes("\0") && !text.startsWith("\uFEFF"));
  fc.assert(
    fc.property(fc.array(fc.record({ film: cell, rating: cell }), { minLength: 1, maxLength: 8 }), (rows) => {
      library.db.exec("DELETE FROM quarantine");
      for (const cells of rows) put("interactions", "unknown-film", cells);
      put("films", "duplicate", { key: "1" });
      const { text, rows: written } = quarantineCsv(library.db, waiting, "interactions");
      expect(written).toBe(rows.length);
      const read = parse(text, { columns: true, relax_column_count: false }) as Record<string, string>[];
      expect(read.map(({ film, rating }) => ({ film, rating }))).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});
