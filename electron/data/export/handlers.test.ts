import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExportForm } from "../../../shared/contract/export.ts";
import { ExportedPlan } from "../../../shared/domain/plan-document.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { scenarioHandlers } from "../queries/scenarios.ts";
import type { Session } from "../session.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { exportHandlers, exportName } from "./handlers.ts";
import { planOf } from "./plan.fixture.ts";
import { writeFiles } from "./write-files.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));
const forms: readonly ExportForm[] = ["grid", "booking", "kdm", "sessions", "jsonld", "ical", "json"];
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

const call = (signal = new AbortController().signal, progress: string[] = []) => ({
  signal,
  progress: ({ done, total, file }: { done: number; total: number; file: string }) => {
    progress.push(`${done}/${total} ${file}`);
  },
  block: async () => undefined,
});

interface Change {
  readonly source?: { plan: string } | { scenario: string } | { planFile: string };
  readonly folder?: string;
  readonly overwrite?: boolean;
  readonly forms?: readonly ExportForm[];
}
const exportPlan = (change: Change = {}, signal?: AbortSignal, progress?: string[]) =>
  exportHandlers(session).exportPlan(
    {
      source: { plan: document.id },
      folder: folderToken,
      language: "en",
      overwrite: false,
      ...change,
      forms: [...(change.forms ?? forms)],
    },
    call(signal, progress),
  );

const preview = (source: Change["source"] = { plan: document.id }) =>
  exportHandlers(session).previewExport({ source, forms: [...forms], language: "en" }, call());

/** The week saved again, changed. */
const saveAgain = (version: number, change: Partial<typeof document>): string => {
  const id = `version-${version}`;
  library.db
    .prepare("INSERT INTO plan (id, venue, week, version, created_at, document) VALUES (?, 1, ?, ?, 0, ?)")
    .run(id, document.week, version, JSON.stringify({ ...document, ...change, id, version }));
  return id;
};

const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

describe("exporting a stored plan", () => {
  it("writes every form, reports it and leaves nothing else; the preview names the same files", async () => {
    const progress: string[] = [];
    const foreseen = valueOrThrow(await preview());
    const { files, plan, version } = valueOrThrow(await exportPlan({}, undefined, progress));
    expect([plan, version]).toEqual([document.id, 2]);
    expect([...new Set(files.map(({ form }) => form))]).toEqual(forms);
    expect(files.map(({ name }) => name)).toEqual(
      [".xlsx", ".pdf", " bookings.xlsx", " bookings.pdf", " KDM.xlsx", " KDM.csv"]
        .concat([".csv", ".jsonld", ".ics", ".json"])
        .map((ending) => exportName(document) + ending),
    );
    expect(foreseen.files.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    expect(foreseen.files.every(({ lines }) => lines.length > 0 && lines.length <= 7)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(files.map(({ name }) => name).sort());
    for (const { path, bytes } of files) expect(statSync(path).size).toBe(bytes);
    expect(progress.map((line) => line.split("/")[0])).toEqual(
      Array.from({ length: 11 }, (_, at) => `${at}`),
    );
    expect(printed[0]).toMatch(/^A3 true <!doctype html>/);
    expect(printed[1]).toMatch(/^A4 true <!doctype html>/);
    const json = files.find(({ form }) => form === "json");
    expect(ExportedPlan.parse(readJson(json?.name ?? "")).id).toBe(document.id);
  });

  it("replaces files only when told to", async () => {
    const name = `${exportName(document)}.csv`;
    writeFileSync(join(folder, name), "mine");
    expect(await exportPlan({ forms: ["sessions"] })).toEqual({
      ok: false,
      error: { type: "FilesExist", names: [name] },
    });
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), "utf8")).toBe("mine");
    expect((await exportPlan({ forms: ["sessions"], overwrite: true })).ok).toBe(true);
    expect(readFileSync(join(folder, name), "utf8")).toContain("showing_id");
  });

  it("names what is unknown, and writes nothing when printing fails or the call is cancelled", async () => {
    const booking = { forms: ["booking"] } as const;
    expect(await exportPlan({ source: { plan: "none" } })).toEqual({
      ok: false,
      error: { type: "UnknownPlan" },
    });
    expect(await exportPlan({ folder: "none" })).toEqual({ ok: false, error: { type: "UnknownFile" } });
    session = { ...session, printPdf: () => Promise.reject(new Error("no printer")) };
    expect(await exportPlan(booking)).toEqual({
      ok: false,
      error: { type: "PrintFailed", detail: "no printer" },
    });
    await expect(Promise.resolve(exportPlan(booking, AbortSignal.abort()))).rejects.toThrow();
    const cancelled = new AbortController();
    session = {
      ...session,
      printPdf: () => {
        cancelled.abort();
        return new Promise(() => {}); // a page that never ends printing
      },
    };
    await expect(Promise.resolve(exportPlan(booking, cancelled.signal))).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
    expect(library.db.prepare("SELECT count(*) FROM exported_showing").pluck().get()).toBe(0);
    session = { ...session, library: null };
    expect(await exportPlan(booking)).toEqual({ ok: false, error: { type: "NoLibrary" } });
  });

  it("remembers what went out: a later version says what moved, what was cancelled, and what came back", async () => {
    const [first, second, ...rest] = document.showings;
    if (!first || !second) throw new Error("the fixture has no showings");
    await exportPlan({ forms: ["ical"] });
    const again = valueOrThrow(await preview());
    expect(again.changes).toEqual({
      added: 0,
      changed: 0,
      cancelled: 0,
      unchanged: document.showings.length,
    });
    const moved = { ...first, start: first.start + 30 };
    const edited = saveAgain(3, { showings: [moved, ...rest] });
    const changed = valueOrThrow(await preview({ plan: edited }));
    expect(changed.changes).toEqual({ added: 0, changed: 1, cancelled: 1, unchanged: rest.length });
    valueOrThrow(await exportPlan({ source: { plan: edited }, forms: ["jsonld"] }));
    const events = readJson(`${exportName({ ...document, version: 3 })}.jsonld`)["@graph"];
    expect(events[0]).toMatchObject({
      eventStatus: "https://schema.org/EventRescheduled",
      startDate: "2026-11-27T10:30:00+01:00",
      previousStartDate: "2026-11-27T10:00:00+01:00",
    });
    expect(events.at(-1)).toMatchObject({ eventStatus: "https://schema.org/EventCancelled" });
    const sequences = (): string[] => {
      const stored = library.db.prepare(
        "SELECT sequence || ' ' || cancelled FROM exported_showing WHERE showing IN (?, ?) ORDER BY showing",
      );
      return stored.pluck().all(first.id, second.id) as string[];
    };
    expect(sequences()).toEqual(["1 0", "1 1"]);
    // The same again changes nothing; the old version brings the second showing back and moves the first one back.
    await exportPlan({ source: { plan: edited }, forms: ["ical"], overwrite: true });
    expect(sequences()).toEqual(["1 0", "1 1"]);
    await exportPlan({ forms: ["ical"], overwrite: true });
    expect(sequences()).toEqual(["2 0", "2 0"]);
  });

  it("keeps ids when the house gets another name", async () => {
    const uids = () => library.db.prepare("SELECT uid FROM exported_showing ORDER BY showing").pluck().all();
    await exportPlan({ forms: ["ical"] });
    const before = uids();
    const renamed = saveAgain(3, { house: { ...document.house, name: "Marquee Nine" } });
    await exportPlan({ source: { plan: renamed }, forms: ["ical"] });
    expect(uids()).toEqual(before);
  });

  it("writes the same from a plan that was exported as JSON, without a library", async () => {
    await exportPlan({ forms: ["json", "sessions"] });
    const planFile = "00000000-0000-4000-8000-000000000002";
    const csv = readFileSync(join(folder, `${exportName(document)}.csv`), "utf8");
    const json = join(folder, `${exportName(document)}.json`);
    session = { ...session, library: null, files: new Map([...session.files, [planFile, json]]) };
    valueOrThrow(await exportPlan({ source: { planFile }, forms: ["sessions"], overwrite: true }));
    expect(readFileSync(join(folder, `${exportName(document)}.csv`), "utf8")).toBe(csv);
    writeFileSync(json, "{}");
    expect(await exportPlan({ source: { planFile } })).toMatchObject({ error: { type: "NotAPlan" } });
    rmSync(json);
    expect(await exportPlan({ source: { planFile } })).toMatchObject({ error: { type: "UnreadableFile" } });
  });

  it("lists compositions that nobody named with empty ids, and counts them", async () => {
    library.db.exec(`
      INSERT INTO film (id, title) VALUES (1, 'The Lantern Keepers'), (3, 'Salt');
      INSERT INTO film_version (id, film, format, audio, subtitles)
        VALUES (1, 1, 'IMAX', 'en', NULL), (2, 1, '2D', 'en', 'de'), (3, 3, '2D', 'de', NULL);
      INSERT INTO composition (version, cpl, content_title)
        VALUES (2, 'urn:uuid:6a4d8f1e-0000-4000-8000-000000000001', 'LanternKeepers_FTR_S_EN-DE_12_51_2K');`);
    const { compositions } = valueOrThrow(await preview());
    expect(compositions).toEqual({ all: 8, unknown: 7 });
    await exportPlan({ forms: ["kdm"] });
    const csv = readFileSync(join(folder, `${exportName(document)} KDM.csv`), "utf8");
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    const lanterns = rows.filter(({ film_id, screen }) => film_id === "1" && screen === "Screen 1");
    expect(lanterns.map(({ format, cpl_uuid }) => [format, cpl_uuid])).toEqual([
      ["IMAX", ""],
      ["2D", "urn:uuid:6a4d8f1e-0000-4000-8000-000000000001"],
    ]);
    const shown = document.showings.filter(({ film, screen }) => film === 1 && screen === 11);
    expect(lanterns[0]).toMatchObject({
      showings: String(shown.length),
      window_start: "2026-11-27T10:00:00+01:00",
    });
    for (const { window_start_utc = "", window_end_utc = "" } of rows)
      expect(Date.parse(window_end_utc)).toBeGreaterThan(Date.parse(window_start_utc));
  });
});

describe("naming compositions", () => {
  const file = "00000000-0000-4000-8000-000000000003";
  const cpl = "6a4d8f1e-0000-4000-8000-000000000001";
  const take = (text: string) => {
    writeFileSync(join(root, "list.csv"), text);
    session = { ...session, files: new Map([...session.files, [file, join(root, "list.csv")]]) };
    return exportHandlers(session).nameCompositions({ file }, call());
  };
  const named = () =>
    library.db
      .prepare(
        "SELECT film, format, audio, subtitles, cpl FROM composition c JOIN film_version v ON v.id = c.version",
      )
      .all();

  it("takes the exported list back with its ids filled in", async () => {
    library.db.exec(`
      INSERT INTO film (id, title) VALUES (1, 'The Lantern Keepers'), (3, 'Salt');
      INSERT INTO film_version (id, film, format, audio, subtitles) VALUES (2, 1, '2D', 'en', 'de'), (3, 3, '2D', 'de', NULL);`);
    await exportPlan({ forms: ["kdm"] });
    const list = readFileSync(join(folder, `${exportName(document)} KDM.csv`), "utf8");
    const filled = list.replaceAll(/,2D,de,,,,/g, `,2D,de,,urn:uuid:${cpl.toUpperCase()},Salt_FTR_S_DE,`);
    expect(valueOrThrow(await take(filled))).toEqual({ named: 1 });
    expect(named()).toEqual([{ film: 3, format: "2D", audio: "de", subtitles: null, cpl }]);
    expect(valueOrThrow(await preview()).compositions.unknown).toBe(6);
  });

  it("adds a version that nobody knew, and takes no line of a file with a bad one", async () => {
    library.db.exec("INSERT INTO film (id, title) VALUES (1, 'The Lantern Keepers')");
    const head = "film_id,format,cpl_uuid\n";
    for (const bad of [
      `1,2D,not-an-id`,
      `9,2D,${cpl}`,
      `1,,${cpl}`,
      `1,2D,${cpl}\n1,2D,${cpl.replace("1", "2")}`,
    ]) {
      expect(await take(`${head}1,3D,${cpl}\n${bad}\n`)).toMatchObject({
        error: { type: "BadCompositions", name: "list.csv" },
      });
      expect(named()).toEqual([]);
    }
    expect(await take("film,cpl\n")).toMatchObject({
      error: { type: "BadCompositions", line: 1, found: "film_id" },
    });
    expect(valueOrThrow(await take(`${head}1,3D,${cpl}\r\n`))).toEqual({ named: 1 });
    expect(named()).toEqual([{ film: 1, format: "3D", audio: "und", subtitles: null, cpl }]);
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

  it("name a scenario and how often it was kept", async () => {
    const keep = async () =>
      valueOrThrow(
        await scenarioHandlers(session).saveScenario(
          { name: "two prints: a/b", document, parent: null },
          call(),
        ),
      );
    const named = async (source: Change["source"]) => valueOrThrow(await preview(source)).files[0]?.name;
    expect(await named({ scenario: (await keep()).id })).toBe(
      "Marquee Eight 2026-11-27 two prints a b v1.xlsx",
    );
    expect(await named({ scenario: (await keep()).id })).toBe(
      "Marquee Eight 2026-11-27 two prints a b v2.xlsx",
    );
  });
});
