import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { holdLibrary, holdNewLibrary } from "./hold.ts";
import { closeLibrary, openLibrary, readMigrations } from "./library.ts";
import { lockPath } from "./lock.ts";
import { notePlace, placeOf } from "./place.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-hold-"));
  path = join(folder, "a.marquee");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockOf = (holder: object, ageSeconds = 0): void => {
  writeFileSync(lockPath(path), JSON.stringify(holder));
  const then = Date.now() / 1000 - ageSeconds;
  utimesSync(lockPath(path), then, then);
};
const elsewhere = { host: "another-computer", user: "mei", pid: 4, since: 1_700_000_000 };

test("the lock names its holder while a library is open, and is gone afterwards", () => {
  const library = valueOrThrow(holdNewLibrary(path, migrations));
  expect(JSON.parse(readFileSync(lockPath(path), "utf8"))).toMatchObject({
    host: hostname(),
    pid: process.pid,
  });
  closeLibrary(library);
  expect(existsSync(lockPath(path))).toBe(false);
});

test("a library that another computer writes to is refused with its name, and can be read", async () => {
  closeLibrary(valueOrThrow(holdNewLibrary(path, migrations)));
  lockOf(elsewhere);
  expect(await holdLibrary(path, migrations)).toMatchObject({
    error: { type: "InUse", host: "another-computer", user: "mei" },
  });
  const looked = valueOrThrow(await holdLibrary(path, migrations, { readOnly: true }));
  expect(() => looked.db.exec("INSERT INTO film (title) VALUES ('no')")).toThrow(/readonly/);
  closeLibrary(looked);
  expect(existsSync(lockPath(path))).toBe(true);
});

test("the lock of a computer that fell silent, of a dead process, and a torn one are taken over", async () => {
  closeLibrary(valueOrThrow(holdNewLibrary(path, migrations)));
  lockOf(elsewhere, 300);
  closeLibrary(valueOrThrow(await holdLibrary(path, migrations)));
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  lockOf({ ...elsewhere, host: hostname(), pid: child.pid });
  closeLibrary(valueOrThrow(await holdLibrary(path, migrations)));
  writeFileSync(lockPath(path), '{"host":');
  const then = Date.now() / 1000 - 60;
  utimesSync(lockPath(path), then, then);
  closeLibrary(valueOrThrow(await holdLibrary(path, migrations)));
});

test("the lock of a living process on this computer holds", async () => {
  closeLibrary(valueOrThrow(holdNewLibrary(path, migrations)));
  lockOf({ ...elsewhere, host: hostname(), pid: process.ppid }, 60);
  expect(await holdLibrary(path, migrations)).toMatchObject({ error: { type: "InUse" } });
});

test("each thing that is no library has a word of its own", async () => {
  const typeAt = async (): Promise<string> => {
    const opened = await holdLibrary(path, migrations);
    return opened.ok ? "" : opened.error.type;
  };
  expect(await typeAt()).toBe("NotFound");
  mkdirSync(path);
  expect(await typeAt()).toBe("IsFolder");
  rmSync(path, { recursive: true });
  writeFileSync(path, "");
  expect(await typeAt()).toBe("EmptyFile");
  writeFileSync(path, "film,year\n");
  expect(await typeAt()).toBe("NotALibrary");
  expect(existsSync(lockPath(path))).toBe(false);
});

test("a newer schema is refused with the Marquee that wrote it", async () => {
  const library = valueOrThrow(holdNewLibrary(path, migrations, "9.1.0"));
  library.db.pragma("user_version = 900");
  closeLibrary(library);
  expect(await holdLibrary(path, migrations, { marquee: "1.0.0" })).toMatchObject({
    error: { type: "NewerSchema", found: 900, writtenBy: "9.1.0" },
  });
});

test("an open library that is renamed is found at its new name, one that is deleted is gone", () => {
  const library = valueOrThrow(holdNewLibrary(path, migrations));
  notePlace(library);
  expect(placeOf(library, 0).place).toBe("here");
  const moved = join(folder, "b.marquee");
  renameSync(path, moved);
  expect(placeOf(library, 0)).toEqual({ place: "moved", path: moved });
  rmSync(moved);
  expect(placeOf(library, 0).place).toBe("gone");
  closeLibrary(library);
});

test("a crash while a library is made leaves no file under its name", () => {
  writeFileSync(`${path}.part`, "half");
  closeLibrary(valueOrThrow(holdNewLibrary(path, migrations)));
  expect(existsSync(`${path}.part`)).toBe(false);
  closeLibrary(valueOrThrow(openLibrary(path, migrations)));
});
