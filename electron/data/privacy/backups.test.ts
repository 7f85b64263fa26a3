import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { ask, call, Desk, migrations } from "../session.fixture.ts";
import { closeLibrary, createLibrary } from "../store/library.ts";
import { fillWithPeople, isForgotten, marksIn, marksOf } from "./people.fixture.ts";

// Each check starts a thread, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

let desk: Desk;
let folder: string;
let path: string;
beforeEach(async () => {
  desk = new Desk();
  folder = join(desk.home, "library");
  mkdirSync(folder);
  path = join(folder, "a.marquee");
});
afterEach(() => desk.end());

const create = async (): Promise<void> => {
  await ask(desk.handlers.createLibrary({ file: desk.token(path) }, call));
  fillWithPeople(
    desk.library.db,
    { members: 60, films: 20, filmsEach: 6 },
    { library: randomUUID(), key: randomBytes(32) },
  );
};
const backUp = () => ask(desk.handlers.backUp({ folder: null }, call));
const forget = (...members: number[]) => ask(desk.handlers.forgetMembers({ members }, call));
const held = async () => (await ask(desk.handlers.forgottenInBackups({ file: null }, call))).backups;
const clean = (how: "rewrite" | "delete") => ask(desk.handlers.cleanBackups({ how }, call));
const entries = async () => (await ask(desk.handlers.listBackups({ file: null }, call))).entries;
const members = (): number[] =>
  desk.library.db.prepare("SELECT id FROM member ORDER BY id").pluck().all() as number[];
const restore = (name: string) =>
  ask(desk.handlers.restoreBackup({ file: desk.token(path), backup: { name } }, call));

describe("backups of before", () => {
  test("are named with how many of the forgotten they hold; those of afterwards are not", async () => {
    await create();
    const before = await backUp();
    expect(await held()).toEqual([]);
    await forget(42, 43);
    const after = await backUp();
    await forget(44);
    expect((await held()).map(({ name, members }) => [name, members])).toEqual([
      [after.name, 1],
      [before.name, 3],
    ]);
    // Asked of a library that nobody has open, too.
    await ask(desk.handlers.closeLibrary({}, call));
    const file = desk.token(path);
    expect((await ask(desk.handlers.forgottenInBackups({ file }, call))).backups.length).toBe(2);
  });

  test("is written anew without them: not a byte is left in any file, and it restores", async () => {
    await create();
    const { at, reason } = await backUp();
    const marks = marksOf(desk.library.db, 42);
    const other = marksOf(desk.library.db, 41);
    await forget(42);
    expect(Object.keys(marksIn(folder, marks))).toEqual(expect.arrayContaining(["hash", "review", "sealed"]));
    expect(await clean("rewrite")).toEqual({ rewritten: 1, deleted: 0, made: null, left: [] });
    expect(marksIn(folder, marks)).toEqual({});
    expect(await held()).toEqual([]);
    const [anew, ...more] = await entries();
    expect(anew).toMatchObject({ at, reason, verified: true, whole: true });
    expect(more).toEqual([]);
    const { forgotten } = await restore(anew?.name ?? "");
    expect(forgotten).toBe(0);
    expect(members().length).toBe(59);
    expect(Object.keys(marksIn(folder, other))).toEqual(expect.arrayContaining(["hash", "review", "sealed"]));
    expect(isForgotten(desk.library.db, 42)).toBe(true);
  });

  test("are deleted once a verified one without them stands: made first where there is none", async () => {
    await create();
    const marks = marksOf(desk.library.db, 42);
    await backUp();
    await forget(42);
    const first = await clean("delete");
    expect(first).toMatchObject({ deleted: 1, rewritten: 0, made: { verified: true } });
    expect(marksIn(folder, marks)).toEqual({});
    expect((await entries()).map(({ name }) => name)).toEqual([first.made?.name]);
    expect(await clean("delete")).toMatchObject({ deleted: 0, made: null });
  });

  test("that are damaged stay, and are named, when the others are written anew", async () => {
    await create();
    const bad = await backUp();
    await backUp();
    await forget(42);
    writeFileSync(bad.path, Buffer.alloc(bad.bytes, 7));
    expect((await held()).map(({ members }) => members).sort()).toEqual([1, null]);
    expect(await clean("rewrite")).toMatchObject({
      rewritten: 1,
      left: [{ name: bad.name, failure: { type: "BackupUnsound" } }],
    });
    expect(await held()).toMatchObject([{ name: bad.name, members: null }]);
  });
});

describe("a restore", () => {
  test("forgets again whoever was forgotten since, before anybody sees the library", async () => {
    await create();
    const backup = await backUp();
    const marks = marksOf(desk.library.db, 42);
    await forget(42, 43);
    const file = desk.token(path);
    const preview = await ask(desk.handlers.restorePreview({ file, backup: { name: backup.name } }, call));
    expect(preview.forgotten).toBe(2);
    expect((await restore(backup.name)).forgotten).toBe(2);
    expect(members()).not.toContain(42);
    expect(members().length).toBe(58);
    await ask(desk.handlers.deleteBackup({ file: null, name: backup.name }, call));
    expect(marksIn(folder, marks)).toEqual({});
    expect(isForgotten(desk.library.db, 43)).toBe(true);
  });

  test("knows the list though the library itself is gone to pieces", async () => {
    await create();
    const backup = await backUp();
    await forget(42);
    await ask(desk.handlers.closeLibrary({}, call));
    writeFileSync(path, Buffer.alloc(200_000, 7));
    expect((await restore(backup.name)).forgotten).toBe(1);
    expect(members()).not.toContain(42);
  });

  test("brings a backup of an older schema up to date first", async () => {
    const old = valueOrThrow(createLibrary(path, migrations.slice(0, 1)));
    old.db.exec(`INSERT INTO film (id, title) VALUES (1, 'One');
      INSERT INTO member (id, key, area) VALUES (1, x'${"11".repeat(32)}', 'mark-of-one'), (2, x'${"22".repeat(32)}', 'b');
      INSERT INTO interaction (member, film, kind, at, value) VALUES (1, 1, 0, 5, 4), (2, 1, 0, 5, 4)`);
    closeLibrary(old);
    const opening = { file: desk.token(path), readOnly: false, withoutBackup: false };
    await ask(desk.handlers.openLibrary(opening, call));
    const [backup] = await entries();
    expect(backup).toMatchObject({ reason: "before-migration", schema: 1 });
    await forget(1);
    expect(await held()).toMatchObject([{ members: 1 }]);
    expect((await restore(backup?.name ?? "")).forgotten).toBe(1);
    expect(members()).toEqual([2]);
    expect(await clean("rewrite")).toMatchObject({ rewritten: 1, left: [] });
    expect(marksIn(folder, { area: Buffer.from("mark-of-one") })).toEqual({});
    expect((await entries()).find(({ reason }) => reason === "before-migration")).toMatchObject({
      schema: migrations.length,
      verified: true,
    });
  });
});

test("salvaging an old backup forgets again, too", async () => {
  await create();
  const backup = await backUp();
  const marks = marksOf(desk.library.db, 42);
  await forget(42);
  const out = join(desk.home, "out");
  mkdirSync(out);
  const saved = join(out, "saved.marquee");
  const report = await ask(
    desk.handlers.salvageLibrary({ file: desk.token(backup.path), out: desk.token(saved) }, call),
  );
  expect(report.forgotten).toBe(1);
  expect(readdirSync(out)).toEqual(["saved.marquee"]);
  expect(marksIn(out, marks)).toEqual({});
});
