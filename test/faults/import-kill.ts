/** Kills a process with SIGKILL in the middle of an import, again and again, and looks at what is left. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  closeLibrary,
  createLibrary,
  openLibrary,
  readMigrations,
} from "../../electron/data/store/library.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { writeMlLatest } from "../fixtures/movielens/generate.ts";

const migrationsFolder = fileURLToPath(new URL("../../electron/migrations", import.meta.url));
const child = fileURLToPath(new URL("./import-kill-child.ts", import.meta.url));
const size = { members: 200, films: 400, ratingsPerMember: 100 };

export interface KillReport {
  readonly kills: number; // processes that died before they were done
  readonly empty: number; // libraries without any of the import
  readonly complete: number; // libraries with all of it
  readonly half: number; // libraries with a part of it: never
  readonly damaged: number; // libraries that do not open: never
  readonly lost: number; // acknowledged imports that are not there: never
  readonly litter: number; // files left beside a library: never
}

interface Death {
  readonly killed: boolean;
  readonly acknowledged: boolean;
  readonly readingMs: number;
  readonly storingMs: number;
}

/** Runs one import and kills it `delayMs` after it has said `when`. */
const runAndKill = (library: string, folder: string, when: string, delayMs: number): Promise<Death> =>
  new Promise((resolve, reject) => {
    const importer = spawn(process.execPath, [child, library, folder, migrationsFolder], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = new Map<string, number>();
    let errors = "";
    importer.stderr.on("data", (text) => {
      errors += text;
    });
    importer.stdout.on("data", (text: Buffer) => {
      for (const word of text.toString().trim().split("\n")) {
        said.set(word, performance.now());
        if (word === when) setTimeout(() => importer.kill("SIGKILL"), delayMs);
      }
    });
    importer.on("error", reject);
    importer.on("close", (code, signal) => {
      if (signal !== "SIGKILL" && code !== 0) return reject(new Error(`the import failed: ${errors}`));
      const between = (from: string, to: string): number =>
        (said.get(to) ?? Number.NaN) - (said.get(from) ?? Number.NaN);
      resolve({
        killed: signal === "SIGKILL",
        acknowledged: said.has("acknowledged"),
        readingMs: between("reading", "storing"),
        storingMs: between("storing", "acknowledged"),
      });
    });
  });

/** Half of the kills fall anywhere in the reading, half into the transaction that stores. */
export const killDuringImport = async (times: number, seed = 1): Promise<KillReport> => {
  const random = seededRandom(seed);
  const home = mkdtempSync(join(tmpdir(), "import-kill-"));
  const folder = join(home, "source");
  const report = { kills: 0, empty: 0, complete: 0, half: 0, damaged: 0, lost: 0, litter: 0 };
  const migrations = readMigrations(migrationsFolder);
  const freshLibrary = (name: string): string => {
    const path = join(home, `${name}.marquee`);
    closeLibrary(valueOrThrow(createLibrary(path, migrations)));
    return path;
  };
  try {
    await writeMlLatest(folder, size);
    const whole = await runAndKill(freshLibrary("whole"), folder, "never", 0);
    for (let nth = 0; nth < times; nth++) {
      const path = freshLibrary(String(nth));
      const storing = nth % 2 === 1;
      const span = storing ? whole.storingMs : whole.readingMs;
      const death = await runAndKill(path, folder, storing ? "storing" : "reading", random() * span);
      if (death.killed) report.kills++;
      const opened = openLibrary(path, migrations);
      if (!opened.ok) {
        report.damaged++;
        continue;
      }
      const { db } = opened.value;
      const rows = ["film", "member", "interaction", "import_run"].map((table) =>
        db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      );
      const all = [size.films, size.members, size.members * size.ratingsPerMember, 1];
      const complete = rows.every((count, i) => count === all[i]);
      if (complete) report.complete++;
      else if (rows.every((count) => count === 0)) report.empty++;
      else report.half++;
      if (death.acknowledged && !complete) report.lost++;
      closeLibrary(opened.value);
      report.litter += readdirSync(home).filter((name) => name.startsWith(`${nth}.marquee-`)).length;
      rmSync(path);
    }
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
