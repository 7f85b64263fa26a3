import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ImportProgress } from "../../../shared/contract/import.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { writeMlLatest } from "../../../test/fixtures/movielens/generate.ts";
import { zipOf } from "../../../test/fixtures/zip.ts";
import { closeLibrary, createLibrary, type Library, readMigrations } from "../store/library.ts";
import { applyStaged, importSource, stageSource } from "./imports.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));

let home: string;
let folder: string; // 500 films, 300 members, 30,000 ratings
let library: Library;
let before: readonly string[];
beforeEach(async () => {
  before = readdirSync(tmpdir());
  home = mkdtempSync(join(tmpdir(), "import-"));
  folder = join(home, "source");
  await writeMlLatest(folder, { members: 300, films: 500, ratingsPerMember: 100 });
  library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
});
afterEach(() => {
  closeLibrary(library);
  rmSync(home, { recursive: true });
});

const pluck = (sql: string): unknown[] => library.db.prepare(sql).pluck().all();
const rowsOf = (...tables: string[]): string =>
  tables.map((table) => pluck(`SELECT count(*) FROM ${table}`)[0]).join();
const expectNothingBehind = (): void => {
  expect(rowsOf("film", "film_key", "genre", "member", "interaction", "rating_scale", "import_run")).toBe(
    "0,0,0,0,0,0,0",
  );
  expect(pluck("SELECT value FROM setting WHERE name = 'interaction_revision'")).toEqual(["0"]);
  expect(
    readdirSync(tmpdir()).filter((name) => name.startsWith("marquee-import-") && !before.includes(name)),
  ).toEqual([]);
};

test("a cancel at any report leaves nothing behind, and the import can be started again", async () => {
  for (const phase of ["reading", "storing"] as const) {
    const controller = new AbortController();
    const stopped = importSource(
      library,
      { path: folder },
      {
        signal: controller.signal,
        progress: (report) => report.phase === phase && controller.abort(),
      },
    );
    await expect(stopped).rejects.toThrow(/abort/);
    expectNothingBehind();
  }
  expect(valueOrThrow(await importSource(library, { path: folder }))).toMatchObject({
    interactions: 30_000,
    members: 300,
    films: 500,
  });
});

test("others read on meanwhile and see no part of the import until all of it is there", async () => {
  let done = false;
  const running = importSource(library, { path: folder }).finally(() => {
    done = true;
  });
  const seen = new Set<string>();
  let looks = 0;
  while (!done) {
    seen.add(rowsOf("film", "member", "interaction"));
    looks++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await running).ok).toBe(true);
  expect(looks).toBeGreaterThan(5);
  expect([...seen].filter((counts) => counts !== "500,300,30000")).toEqual(["0,0,0"]);
});

test("a failure while storing leaves nothing behind", async () => {
  const staged = valueOrThrow(await stageSource(library, { path: folder }));
  staged.db.pragma(`max_page_count = ${staged.db.pragma("page_count", { simple: true })}`);
  await expect(applyStaged(staged)).rejects.toMatchObject({ code: "SQLITE_FULL" });
  staged.close();
  expectNothingBehind();
});

test("what was checked against another state of the library is not stored", async () => {
  const staged = valueOrThrow(await stageSource(library, { path: folder }));
  valueOrThrow(await importSource(library, { path: folder }));
  const before = rowsOf("film", "member", "interaction", "import_run");
  expect(await applyStaged(staged)).toEqual({ ok: false, error: { type: "LibraryChanged" } });
  staged.close();
  expect(rowsOf("film", "member", "interaction", "import_run")).toBe(before);
});

test("progress rises to the end and estimates what is left", async () => {
  const reports: ImportProgress[] = [];
  valueOrThrow(await importSource(library, { path: folder }, { progress: (report) => reports.push(report) }));
  for (const phase of ["reading", "comparing", "storing"]) {
    const rows = reports.filter((report) => report.phase === phase).map((report) => report.rows);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  }
  expect(reports.at(-1)).toMatchObject({
    phase: "storing",
    rows: 30_000,
    totalRows: 30_000,
    secondsLeft: 0,
  });
  expect(reports[0]?.totalRows).toBeGreaterThan(1_000);
});

test("an archive that breaks half-way leaves nothing behind", async () => {
  const entries = ["movies.csv", "ratings.csv"].map((name) => ({
    name,
    content: readFileSync(join(folder, name)),
    deflated: true,
  }));
  const bytes = zipOf(entries);
  bytes.fill(0xff, bytes.length - 30_000, bytes.length - 20_000);
  writeFileSync(join(home, "broken.zip"), bytes);
  expect(await importSource(library, { path: join(home, "broken.zip") })).toMatchObject({
    error: { type: "DamagedFile" },
  });
  expectNothingBehind();
});
