/** The packaged application, started as its users start it. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageApplication } from "../../scripts/package.ts";
import { type Runtime, runtime } from "../../scripts/runtime/runtime.ts";
import { ensureSample } from "../../scripts/sample.ts";

interface ArchiveFolder {
  readonly files: Readonly<Record<string, Partial<ArchiveFolder>>>;
}

/** The tree of an asar archive: JSON whose length stands at byte 12. */
const archiveTree = (archive: string): ArchiveFolder => {
  const bytes = readFileSync(archive);
  return JSON.parse(bytes.toString("utf8", 16, 16 + bytes.readUInt32LE(12))) as ArchiveFolder;
};

const folder = mkdtempSync(join(tmpdir(), "marquee-package-"));
const library = join(folder, "sample.marquee");
let electron: Runtime;
let executable: string;
let resources: string;

beforeAll(async () => {
  electron = await runtime();
  executable = await packageApplication();
  resources = join(dirname(executable), "resources");
  await ensureSample(electron, {}, library);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("opens the sample library, shows it and quits", async () => {
  const { stdout } = await promisify(execFile)(
    executable,
    [...electron.flags, `--user-data-dir=${join(folder, "profile")}`, "--smoke", library],
    { timeout: 60_000 },
  );
  expect(JSON.parse(stdout.trim().split("\n").at(-1) as string)).toMatchObject({
    ok: true,
    library: "sample",
  });
});

test("what loads foreign code is fused off, what guards our own is fused on", async () => {
  const fuses = await getCurrentFuseWire(executable);
  const states = (options: readonly FuseV1Options[]) => options.map((option) => fuses[option]);
  expect(
    states([
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ]),
  ).toEqual(Array(5).fill(FuseState.DISABLE));
  expect(
    states([FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar]),
  ).toEqual(Array(2).fill(FuseState.ENABLE));
});

test("migrations and the native module lie outside the archive, sources inside", () => {
  const { files } = archiveTree(join(resources, "app.asar"));
  expect(Object.keys(files).sort()).toEqual(["build", "node_modules", "package.json"]);
  expect(Object.keys(files.build?.files ?? {}).sort()).toEqual(["data", "main", "preload", "renderer"]);
  expect(existsSync(join(resources, "migrations", "0001-library.sql"))).toBe(true);
  expect(existsSync(join(resources, "app.asar.unpacked", "node_modules", "better-sqlite3"))).toBe(true);
  expect(existsSync(join(resources, "app"))).toBe(false);
});
