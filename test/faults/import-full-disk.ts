/**
 * A disk that fills while an import is staged, applied or rolled back: at every page the library would need, and, where
 * this process may mount one, on a small file system that holds the temporary files too. Each failure is typed, changes
 * nothing and leaves nothing, and the same work is done once there is room.
 */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  applyStaged,
  asImportFailure,
  importSource,
  stageSource,
} from "../../electron/data/import/imports.ts";
import { jobsOver } from "../../electron/data/jobs/client.ts";
import { closeLibrary, createLibrary, openLibrary } from "../../electron/data/store/library.ts";
import type { ImportSummary } from "../../shared/contract/import.ts";
import type { Jobs } from "../../shared/contract/jobs.ts";
import { type Result, valueOrThrow } from "../../shared/domain/result.ts";
import { jobProcess } from "../fixtures/job-process.ts";
import { migrations, timelessHashAt } from "./content.ts";
import { canMount, type FullDiskReport } from "./full-disk.ts";
import { runRows, writeTwoSources } from "./import-sources.ts";

/** The library before and after the second import, and its source. */
const prepare = async (home: string) => {
  const [first, second] = [join(home, "first"), join(home, "second")];
  await writeTwoSources(first, second);
  const before = join(home, "before.marquee");
  const after = join(home, "after.marquee");
  const library = valueOrThrow(createLibrary(before, migrations));
  valueOrThrow(await importSource(library, { path: first }));
  closeLibrary(library);
  copyFileSync(before, after);
  const fuller = valueOrThrow(openLibrary(after, migrations));
  valueOrThrow(await importSource(fuller, { path: second }));
  closeLibrary(fuller);
  return { second, before, after };
};

/** Applying, at every limit of pages. */
export const fillImportByPages = async (step: number): Promise<FullDiskReport> => {
  const home = mkdtempSync(join(tmpdir(), "full-import-"));
  const report = { failures: 0, untyped: 0, changed: 0, stuck: 0 };
  try {
    const { second, before, after } = await prepare(home);
    const hashes = { before: timelessHashAt(before), after: timelessHashAt(after) };
    const path = join(home, "a.marquee");
    copyFileSync(before, path);
    const library = valueOrThrow(openLibrary(path, migrations));
    for (let more = 0; ; more += step) {
      const staged = valueOrThrow(await stageSource(library, { path: second }));
      const pages = staged.db.pragma("page_count", { simple: true }) as number;
      staged.db.pragma(`max_page_count = ${pages + more}`);
      let applied: Result<ImportSummary, { readonly type: string }>;
      try {
        applied = await applyStaged(staged);
      } catch (error) {
        applied = asImportFailure(error);
      }
      staged.close();
      const hash = timelessHashAt(path);
      if (applied.ok) {
        if (hash !== hashes.after) report.stuck++;
        break;
      }
      report.failures++;
      if (applied.error.type !== "UnwritableLibrary") report.untyped++;
      if (hash !== hashes.before) report.changed++;
    }
    closeLibrary(library);
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

interface SmallDiskReport extends FullDiskReport {
  readonly at: Readonly<Record<"staging" | "applying" | "rollback", number>>; // failures by where they were met
}

/** A real file system that has a little more room every time; null where none can be mounted. */
export const fillDiskInImports = async (stepKiB: number): Promise<SmallDiskReport | null> => {
  if (!canMount) return null;
  const home = mkdtempSync(join(tmpdir(), "full-import-"));
  const disk = join(home, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], { stdio: "ignore" });
  } catch {
    rmSync(home, { recursive: true, force: true });
    return null;
  }
  const at = { staging: 0, applying: 0, rollback: 0 };
  const report = { failures: 0, untyped: 0, changed: 0, stuck: 0, at };
  const worker = jobProcess({ env: { TMPDIR: disk }, runRows });
  const jobs = jobsOver(worker);
  try {
    const { second, before, after } = await prepare(home);
    const path = join(disk, "a.marquee");
    const ballast = join(disk, "ballast");
    const typed = new Set(["UnwritableLibrary"]);

    type Answer = Result<unknown, { readonly type: string }>;
    const importIt = async (from: Jobs): Promise<readonly [keyof typeof at, Answer]> => {
      const staged = await from.stageImport({ library: path, path: second });
      if (!staged.ok) return ["staging", staged];
      return ["applying", await from.applyImport({ staged: staged.value.staged })];
    };
    const rollBackIt = async (from: Jobs): Promise<readonly [keyof typeof at, Answer]> => [
      "rollback",
      await from.rollBackImport({ library: path, importRun: 2 }),
    ];
    const fillFor = async (work: typeof importIt, original: string): Promise<void> => {
      const untouched = timelessHashAt(original);
      for (let free = 0; ; free += stepKiB * 1024) {
        copyFileSync(original, path);
        const { bavail, bsize } = statfsSync(disk);
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - free)));
        const [where, answer] = await work(jobs);
        rmSync(ballast);
        if (answer.ok) break;
        report.failures++;
        at[where]++;
        if (!typed.has(answer.error.type)) report.untyped++;
        if (timelessHashAt(path) !== untouched) report.changed++;
        if (readdirSync(disk).some((name) => name !== "a.marquee")) report.changed++;
        if (!(await work(jobs))[1].ok) report.stuck++;
        for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
      }
    };
    await fillFor(importIt, before);
    await fillFor(rollBackIt, after);
    return report;
  } finally {
    worker.stop();
    await worker.ended;
    execFileSync("umount", ["--lazy", disk]);
    rmSync(home, { recursive: true, force: true });
  }
};
