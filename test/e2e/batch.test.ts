/** The batch interface as a script calls it: exit codes, and standard output that holds the result alone. */
import { spawn } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtures, openWorkshop, type Workshop } from "./journey.ts";

const root = join(import.meta.dirname, "../..");
let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop?.remove());

interface Ran {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly progress: string;
}

const marquee = (...command: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "scripts/marquee.ts"), ...command], {
      cwd: workshop.folder,
      // npm names the folder it was called from; these calls are made from the workshop.
      env: { ...process.env, INIT_CWD: workshop.folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let progress = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      progress += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, lines: output.split("\n").filter((line) => line !== ""), progress }),
    );
  });
const json = ({ lines }: Ran): unknown => JSON.parse(lines.at(-1) ?? "");

test("a command that does not exist, and an option left out: exit code 2, the usage on standard error", async () => {
  const unknown = await marquee("dance", "--json");
  expect(unknown.code).toBe(2);
  expect(json(unknown)).toEqual({ error: { type: "Usage", detail: 'no command "dance"' } });
  expect(unknown.lines).toHaveLength(1);
  expect(unknown.progress).toContain("usage: npm run marquee");
  const incomplete = await marquee("train", "--library", "a.marquee");
  expect(incomplete.code).toBe(2);
  expect(incomplete.progress).toContain("train needs --model");
});

test("a library that is not there: exit code 1 and a typed error as the one line of output", async () => {
  const missing = await marquee("info", "--library", "missing.marquee", "--json");
  expect(missing.code).toBe(1);
  expect(missing.lines).toHaveLength(1);
  expect(json(missing)).toMatchObject({ error: { type: "NotFound" } });
});

test("import makes the library and prints its stable keys; the same again adds nothing; info agrees", async () => {
  const path = join(fixtures, "ml-latest");
  const first = await marquee("import", path, "--library", "new.marquee", "--json");
  expect(first.code).toBe(0);
  expect(first.lines).toHaveLength(1);
  const expected = {
    films: 7,
    members: 3,
    interactions: 9,
    tags: 3,
    added: 26,
    unchanged: 0,
    repaired: expect.any(Number),
    rejected: 0,
    seconds: expect.any(Number),
  };
  expect(json(first)).toMatchObject(expected);
  const again = await marquee("import", path, "--library", "new.marquee", "--json");
  expect(json(again)).toMatchObject({ ...expected, added: 0, unchanged: 26 });
  const info = await marquee("info", "--library", "new.marquee", "--json");
  expect(info.lines).toHaveLength(1);
  expect(json(info)).toMatchObject({
    name: "new",
    path: workshop.path("new.marquee"),
    bytes: expect.any(Number),
    schemaVersion: expect.any(Number),
    counts: { films: 7, members: 3, interactions: 9, tags: 3 },
  });
});

test("the quarantine is tried again and listed", async () => {
  const tried = await marquee("quarantine", "--library", "new.marquee", "--retry", "--json");
  expect(tried.code).toBe(0);
  expect(json(tried)).toMatchObject({ total: 0, rows: [], fixed: { taken: 0, refused: 0 } });
});

test("without --json a person reads a summary", async () => {
  const { code, lines } = await marquee("import", join(fixtures, "ml-100k"), "--library", "other.marquee");
  expect(code).toBe(0);
  expect(lines.join("\n")).toMatch(/^Imported in .* The library holds /);
});

test("a data set nobody knows: exit code 1 with what was looked for", async () => {
  const refused = await marquee("import", workshop.folder, "--library", "third.marquee", "--json");
  expect(refused.code).toBe(1);
  expect(json(refused)).toMatchObject({
    error: { type: "UnknownFormat", lookedFor: expect.any(Array), found: expect.any(Array) },
  });
});

test("posters of a folder are embedded in batch: what is no picture is named, what is done is not done again", async () => {
  const pictures = {
    "The Glass Orchard (2011).png":
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "夜の水族館 (2019).webp": "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
    "Lighthouse Keeper, The (1998).png": Buffer.from("\x89PNG\r\n\x1a\nand nothing more", "latin1").toString(
      "base64",
    ),
  };
  const folder = workshop.path("posters");
  await mkdir(folder);
  for (const [name, base64] of Object.entries(pictures))
    await writeFile(join(folder, name), Buffer.from(base64, "base64"));
  const imported = await marquee("import", folder, "--library", "new.marquee", "--json");
  expect(json(imported)).toMatchObject({ added: 3, rejected: 0 });
  const first = await marquee("images", "embed", "--library", "new.marquee", "--json");
  expect(first.code).toBe(0);
  expect(json(first)).toMatchObject({
    embedded: 2,
    skipped: 0,
    failed: 1,
    failures: [{ title: expect.any(String), problem: "noPicture" }],
  });
});

test("faces in posters are counted where they are photographs", async () => {
  const folder = workshop.path("photographs");
  await mkdir(folder);
  const photographs = join(root, "node_modules/@vladmandic/face-api/demo");
  await copyFile(join(photographs, "sample6.jpg"), join(folder, "Four at a Window (2001).jpg"));
  await copyFile(join(photographs, "sample3.jpg"), join(folder, "Three on a Sofa (2002).jpg"));
  expect(json(await marquee("import", folder, "--library", "faces.marquee", "--json"))).toMatchObject({
    added: 2,
  });
  const found = await marquee("images", "faces", "--library", "faces.marquee", "--json");
  const { looked, films } = json(found) as {
    looked: number;
    films: { title: string; count: number; area: number; faces: { sure: number }[] }[];
  };
  expect(looked).toBe(2);
  expect(new Map(films.map(({ title, count }) => [title, count]))).toEqual(
    new Map([
      ["Four at a Window", 4],
      ["Three on a Sofa", 3],
    ]),
  );
  for (const { area, faces } of films) {
    expect(area).toBeGreaterThan(0.05);
    expect(area).toBeLessThan(0.2);
    for (const { sure } of faces) expect(sure).toBeGreaterThanOrEqual(0.5);
  }
});
