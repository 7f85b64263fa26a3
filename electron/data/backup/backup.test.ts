import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { type ForgetAgain, forgetAgain } from "../privacy/forget-again.ts";
import { holdLibrary, holdNewLibrary } from "../store/hold.ts";
import { closeLibrary, openLibrary, readMigrations } from "../store/library.ts";
import { besideLibrary } from "../store/places.ts";
import { listBackups } from "./folder.ts";
import { backupIfDue, makeBackup } from "./make.ts";
import { restoreBackup } from "./restore.ts";
import { salvage } from "./salvage.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
const forget: ForgetAgain = (file, list) => forgetAgain(file, list, migrations);
// Each check starts a thread, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-backup-"));
  path = join(folder, "a.marquee");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filled = (films = 3000) => {
  const library = valueOrThrow(holdNewLibrary(path, migrations));
  const insert = library.db.prepare("INSERT INTO film (title) VALUES (?)");
  const member = library.db.prepare("INSERT INTO member (key) VALUES (?)");
  const saw = library.db.prepare(
    "INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, 4)",
  );
  library.db.transaction(() => {
    for (let film = 0; film < films; film++) insert.run(`Film ${film} ${"x".repeat(100)}`);
    for (let one = 1; one <= 50; one++) {
      member.run(Buffer.from(`m${one}`));
      for (let film = 1; film <= 50; film++) saw.run(one, film, film);
    }
  })();
  return library;
};
const films = (): number => {
  const { db } = valueOrThrow(openLibrary(path, migrations, { readOnly: false }));
  const count = db.prepare("SELECT count(*) FROM film").pluck().get() as number;
  db.close();
  return count;
};
const damage = (from: number, to: number): void => {
  const bytes = readFileSync(path);
  bytes.fill(0xff, from, to);
  writeFileSync(path, bytes);
};

test("a backup is one verified plain file with its manifest, and the library goes on meanwhile", async () => {
  const library = filled();
  const shares: number[] = [];
  const made = makeBackup(library, "by-hand", { progress: (share) => shares.push(share), marquee: "1.2.3" });
  library.db.prepare("INSERT INTO film (title) VALUES ('late')").run();
  const entry = valueOrThrow(await made);
  expect(entry).toMatchObject({ reason: "by-hand", verified: true, whole: true, marquee: "1.2.3" });
  expect(entry.counts).toMatchObject({ members: 50, interactions: 2500 });
  expect(shares.at(-1)).toBe(1);
  expect(readdirSync(besideLibrary(path)).sort()).toEqual([entry.name, `${entry.name}.json`]);
  expect(readFileSync(entry.path).subarray(18, 20)).toEqual(Buffer.from([1, 1])); // no write-ahead log
  closeLibrary(library);
});

/** The page that holds a text. */
const pageOf = (text: string): [number, number] => {
  const page = Math.floor(readFileSync(path).indexOf(text) / 4096);
  return [page * 4096, (page + 1) * 4096];
};

test("a cancelled backup leaves nothing", async () => {
  const library = filled();
  const controller = new AbortController();
  const made = makeBackup(library, "by-hand", {
    signal: controller.signal,
    progress: () => controller.abort(),
  });
  await expect(made).rejects.toThrow();
  expect(readdirSync(besideLibrary(path))).toEqual([]);
  closeLibrary(library);
});

test("what a killed backup left is removed by the next, and what is being written is not", async () => {
  const library = filled();
  mkdirSync(besideLibrary(path));
  const name = (at: string): string => join(besideLibrary(path), `a 2026-01-01 ${at} daily.marquee.part`);
  const killed = [name("01-00-00"), `${name("01-00-00")}-journal`];
  for (const file of [...killed, name("02-00-00")]) writeFileSync(file, "x");
  for (const file of killed) utimesSync(file, 1_700_000_000, 1_700_000_000);
  valueOrThrow(await makeBackup(library, "by-hand"));
  expect(readdirSync(besideLibrary(path)).filter((each) => each.includes(".part"))).toEqual([
    basename(name("02-00-00")),
  ]);
  closeLibrary(library);
});

test("the daily backup is made once a day", async () => {
  const library = filled(60);
  expect(valueOrThrow(await backupIfDue(library))).toMatchObject({ reason: "daily" });
  expect(valueOrThrow(await backupIfDue(library))).toBe(null);
  const tomorrow = new Date(Date.now() + 25 * 3_600_000);
  expect(valueOrThrow(await backupIfDue(library, { now: tomorrow }))).toMatchObject({ reason: "daily" });
  closeLibrary(library);
});

test("a restore keeps what was there, and can itself be undone", async () => {
  const library = filled(100);
  const before = valueOrThrow(await makeBackup(library, "by-hand"));
  library.db.prepare("INSERT INTO film (title) VALUES ('only now')").run();
  closeLibrary(library);
  const { kept } = valueOrThrow(
    await restoreBackup(path, before, besideLibrary(path), { forgetAgain: forget }),
  );
  expect(films()).toBe(100);
  expect(kept).toMatchObject({ reason: "before-restore", verified: true });
  valueOrThrow(
    await restoreBackup(path, kept as NonNullable<typeof kept>, besideLibrary(path), { forgetAgain: forget }),
  );
  expect(films()).toBe(101);
});

test("a damaged library is restored, and kept as it was", async () => {
  const library = filled();
  const backup = valueOrThrow(await makeBackup(library, "by-hand"));
  closeLibrary(library);
  damage(100_000, 200_000);
  const damaged = readFileSync(path);
  expect(await holdLibrary(path, migrations)).toMatchObject({ error: { type: "Damaged" } });
  const { kept } = valueOrThrow(
    await restoreBackup(path, backup, besideLibrary(path), { forgetAgain: forget }),
  );
  expect(kept?.verified).toBe(false);
  expect(readFileSync(kept?.path ?? "").equals(damaged)).toBe(true);
  expect(films()).toBe(3000);
});

test("a backup that changed on the disk is refused, and the library stays", async () => {
  const library = filled(50);
  const backup = valueOrThrow(await makeBackup(library, "by-hand"));
  closeLibrary(library);
  const bytes = readFileSync(backup.path);
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
  writeFileSync(backup.path, bytes);
  expect(await restoreBackup(path, backup, besideLibrary(path), { forgetAgain: forget })).toMatchObject({
    error: { type: "BackupUnsound" },
  });
  expect(films()).toBe(50);
});

test("salvage reads all but the rows of the bad pages, says what is missing, and leaves the file as it is", async () => {
  closeLibrary(filled());
  const out = join(folder, "out.marquee");
  damage(...pageOf("Film 1500 xx")); // of the index or the table
  damage(...pageOf("Film 1500 xx")); // of the other
  const before = readFileSync(path);
  const report = valueOrThrow(await salvage(path, out, migrations, { forgetAgain: forget }));
  expect(report.complete).toBe(false);
  const film = report.tables.find(({ table }) => table === "film");
  expect(film?.read).toBeGreaterThan(2900);
  expect(film?.read).toBeLessThan(3000);
  expect(report.tables.find(({ table }) => table === "interaction")).toMatchObject({ read: 2500, gaps: 0 });
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith(".salvage"))).toEqual([]);
  const opened = valueOrThrow(await holdLibrary(out, migrations));
  expect(opened.db.pragma("foreign_key_check")).toEqual([]);
  closeLibrary(opened);
});

test("rows are salvaged though a page of the schema is gone, or the file's header", async () => {
  closeLibrary(filled());
  const whole = readFileSync(path);
  for (const [from, to] of [pageOf("CREATE TABLE import_profile"), [0, 100] as const]) {
    writeFileSync(path, whole);
    damage(from, to);
    const out = join(folder, `out ${from}.marquee`);
    const report = valueOrThrow(await salvage(path, out, migrations, { forgetAgain: forget }));
    expect(report.tables.find(({ table }) => table === "interaction")).toMatchObject({ read: 2500 });
    expect(report.tables.find(({ table }) => table === "film")).toMatchObject({ read: 3000 });
  }
});

test("where there is nothing to read, salvage says so and makes no library", async () => {
  writeFileSync(path, Buffer.alloc(300_000, 7));
  const out = join(folder, "out.marquee");
  expect(await salvage(path, out, migrations, { forgetAgain: forget })).toMatchObject({
    error: { type: "NothingToSalvage" },
  });
  expect(readdirSync(folder)).toEqual(["a.marquee"]);
});

test("salvage of a sound library gives all of it", async () => {
  closeLibrary(filled(300));
  const report = valueOrThrow(
    await salvage(path, join(folder, "out.marquee"), migrations, { forgetAgain: forget }),
  );
  expect(report).toMatchObject({ complete: true });
  expect(report.tables.find(({ table }) => table === "private_key")).toMatchObject({ read: 1 });
});

test("a bit that flips in a value while the library is closed is damage, not a new title", async () => {
  closeLibrary(filled(300));
  const bytes = readFileSync(path);
  const at = bytes.indexOf("Film 200 xx");
  bytes[at + 3] = (bytes[at + 3] ?? 0) ^ 4;
  const sealed = JSON.parse(readFileSync(join(besideLibrary(path), "seal.json"), "utf8")) as { time: string };
  writeFileSync(path, bytes);
  const seconds = Number(BigInt(sealed.time) / 1000n) / 1e6;
  utimesSync(path, seconds, seconds);
  const seal = join(besideLibrary(path), "seal.json");
  // The disk keeps nanoseconds, utimes sets fewer: the seal is given the same.
  writeFileSync(seal, readFileSync(seal, "utf8").replace(sealed.time, timeOf(path)));
  expect(await holdLibrary(path, migrations)).toMatchObject({ error: { type: "Damaged" } });
});

test("what another program wrote to the file is no damage", async () => {
  closeLibrary(filled(300));
  const { db } = valueOrThrow(openLibrary(path, migrations));
  db.prepare("UPDATE film SET title = 'changed elsewhere' WHERE id = 5").run();
  db.close();
  const opened = valueOrThrow(await holdLibrary(path, migrations));
  closeLibrary(opened);
});

const timeOf = (file: string): string => String(statNs(file));
const statNs = (file: string): bigint => statSync(file, { bigint: true }).mtimeNs;

test("an older schema is backed up before it is brought up to date", async () => {
  const old = valueOrThrow(holdNewLibrary(path, migrations.slice(0, 1)));
  old.db.prepare("INSERT INTO film (title) VALUES ('old')").run();
  closeLibrary(old);
  const opened = valueOrThrow(await holdLibrary(path, migrations));
  closeLibrary(opened);
  const [backup] = listBackups(besideLibrary(path), "a");
  expect(backup).toMatchObject({ reason: "before-migration", schema: 1, verified: true });
  expect(existsSync(join(besideLibrary(path), "seal.json"))).toBe(true);
});
