/** The short form of the fault suites; `npm run bench -- faults` runs the long one. */
import { expect, test } from "vitest";
import { spoilFiles } from "./bad-files.ts";
import { canMount, fillByPages, fillDisk } from "./full-disk.ts";
import { fillDiskInImports, fillImportByPages } from "./import-full-disk.ts";
import { cutPower, cutPowerInImports } from "./power-cut.ts";
import { killInSafety } from "./safety-kill.ts";

test("forty-eight spoilt files end as they were or in a typed choice, and are left alone", async () => {
  const report = await spoilFiles(48);
  expect(report).toMatchObject({ silent: 0, changed: 0 });
  expect(report.salvaged).toBeGreaterThan(10);
  expect(Object.keys(report.refused)).toEqual(expect.arrayContaining(["Damaged", "NotALibrary"]));
});

test("a hundred power cuts lose nothing acknowledged and tear no transaction", () => {
  const report = cutPower(100);
  expect(report).toMatchObject({ lost: 0, torn: 0, damaged: 0 });
  expect(report.beyond).toBeGreaterThan(0); // the tails do reach the file
});

test("power cuts in an import or its rollback leave all of it or nothing", async () => {
  const report = await cutPowerInImports(40);
  expect(report).toMatchObject({ lost: 0, torn: 0, damaged: 0 });
  expect(report.beyond).toBeGreaterThan(0);
});

test("a disk that fills while an import is stored fails it as a whole, in its own words", async () => {
  const report = await fillImportByPages(24);
  expect(report).toMatchObject({ untyped: 0, changed: 0, stuck: 0 });
  expect(report.failures).toBeGreaterThan(2);
});

test.runIf(canMount)(
  "a small disk stops staging, applying and rolling back, and is left as it was",
  async () => {
    const report = await fillDiskInImports(96);
    if (!report) return;
    expect(report).toMatchObject({ untyped: 0, changed: 0, stuck: 0 });
    for (const failures of Object.values(report.at)) expect(failures).toBeGreaterThan(0);
  },
);

test("a disk that fills at any page fails the write as a whole, in its own words", () => {
  const report = fillByPages(12);
  expect(report).toMatchObject({ untyped: 0, changed: 0, stuck: 0 });
  expect(report.failures).toBeGreaterThan(10);
});

test.runIf(canMount)("a small disk that runs full stops edits and backups, and harms neither", async () => {
  const report = await fillDisk(3);
  if (report) expect(report).toMatchObject({ failures: 6, untyped: 0, changed: 0, stuck: 0 });
});

test("kills in edits, backups, migrations and restores lose nothing and leave no half backup", async () => {
  for (const [mode, times] of [
    ["edit", 8],
    ["backup", 4],
    ["migrate", 5],
    ["restore", 3],
  ] as const) {
    const report = await killInSafety(mode, times);
    expect(report).toMatchObject({ lost: 0, damaged: 0, badBackups: 0 });
    expect(report.kills, mode).toBeGreaterThan(0);
  }
});
