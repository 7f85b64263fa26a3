/**
 * kill -9 of the job process while it stages an import, applies it or rolls one back. The library is then what it was or
 * all that it was to become, byte for byte of its contents, also to a reader who had it open; nothing else is left.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { jobsOver } from "../../electron/data/jobs/client.ts";
import { holdLibrary } from "../../electron/data/store/hold.ts";
import { closeLibrary, createLibrary, openLibrary } from "../../electron/data/store/library.ts";
import { besideLibrary } from "../../electron/data/store/places.ts";
import type { Jobs } from "../../shared/contract/jobs.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { type Result, valueOrThrow } from "../../shared/domain/result.ts";
import { jobProcess, type StartedJobs } from "../fixtures/job-process.ts";
import { migrations, timelessHash, timelessHashAt } from "./content.ts";
import { runRows, writeTwoSources } from "./import-sources.ts";
import { compileCache } from "./processes.ts";

export const importKillModes = ["staging", "applying", "rollback"] as const;
export type ImportKillMode = (typeof importKillModes)[number];

export interface ImportKillReport {
  readonly kills: number; // processes that died before they were done
  readonly before: number; // libraries as they were
  readonly after: number; // libraries with all of it
  readonly half: number; // libraries with anything else: never
  readonly damaged: number; // libraries that do not open or fail the full check: never
  readonly lost: number; // acknowledged and not there: never
  readonly untyped: number; // calls that ended in anything but a failure of their contract: never
  readonly stuck: number; // libraries that do not take the same work afterwards: never
  readonly litter: number; // files left beside a library, or that hold anything among the temporary ones: never
}

type Answer = Result<unknown, { readonly type: string }>;
/** `begins` is called where the kills may begin. */
type Work = (jobs: Jobs, library: string, begins: () => void) => Promise<Answer>;

const workOf = (mode: ImportKillMode, source: string): Work => {
  if (mode === "rollback")
    return (jobs, library, begins) => {
      begins();
      return jobs.rollBackImport({ library, importRun: 2 });
    };
  return async (jobs, library, begins) => {
    if (mode === "staging") begins();
    const staged = await jobs.stageImport({ library, path: source });
    if (!staged.ok || mode === "staging") return staged;
    return jobs.applyImport({ staged: staged.value.staged }, { onProgress: begins });
  };
};

export const killDuringImport = async (
  mode: ImportKillMode,
  times: number,
  seed = 1,
): Promise<ImportKillReport> => {
  const random = seededRandom(seed);
  const home = mkdtempSync(join(tmpdir(), "import-kill-"));
  const temporary = join(home, "tmp");
  mkdirSync(temporary);
  const env = { TMPDIR: temporary, TEMP: temporary, TMP: temporary, NODE_COMPILE_CACHE: compileCache };
  const start = (): { worker: StartedJobs; jobs: Jobs; ready: Promise<unknown> } => {
    const worker = jobProcess({ env, runRows });
    const jobs = jobsOver(worker);
    return { worker, jobs, ready: jobs.ping({}) };
  };
  const report = {
    ...{ kills: 0, before: 0, after: 0, half: 0, damaged: 0, lost: 0, untyped: 0, stuck: 0, litter: 0 },
  };
  const [first, second] = [join(home, "first"), join(home, "second")];
  const work = workOf(mode, second);
  const whole = workOf(mode === "rollback" ? "rollback" : "applying", second);
  const original = join(home, "original.marquee");
  const complete = join(home, "complete.marquee");
  const never = (): void => {};
  try {
    await writeTwoSources(first, second);
    closeLibrary(valueOrThrow(createLibrary(original, migrations)));
    const maker = start();
    const timed = start();
    valueOrThrow(await workOf("applying", first)(maker.jobs, original, never));
    if (mode === "rollback") valueOrThrow(await workOf("applying", second)(maker.jobs, original, never));
    copyFileSync(original, complete);
    let begun = 0;
    const begins = (): void => {
      begun ||= performance.now();
    };
    valueOrThrow(await work(timed.jobs, complete, begins));
    let span = (performance.now() - begun) / 2;
    if (mode === "staging") valueOrThrow(await whole(maker.jobs, complete, never));
    for (const { worker } of [maker, timed]) worker.stop();
    const hashes = { before: timelessHashAt(original), after: timelessHashAt(complete) };

    let next = start();
    for (let nth = 0; nth < times; nth++) {
      const { worker, jobs, ready } = next;
      const path = join(home, `${nth}.marquee`);
      copyFileSync(original, path);
      await ready;
      next = start();
      // Every second time the data service has the library open and goes on.
      const reader = nth % 2 === 1 ? valueOrThrow(openLibrary(path, migrations)) : null;
      let began = (): void => {};
      const beginning = new Promise<void>((resolve) => {
        began = resolve;
      });
      const running = work(jobs, path, began);
      await Promise.race([running, beginning.then(() => wait(random() * span))]);
      worker.stop();
      const result = await running;
      await worker.ended;
      // The computer is faster or slower by now.
      span *= result.ok ? 0.7 : 1.1;
      // What is only staged waits with the process, and dies with it.
      if (!result.ok || mode === "staging") report.kills++;
      if (!result.ok && !["JobStopped", "ReadingStopped"].includes(result.error.type)) report.untyped++;
      const seen = reader ? timelessHash(reader.db) : null;
      if (reader) closeLibrary(reader);
      const opened = await holdLibrary(path, migrations, { withoutBackup: true });
      if (!opened.ok) report.damaged++;
      else {
        const { db } = opened.value;
        if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") report.damaged++;
        if ((db.pragma("foreign_key_check") as unknown[]).length > 0) report.damaged++;
        const hash = timelessHash(db);
        const is = hash === hashes.before ? "before" : hash === hashes.after ? "after" : "half";
        report[is]++;
        if (seen !== null && seen !== hash) report.half++;
        if (result.ok && mode !== "staging" && is !== "after") report.lost++;
        closeLibrary(opened.value);
        if (is === "before" && nth % 10 === 0) {
          const again = start();
          await whole(again.jobs, path, never);
          again.worker.stop();
          await again.worker.ended;
          if (timelessHashAt(path) !== hashes.after) report.stuck++;
        }
      }
      rmSync(besideLibrary(path), { recursive: true, force: true }); // its seal
      const left = readdirSync(home).filter(
        (name) => name.startsWith(`${nth}.marquee-`) || name.endsWith(".part"),
      );
      // SQLite's temporary files have a name for the instant before it removes it: a kill then leaves an empty one.
      const held = readdirSync(temporary).filter((name) => statSync(join(temporary, name)).size > 0);
      report.litter += left.length + held.length;
      rmSync(path);
    }
    next.worker.stop();
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
