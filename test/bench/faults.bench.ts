/**
 * Every fault in its long form: 0 lost, 0 silent.
 *
 *   node test/bench/faults.bench.ts [kills = 1000] [files = 600] [cuts = 1000]
 */
import { spoilFiles } from "../faults/bad-files.ts";
import { fillByPages, fillDisk } from "../faults/full-disk.ts";
import { killDuringImport } from "../faults/import-kill.ts";
import { cutPower } from "../faults/power-cut.ts";
import { killInSafety } from "../faults/safety-kill.ts";
import { killDuringTraining } from "../faults/training-kill.ts";

const [kills = 1000, files = 600, cuts = 1000] = process.argv.slice(2).map(Number);
const share = (part: number): number => Math.ceil(kills * part);
let bad = 0;
const show = (name: string, report: object | null, never: readonly string[]): void => {
  if (!report) {
    console.log(`${name}: cannot be done here`);
    return;
  }
  const failed = never.reduce((sum, key) => sum + ((report as Record<string, number>)[key] ?? 0), 0);
  bad += failed;
  console.log(`${failed === 0 ? "✓" : "✗"} ${name}: ${JSON.stringify(report)}`);
};

const neverKill = ["lost", "damaged", "badBackups", "half", "litter", "corrupt"];
show("power cut", cutPower(cuts), ["lost", "torn", "damaged"]);
show("bad files", await spoilFiles(files), ["silent", "changed"]);
show("full disk, by pages", fillByPages(1), ["untyped", "changed", "stuck"]);
show("full disk, small file system", await fillDisk(12), ["untyped", "changed", "stuck"]);
show("kill in edits", await killInSafety("edit", share(0.35)), neverKill);
show("kill in migrations", await killInSafety("migrate", share(0.2)), neverKill);
show("kill in imports", await killDuringImport(share(0.15)), neverKill);
show("kill in training", await killDuringTraining(share(0.15), 1), neverKill);
show("kill in backups", await killInSafety("backup", share(0.1)), neverKill);
show("kill in restores", await killInSafety("restore", share(0.05)), neverKill);
console.log(`${bad} lost, damaged or silent`);
process.exitCode = bad === 0 ? 0 : 1;
