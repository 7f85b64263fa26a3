import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jobsContract } from "../../../shared/contract/jobs.ts";
import { type Port, serve } from "../../../shared/contract/wire.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { endlessParquet } from "../../../test/fixtures/hostile/parquet.ts";
import { jobProcess } from "../../../test/fixtures/job-process.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { holdingWrites, writesAllowed, writesAreHeld } from "../store/write-gate.ts";
import { jobsOver } from "./client.ts";
import { jobHandlers } from "./handlers.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));
let home: string;
let library: Library;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "jobs-"));
  library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
});
afterEach(() => {
  library.db.close();
  rmSync(home, { recursive: true });
});

const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});

test("a job process that ends fails its calls and is started anew for the next", async () => {
  let starts = 0;
  const open = async (): Promise<Port> => {
    const { port1, port2 } = new MessageChannel();
    starts++;
    if (starts === 1)
      setTimeout(() => port1.close(), 20); // never answers
    else serve(portOf(port1), jobsContract, jobHandlers(), String);
    return portOf(port2);
  };
  const jobs = jobsOver({ open, stop: () => {} });
  const copy = { library: library.path, path: join(home, "copy.marquee") };
  expect(await jobs.saveCopy(copy)).toEqual({ ok: false, error: { type: "JobStopped" } });
  expect(existsSync(copy.path)).toBe(false);
  expect(await jobs.saveCopy(copy)).toEqual({ ok: true, value: {} });
  expect(existsSync(copy.path)).toBe(true);
  expect(starts).toBe(2);
});

test("a file that keeps its reader busy for ever ends in a failure with its name, and the next one is read", async () => {
  const folder = join(home, "source");
  mkdirSync(folder);
  writeFileSync(join(folder, "endless.parquet"), endlessParquet());
  writeFileSync(join(folder, "films.csv"), "id,title\n1,One\n2,Two\n");
  const process = jobProcess();
  const jobs = jobsOver(process, { everyMs: 100, unanswered: 10 });
  try {
    await jobs.ping({}); // it has started
    const look = { library: library.path, path: folder };
    const stopped = { ok: false, error: { type: "ReadingStopped", name: "endless.parquet" } };
    expect(await jobs.previewImport(look)).toEqual(stopped);
    await jobs.ping({});
    expect(await jobs.stageImport(look)).toEqual(stopped);
    await jobs.ping({});
    const film = await jobs.previewImport({ ...look, path: join(folder, "films.csv") });
    expect(film).toMatchObject({ ok: true, value: { tables: [{ name: "films.csv" }] } });
    expect(process.starts).toBe(3);
  } finally {
    process.stop();
  }
});

test("writers wait in turn while the gate is held, also behind work that failed", async () => {
  const order: string[] = [];
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const first = holdingWrites(library.db, async () => {
    await wait(20);
    order.push("first");
    throw new Error("failed");
  });
  const second = holdingWrites(library.db, async () => {
    await wait(5);
    order.push("second");
  });
  expect(writesAreHeld(library.db)).toBe(true);
  const third = writesAllowed(library.db).then(() => order.push("writer"));
  await expect(first).rejects.toThrow("failed");
  await Promise.all([second, third]);
  expect(order).toEqual(["first", "second", "writer"]);
  expect(writesAreHeld(library.db)).toBe(false);
});
