/** kill -9 in edits, backups, migrations and restores: nothing acknowledged is lost, every file opens, no half backup is kept. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { listBackups, sha256Of } from "../../electron/data/backup/folder.ts";
import { makeBackup } from "../../electron/data/backup/make.ts";
import { holdLibrary, holdNewLibrary } from "../../electron/data/store/hold.ts";
import { closeLibrary, createLibrary } from "../../electron/data/store/library.ts";
import { besideLibrary } from "../../electron/data/store/places.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { contentHash, fill, migrations } from "./content.ts";
import { compileCache } from "./processes.ts";

export interface SafetyKillReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: number; // never
  readonly damaged: number; // never
  readonly badBackups: number; // listed as verified, and not what was backed up: never
}
export type KillMode = "edit" | "backup" | "migrate" | "restore";

const writer = join(import.meta.dirname, "safety-writer.ts");

const killOnce = async (mode: KillMode, path: string, start: number, afterMs: number) => {
  const child = spawn(process.execPath, [writer, mode, path, String(start)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  let printed = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      printed += chunk;
      if (printed.includes("ready")) resolve();
    });
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const closed = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on("close", (_, signal) => resolve(signal)),
  );
  await Promise.race([ready, closed]);
  await wait(afterMs);
  child.kill("SIGKILL");
  const signal = await closed;
  if (signal !== "SIGKILL" && errors !== "") throw new Error(errors);
  return {
    lines: printed.split("\n").filter((line) => line.startsWith("done ")),
    killed: signal === "SIGKILL",
  };
};

const spans: Readonly<Record<KillMode, number>> = { edit: 60, backup: 900, migrate: 60, restore: 1200 };

/** `times` kills in one mode, at moments drawn from `seed`. */
export const killInSafety = async (mode: KillMode, times: number, seed = 1): Promise<SafetyKillReport> => {
  const random = seededRandom(seed);
  const home = mkdtempSync(join(tmpdir(), "safety-kill-"));
  const path = join(home, "a.marquee");
  const report = { kills: 0, acknowledged: 0, lost: 0, damaged: 0, badBackups: 0 };
  try {
    const old = mode === "migrate" ? migrations.slice(0, 1) : migrations;
    const made = valueOrThrow(mode === "migrate" ? createLibrary(path, old) : holdNewLibrary(path, old));
    fill(made.db);
    const backup = mode === "restore" ? valueOrThrow(await makeBackup(made, "by-hand")) : null;
    const backedUp = contentHash(made.db);
    if (mode === "restore") made.db.exec("INSERT INTO film (title) VALUES ('only now')");
    const present = contentHash(made.db);
    closeLibrary(made);
    const original = join(home, "original");
    copyFileSync(path, original);
    let start = 0;
    for (let nth = 0; nth < times; nth++) {
      if (mode === "migrate" || mode === "restore") {
        for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
        copyFileSync(original, path);
      }
      const { lines, killed } = await killOnce(mode, path, start, random() * spans[mode]);
      if (killed) report.kills++;
      report.acknowledged += lines.length;
      const opened = await holdLibrary(path, migrations, { withoutBackup: true });
      if (!opened.ok) {
        report.damaged++;
        continue;
      }
      const { db } = opened.value;
      if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") report.damaged++;
      if (mode === "restore") {
        const hash = contentHash(db);
        if (hash !== present && hash !== backedUp) report.damaged++;
        if (lines.length > 0 && hash !== backedUp) report.lost++;
      } else if (mode === "migrate") {
        const films = db.prepare("SELECT count(*) FROM film").pluck().get();
        if (films !== 400 || db.pragma("user_version", { simple: true }) !== migrations.length) report.lost++;
      } else {
        const rows = db
          .prepare("SELECT year, count(*) FROM film WHERE studio = 'kill' GROUP BY year")
          .raw()
          .all() as [number, number][];
        const last = Math.max(start - 1, ...lines.map((line) => Number(line.slice(5))));
        const years = new Set(rows.map(([year]) => year));
        if (rows.some(([, parts]) => parts !== 3)) report.damaged++;
        for (let year = start; year <= last; year++) if (!years.has(year)) report.lost++;
        start = Math.max(last, ...years) + 1;
        if (rows.length > 300) db.exec("DELETE FROM film WHERE studio = 'kill'");
      }
      closeLibrary(opened.value);
      if (mode === "backup" || nth % 20 === 0)
        for (const entry of listBackups(besideLibrary(path), "a").slice(0, 3))
          if (entry.verified && (!entry.whole || (await sha256Of(entry.path)) !== entry.sha256))
            report.badBackups++;
      if (mode === "restore")
        for (const entry of listBackups(besideLibrary(path), "a"))
          if (entry.name !== backup?.name && nth % 10 === 9) rmSync(entry.path, { force: true });
    }
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
