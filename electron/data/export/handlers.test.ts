import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExportFormat } from "../../../shared/contract/export.ts";
import { ExportedPlan } from "../../../shared/domain/plan-document.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import type { Session } from "../session.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { exportHandlers, exportName } from "./handlers.ts";
import { planOf } from "./plan.fixture.ts";
import { writeFiles } from "./write-files.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));
const formats: readonly ExportFormat[] = ["xlsx", "csv", "ics", "pdf", "json"];
const document = planOf("2026-11-27");
const folderToken = "00000000-0000-4000-8000-000000000001";

let root: string;
let folder: string;
let library: Library;
let session: Session;
let printed: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "marquee-export-"));
  folder = mkdtempSync(join(root, "out-"));
  printed = [];
  library = valueOrThrow(createLibrary(join(root, "house.marquee"), migrations));
  library.db.exec(`
    INSERT INTO venue (id, name, time_zone, opens, last_start, closes, trailers, cleaning, stagger, grid)
    VALUES (1, 'Marquee Eight', 'Europe/Berlin', 600, 1410, 1590, 20, 15, 5, 15)`);
  library.db
    .prepare("INSERT INTO plan (id, venue, week, version, created_at, document) VALUES (?, 1, ?, ?, 0, ?)")
    .run(document.id, document.week, document.version, JSON.stringify(document));
  session = {
    library,
    files: new Map([[folderToken, folder]]),
    printPdf: async (html, page) => {
      printed.push(`${page.size} ${page.landscape} ${html}`);
      return new TextEncoder().encode("%PDF-1.7");
    },
  };
});

afterEach(() => {
  library.db.close();
  rmSync(root, { recursive: true });
});

const exportPlan = (
  change: { plan?: string; folder?: string; overwrite?: boolean; formats?: readonly ExportFormat[] } = {},
  signal = new AbortController().signal,
  progress: { done: number; total: number; file: string }[] = [],
) =>
  exportHandlers(session).exportPlan(
    {
      plan: document.id,
      folder: folderToken,
      language: "en",
      overwrite: false,
      ...change,
      formats: [...(change.formats ?? formats)],
    },
    { signal, progress: (value) => progress.push(value), block: async () => undefined },
  );

describe("exporting a stored plan", () => {
  it("writes every format, reports them and leaves nothing else", async () => {
    const progress: { done: number; total: number; file: string }[] = [];
    const { files } = valueOrThrow(await exportPlan({}, undefined, progress));
    expect(files.map(({ format }) => format)).toEqual(formats);
    expect(readdirSync(folder).sort()).toEqual(files.map(({ name }) => name).sort());
    for (const { path, bytes } of files) expect(statSync(path).size).toBe(bytes);
    expect(progress.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(printed[0]).toMatch(/^A3 true <!doctype html>/);
    const json = files.find(({ format }) => format === "json");
    expect(ExportedPlan.parse(JSON.parse(readFileSync(json?.path ?? "", "utf8"))).id).toBe(document.id);
  });

  it("replaces files only when told to", async () => {
    const name = `${exportName(document)}.csv`;
    writeFileSync(join(folder, name), "mine");
    expect(await exportPlan()).toEqual({ ok: false, error: { type: "FilesExist", names: [name] } });
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), "utf8")).toBe("mine");
    expect((await exportPlan({ overwrite: true })).ok).toBe(true);
    expect(readFileSync(join(folder, name), "utf8")).toContain("showing_id");
  });

  it("names what is unknown, and writes nothing when printing fails or the call is cancelled", async () => {
    expect(await exportPlan({ plan: "none" })).toEqual({ ok: false, error: { type: "UnknownPlan" } });
    expect(await exportPlan({ folder: "none" })).toEqual({ ok: false, error: { type: "UnknownFile" } });
    session = { ...session, printPdf: () => Promise.reject(new Error("no printer")) };
    expect(await exportPlan()).toEqual({ ok: false, error: { type: "PrintFailed", detail: "no printer" } });
    await expect(Promise.resolve(exportPlan({}, AbortSignal.abort()))).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
    session = { ...session, library: null };
    expect(await exportPlan()).toEqual({ ok: false, error: { type: "NoLibrary" } });
  });
});

describe("writing files together", () => {
  it("leaves no file, not even the first, when one cannot be written", async () => {
    const files = [
      { name: "first.csv", content: "a" },
      { name: `${"x".repeat(300)}.json`, content: "b" },
    ];
    expect(await writeFiles(folder, files, false)).toMatchObject({
      ok: false,
      error: { type: "UnwritableFile", name: files[1]?.name },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes back what it placed when a later file cannot be put in its place", async () => {
    const blocked = mkdtempSync(join(folder, "blocked-"));
    const name = blocked.slice(folder.length + 1);
    const files = [
      { name: "first.csv", content: "a" },
      { name, content: "b" },
    ];
    expect(await writeFiles(folder, files, true)).toMatchObject({
      ok: false,
      error: { type: "UnwritableFile", name },
    });
    expect(readdirSync(folder)).toEqual([name]);
  });

  it("makes the folder, and says so when it cannot", async () => {
    const inside = (name: string) =>
      writeFiles(join(root, name, "plans"), [{ name: "a.csv", content: "a" }], false);
    expect(await inside("new")).toEqual({ ok: true, value: null });
    expect(readdirSync(join(root, "new", "plans"))).toEqual(["a.csv"]);
    writeFileSync(join(root, "file"), "");
    expect(await inside("file")).toMatchObject({
      ok: false,
      error: { type: "UnwritableFile", name: "a.csv" },
    });
  });
});

describe("file names", () => {
  it("are legal everywhere and stay in their folder", () => {
    const named = (name: string): string => exportName({ ...document, house: { ...document.house, name } });
    expect(named("Marquee Eight")).toBe("Marquee Eight 2026-11-27 v2");
    expect(named("../../etc: <Kino>?")).toBe("etc Kino 2026-11-27 v2");
    expect(named("星光影城")).toBe("星光影城 2026-11-27 v2");
    expect(named("///")).toBe("Marquee 2026-11-27 v2");
  });
});
