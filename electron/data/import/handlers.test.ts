import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importContract } from "../../../shared/contract/import.ts";
import { connect, type Port, serve } from "../../../shared/contract/wire.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { jobProcess } from "../../../test/fixtures/job-process.ts";
import { writeMlLatest } from "../../../test/fixtures/movielens/generate.ts";
import { jobsOver } from "../jobs/client.ts";
import { noKeyKeeper } from "../privacy/key-keeper.ts";
import type { Session } from "../session.ts";
import { closeLibrary, createLibrary, type Library, readMigrations } from "../store/library.ts";
import { importHandlers } from "./handlers.ts";

const fixture = fileURLToPath(new URL("../../../test/fixtures/movielens/ml-100k", import.meta.url));
const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));

let home: string;
let library: Library;
let session: Session;
let channel: MessageChannel;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "import-handlers-"));
  library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("nothing to print")) };
  channel = new MessageChannel();
});
afterEach(() => {
  channel.port1.close();
  closeLibrary(library);
  rmSync(home, { recursive: true });
});

const portOf = (port: MessageChannel["port1"]): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => port.on("message", listener),
  onClose: (listener) => port.on("close", listener),
  close: () => port.close(),
});
const client = () => {
  serve(portOf(channel.port1), importContract, importHandlers(session, noKeyKeeper), (error) => {
    throw error;
  });
  return connect(portOf(channel.port2), importContract);
};
const grant = (path: string): string => {
  const file = randomUUID();
  session.files.set(file, path);
  return file;
};

test("preview, import and report through the wire", async () => {
  const data = client();
  const file = grant(fixture);
  expect(await data.previewImport({ file })).toMatchObject({ ok: true, value: { layout: "ml-100k" } });
  const { importRun } = valueOrThrow(await data.importFiles({ file }));
  const { runs } = valueOrThrow(await data.importRuns({}));
  expect(runs).toMatchObject([{ importRun, format: "ml-100k", source: "ml-100k", repaired: 1, rejected: 0 }]);
  const page = { importRun, offset: 0, limit: 10 };
  const issue = { file: "u.item", line: 3, outcome: "repaired", rule: "blank-title", detail: "3" };
  expect(await data.importIssues(page)).toEqual({ ok: true, value: { total: 1, rows: [issue] } });
  expect(await data.importIssues({ ...page, outcome: "rejected" })).toMatchObject({
    value: { total: 0, rows: [] },
  });
  expect(await data.importIssues({ ...page, offset: 1 })).toMatchObject({ value: { total: 1, rows: [] } });
});

test("what was staged by a job process that has ended since is a failure with a type", async () => {
  const worker = jobProcess();
  const jobs = jobsOver(worker);
  const stageImport: typeof jobs.stageImport = async (...call) => {
    const staged = await jobs.stageImport(...call);
    worker.stop();
    await worker.ended;
    return staged;
  };
  session = { ...session, jobs: { ...jobs, stageImport } };
  expect(await client().importFiles({ file: grant(fixture) })).toEqual({
    ok: false,
    error: { type: "JobStopped" },
  });
  worker.stop();
});

test("an import that changes interactions moves their revision on, whether blocks of them stand or not", async () => {
  const revision = (): number =>
    Number(library.db.prepare("SELECT value FROM setting WHERE name = 'interaction_revision'").pluck().get());
  const data = client();
  const seen = [revision()];
  for (const members of [3, 4]) {
    const folder = join(home, String(members));
    await writeMlLatest(folder, { members, films: 10, ratingsPerMember: 5 });
    library.db.exec("DELETE FROM block");
    valueOrThrow(await data.importFiles({ file: grant(folder) }));
    seen.push(revision());
  }
  valueOrThrow(await data.importFiles({ file: grant(join(home, "4")) }));
  expect([...seen, revision()]).toEqual([0, 1, 2, 2]);
});

test("a cancel sent while rows are read is heard", async () => {
  const folder = join(home, "big");
  await writeMlLatest(folder, { members: 300, films: 500, ratingsPerMember: 100 });
  const controller = new AbortController();
  const result = await client().importFiles(
    { file: grant(folder) },
    { signal: controller.signal, onProgress: () => controller.abort() },
  );
  expect(result).toEqual({ ok: false, error: { type: "Cancelled" } });
  expect(library.db.prepare("SELECT count(*) FROM film").pluck().get()).toBe(0);
});

test("without a library, or for a file that was not chosen, nothing is read", async () => {
  const data = client();
  expect(await data.importFiles({ file: randomUUID() })).toEqual({
    ok: false,
    error: { type: "UnknownFile" },
  });
  session.library = null;
  expect(await data.importFiles({ file: grant(fixture) })).toEqual({
    ok: false,
    error: { type: "NoLibrary" },
  });
});

test("a library closed during an import ends it without harm", async () => {
  const folder = join(home, "big");
  await writeMlLatest(folder, { members: 300, films: 500, ratingsPerMember: 100 });
  const running = client().importFiles({ file: grant(folder) }, { onProgress: () => library.db.close() });
  expect(await running).toEqual({ ok: false, error: { type: "NoLibrary" } });
  library = valueOrThrow(createLibrary(join(home, "b.marquee"), migrations));
});

test("one import at a time", async () => {
  const folder = join(home, "big");
  await writeMlLatest(folder, { members: 30, films: 50, ratingsPerMember: 10 });
  const data = client();
  const file = grant(folder);
  const first = data.importFiles({ file });
  expect(await data.importFiles({ file })).toEqual({ ok: false, error: { type: "ImportRunning" } });
  expect((await first).ok).toBe(true);
});

test("what is staged is shown before it is applied, and discarded without a trace", async () => {
  const data = client();
  const file = grant(fixture);
  const checked = valueOrThrow(await data.stageImport({ file }));
  expect(checked.kinds.map(({ kind, added, changed, same }) => [kind, added, changed, same])).toEqual([
    ["films", 3, 0, 0],
    ["members", 3, 0, 0],
    ["interactions", 4, 0, 0],
  ]);
  expect(checked.examples[0]).toMatchObject({ kind: "films", what: "added", label: "The Glass Orchard" });
  await data.discardImport({ staged: checked.staged });
  expect(await data.applyImport({ staged: checked.staged })).toEqual({
    ok: false,
    error: { type: "NotFound" },
  });
  expect(library.db.prepare("SELECT count(*) FROM film").pluck().get()).toBe(0);
  const again = valueOrThrow(await data.stageImport({ file }));
  expect(valueOrThrow(await data.applyImport({ staged: again.staged }))).toMatchObject({
    films: 3,
    added: 10,
  });
});

test("what rows name is told beside their counts, and changed values stand before and after", async () => {
  const data = client();
  const folder = join(home, "house");
  mkdirSync(folder);
  const write = (rating: string, guests: number): void => {
    writeFileSync(
      join(folder, "ratings.csv"),
      `member,film title,rating,rated at\nM1,Lantern Street,${rating},2024-03-10\nM2,Night Ferry,3.5,2024-03-11`,
    );
    writeFileSync(
      join(folder, "sales.csv"),
      `film title,cinema,screen,show date,start time,seats,admissions\nLantern Street,Eight,A,2024-03-10,20:15,120,${guests}`,
    );
  };
  write("4.5", 88);
  const first = valueOrThrow(await data.importFiles({ file: grant(folder) }));
  expect(first).toMatchObject({ added: 3, implied: { films: 2, members: 2 } });
  write("2.0", 90);
  const checked = valueOrThrow(await data.stageImport({ file: grant(folder) }));
  expect(checked).toMatchObject({
    implied: { films: 0, members: 0 },
    examples: [
      {
        kind: "interactions",
        what: "changed",
        label: "Lantern Street · 2024-03-10",
        changes: [{ field: "rating", before: "4.5", after: "2" }],
      },
      {
        kind: "showings",
        what: "changed",
        label: "Lantern Street · 2024-03-10",
        changes: [{ field: "admissions", before: "88", after: "90" }],
      },
    ],
  });
  await data.discardImport({ staged: checked.staged });
});
