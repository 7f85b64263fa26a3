/** kill -9 while a training run stores its work: nothing acknowledged may be lost, no file may be corrupt. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  closeLibrary,
  createLibrary,
  openLibrary,
  readMigrations,
} from "../../electron/data/store/library.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { compileCache } from "./processes.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../electron/migrations"));
const writer = join(import.meta.dirname, "training-writer.ts");

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly corrupt: number;
  readonly lost: number;
}

/** Starts the writer, lets it work for a moment, kills it; returns what it had acknowledged. */
const killOnce = async (path: string, start: number, afterMs: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, [writer, path, String(start)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  let printed = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      printed += chunk;
      if (printed.startsWith("ready")) resolve();
    });
  });
  const closed = new Promise((resolve) => child.on("close", resolve));
  await Promise.race([ready, closed]);
  await wait(afterMs);
  child.kill("SIGKILL");
  await closed;
  return printed.split("\n").slice(1, -1);
};

const wholeBlob = (bytes: Uint8Array, step: number): boolean => bytes.every((byte) => byte === step % 251);

/** `times` kills on one library, at moments drawn from `seed`. */
export const killDuringTraining = async (times: number, seed: number): Promise<KillReport> => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-kill-"));
  const path = join(folder, "killed.marquee");
  closeLibrary(valueOrThrow(createLibrary(path, migrations)));
  const random = seededRandom(seed);
  let [acknowledged, corrupt, lost, start] = [0, 0, 0, 0];
  const models = new Set<number>();
  try {
    for (let kill = 0; kill < times; kill++) {
      const lines = await killOnce(path, start, random() * 60);
      acknowledged += lines.length;
      const steps = (kind: string): number[] =>
        lines.filter((line) => line.startsWith(kind)).map((line) => Number(line.split(" ")[1]));
      for (const step of steps("model")) models.add(step);
      const lastStep = Math.max(start - 1, ...steps("checkpoint"));
      const opened = openLibrary(path, migrations);
      if (!opened.ok) {
        corrupt++;
        break;
      }
      const { db } = opened.value;
      if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") corrupt++;
      const checkpoint = db.prepare("SELECT request, state FROM checkpoint").get() as
        | { request: string; state: Uint8Array }
        | undefined;
      const stored = checkpoint ? (JSON.parse(checkpoint.request).step as number) : -1;
      if (stored < lastStep || (checkpoint && !wholeBlob(checkpoint.state, stored))) lost++;
      for (const step of models) {
        const weights = db
          .prepare("SELECT weights FROM model_weights WHERE model = ?")
          .pluck()
          .get(`model-${step}`);
        if (!weights || !wholeBlob(weights as Uint8Array, step)) lost++;
      }
      db.prepare("DELETE FROM model WHERE created_at < ?").run(stored - 20);
      for (const step of models) if (step < stored - 20) models.delete(step);
      closeLibrary(opened.value);
      start = stored + 1;
    }
    return { kills: times, acknowledged, corrupt, lost };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
