/**
 * Every fault in its long form: 0 lost, 0 silent.
 *
 *   npm run bench -- faults [kills = 1000] [files = 600] [cuts = 1000]
 */
import { spoilFiles } from "../faults/bad-files.ts";
import { fillByPages, fillDisk } from "../faults/full-disk.ts";
import { fillDiskInImports, fillImportByPages } from "../faults/import-full-disk.ts";
import { importKillModes, killDuringImport } from "../faults/import-kill.ts";
import { cutPower, cutPowerInImports } from "../faults/power-cut.ts";
import { killInSafety } from "../faults/safety-kill.ts";
import { killDuringTraining } from "../faults/training-kill.ts";

const [kills = 1000, files = 600, cuts = 1000] = process.argv.slice(2).map(Number);
const share = (part: number): number => Math.ceil(kills * part);
let bad = 0;
let killed = 0;
/** `never`: the counts that must be nought. */
const show = async (
  name: string,
  run: () => object | null | Promise<object | null>,
  never: readonly string[],
): Promise<void> => {
  const started = performance.now();
  const report = (await run()) as Record<string, number> | null;
  if (!report) {
    console.log(`${name}: cannot be done here`);
    return;
  }
  const failed = never.reduce((sum, key) => sum + (report[key] ?? 0), 0);
  bad += failed;
  killed += report.kills ?? 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${failed === 0 ? "✓" : "✗"} ${name}: ${JSON.stringify(report)} in ${seconds} s`);
};

const neverCut = ["lost", "torn", "damaged"];
const neverFull = ["untyped", "changed", "stuck"];
const neverKill = ["lost", "damaged", "badBackups", "half", "untyped", "stuck", "litter", "corrupt"];
await show("power cut in edits", () => cutPower(cuts), neverCut);
await show("power cut in imports and rollbacks", () => cutPowerInImports(cuts), neverCut);
await show("bad files", () => spoilFiles(files), ["silent", "changed"]);
await show("full disk, by pages", () => fillByPages(1), neverFull);
await show("full disk in imports, by pages", () => fillImportByPages(1), neverFull);
await show("full disk, small file system", () => fillDisk(12), neverFull);
await show("full disk in imports, small file system", () => fillDiskInImports(16), neverFull);
for (const mode of importKillModes)
  await show(`kill in imports, ${mode}`, () => killDuringImport(mode, share(0.18)), neverKill);
await show("kill in edits", () => killInSafety("edit", share(0.2)), neverKill);
await show("kill in migrations", () => killInSafety("migrate", share(0.15)), neverKill);
await show("kill in training", () => killDuringTraining(share(0.1), 1), neverKill);
await show("kill in backups", () => killInSafety("backup", share(0.07)), neverKill);
await show("kill in restores", () => killInSafety("restore", share(0.05)), neverKill);
console.log(`${killed} processes killed; ${bad} lost, damaged, silent or left behind`);
process.exitCode = bad === 0 ? 0 : 1;
